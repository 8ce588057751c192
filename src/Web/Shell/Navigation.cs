namespace Innovation.Web.Shell;

/// <summary>An entry of the top bar.</summary>
/// <param name="Text">Words.</param>
/// <param name="Href">Address.</param>
/// <param name="Count">Number waiting; null or zero: none shown.</param>
/// <param name="Current">Whether the page belongs to it.</param>
public sealed record NavigationItem(string Text, string Href, int? Count = null, bool Current = false)
{
    /// <summary>Beyond this the bar says 999+: it stands on every page and must not count a whole city's work.</summary>
    public const int MostCounted = 999;

    /// <summary>A number as the bar shows it.</summary>
    public static string Words(int count) => count > MostCounted ? $"{MostCounted}+" : $"{count}";
}

/// <summary>The top bar of one person: at most seven entries.</summary>
public sealed record NavigationModel
{
    /// <summary>In order.</summary>
    public IReadOnlyList<NavigationItem> Items { get; init; } = [];

    /// <summary>Where the brand leads.</summary>
    public string HomeHref { get; init; } = "/";

    /// <summary>Such as 市科技局 · 张某; null when nobody is signed in.</summary>
    public string? Who { get; init; }

    /// <summary>Own account page.</summary>
    public string WhoHref { get; init; } = "/account";

    /// <summary>Unread messages.</summary>
    public int Unread { get; init; }

    /// <summary>Message list.</summary>
    public string MessagesHref { get; init; } = "/messages";

    /// <summary>Sign-in page; null leaves the link out.</summary>
    public string? SignInHref { get; init; } = "/login";

    /// <summary>Where signing out is posted; null leaves the button out.</summary>
    public string? SignOutHref { get; init; } = "/logout";
}

/// <summary>Port: what the top bar shows for this request.</summary>
public interface INavigation
{
    /// <summary>Builds the bar.</summary>
    ValueTask<NavigationModel> ForAsync(HttpContext context);
}

/// <summary>The bar of a visitor, until an application registers its own.</summary>
internal sealed class VisitorNavigation : INavigation
{
    public ValueTask<NavigationModel> ForAsync(HttpContext context) => ValueTask.FromResult(new NavigationModel());
}
