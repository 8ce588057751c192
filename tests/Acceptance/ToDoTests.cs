using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Whoever must act sees it in 待办, counted in the bar, until it is done; nobody else does.</summary>
public sealed class ToDoTests
{
    [Fact]
    public async Task A_meeting_a_notice_and_a_decision_wait_for_whose_turn_it_is()
    {
        await using var site = await Site.StartAsync();
        var (walk, watch) = (new Journey(site), new ToDoWatch(site));
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();

        var meeting = await walk.BatchAsync("officer1", "meeting");
        await watch.ForAsync(BatchToDos.Open, meeting, "officer1", "officer2");
        (await walk.BatchActAsync("officer1", meeting, "open")).Ok();
        await watch.GoneAsync(BatchToDos.Open, meeting, "officer1");
        await watch.ForAsync(BatchToDos.Vote, meeting, "committee1", "committee2", "committee5");
        await ToldAsync(site, "committee3", "待办：投票");
        for (var i = 1; i <= 5; i++)
        {
            await watch.GoneAsync(BatchToDos.Conclude, meeting, "officer1");
            (await walk.BatchActAsync($"committee{i}", meeting, "vote", new { caseId = walk.Id, choice = "approve" })).Ok();
            await watch.GoneAsync(BatchToDos.Vote, meeting, $"committee{i}");
        }

        await watch.ForAsync(BatchToDos.Conclude, meeting, "officer1", "officer2");
        await ToldAsync(site, "officer2", "待办：形成纪要");
        (await walk.BatchActAsync("officer1", meeting, "conclude", new { text = "同意认定。" })).Ok();
        await watch.GoneAsync(BatchToDos.Conclude, meeting, "officer1", "officer2");

        var notice = await walk.BatchAsync("officer1", "notice");
        await watch.ForAsync(BatchToDos.Publish, notice, "officer1", "officer2");
        (await walk.BatchActAsync("officer1", notice, "publish")).Ok();
        await watch.GoneAsync(BatchToDos.Publish, notice, "officer1", "officer2");
        (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();

        var decision = await walk.BatchAsync("officer1", "issue");
        await watch.ForAsync(BatchToDos.Draft, decision, "officer1", "officer2");
        (await walk.BatchActAsync("officer1", decision, "submitDraft", new { text = "经研究，决定认定。" })).Ok();
        // Whoever drafted does not check.
        await watch.ForAsync(BatchToDos.Check, decision, "officer2");
        await ToldAsync(site, "officer2", "待办：核稿");
        (await walk.BatchActAsync("officer2", decision, "approveDraft")).Ok();
        await watch.ForAsync(BatchToDos.Sign, decision, "signatory", "signatory2");
        await ToldAsync(site, "signatory", "待办：签发");
        (await walk.BatchActAsync("signatory", decision, "returnDraft", new { comment = "请写明依据。" })).Ok();
        await watch.GoneAsync(BatchToDos.Sign, decision, "signatory", "signatory2");
        await ToldAsync(site, "officer1", "待办：修改拟稿");
        await watch.ForAsync(BatchToDos.Draft, decision, "officer1", "officer2");
        watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<BatchToDos>().Single());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_substitute_sees_whose_turn_the_absent_person_has()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();
        var decision = await walk.DraftDecisionAsync();
        Assert.Null(await ActingForAsync("signatory2"));
        (await site.PostAsync("signatory", "/api/v1/substitutions", new { substituteId = await IdAsync(site, "head"), from = "2026-09-23", until = "2026-09-25", reason = "出差" })).Ok();
        Assert.Equal("徐某", await ActingForAsync("head"));

        async Task<string?> ActingForAsync(string person) => (string?)(await site.GetAsync(person, "/api/v1/todos")).Ok()["groups"].AsArray().Single(g => (string?)g!["kind"] == "batch.sign")!["items"]!.AsArray().Single(i => (string?)i!["subjectId"] == decision)!["actingFor"];
    }

