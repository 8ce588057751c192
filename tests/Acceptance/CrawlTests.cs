using Innovation.Web.Demo;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Innovation.Acceptance;

/// <summary>Nobody is shown a way that is closed to him, and every page can be found by somebody.</summary>
public sealed class CrawlTests
{
    /// <summary>Pages that the demonstration offers no way to, with the reason and the test that opens them.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["login/code"] = "only while signing in with a second factor: SignInTests",
        ["error/{code:int}"] = "no way leads there: BadInputTests",
    };

    [Fact]
    public async Task Whatever_is_offered_opens_and_every_page_is_offered_to_somebody()
    {
        await using var site = await Site.StartAsync();
        var pages = Pages(site);
        var most = Environment.GetEnvironmentVariable("LONG") is null ? 3 : 40;
        var (problems, reached) = (new List<string>(), new HashSet<string>());
        foreach (var (who, user) in await VisitorsAsync(site))
        {
            using var crawler = new Crawler(site, pages, most);
            if (user is not null) await crawler.SignInAsync(site, user);
            await crawler.WalkAsync(user is null ? ["/", "/login"] : ["/", "/account"]);
            problems.AddRange(crawler.Problems.Select(p => $"{who}: {p}"));
            reached.UnionWith(crawler.Reached);
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
        var unreached = pages.Select(p => p.Pattern).Distinct().Where(p => !reached.Contains(p)).ToList();
        Assert.True(unreached.All(Elsewhere.ContainsKey), "no way leads to " + string.Join(", ", unreached.Where(p => !Elsewhere.ContainsKey(p))));
        Assert.DoesNotContain(Elsewhere.Keys, reached.Contains);
    }

    /// <summary>Nobody, and one account of each set of roles.</summary>
    private static async Task<IReadOnlyList<(string Who, string? User)>> VisitorsAsync(Site site) =>
    [
        ("public", null),
        .. (await site.Get<DemoAccounts>().ListAsync()).GroupBy(a => string.Join('+', a.Roles.Order(StringComparer.Ordinal))).Select(g => ($"{g.Key} ({g.First().UserName})", (string?)g.First().UserName)),
    ];

    private static List<(string Pattern, TemplateMatcher Matcher)> Pages(Site site) =>
    [
        .. site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .OrderBy(e => e.RoutePattern.Parameters.Count).ThenBy(e => e.Order)
            .Select(e => (e.RoutePattern.RawText!, new TemplateMatcher(new RouteTemplate(e.RoutePattern), []))),
    ];
}
