using Innovation.Acceptance.Funds;
using Innovation.Web.Demo;
using Innovation.Workflows.Deadlines;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Innovation.Acceptance;

/// <summary>Nobody is shown a way that is closed to him, and every page can be found by somebody.</summary>
public sealed class CrawlTests
{
    /// <summary>Pages to which this world offers no way, with the reason and what opens them.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Index"] = "the same page as /",
        ["logout"] = "takes a post only: SignInTests",
        ["login/code"] = "only while signing in with a second factor: SignInTests",
        ["error/{code:int?}"] = "no way leads there: BadInputTests",
        ["organizations/lookup"] = "asked by the form while somebody types: WalkTests",
        ["documents/{id:length(32)}/pdf"] = "offered once the PDF is printed, which needs Chromium: WalkTests",
        ["summaries/{id:length(32)}/scan"] = "needs a signed summary: WalkTests",
        ["task-runs/{id:length(32)}"] = "after many tasks were done in one go: TaskRunPagesTests",
        ["design/programmes/{code:maxlength(20)}/compare"] = "needs a second version: LookTests",
        ["design/programmes/{code:maxlength(20)}/migrate"] = "needs a second version: DesignPartsTests",
        ["cases/{id:length(32)}/blind"] = "needs a programme that shows attachments to its experts: BlindFileTests, BlindCheckPagesTests",
        ["clearings/{id:length(32)}"] = "needs a quarter with another city: CityPagesTests",
        ["foreign-orders/{id:length(32)}"] = "needs another city: CityPagesTests",
        ["bookings/{id:length(32)}"] = "needs a listed instrument: InstrumentPagesTests",
        ["instruments/{id:length(32)}"] = "needs a listed instrument: InstrumentPagesTests",
        ["provider/instruments/{service:length(32)}"] = "needs a listed instrument: InstrumentPagesTests",
        ["funds/letters/{kind}/{id:length(32)}"] = "needs money that was paid or is to be recovered: PayoutStoryTests",
    };

    [Fact]
    public async Task Whatever_is_offered_opens_every_page_is_offered_to_somebody_and_every_search_box_finds_what_it_shows()
    {
        await using var site = await WorldAsync();
        var pages = Pages(site);
        var most = Environment.GetEnvironmentVariable("LONG") is null ? 2 : 40;
        var (problems, reached, boxes) = (new List<string>(), new HashSet<string>(), new SearchBoxes());
        foreach (var (who, user) in await VisitorsAsync(site))
        {
            using var crawler = new Crawler(site, pages, most) { Look = async (http, pattern, path, page) => { problems.AddRange(Inline(path, page)); await boxes.TryAsync(http, pattern, path, page); } };
            if (user is not null) await crawler.SignInAsync(site, user);
            await crawler.WalkAsync(user is null ? ["/", "/login"] : ["/", "/account"]);
            problems.AddRange(crawler.Problems.Select(p => $"{who}: {p}"));
            reached.UnionWith(crawler.Reached);
        }

        problems.AddRange(boxes.Problems);
        Assert.True(boxes.Tried.Count >= 15, $"only {boxes.Tried.Count} search boxes were tried: {string.Join(", ", boxes.Tried)}");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        var unreached = pages.Select(p => p.Pattern).Distinct().Where(p => !reached.Contains(p)).ToList();
        Assert.True(unreached.All(Elsewhere.ContainsKey), "no way leads to " + string.Join(", ", unreached.Where(p => !Elsewhere.ContainsKey(p))));
        Assert.DoesNotContain(Elsewhere.Keys, reached.Contains);
    }

    /// <summary>What the policy of the pages would refuse: style attributes, scripts and handlers that stand in the page.</summary>
    private static IEnumerable<string> Inline(string path, AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelectorAll("*").SelectMany(e => e.Attributes.Where(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal)).Select(a => $"{path}: <{e.LocalName} {a.Name}=\"{a.Value}\">"))
            .Concat(page.QuerySelectorAll("script:not([src])").Select(_ => $"{path}: a script in the page")).Distinct().Take(5);

    /// <summary>The demonstration some days later, with a draft, a proposed calendar, a voucher that was used and a city.</summary>
    private static async Task<Site> WorldAsync()
    {
        var world = await VoucherWorld.StartAsync();
        var site = world.Site;
        await TrialDrafts.CopyAsync(site);
        await new Journey(site).OpenAsync();
        var order = await world.ConfirmedAsync(await world.GrantAsync(1_000_000), 400_000, 200_000);
        VoucherWorld.Ok(await world.RedeemAsync(order, "12345678", 200_000));
        VoucherWorld.Ok(await site.Get<Workflows.Funds.Cities.Cities>().SaveAsync(VoucherWorld.Id(), new(null, "黄石市", "黄石市科技创新券结算中心", CityPair.PayeeCode, true), await world.ByAsync("head")));
        (await site.PostAsync("admin", "/api/v1/calendar/proposals", new { basis = "冶政办函〔2026〕9号", csv = CalendarFile.Write([.. WorkingCalendar.Shipped.Days.Where(d => d.Date.Year == 2026), new(new(2026, 9, 30), DayKind.HolidayOff, "防汛停工")]) })).Ok();
        (await site.ClockAsync("2026-09-23T10:00:00+08:00")).Ok();
        VoucherWorld.Ok(await world.AuditAsync(order));
        return site;
    }

    /// <summary>Nobody, and one account of each set of roles.</summary>
    private static async Task<IReadOnlyList<(string Who, string? User)>> VisitorsAsync(Site site) =>
    [
        ("public", null),
        ("applicant with a draft (ent10)", "ent10"),
        .. (await site.Get<DemoAccounts>().ListAsync()).GroupBy(a => string.Join('+', a.Roles.Order(StringComparer.Ordinal))).Select(g => ($"{g.Key} ({g.First().UserName})", (string?)g.First().UserName)),
    ];

    private static List<(string Pattern, TemplateMatcher Matcher)> Pages(Site site) =>
    [
        .. site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .OrderBy(e => e.RoutePattern.Parameters.Count).ThenBy(e => e.Order)
            .Select(e => (e.RoutePattern.RawText!, new TemplateMatcher(new RouteTemplate(e.RoutePattern), []))),
    ];
}