    [Fact]
    public async Task A_registration_waits_for_the_office_and_the_administrators()
    {
        await using var site = await Site.StartAsync();
        var watch = new ToDoWatch(site);
        string organization;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            organization = await db.Users.Where(u => u.UserName == "ent02").Select(u => u.OrganizationId!).SingleAsync();
            (await db.Organizations.SingleAsync(o => o.Id == organization)).Status = OrganizationStatus.Pending;
            await db.SaveChangesAsync();
        }

        await watch.ForAsync(RegistrationToDos.Registration, organization, "admin", "officer1", "officer2", "head");
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/organizations/" + organization);
        await admin.SubmitAsync("form:has([value=approve])", ("act", "approve"));
        await watch.GoneAsync(RegistrationToDos.Registration, organization, "admin", "officer1", "head");
        watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<RegistrationToDos>().Single());
    }

    [Fact]
    public async Task A_proposal_waits_for_a_second_person()
    {
        await using var site = await Site.StartAsync();
        var watch = new ToDoWatch(site);
        var calendar = (string)(await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 2027, basis = "冶政办函〔2026〕9号", csv = "date,kind,name\n2027-01-01,holiday_off,元旦\n" })).Ok()["id"]!;
        await watch.ForAsync(ProposalToDos.Calendar, calendar, "head");
        (await site.PostAsync("head", $"/api/v1/calendar/proposals/{calendar}/commands", new { type = "approve" })).Ok();
        await watch.GoneAsync(ProposalToDos.Calendar, calendar, "head");

        var draft = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = true })).Ok()["id"]!;
        var edited = (await site.PostAsync("admin", $"/api/v1/drafts/{draft}/edits", new { revision = 1, edit = new { edit = "renameStage", stage = "site", name = "实地核查" } })).Ok();
        var version = (int)(await site.PostAsync("admin", $"/api/v1/drafts/{draft}/publish", new { revision = (int)edited["revision"], notes = "修订" })).Ok()["version"]!;
        var plan = (string)(await site.PostAsync("admin", "/api/v1/programmes/PR01/migrations", new { from = 1, to = version, reason = "办法修订" })).Ok()["id"]!;
        await watch.ForAsync(ProposalToDos.Migration, plan, "head");
        (await site.PostAsync("head", $"/api/v1/programmes/PR01/migrations/{plan}/commands", new { type = "reject", reason = "再议" })).Ok();
        await watch.GoneAsync(ProposalToDos.Migration, plan, "head");
        watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<ProposalToDos>().Single());
    }

    [Fact]
    public async Task Whoever_lets_a_vote_wait_is_reminded_on_stated_days_and_can_be_urged_once_a_day()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        var meeting = await walk.BatchAsync("officer1", "meeting");
        (await walk.BatchActAsync("officer1", meeting, "open")).Ok();
        (await walk.BatchActAsync("committee1", meeting, "vote", new { caseId = walk.Id, choice = "approve" })).Ok();

        // Wednesday 16 September. The third working day after it is a Sunday that is worked: not before it, not before nine, and once.
        Assert.Equal(0, await RemindedAsync("2026-09-18T10:00:00+08:00"));
        Assert.Equal(0, await RemindedAsync("2026-09-20T08:59:59+08:00"));
        Assert.True(await RemindedAsync("2026-09-20T09:00:00+08:00") > 0);
        Assert.Equal(0, await RemindedAsync("2026-09-20T17:00:00+08:00"));
        Assert.Equal(0, await RemindedAsync("2026-09-22T10:00:00+08:00"));
        Assert.Equal(1, await CountAsync("committee2"));
        Assert.Equal(0, await CountAsync("committee1"));
        Assert.Contains("您的“其他待办”里有 1 项还没有办：投票 1 项，最早的已等 3 个工作日。请登录系统办理。", await BodyAsync("committee2"));

        var held = (await site.GetAsync("head", "/api/v1/supervision/todos")).Ok()["items"].AsArray().Single(i => (string?)i!["kind"] == BatchToDos.Vote.Key && (string?)i["subjectId"] == meeting)!;
        Assert.Equal(4, held["people"]!.AsArray().Count);
        object Urge(string id, string? comment = null) => new { commandId = id, kind = BatchToDos.Vote.Key, subjectId = meeting, comment };
        Assert.Equal("command.notAllowed", (await site.PostAsync("signatory", "/api/v1/supervision/todos/urge", Urge("u0"))).Code);
        Assert.Equal(403, (await site.PostAsync("officer1", "/api/v1/supervision/todos/urge", Urge("u0"))).Status);
        Assert.Equal("comment.tooLong", (await site.PostAsync("head", "/api/v1/supervision/todos/urge", Urge("u0", new string('急', 501)))).Code);
        (await site.PostAsync("head", "/api/v1/supervision/todos/urge", Urge("u1", "周五前请投完。"))).Ok();
        (await site.PostAsync("head", "/api/v1/supervision/todos/urge", Urge("u1", "周五前请投完。"))).Ok();
        Assert.Equal("urge.tooOften", (await site.PostAsync("head", "/api/v1/supervision/todos/urge", Urge("u2"))).Code);
        Assert.Equal(2, await CountAsync("committee2"));
        Assert.Contains("周五前请投完。", await BodyAsync("committee2"));
        Assert.Equal("toDo.notFound", (await site.PostAsync("head", "/api/v1/supervision/todos/urge", new { commandId = "u3", kind = BatchToDos.Sign.Key, subjectId = meeting })).Code);

        // What belongs to no programme is seen by every head; one of other programmes does not see this meeting.
        (await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 2027, basis = "冶政办函〔2026〕9号", csv = "date,kind,name\n2027-01-01,holiday_off,元旦\n" })).Ok();
        var other = new UserContext("other", "某", null, [(Workflows.Definitions.ProcessRoles.SectionHead, "programme:PR99")]);
        var seen = await site.Get<ToDoHolders>().SupervisedAsync(other);
        Assert.Contains(seen, t => t.Kind == ProposalToDos.Calendar);
        Assert.DoesNotContain(seen, t => t.Kind == BatchToDos.Vote);
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/supervision/todos?q=投票");
        Assert.Contains("已等", head.Text);
        await head.SubmitAsync("form[method=post]:has([name=picks])", ("picks", $"{BatchToDos.Vote.Key}|{meeting}"));
        Assert.Equal(422, head.Status);
        Assert.Contains("24 小时内已经催办过", head.Text);
        (await site.ClockAsync("2026-09-24T10:00:00+08:00")).Ok();
        await head.GoAsync("/supervision/todos");
        await head.SubmitAsync("form[method=post]:has([name=picks])", ("picks", $"{BatchToDos.Vote.Key}|{meeting}"), ("comment", "请尽快。"));
        Assert.Contains("已催办 1 项", head.Text);
        Assert.Contains("催办其他待办", await LogAsync(site));

        // The 25th is a holiday. The eighth working day passes while nothing runs; what was missed is told in one message.
        Assert.Equal(0, await RemindedAsync("2026-09-25T10:00:00+08:00"));
        Assert.True(await RemindedAsync("2026-10-20T10:00:00+08:00") > 0);
        Assert.Equal(4, await CountAsync("committee2"));

        async Task<int> RemindedAsync(string now)
        {
            (await site.ClockAsync(now)).Ok();
            return await site.Get<ToDoReminders>().RunAsync();
        }

        async Task<int> CountAsync(string user) => (await MessagesAsync(user)).Count;
        async Task<string> BodyAsync(string user) => string.Join("\n", await MessagesAsync(user));
        async Task<List<string>> MessagesAsync(string user)
        {
            var mine = "user:" + await IdAsync(site, user);
            await using var db = site.Get<IDbContexts>().Create();
            return await db.Messages.Where(m => m.Candidate == mine && (m.Event == "toDoReminder" || m.Event == "toDoUrged")).Select(m => m.Body).ToListAsync();
        }
    }

    private static async Task<string> LogAsync(Site site)
    {
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/log");
        return admin.Text;
    }

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }

    private static async Task ToldAsync(Site site, string user, string title)
    {
        using var page = await Browser.SignInAsync(site, user);
        await page.GoAsync("/messages");
        Assert.Contains(title, page.Text);
    }
}
