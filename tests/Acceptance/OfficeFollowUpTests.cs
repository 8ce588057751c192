using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>What the office does around a task: substitutes are told, files go with 补正 and 退回, late work is urged and given to others.</summary>
public sealed class OfficeFollowUpTests
{
    private const string Pdf = "%PDF-1.4\n%%EOF\n";

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }

    private static async Task<List<MessageRowView>> ToldAsync(Site site, string user, string caseId)
    {
        var candidate = "user:" + await IdAsync(site, user);
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Messages.Where(m => m.Candidate == candidate && m.CaseId == caseId && m.Event == "taskOpenedFor").OrderBy(m => m.CreatedAt).Select(m => new MessageRowView(m.Title, m.Body)).ToListAsync();
    }

    private sealed record MessageRowView(string Title, string Body);

    [Fact]
    public async Task New_work_of_an_absent_person_is_told_to_the_substitute_within_period_and_scope()
    {
        await using var site = await Site.StartAsync();
        var (absent, substitute) = (await IdAsync(site, "officer1"), await IdAsync(site, "officer2"));
        var walk = new Journey(site);
        await walk.SubmitAsync();
        async Task<string> SetAsync(params string[] roles) => (string)(await site.PostAsync("officer1", "/api/v1/substitutions", new { substituteId = substitute, from = "2026-09-16", until = "2026-09-18", roles, reason = "出差" })).Ok()["id"]!;
        async Task HandAsync(string from, string to) => (await walk.ActAsync(from, await walk.TaskAsync(from), "transfer", new { to = await IdAsync(site, to), comment = "请接着办" })).Ok();
        var set = await SetAsync();

        // What reaches a group that the substitute belongs to anyway is told once.
        await walk.RecommendAsync();
        Assert.Empty(await ToldAsync(site, "officer2", walk.Id));
        await HandAsync("officer3", "officer1");
        var told = Assert.Single(await ToldAsync(site, "officer2", walk.Id));
        Assert.Equal("代 张某 待办：形式审查", told.Title);
        Assert.Contains("应由张某办理，请您代为办理", told.Body);
        Assert.Empty(await ToldAsync(site, "officer3", walk.Id));

        // With chosen roles, what is handed over by name stays with the absent person.
        Assert.Equal(204, (await site.PostAsync("officer1", $"/api/v1/substitutions/{set}/end", new { })).Status);
        set = await SetAsync("officer");
        await HandAsync("officer1", "officer3");
        await HandAsync("officer3", "officer1");
        Assert.Single(await ToldAsync(site, "officer2", walk.Id));
        Assert.Equal(204, (await site.PostAsync("officer1", $"/api/v1/substitutions/{set}/end", new { })).Status);

        // Over: nobody is told any more.
        await SetAsync();
        (await site.ClockAsync("2026-09-19T09:00:00+08:00")).Ok();
        await HandAsync("officer1", "officer3");
        await HandAsync("officer3", "officer1");
        Assert.Single(await ToldAsync(site, "officer2", walk.Id));
        Assert.NotEqual(absent, substitute);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_file_goes_with_a_request_for_supplement_and_reaches_the_applicant()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/tasks/" + (await walk.TaskAsync("officer1"))["id"]);
        // Refused for what is missing; the file is kept.
        await officer.SubmitFileAsync("form[data-outcomes]", "file", "补正样表.pdf", Pdf);
        Assert.Equal(422, officer.Status);
        await officer.SubmitAsync("#opinion", ("outcome", "supplement"), ("item-field", "rd_staff"), ("item-remark", "请按样表填写"), ("then", "stay"));
        Assert.Equal(200, officer.Status);
        Assert.Equal("待补正", await walk.StatusAsync());
        await ReadableAsync(site, walk, "补正样表.pdf", ["ent10", "officer2", "head"], ["ent01", "town03"]);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_file_goes_with_a_return_from_the_dialog_and_what_was_refused_stays_ticked()
    {
        await using var site = await Site.StartAsync();
        await TestProgramme.PublishAsync(site);
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/tasks/" + (await walk.TaskAsync("officer1"))["id"]);
        await officer.SubmitFileAsync("#return-recommend form", "file", "病毒.pdf", "MZ");
        Assert.Equal(422, officer.Status);
        Assert.NotNull(officer.Page.QuerySelector("#return-recommend-file-e"));
        await officer.SubmitFileAsync("#return-recommend form", "file", "核查记录.pdf", Pdf);
        Assert.Equal(422, officer.Status);
        Assert.True(((IHtmlInputElement)officer.Page.QuerySelector("#return-recommend input[name=opinionFile]")!).IsChecked);
        await officer.SubmitAsync("#return-recommend form", ("way", "forward"), ("reason", "请核对推荐意见"));
        Assert.Equal(200, officer.Status);
        Assert.Contains("核查记录.pdf", (await walk.ViewAsync("officer2")).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("待推荐", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    private static async Task ReadableAsync(Site site, Journey walk, string name, string[] may, string[] mayNot)
    {
        string file;
        await using (var db = site.Get<IDbContexts>().Create()) file = await db.Attachments.Where(a => a.CaseId == walk.Id && a.FileName == name && a.Current).Select(a => a.Id).SingleAsync();
        foreach (var user in may)
        {
            Assert.Contains(file, (await walk.ViewAsync(user)).ToJsonString());
            Assert.Equal(200, (await site.GetAsync(user, "/files/" + file)).Status);
        }

        foreach (var user in mayNot) Assert.Equal(404, (await site.GetAsync(user, "/files/" + file)).Status);
    }

    [Fact]
    public async Task A_case_that_could_not_be_recomputed_is_tried_again_by_a_button_and_nothing_moves_twice()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var csv = CalendarFile.Write([.. WorkingCalendar.Shipped.Days.Where(d => d.Date.Year == 2026), new CalendarDay(new(2026, 9, 17), DayKind.HolidayOff, "防汛停工")]);
        var id = (string)(await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 2026, basis = "冶政办函〔2026〕9号", csv })).Ok()["id"]!;
        var expected = (int)(await site.GetAsync("head", $"/api/v1/calendar/proposals/{id}")).Ok()["total"]!;
        string state;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            state = await db.Cases.Where(c => c.Id == walk.Id).Select(c => c.State).SingleAsync();
            await db.Cases.Where(c => c.Id == walk.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, "{"));
        }

        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "retry" })).Refused(422, "calendar.nothingFailed");
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{id}/commands", new { type = "approve" })).Ok();
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/admin/calendar/" + id);
        Assert.Contains("1 件没有算成", head.Text);
        await using (var db = site.Get<IDbContexts>().Create()) await db.Cases.Where(c => c.Id == walk.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, state));
        (await site.PostAsync("officer1", $"/api/v1/calendar/proposals/{id}/commands", new { type = "retry" })).Refused(403, "session.forbidden");
        await head.SubmitAsync("form:has(input[value=retry])");
        Assert.Equal(200, head.Status);
        Assert.DoesNotContain("没有算成的 1 件", head.Text);
        await using var after = site.Get<IDbContexts>().Create();
        var row = await after.CalendarProposals.SingleAsync(p => p.Id == id);
        Assert.NotNull(row.FinishedAt);
        Assert.Equal((expected, 0), (row.Moved, row.Failed));
        Assert.Equal(expected, await after.Events.CountAsync(e => e.Type == "deadlineRecomputed" && e.Body.Contains("冶政办函")));
        Assert.Equal(expected, await after.CalendarMoves.CountAsync(m => m.ProposalId == id));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task The_section_head_urges_and_reassigns_late_work_from_the_board()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        var task = (await walk.TaskAsync("officer1"))["id"]!.ToString();
        var officer2 = await IdAsync(site, "officer2");
        using var head = await Browser.SignInAsync(site, "head");
        // The check is due on the 22nd.
        (await site.ClockAsync("2026-09-21T09:00:00+08:00")).Ok();
        await head.GoAsync("/supervision?pick=soon&stage=check");
        string Pick() => head.Page.QuerySelectorAll("input[name=picks]").Select(i => i.GetAttribute("value")!).Single(v => v.StartsWith(task, StringComparison.Ordinal));

        await head.SubmitAsync("#reason", ("act", "urge"));
        Assert.Equal(422, head.Status);
        Assert.Contains("请勾选要催办或改派的件", head.Text);
        await head.SubmitAsync("#reason", ("act", "reassign"), ("picks", Pick()));
        Assert.Equal(422, head.Status);
        Assert.Equal(2, head.Errors.Count);
        Assert.True(((IHtmlInputElement)head.Page.QuerySelector($"input[name=picks][value='{Pick()}']")!).IsChecked);
        await head.SubmitAsync("#reason", ("act", "urge"), ("picks", Pick()), ("reason", "请今天办结"));
        Assert.StartsWith("/task-runs/", head.Path);
        Assert.Contains("1 件办成", head.Text);
        Assert.Contains("催办", head.Text);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var officer1 = "user:" + await db.Users.Where(u => u.UserName == "officer1").Select(u => u.Id).SingleAsync();
            Assert.Contains(await db.Messages.Where(m => m.Candidate == officer1 && m.CaseId == walk.Id && m.Event == "urged").Select(m => m.Body).ToListAsync(), b => b.Contains("请今天办结"));
        }

        // Once within 24 hours; the result says so.
        await head.GoAsync("/supervision?pick=soon&stage=check");
        await head.SubmitAsync("#reason", ("act", "urge"), ("picks", Pick()));
        Assert.Contains("24 小时内已经催办过", head.Text);

        await head.GoAsync("/supervision?pick=soon&stage=check");
        await head.SubmitAsync("#reason", ("act", "reassign"), ("picks", Pick()), ("to", officer2), ("reason", "调离岗位"));
        Assert.Contains("1 件办成", head.Text);
        Assert.Equal(task, (await walk.TaskAsync("officer2"))["id"]!.ToString());

        // Others do not.
        using var auditor = await Browser.SignInAsync(site, "auditor");
        await auditor.GoAsync("/supervision?pick=soon");
        Assert.Empty(auditor.Page.QuerySelectorAll("input[name=picks]"));
        (await site.PostAsync("officer3", "/api/v1/task-runs", new { commandId = Journey.NewId(), type = "reassign", to = officer2, comment = "给他", tasks = new[] { new { id = task, revision = 1 } } })).Refused(422, "run.none");
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_batch_offers_the_own_phrases_first()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await site.PostAsync("officer1", "/api/v1/phrases", new { text = "经审查，材料齐全，予以受理。" })).Ok();
        var task = await walk.TaskAsync("officer1");
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/tasks");
        await officer.SubmitAsync("form[action='/tasks/batch']", ("pick", $"{task["id"]}|{task["revision"]}"));
        Assert.Equal(200, officer.Status);
        var phrases = officer.Page.QuerySelectorAll("[data-phrase]").Select(b => b.TextContent).ToList();
        Assert.Equal("经审查，材料齐全，予以受理。", phrases[0]);
        Assert.Contains("符合受理条件", phrases);
        Assert.Equal(phrases.Count, phrases.Distinct().Count());
    }
}
