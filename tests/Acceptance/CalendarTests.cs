using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>A year changes only by two persons, and running periods follow.</summary>
public sealed class CalendarTests
{
    /// <summary>2026 as shipped, with Thursday 09-17 and Friday 09-18 off as well.</summary>
    private static string Csv(params string[] more) => CalendarFile.Write([.. WorkingCalendar.Shipped.Days.Where(d => d.Date.Year == 2026),
        .. more.Select(d => new CalendarDay(DateOnly.Parse(d), DayKind.HolidayOff, "防汛停工"))]);

    private static Task<Answer> ProposeAsync(Site site, string user, string csv, string? basis = "冶政办函〔2026〕9号") => site.PostAsync(user, "/api/v1/calendar/proposals", new { year = 2026, basis, csv });

    private static async Task<DateTimeOffset> DueAsync(Site site, string caseId)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Deadlines.Where(d => d.CaseId == caseId && d.ClosedAt == null).Select(d => d.DueAt).SingleAsync();
    }

    [Fact]
    public async Task A_change_waits_for_a_second_person_and_then_moves_what_runs()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var before = await DueAsync(site, walk.Id);
        var id = (string)(await ProposeAsync(site, "admin", Csv("2026-09-17", "2026-09-18"))).Ok()["id"]!;
        (await ProposeAsync(site, "admin", Csv("2026-09-17"))).Refused(422, "calendar.pending");
        Assert.Equal(before, await DueAsync(site, walk.Id));
        (await site.PostAsync("admin", $"/api/v1/calendar/proposals/{id}/commands", new { type = "approve" })).Refused(422, "calendar.ownProposal");
        (await site.PostAsync("officer1", $"/api/v1/calendar/proposals/{id}/commands", new { type = "approve" })).Refused(403, "session.forbidden");
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "withdraw" })).Refused(403, "command.notAllowed");

        // What the preview says is what happens.
        var seen = (await site.GetAsync("head", $"/api/v1/calendar/proposals/{id}?size=1000")).Ok();
        var mine = seen["moves"].AsArray().Single(m => (string?)m!["applicationId"] == walk.Id)!;
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "approve" })).Ok();
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "reject", reason = "晚了" })).Refused(409, "calendar.decided");
        await site.Get<Recomputation>().ContinueAsync();
        var after = await DueAsync(site, walk.Id);
        Assert.Equal(before.AddDays(2), after);
        Assert.Equal(after, (DateTimeOffset)mine["newDueAt"]!);
        var done = (await site.GetAsync("head", $"/api/v1/calendar/proposals/{id}?size=1000")).Ok();
        Assert.Equal(seen["moves"].AsArray().Select(m => $"{m!["applicationId"]} {m["stage"]} {m["newDueAt"]}".Replace("（补正）", "").Replace("（公示期）", "").Replace("（异议答复）", "")).Order(), done["moves"].AsArray().Select(m => $"{m!["applicationId"]} {m["stage"]} {m["newDueAt"]}").Order());
        Assert.NotNull(done["proposal"]["recomputation"]!["finishedAt"]);
        Assert.Equal(0, (int)done["proposal"]["recomputation"]!["failed"]!);

        // The history tells it, and whoever works on it.
        Assert.Contains((await walk.ViewAsync("officer1"))["timeline"]!.AsArray(), t => ((string)t!["text"]!).Contains("期限由2026年9月22日改为2026年9月24日") && ((string)t["detail"]!).Contains("冶政办函〔2026〕9号"));
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Contains(await db.Messages.Where(m => m.CaseId == walk.Id && m.Event == "deadlineMoved").Select(m => m.Candidate).ToListAsync(), c => c.StartsWith("recommender@area:", StringComparison.Ordinal));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_recomputation_that_was_broken_off_goes_on_where_it_stood_and_counts_nothing_twice()
    {
        await using var site = await Site.StartAsync();
        var id = (string)(await ProposeAsync(site, "admin", Csv("2026-09-17", "2026-09-18"))).Ok()["id"]!;
        var expected = (int)(await site.GetAsync("head", $"/api/v1/calendar/proposals/{id}")).Ok()["total"]!;
        Assert.True(expected > 3, $"only {expected} periods would move");
        // Approved, and the process ends before it has looked at a case; then after two; then another one runs beside it.
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var head = await db.Users.SingleAsync(u => u.UserName == "head");
            Assert.Null((await site.Get<CalendarProposals>().ApproveAsync(id, new Sender((await Web.Access.CurrentUser.LoadAsync(site.Get<IDbContexts>(), head.Id))!, site.Clock.GetUtcNow()))).Refusal);
        }

        await site.Get<Recomputation>().ContinueAsync(2);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var half = await db.CalendarProposals.SingleAsync(p => p.Id == id);
            Assert.Equal((2, (DateTimeOffset?)null), (half.Checked, half.FinishedAt));
        }

        await using var again = await site.RestartAsync();
        await Task.WhenAll(again.Get<DeadlineSweep>().RunAsync(), again.Get<Recomputation>().ContinueAsync(), again.Get<Recomputation>().ContinueAsync());
        await using var after = again.Get<IDbContexts>().Create();
        var row = await after.CalendarProposals.SingleAsync(p => p.Id == id);
        Assert.NotNull(row.FinishedAt);
        Assert.Equal((expected, 0), (row.Moved, row.Failed));
        Assert.Equal(expected, await after.Events.CountAsync(e => e.Type == "deadlineRecomputed" && e.Body.Contains("冶政办函")));
        await WholeWayTests.VerifyAsync(again);
    }

    [Fact]
    public async Task A_notice_runs_longer_and_takes_objections_as_long()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        await walk.MeetAsync();
        var batch = await walk.PublishAsync();
        var id = (string)(await ProposeAsync(site, "admin", Csv("2026-09-17"))).Ok()["id"]!;
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "approve" })).Ok();
        await site.Get<Recomputation>().ContinueAsync();
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(await DueAsync(site, walk.Id), await db.Batches.Where(b => b.Id == batch).Select(b => b.EndsAt!.Value).SingleAsync());
        Assert.Equal(1, await db.Events.CountAsync(e => e.StreamId == batch && e.Type == "noticeExtended"));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Wrong_years_are_refused_with_their_place()
    {
        await using var site = await Site.StartAsync();
        (await ProposeAsync(site, "admin", Csv(), null)).Refused(422, "calendar.basis");
        (await ProposeAsync(site, "admin", Csv())).Refused(422, "calendar.same");
        (await ProposeAsync(site, "head", Csv("2026-09-17"))).Refused(403, "command.notAllowed");
        (await ProposeAsync(site, "admin", "not a table\nx")).Refused(422, "calendar.csv");
        (await ProposeAsync(site, "admin", "date,kind,name\n2026-09-16,make_up_workday,国庆节\n")).Refused(422, "calendar.weekday");
        (await ProposeAsync(site, "admin", "date,kind,name\n2027-09-16,holiday_off,国庆节\n")).Refused(422, "calendar.day");
        (await ProposeAsync(site, "admin", "date,kind,name\n2026-09-16,holiday_off,\n")).Refused(422, "calendar.csv");
        (await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 2026, basis = "x", days = new[] { new { date = "2026-09-16", kind = "holiday_off", name = "" } } })).Refused(422, "calendar.name");
        (await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 2027, basis = "x", days = new[] { new { date = "2027-13-01", kind = "holiday_off", name = "元旦" } } })).Refused(422, "calendar.day");
        (await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 1999, basis = "x", days = Array.Empty<object>() })).Refused(422, "calendar.year");
        (await site.PostAsync("head", "/api/v1/calendar/proposals/none/commands", new { type = "approve" })).Refused(404, "calendar.notFound");
        Assert.Equal(33 + 6, (int)(await site.GetAsync("ent10", "/api/v1/calendar/years/2026")).Ok()["days"].AsArray().Count);
    }

    [Fact]
    public async Task An_uploaded_table_is_read_rightly_or_refused_whole_with_line_and_reason()
    {
        await using var site = await Site.StartAsync();
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/calendar?year=2026");
        Task UploadAsync(byte[] table, string then = "preview") => admin.SubmitFileAsync("form:has(#csv)", "file", "安排.csv", table, ("_then", then), ("basis", "冶政办函〔2026〕9号"), ("csv", Csv()));
        var refused = new Dictionary<byte[], string[]>
        {
            [Encoding.UTF8.GetBytes("2026-10-01,holiday_off,国庆节\n")] = ["第 1 行：缺少列“date”、“kind”、“holiday_zh”。这一行应是列名，现在写的是“2026-10-01，holiday_off，国庆节”。"],
            [Encoding.UTF8.GetBytes("date,kind,holiday_zh\n2026-10-01,放,国庆节\n2026-10-02,放假,国庆节\n十月三日,放假,国庆节\n2026-10-02,放假,国庆节\n")] = ["第 2 行：类型“放”应为", "第 4 行：日期“十月三日”读不懂", "第 5 行：2026-10-02 在第 3 行已经写了"],
            [[0x50, 0x4B, 3, 4, 20, 0, 6, 0]] = ["这是 Excel 工作簿，请另存为 CSV（逗号分隔）再上传。"],
            [new byte[400_001]] = ["超过 400 KB，没有读"],
        };
        foreach (var (table, reasons) in refused)
        {
            await UploadAsync(table, "propose");
            Assert.Equal(422, admin.Status);
            Assert.All(reasons, reason => Assert.Contains(reason, admin.Text, StringComparison.Ordinal));
        }

        var api = await ProposeAsync(site, "admin", "date,kind,holiday_zh\n2026-10-01,放,国庆节\n46297,放假,\n");
        api.Refused(422, "calendar.csv");
        Assert.Equal([2, 3], api["problems"].AsArray().Select(p => int.Parse(((string)p!["detail"]!).Split(' ')[1])));
        await using (var db = site.Get<IDbContexts>().Create()) Assert.False(await db.CalendarProposals.AnyAsync());

        // GBK, Chinese names of columns and kinds in another order, day numbers, quoted commas, trailing commas, blank lines.
        var rows = WorkingCalendar.Shipped.Days.Where(d => d.Date.Year == 2026).Append(new CalendarDay(new DateOnly(2026, 9, 17), DayKind.HolidayOff, "防汛,停工"));
        var spreadsheet = "节日名称,日期,类型,备注\r\n\r\n" + string.Concat(rows.Select(d => $"\"{d.Name}\",{d.Date.DayNumber - new DateOnly(1899, 12, 30).DayNumber},{(d.Kind == DayKind.HolidayOff ? "放假" : "调休上班")},,,\r\n"));
        await UploadAsync(TableText.EncodingOf(true).GetBytes(spreadsheet), "propose");
        Assert.Contains("日历变更已提出", admin.Text, StringComparison.Ordinal);
        var id = (string)(await site.GetAsync("head", "/api/v1/calendar/proposals")).Ok()["items"][0]!["id"]!;
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "approve" })).Ok();
        var days = (await site.GetAsync("ent10", "/api/v1/calendar/years/2026")).Ok()["days"].AsArray();
        Assert.Equal(33 + 6 + 1, days.Count);
        Assert.Equal("防汛,停工", (string)days.Single(d => (string)d!["date"]! == "2026-09-17")!["name"]!);
    }

    [Fact]
    public async Task The_pages_propose_preview_and_approve()
    {
        await using var site = await Site.StartAsync();
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/calendar?year=2026");
        await admin.SubmitAsync("#csv", ("csv", Csv()), ("day", "2026-09-17"), ("kind", "off"), ("name", "防汛停工"), ("_then", "add"));
        Assert.Equal(200, admin.Status);
        Assert.Contains("的预览", admin.Text);
        await admin.SubmitAsync("#csv", ("csv", Csv("2026-09-17")), ("basis", ""), ("_then", "propose"));
        Assert.Equal(422, admin.Status);
        await admin.SubmitAsync("#csv", ("csv", Csv("2026-09-17")), ("basis", "冶政办函〔2026〕9号"), ("_then", "propose"));
        Assert.Contains("日历变更已提出", admin.Text);
        Assert.DoesNotContain("批准并重算期限", admin.Text);
        var path = "/admin/calendar/" + (string)(await site.GetAsync("head", "/api/v1/calendar/proposals")).Ok()["items"][0]!["id"]!;
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/supervision");
        Assert.Contains("有一份工作日历的变更待您批准", head.Text);
        await head.GoAsync(path);
        Assert.Contains("延后", head.Text);
        var csv = Encoding.UTF8.GetString((await site.GetAsync("head", path + "?format=csv")).Ok().Bytes);
        Assert.StartsWith("\uFEFF案号,环节,单位,原到期日,批准后到期日,方向", csv);
        await head.SubmitAsync("#approve input[name=type]");
        Assert.Contains("已批准", head.Text);
        Assert.Contains("已经重算完", head.Text);
    }
}
