using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Searches find what people mean and see only what the list shows them.</summary>
public sealed partial class SearchTests
{
    private static readonly string TooLong = new('长', SearchWords.MostCharacters + 1);

    [Fact]
    public async Task An_expert_cannot_find_out_by_searching_filtering_or_sorting_whose_the_blind_copy_is()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        var applicant = (string)(await walk.ViewAsync("ent10"))["organization"]!["name"]!;
        walk.Values["platform_name"] = applicant + "中试基地";
        await walk.SaveAsync();
        (await walk.CommandAsync("submit")).Ok();
        await walk.RecommendAsync();
        await walk.AcceptAsync();
        var (expert, task) = (await walk.PanelAsync())[0];
        string number, area, uscc;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var row = await db.Cases.SingleAsync(c => c.Id == walk.Id, TestContext.Current.CancellationToken);
            (number, area, uscc) = (row.Number!, row.Area, (await db.Organizations.SingleAsync(o => o.Id == row.OrganizationId, TestContext.Current.CancellationToken)).Uscc);
        }

        async Task<JsonArray> Found(string query) => (await site.GetAsync(expert, "/api/v1/tasks?size=200&" + query)).Ok()["items"].AsArray();

        var all = await Found("");
        var shown = all.Single(t => (string)t!["id"]! == task)!;
        Assert.DoesNotContain(applicant, all.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        foreach (var secret in (string[])[applicant, applicant[..4], number, area, uscc, uscc.ToLowerInvariant()])
            Assert.Empty(await Found("search=" + Uri.EscapeDataString(secret)));
        // One character finds only lines that show it.
        foreach (var letter in applicant.Distinct())
            Assert.All(await Found("search=" + Uri.EscapeDataString(letter.ToString())), t => Assert.Contains(letter.ToString(), $"{t!["title"]}{t["number"]}{t["organization"]}", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await Found("area=" + Uri.EscapeDataString(area)));
        Assert.NotEmpty(await Found("search=" + ((string)shown["number"]!).ToLowerInvariant()));
        Assert.Equal(all.Select(t => (string)t!["id"]!), (await Found("sort=organization")).Select(t => (string)t!["id"]!));

        var browser = await Browser.SignInAsync(site, expert);
        foreach (var secret in (string[])[applicant, number, uscc])
        {
            await browser.GoAsync("/tasks?search=" + Uri.EscapeDataString(secret));
            Assert.DoesNotContain($"/tasks/{task}", browser.Page.Body!.InnerHtml, StringComparison.Ordinal);
        }

        await browser.GoAsync("/tasks?area=" + Uri.EscapeDataString(area));
        Assert.DoesNotContain($"/tasks/{task}", browser.Page.Body!.InnerHtml, StringComparison.Ordinal);
        // The officer finds the case by each of them, typed as people type.
        foreach (var typed in (string[])[uscc.ToLowerInvariant(), Wide(uscc), number.ToLowerInvariant(), string.Join(' ', applicant.ToCharArray()), $"{applicant[^4..]}　{number[..4]}"])
            Assert.Contains((await site.GetAsync("officer1", "/api/v1/applications?size=200&search=" + Uri.EscapeDataString(typed))).Ok()["items"].AsArray(), a => (string)a!["number"]! == number);
    }

    [Fact]
    public async Task A_number_is_found_on_every_page_that_searches_numbers_however_it_is_typed()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        var waiting = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await waiting.SubmitAsync();
        string serial, decision, letter, notice, caseNumber, taskNumber;
        string? document;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var certificate = await db.Certificates.OrderBy(c => c.Serial).FirstAsync(TestContext.Current.CancellationToken);
            (serial, decision, document) = (certificate.Serial, certificate.DecisionNumber, await db.Documents.Where(d => d.Number == certificate.DecisionNumber && d.Public).Select(d => d.Id).FirstOrDefaultAsync(TestContext.Current.CancellationToken));
            letter = await db.Documents.Where(d => d.CaseId == walk.Id && d.Template == "acceptanceNotice").Select(d => d.Number!).SingleAsync(TestContext.Current.CancellationToken);
            notice = await db.Batches.Where(b => b.Number!.Contains("公示")).OrderByDescending(b => b.Id).Select(b => b.Number!).FirstAsync(TestContext.Current.CancellationToken);
            taskNumber = await db.Cases.Where(c => c.Id == waiting.Id).Select(c => c.Number!).SingleAsync(TestContext.Current.CancellationToken);
            caseNumber = await db.Cases.Where(c => c.Id == walk.Id).Select(c => c.Number!).SingleAsync(TestContext.Current.CancellationToken);
        }

        var people = new Dictionary<string, Browser>();
        async Task<string> ListAsync(string? user, string path)
        {
            var browser = people.TryGetValue(user ?? "", out var known) ? known : people[user ?? ""] = user is null ? new Browser(site) : await Browser.SignInAsync(site, user);
            await browser.GoAsync(path);
            Assert.Equal(200, browser.Status);
            // Neither what was typed nor what stands beside the list whatever was typed.
            foreach (var beside in browser.Page.QuerySelectorAll("input[type=search], section[aria-labelledby=dec]").ToList()) beside.Remove();
            return browser.Text;
        }

        var pages = new (string? User, string Path, string Number)[]
        {
            ("officer1", "/certificates?q=", decision), ("officer1", "/certificates?q=", serial), (null, "/results?q=", decision), (null, "/results?q=", serial),
            ("ent10", "/letters?q=", letter), (null, "/notices?q=", notice), ("officer1", "/cases?search=", caseNumber), ("ent10", "/applications?q=", caseNumber), ("town03", "/tasks?search=", taskNumber),
        };
        var wrong = new List<string>();
        foreach (var (user, path, number) in pages)
            foreach (var typed in Typed(number))
                if (!(await ListAsync(user, path + Uri.EscapeDataString(typed))).Contains(number, StringComparison.Ordinal)) wrong.Add($"{path}{typed}: {number}");
        // Another number is not found by it.
        foreach (var (user, path, number) in pages)
            if ((await ListAsync(user, path + Uri.EscapeDataString(number.Replace("2026", "2019", StringComparison.Ordinal)))).Contains(number, StringComparison.Ordinal)) wrong.Add($"{path}: another number finds {number}");
        Assert.Empty(wrong);

        foreach (var (number, ends) in new[] { (serial, (string?)null), (decision, document) })
            foreach (var typed in Typed(number).Where(t => t[0] != '（' && t[0] != '〔'))
            {
                using var visitor = new Browser(site);
                await visitor.GoAsync("/verify?q=" + Uri.EscapeDataString(typed));
                Assert.True(visitor.Status == 200 && visitor.Path.StartsWith("/verify/", StringComparison.Ordinal), $"{typed}: {visitor.Status} {visitor.Path}");
                if (ends is not null) Assert.EndsWith(ends, visitor.Path, StringComparison.Ordinal);
            }
    }

    /// <summary>A number as people type it.</summary>
    private static IEnumerable<string> Typed(string number)
    {
        yield return number;
        yield return Wide(number);
        if (!number.Contains('〔', StringComparison.Ordinal))
        {
            yield return number.ToLowerInvariant();
            yield return number.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
            yield return number.Replace('-', '—');
            yield break;
        }

        foreach (var brackets in (string[])["[]", "（）", "()", "【】", "{}"]) yield return number.Replace('〔', brackets[0]).Replace('〕', brackets[1]);
        yield return number.Replace("〔", " [", StringComparison.Ordinal).Replace("〕", "] ", StringComparison.Ordinal);
        yield return number.Replace("〔", "", StringComparison.Ordinal).Replace("〕", " ", StringComparison.Ordinal);
        yield return number.Replace("〔", "", StringComparison.Ordinal).Replace("〕", "年第", StringComparison.Ordinal);
        yield return "（2026）";
        yield return "〔2026〕";
    }

    [Fact]
    public async Task Every_search_box_says_when_a_query_is_too_long_and_then_shows_nothing()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Site.Root, "src/Web/Pages"), "*.cshtml", SearchOption.AllDirectories)
            .Select(f => (File: f, Text: File.ReadAllText(f))).Where(p => p.Text.Contains("type=\"search\"", StringComparison.Ordinal)).ToList();
        Assert.All(Directory.EnumerateFiles(Path.Combine(Site.Root, "src/Web/Pages"), "*.cshtml", SearchOption.AllDirectories).Select(File.ReadAllText).Where(t => t.Contains("name=\"q\"", StringComparison.Ordinal) && t.Contains("role=\"search\"", StringComparison.Ordinal)),
            t => Assert.Contains("type=\"search\"", t, StringComparison.Ordinal));
        await using var site = await Site.StartAsync();
        string[] users = ["officer1", "head", "admin", "finance1", "ent10", "auditor1"];
        var browsers = new List<Browser>();
        foreach (var user in users) browsers.Add(await Browser.SignInAsync(site, user));
        var missed = new List<string>();
        foreach (var (file, text) in pages)
        {
            var route = Route().Match(text).Groups[1].Value;
            // Pages of one thing are reached from lists; their boxes are the same tag helper and the same code.
            if (route.Contains('{', StringComparison.Ordinal)) continue;
            var box = Box().Match(text).Groups[1].Value;
            var said = false;
            foreach (var browser in browsers)
            {
                await browser.GoAsync($"{route}?{box}={Uri.EscapeDataString(TooLong)}");
                said |= browser.Page.QuerySelector(".kc-search-note")?.TextContent.Contains("太长", StringComparison.Ordinal) == true;
                if (said) break;
            }

            if (!said) missed.Add(Path.GetFileName(file) + " " + route);
        }

        Assert.Empty(missed);
        foreach (var (user, path) in new[] { ("officer1", "/api/v1/applications?search="), ("officer1", "/api/v1/tasks?search="), ("ent10", "/api/v1/instruments?q=") })
            (await site.GetAsync(user, path + Uri.EscapeDataString(TooLong))).Refused(422, "search.tooLong");
    }

    [Fact]
    public async Task The_log_names_every_kind_and_prints_no_code()
    {
        var written = Directory.EnumerateFiles(Path.Combine(Site.Root, "src"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)
            .Where(l => l.Contains("AuditLog.AddAsync(", StringComparison.Ordinal) || l.Contains("udit.RecordAsync(", StringComparison.Ordinal))
            .SelectMany(l => Literal().Matches(l).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.True(written.Count > 40);
        Assert.Empty(written.Except(AuditWords.Kinds.Keys));
        Assert.All(AuditWords.Kinds.Values, name => Assert.DoesNotContain(name, char.IsAsciiLetter));

        await using var site = await Site.StartAsync();
        await using (var db = site.Get<IDbContexts>().Create())
            Assert.Empty((await db.AuditLog.Select(a => a.Kind).Distinct().ToListAsync(TestContext.Current.CancellationToken)).Except(AuditWords.Kinds.Keys));
        // An entry of an earlier version holds the code: it is neither shown nor found.
        var old = new AuditRow { Sequence = 1, At = Site.Start, ActorId = "", ActorName = "", Kind = "objection.raised", SubjectId = "x", Detail = """{"queryCode":"YY-AAAA-BBBB-CCCC","evidenceFileName":"证据.pdf"}""", PreviousHash = "", Hash = "" };
        Assert.Equal("证据文件：证据.pdf", AuditWords.Read(old));

        var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/log?kind=account.created&from=2000-01-01&until=2099-12-31");
        Assert.DoesNotContain("{", string.Concat(admin.Page.QuerySelectorAll("tbody td").Select(c => c.TextContent)), StringComparison.Ordinal);
        Assert.NotEmpty(await admin.DownloadAsync("/admin/log?handler=Xlsx&until=2000-01-01"));
        await admin.GoAsync("/admin/log?until=2000-01-01");
        Assert.Empty(admin.Page.QuerySelectorAll("tbody tr"));
        await admin.GoAsync("/admin/log?kind=log.exported");
        Assert.Single(admin.Page.QuerySelectorAll("tbody tr"));
    }

    private static string Wide(string text) => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));

    [GeneratedRegex("@page \"([^\"]+)\"")]
    private static partial Regex Route();

    [GeneratedRegex("<input[^>]*type=\"search\"[^>]*name=\"([a-z]+)\"")]
    private static partial Regex Box();

    [GeneratedRegex("\"([a-zA-Z]+\\.[a-zA-Z]+)\"")]
    private static partial Regex Literal();
}
