using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Innovation.Web.Demo;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Innovation.Acceptance;

/// <summary>
/// A person who follows everything that the pages offer: every link, every form that asks, and the page behind every form that
/// acts, without acting. Of pages of one kind a few are opened; a refusal, an error or an empty page is noted with where it was offered.
/// </summary>
internal sealed partial class Crawler : IDisposable
{
    private readonly HttpClient http;
    private readonly IReadOnlyList<(string Pattern, TemplateMatcher Matcher)> pages;
    private readonly int most;
    private readonly Queue<(string Path, string From)> waiting = [];
    private readonly HashSet<string> seen = [];
    private readonly Dictionary<string, int> opened = [];

    /// <param name="pages">Routes of the pages by their pattern.</param>
    /// <param name="most">How many of each pattern are opened.</param>
    public Crawler(Site site, IReadOnlyList<(string Pattern, TemplateMatcher Matcher)> pages, int most)
    {
        (this.pages, this.most) = (pages, most);
        http = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(site.Address) };
    }

    /// <summary>What was wrong, one line each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Patterns of the pages that answered.</summary>
    public IEnumerable<string> Reached => opened.Keys;

    /// <summary>Looks at every page that answers: its pattern, path and content.</summary>
    public Func<HttpClient, string, string, AngleSharp.Html.Dom.IHtmlDocument, Task> Look { get; init; } = (_, _, _, _) => Task.CompletedTask;

    public async Task SignInAsync(Site site, string user)
    {
        var login = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync("/login"));
        var token = login.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await http.PostAsync("/login", new FormUrlEncodedContent([new("UserName", user), new("Password", site.Get<DemoAccounts>().Password()), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public async Task WalkAsync(params string[] from)
    {
        foreach (var path in from) Offer(path, "start");
        while (waiting.TryDequeue(out var next)) await VisitAsync(next.Path, next.From);
    }

    public void Dispose() => http.Dispose();

    private async Task VisitAsync(string path, string from)
    {
        var pattern = Pattern(path);
        if (opened.GetValueOrDefault(pattern) >= most) return;
        using var answer = await http.GetAsync(path);
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400)
        {
            var target = answer.Headers.Location!;
            var to = target.IsAbsoluteUri ? target.PathAndQuery : target.ToString();
            if (to.StartsWith("/login", StringComparison.Ordinal) || to.StartsWith("/error", StringComparison.Ordinal)) Problems.Add($"{from} offers {path}, which leads to {to}");
            else Offer(to, from);
            opened.TryAdd(pattern, 0);
            return;
        }

        // 405: a place that only takes what is sent to it.
        if (status >= 400 && status != 405) Problems.Add($"{from} offers {path}, which answers {status}");
        if (status != 200) return;
        opened[pattern] = opened.GetValueOrDefault(pattern) + 1;
        var content = await answer.Content.ReadAsByteArrayAsync();
        if (content.Length == 0) Problems.Add($"{from} offers {path}, which is empty");
        if (answer.Content.Headers.ContentType?.MediaType != "text/html") return;
        var page = await new HtmlParser().ParseDocumentAsync(System.Text.Encoding.UTF8.GetString(content));
        // A paper stands alone; a page has its frame.
        if (string.IsNullOrWhiteSpace((page.QuerySelector("main") ?? page.Body!).TextContent)) Problems.Add($"{from} offers {path}, which shows nothing");
        await Look(http, pattern, path, page);
        foreach (var link in page.QuerySelectorAll("a[href]")) Offer(link.GetAttribute("href")!, path);
        foreach (var element in page.QuerySelectorAll("[hx-get]")) Offer(element.GetAttribute("hx-get")!, path);
        foreach (var element in page.QuerySelectorAll("iframe[src], img[src], object[data]")) Offer(element.GetAttribute("src") ?? element.GetAttribute("data")!, path);
        foreach (var form in page.QuerySelectorAll("form[action], button[formaction]")) Offer(HandlerPart().Replace(form.GetAttribute("formaction") ?? form.GetAttribute("action")!, ""), path);
    }

    private void Offer(string address, string from)
    {
        if (!Uri.TryCreate(new Uri("http://site" + from.Split('#')[0].Replace("start", "/", StringComparison.Ordinal)), address, out var uri) || uri.Host != "site") return;
        var path = uri.PathAndQuery;
        if (path.StartsWith("/dist/", StringComparison.Ordinal) || path.StartsWith("/logout", StringComparison.Ordinal) || !seen.Add(path)) return;
        waiting.Enqueue((path, from));
    }

    private string Pattern(string path)
    {
        var alone = path.Split('?')[0];
        foreach (var (pattern, matcher) in pages)
            if (matcher.TryMatch(alone, [])) return pattern;
        return "other " + OwnPart().Replace(alone, "{id}");
    }

    [GeneratedRegex(@"[?&]handler=[^&]*(&.*)?$")]
    private static partial Regex HandlerPart();

    [GeneratedRegex(@"[0-9A-Za-z_-]{10,}")]
    private static partial Regex OwnPart();
}
