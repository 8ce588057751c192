using System.Net;
using System.Text.Json;
using Innovation.Documents_Tests;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>What papers and pages say: true, the same in both places, and fit to be read aloud.</summary>
public sealed class PaperTests
{
    [Fact]
    public async Task Every_paper_of_every_shipped_and_pattern_programme_can_be_read_aloud()
    {
        await using var site = await Site.StartAsync();
        var writer = site.Get<IDocumentWriter>();
        var read = 0;
        foreach (var pattern in DraftPatterns.All)
        {
            var document = DraftPatterns.Find(pattern.Id)!;
            var form = document["form"].Deserialize<FormSchema>(Programme.Json)!;
            foreach (var (id, json) in document["documents"]?.AsObject() ?? [])
            {
                var rule = json.Deserialize<DocumentRule>(Programme.Json)!;
                if (DocumentTemplates.PlaceOf(id, rule) is not { } place) continue;
                var order = SampleOrder.Of(document, id, rule, place, form, new DateOnly(2026, 9, 16));
                DocumentOrder[] versions =
                [
                    order, order with { Procedure = "", Duties = [], ExpiresOn = place == DocumentPlace.Certificate ? order.ExpiresOn : null },
                    order with { PromisedOn = null, Deemed = true, Procedure = "审核" }, order with { Text = "决定予以认定。", Duties = ["请按期报送材料", "请及时报告变化。"] },
                ];
                foreach (var version in versions)
                {
                    var text = writer.Read(version);
                    var stumbles = ReadAloud.Stumbles([.. new[] { text.Title }.Concat(text.Before).Concat(text.After).Select(Year)]);
                    Assert.True(stumbles is [], $"{pattern.Id} {id}: {string.Join('\n', stumbles)}");
                    read++;
                }
            }
        }

        Assert.True(read > 60, $"only {read} papers were read");
    }

