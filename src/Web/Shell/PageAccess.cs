using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing.Template;

namespace Innovation.Web.Shell;

/// <summary>The pages of the site with what each asks of its reader.</summary>
public sealed class PageMap(EndpointDataSource endpoints)
{
    private readonly Lazy<IReadOnlyList<(TemplateMatcher Matcher, IReadOnlyList<IAuthorizeData> Needs)>> pages = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .OrderBy(e => e.RoutePattern.Parameters.Count).ThenBy(e => e.Order)
            .Select(e => (new TemplateMatcher(new RouteTemplate(e.RoutePattern), []), e.Metadata.GetMetadata<IAllowAnonymous>() is null ? e.Metadata.GetOrderedMetadata<IAuthorizeData>() : [])),
    ]);

    /// <summary>The policies of the page at an address of the site; none when it is open to everybody or no page.</summary>
    public IReadOnlyList<IAuthorizeData> NeedsOf(string href)
    {
        ArgumentNullException.ThrowIfNull(href);
        var path = href.Split('?', '#')[0];
        return pages.Value.FirstOrDefault(p => p.Matcher.TryMatch(path, [])) is { Matcher: not null } page ? page.Needs : [];
    }
}

/// <summary>Whether a page would let the reader in, by the policy that the page itself names: nobody is shown a way that is closed to him.</summary>
public sealed class PageAccess(PageMap pages, IAuthorizationService authorization, IAuthorizationPolicyProvider policies, IHttpContextAccessor accessor)
{
    /// <param name="href">Address within the site.</param>
    public async Task<bool> IsOpenAsync(string href) =>
        await AuthorizationPolicy.CombineAsync(policies, pages.NeedsOf(href)) is not { } policy || (await authorization.AuthorizeAsync(accessor.HttpContext!.User, policy)).Succeeded;
}

/// <summary><c>&lt;a href kc-where-open&gt;</c>: only for whom the page behind it is open.</summary>
[HtmlTargetElement("a", Attributes = "kc-where-open")]
public sealed class WhereOpenTagHelper(PageAccess access) : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.RemoveAll("kc-where-open");
        if (!await access.IsOpenAsync(output.Attributes["href"]?.Value?.ToString() ?? "")) output.SuppressOutput();
    }
}
