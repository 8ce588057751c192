using System.IO.Compression;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Red cards, the board of late work and the times of stages.</summary>
public sealed class SupervisionTests
{
    /// <summary>A case whose recommendation ran out on 09-22.</summary>
    private static async Task<(Site Site, Journey Walk)> LateAsync()
    {
        var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        (await site.ClockAsync("2026-09-25T10:00:00+08:00")).Ok();
        return (site, walk);
    }

    private static Task<Answer> AnswerAsync(Site site, string user, Journey walk, int deadline, string handler = "周某", string promisedOn = "2026-09-28", string note = "人手不足，已调配") =>
        site.PostAsync(user, $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "answerRedCard", deadline, handler, promisedOn, comment = note });

    [Fact]
    public async Task A_late_stage_is_on_the_board_of_the_section_head_until_it_is_left()
    {
        var (site, walk) = await LateAsync();
        await using var _ = site;
        var card = (await site.GetAsync("head", "/api/v1/supervision/cards?size=200")).Ok()["items"].AsArray().Single(c => (string?)c!["applicationId"] == walk.Id)!["card"]!;
        Assert.Equal(DateTimeOffset.Parse("2026-09-23T00:00:00+08:00"), (DateTimeOffset)card["raisedAt"]!);
        var unanswered = (int)(await site.GetAsync("head", "/api/v1/supervision")).Ok()["unanswered"]!;
        (await AnswerAsync(site, "officer1", walk, (int)card["deadline"]!)).Refused(403, "command.notAllowed");
        (await AnswerAsync(site, "head", walk, (int)card["deadline"]!, handler: "")).Refused(422, "redCard.handler");
        (await AnswerAsync(site, "head", walk, (int)card["deadline"]!, promisedOn: "2026-09-24")).Refused(422, "redCard.promisedOn");
        (await AnswerAsync(site, "head", walk, 999)).Refused(404, "redCard.notFound");
        (await AnswerAsync(site, "head", walk, (int)card["deadline"]!)).Ok();
        Assert.Equal(unanswered - 1, (int)(await site.GetAsync("head", "/api/v1/supervision")).Ok()["unanswered"]!);
        Assert.Contains((await walk.ViewAsync("officer1"))["timeline"]!.AsArray(), t => ((string)t!["text"]!).Contains("督办登记，由周某办理，2026年9月28日前办结"));
        Assert.DoesNotContain((await walk.ViewAsync("ent10"))["timeline"]!.AsArray(), t => ((string)t!["text"]!).Contains("督办"));
        await walk.RecommendAsync();
        Assert.DoesNotContain((await site.GetAsync("head", "/api/v1/supervision/cards?size=200")).Ok()["items"].AsArray(), c => (string?)c!["applicationId"] == walk.Id);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task The_board_counts_by_unit_and_leads_to_the_cases()
    {
        var (site, walk) = await LateAsync();
        await using var _ = site;
        await using var db = site.Get<IDbContexts>().Create();
        var area = await db.Cases.Where(c => c.Id == walk.Id).Select(c => c.Area).SingleAsync();
        var group = (await site.GetAsync("head", "/api/v1/supervision")).Ok()["groups"].AsArray().Single(g => (string?)g!["unit"] == area && (string?)g["stageId"] == "recommend")!;
        Assert.True((int)group["overdue"]! >= 1);
        var lines = (await site.GetAsync("head", $"/api/v1/supervision/lines?unit={Uri.EscapeDataString(area)}&stage=recommend&size=200")).Ok();
        Assert.Equal((int)group["overdue"]!, (int)lines["total"]!);
        Assert.Contains(lines["items"].AsArray(), l => (string?)l!["applicationId"] == walk.Id);
        (await site.GetAsync("head", "/api/v1/supervision/lines?pick=x")).Refused(422, "supervision.pick");
    }

    [Fact]
    public async Task An_administrator_sees_figures_and_no_case_others_nothing()
    {
        var (site, walk) = await LateAsync();
        await using var _ = site;
        Assert.True((int)(await site.GetAsync("admin", "/api/v1/supervision")).Ok()["overdue"]! > 0);
        Assert.Equal(0, (int)(await site.GetAsync("admin", "/api/v1/supervision/lines")).Ok()["total"]!);
        Assert.Equal(0, (int)(await site.GetAsync("admin", "/api/v1/supervision/cards")).Ok()["total"]!);
        Assert.True((int)(await site.GetAsync("auditor", "/api/v1/supervision/cards")).Ok()["total"]! > 0);
        foreach (var user in (string[])["officer1", "ent10", "town09"]) (await site.GetAsync(user, "/api/v1/supervision")).Refused(403, "session.forbidden");
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/supervision");
        Assert.Contains("管理员只看数字", admin.Text);
        Assert.DoesNotContain("/cases/", admin.Page.QuerySelector("main")!.InnerHtml);
    }

    [Fact]
    public async Task The_pages_show_the_board_and_take_the_answer()
    {
        var (site, walk) = await LateAsync();
        await using var _ = site;
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/supervision");
        Assert.Contains("还没有登记", head.Text);
        await using var db = site.Get<IDbContexts>().Create();
        var card = await db.RedCards.Where(r => r.CaseId == walk.Id).Select(r => r.Id).SingleAsync();
        await head.GoAsync("/supervision/cards/" + card);
        await head.SubmitAsync("#handler", ("handler", "周某"), ("promisedOn", "2026-09-01"), ("note", "抓紧"));
        Assert.Equal(422, head.Status);
        await head.SubmitAsync("#handler", ("handler", "周某"), ("promisedOn", "2026-09-28"), ("note", "抓紧"));
        Assert.Contains("督办情况已登记", head.Text);
        var xlsx = (await site.GetAsync("head", "/supervision?format=xlsx")).Ok();
        using var zip = new ZipArchive(new MemoryStream(xlsx.Bytes));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.Contains("周某", await sheet.ReadToEndAsync());
        foreach (var path in (string[])["/supervision?pick=soon", "/supervision?pick=held&programme=PR01", "/supervision?stage=recommend&p=99", "/supervision/stages", "/supervision/stages?format=csv", "/supervision/stages?from=2026-01-01&until=2026-12-31&format=xlsx", "/supervision?format=csv"]) (await site.GetAsync("head", path)).Ok();
    }

    [Fact]
    public async Task The_times_of_stages_leave_pauses_out()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        // Entered on Wednesday 09-16; asked on 09-18, answered on 09-22, accepted on 09-23.
        (await site.ClockAsync("2026-09-18T10:00:00+08:00")).Ok();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        (await site.ClockAsync("2026-09-22T10:00:00+08:00")).Ok();
        (await walk.CommandAsync("submit")).Ok();
        (await site.ClockAsync("2026-09-23T10:00:00+08:00")).Ok();
        await walk.AcceptAsync();
        await using var db = site.Get<IDbContexts>().Create();
        var visit = await db.StageVisits.AsNoTracking().SingleAsync(v => v.CaseId == walk.Id && v.SupplementRounds > 0);
        // 09-17, 18, 20 (make-up Sunday), 21, 22, 23; of these 20, 21 and 22 were paused.
        Assert.Equal((6, 3, 3), (visit.TotalDays!.Value, visit.HeldDays, visit.Days!.Value));
        var stages = (await site.GetAsync("head", "/api/v1/supervision/stages")).Ok()["stages"].AsArray();
        Assert.True((int)stages.Single(s => (string?)s!["stageId"] == visit.StageId)!["rounds"]! >= 1);
    }

    [Fact]
    public async Task The_rows_made_again_from_the_events_are_the_same()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        async Task<string> RowsAsync()
        {
            await using var db = site.Get<IDbContexts>().Create();
            var visits = await db.StageVisits.AsNoTracking().OrderBy(v => v.Id).ToListAsync();
            var cards = await db.RedCards.AsNoTracking().OrderBy(v => v.Id).ToListAsync();
            var holders = await db.WorkItems.AsNoTracking().Where(w => w.State == WorkItemState.Open).OrderBy(w => w.Id).Select(w => w.Id + w.Holder).ToListAsync();
            return System.Text.Json.JsonSerializer.Serialize(new { visits, cards, holders });
        }

        var before = await RowsAsync();
        await using (var db = site.Get<IDbContexts>().Create())
        {
            await db.StageVisits.ExecuteDeleteAsync();
            await db.RedCards.ExecuteDeleteAsync();
            await db.WorkItems.ExecuteUpdateAsync(s => s.SetProperty(w => w.Holder, ""));
        }

        Assert.True(await StageVisits.EnsureAsync(site.Get<IDbContexts>(), site.Get<CommandGate>(), site.Get<ProgrammeStore>(), site.Get<CalendarStore>(), site.Clock.GetUtcNow()) > 1);
        Assert.Equal(before, await RowsAsync());
        Assert.Equal(0, await StageVisits.EnsureAsync(site.Get<IDbContexts>(), site.Get<CommandGate>(), site.Get<ProgrammeStore>(), site.Get<CalendarStore>(), site.Clock.GetUtcNow()));
    }
}