    [Fact]
    public async Task A_programme_prints_the_steps_it_has_and_no_others()
    {
        await using var site = await Site.StartAsync();
        var writer = site.Get<IDocumentWriter>();
        var document = DraftPatterns.Find("panel-review")!;
        var stages = document["process"]!["stages"]!.AsArray();
        stages.Remove(stages.Single(s => DraftTree.Text(s!["kind"]) == "expertReview"));
        var rule = document["documents"]!["publicNotice"].Deserialize<DocumentRule>(Programme.Json)!;
        var text = writer.Read(SampleOrder.Of(document, "publicNotice", rule, DocumentPlace.PublicNotice, document["form"].Deserialize<FormSchema>(Programme.Json)!, new DateOnly(2026, 9, 16)));
        Assert.Contains("经属地推荐、形式审查和局党组会审定，", text.Before[0], StringComparison.Ordinal);
        Assert.DoesNotContain("专家", string.Concat(text.Before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_and_decision_name_the_rules_and_the_steps_taken_and_the_page_says_what_the_paper_says()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        await walk.MeetAsync();
        var notice = await walk.PublishAsync();
        const string Announced = "根据《大冶市本级创新平台认定办法》，经属地推荐、形式审查、专家评审、现场考察和会议审定，现将拟认定的1项予以公示。公示期为";
        Assert.Contains(Announced, await PaperAsync(site, "publicNotice"), StringComparison.Ordinal);
        using var visitor = new Browser(site);
        await visitor.GoAsync($"/notices/{notice}");
        Assert.Contains(Announced, visitor.Text, StringComparison.Ordinal);

        (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();
        var decision = await walk.DraftDecisionAsync();
        var number = (string)(await walk.BatchActAsync("signatory", decision, "sign")).Ok()["number"]!;
        var paper = await PaperAsync(site, "accreditationNotice");
        Assert.Contains("根据《大冶市本级创新平台认定办法》，经属地推荐、形式审查、专家评审、现场考察、会议审定和公示，决定认定。", paper, StringComparison.Ordinal);
        Assert.Contains("名单见附件，有效期至2029年9月23日。", paper, StringComparison.Ordinal);
        Assert.DoesNotContain("版）", paper, StringComparison.Ordinal);
        Assert.Contains("/verify", paper, StringComparison.Ordinal);

        foreach (var typed in new[] { number, number.Replace('〔', '[').Replace('〕', ']'), number.Replace('〔', '（').Replace('〕', '）'), number.Replace('〔', '【').Replace('〕', '】') })
        {
            await visitor.GoAsync("/verify?q=" + Uri.EscapeDataString(typed));
            Assert.Contains(number, visitor.Text, StringComparison.Ordinal);
            Assert.Contains("有效", visitor.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("DYPT-2026-9999")]
    public async Task An_id_that_nobody_registered_is_answered_in_the_verdict_page(string id)
    {
        await using var site = await Site.StartAsync();
        var answer = await site.SendAsync(null, HttpMethod.Get, "/verify/" + id, accept: "text/html");
        var page = WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(answer.Bytes));
        Assert.Equal(404, answer.Status);
        Assert.Contains("查无此证", page, StringComparison.Ordinal);
        Assert.Contains("谨防仿冒", page, StringComparison.Ordinal);
        Assert.Contains(id, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_silence_accepts_takes_effect_on_the_day_after_the_last_and_is_told_as_overdue()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var inTime = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await inTime.ToPanelAsync();
        // Recommended on 09-16: five working days end on 09-22 at 24:00; nobody acts.
        (await site.ClockAsync("2026-09-25T12:00:00+08:00")).Ok();
        Assert.Equal("评审中", await walk.StatusAsync());
        var paper = await PaperAsync(site, "acceptanceNotice");
        Assert.Contains("自2026年9月23日起视为受理", paper, StringComparison.Ordinal);
        await using var db = site.Get<IDbContexts>().Create();
        var facts = JsonSerializer.Deserialize<DocumentOrder>((await db.Documents.SingleAsync(d => d.Template == "acceptanceNotice" && d.CaseId == walk.Id)).Facts, DocumentRegister.Json)!;
        Assert.Equal(new DateOnly(2026, 9, 23), facts.IssuedOn);
        // The panel's ten working days still count from 09-22, over the holiday of 1 to 7 October.
        Assert.Equal(new DateOnly(2026, 10, 13), facts.PromisedOn);
        Assert.NotNull((await db.RedCards.SingleAsync(c => c.CaseId == walk.Id)).SettledAt);
        Assert.Contains("超时视为受理", (await walk.ViewAsync("officer1")).ToJsonString(DocumentRegister.Json), StringComparison.Ordinal);

        // The register marks it, finds it and exports it; a case that was accepted in time is not among them.
        using var officer = await Browser.SignInAsync(site, "officer1");
        List<string> Found() => [.. officer.Page.QuerySelectorAll("#case-list tbody a").Select(a => a.GetAttribute("href")!)];
        foreach (var (query, there) in new[] { ("?deemed=yes", true), ("?deemed=no", false), ("", true) })
        {
            await officer.GoAsync("/cases" + query);
            Assert.Equal(there, Found().Contains($"/cases/{walk.Id}"));
            Assert.Equal(query != "?deemed=yes", Found().Contains($"/cases/{inTime.Id}"));
        }

        await officer.GoAsync("/cases?deemed=yes");
        Assert.Contains("超时视为受理", officer.Page.QuerySelector("#case-list tbody .kc-chip.is-late")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("yes", officer.Page.QuerySelector("select[name=deemed] option[selected]")!.GetAttribute("value"));
        var csv = System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync(officer.Page.QuerySelector("a[href*=Export]")!.GetAttribute("href")!)).Trim().Split("\r\n");
        Assert.Contains("超时处理", csv[0], StringComparison.Ordinal);
        Assert.All(csv.Skip(1), line => Assert.Contains("超时视为受理", line, StringComparison.Ordinal));
        foreach (var deemed in (bool[])[true, false])
        {
            var items = (await site.GetAsync("officer1", $"/api/v1/applications?size=200&deemed={deemed}")).Ok()["items"].AsArray();
            Assert.Equal(deemed, items.Any(i => (string)i!["id"]! == walk.Id));
            Assert.All(items, i => Assert.Equal(deemed, (bool)i!["deemed"]!));
        }
    }

    [Fact]
    public async Task Who_fails_by_score_learns_the_line_and_the_remedy_and_the_office_sees_the_score()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync(0.5m);
        Assert.Equal("未通过", await walk.StatusAsync());
        var told = (await walk.ViewAsync("ent10")).ToJsonString(DocumentRegister.Json);
        Assert.Contains("专家评审得分低于合格线 70 分。依据：《大冶市本级创新平台认定办法》。", told, StringComparison.Ordinal);
        Assert.Contains("专家评审得分 50.00 分，低于合格线 70 分", (await walk.ViewAsync("officer1")).ToJsonString(DocumentRegister.Json), StringComparison.Ordinal);
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}");
        Assert.Contains("专家评审得分低于合格线 70 分。不服的，可以在办结后 10 个工作日内打开这一件申请复核", applicant.Text, StringComparison.Ordinal);
    }

    private static async Task<string> PaperAsync(Site site, string template)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return WebUtility.HtmlDecode((await db.Documents.Where(d => d.Template == template).OrderByDescending(d => d.IssuedAt).FirstAsync()).Html);
    }

    /// <summary>The sample of a year is its label; read aloud it is a number.</summary>
    private static string Year(string paragraph) => paragraph.Replace("（示例）报告年度", "2026", StringComparison.Ordinal);
}
