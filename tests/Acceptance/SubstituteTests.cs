using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>代理: somebody acts for an absent person, visibly, within a period and a scope, and never for what is personal.</summary>
public sealed class SubstituteTests
{
    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }

    private static async Task<Answer> SetAsync(Site site, string absent, string substitute, string from = "2026-09-16", string until = "2026-09-18", string[]? programmes = null, string[]? roles = null) =>
        await site.PostAsync(absent, "/api/v1/substitutions", new { substituteId = await IdAsync(site, substitute), from, until, programmes, roles, reason = "出差" });

    private static async Task<List<JsonNode>> TasksAsync(Site site, string user, string caseId, string state = "open") =>
        [.. (await site.GetAsync(user, $"/api/v1/tasks?state={state}&size=200")).Ok()["items"].AsArray().Where(t => (string?)t!["applicationId"] == caseId).Select(t => t!)];

    [Fact]
    public async Task A_substitute_sees_and_does_the_work_and_every_trace_of_it_names_both()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        Assert.Empty(await TasksAsync(site, "officer2", walk.Id));

        (await SetAsync(site, "officer1", "officer2")).Ok();
        var line = Assert.Single(await TasksAsync(site, "officer2", walk.Id));
        Assert.Equal("张某", (string?)line["for"]);
        using var page = await Browser.SignInAsync(site, "officer2");
        await page.GoAsync("/tasks?search=" + (await walk.ViewAsync("ent10"))["number"]);
        Assert.Contains("代 张某", page.Text);
        await page.GoAsync("/tasks/" + line["id"]);
        Assert.Contains("您代 张某 办理这一件", page.Text);
        await page.SubmitAsync("#opinion", ("outcome", "complete:accepted"), ("opinion", "材料齐全。"), ("then", "stay"));
        Assert.Equal(200, page.Status);
        Assert.Contains("李某 代 张某", page.Text);

        var timeline = (await walk.ViewAsync("officer3"))["timeline"]!.AsArray();
        Assert.Contains(timeline, t => (string?)t!["by"] == "李某 代 张某" && ((string)t["text"]!).Contains("受理"));
        Assert.DoesNotContain("李某", (await walk.ViewAsync("ent10")).ToJsonString());
        foreach (var user in (string[])["officer1", "officer2"]) Assert.Single(await TasksAsync(site, user, walk.Id, "done"), t => (string)t["stage"]! == "形式审查");
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var events = await db.Events.Where(e => e.StreamId == walk.Id && e.ViaName != null).ToListAsync();
        Assert.Contains(events, e => e.Type == "workItemCompleted");
        Assert.All(events, e => Assert.Equal(("张某", "李某"), (e.ActorName, e.ViaName!)));
        var absent = "user:" + await IdAsync(site, "officer1");
        var message = Assert.Single(await db.Messages.Where(m => m.Candidate == absent && m.CaseId == walk.Id && m.Event == "actedFor").ToListAsync());
        Assert.Contains("李某代您办理", message.Body);
        Assert.Contains("形式审查受理", message.Body);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_signatory_is_represented_but_drafter_and_checker_never_sign_for_him()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        (await site.ClockAsync("2026-09-24T09:00:00+08:00")).Ok();
        var batch = await walk.DraftDecisionAsync();
        (await SetAsync(site, "signatory", "officer1", "2026-09-24", "2026-09-25", roles: ["signatory"], programmes: ["PR01"])).Ok();
        (await SetAsync(site, "signatory2", "head", "2026-09-24", "2026-09-25")).Ok();

        // The one who drafted holds the delegation too, and still may not sign.
        (await walk.BatchActAsync("officer1", batch, "sign")).Refused(422, "batch.notAllowed");
        var actions = (await site.GetAsync("head", "/api/v1/batches/" + batch)).Ok()["actions"].AsArray();
        Assert.Contains(actions, a => (string)a!["type"]! == "sign");
        (await walk.BatchActAsync("head", batch, "sign")).Ok();
        Assert.Equal("王某 代 沈某", (string)(await site.GetAsync("officer2", "/api/v1/batches/" + batch)).Ok()["signed"]["name"]!);
        Assert.Equal("已认定", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Both_persons_count_when_different_persons_are_asked_for()
    {
        await using var site = await Site.StartAsync();
        var batch = "";
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        (await site.ClockAsync("2026-09-24T09:00:00+08:00")).Ok();
        batch = await walk.BatchAsync("officer1", "issue");
        (await walk.BatchActAsync("officer1", batch, "submitDraft", new { text = "经研究，决定认定。" })).Ok();
        (await SetAsync(site, "officer2", "officer1", "2026-09-24", "2026-09-25")).Ok();
        (await walk.BatchActAsync("officer1", batch, "approveDraft", new { actingFor = await IdAsync(site, "officer2") })).Refused(422, "batch.notAllowed");
    }

    [Fact]
    public async Task The_period_and_the_revocation_decide_by_the_received_instant()
    {
        await using var site = await Site.StartAsync();
        var early = new Journey(site);
        var late = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        foreach (var walk in (Journey[])[early, late])
        {
            await walk.SubmitAsync();
            await walk.RecommendAsync();
            (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        }

        var set = (await SetAsync(site, "officer1", "officer2")).Ok();
        var tasks = (await early.TaskAsync("officer2"), await late.TaskAsync("officer2"));
        var absent = await IdAsync(site, "officer1");
        await site.TokenAsync("officer1");
        var answers = await RaceTests.StepAsync(site,
            () => early.ActAsync("officer2", tasks.Item1, "complete", new { outcome = "accepted", comment = "材料齐全。", actingFor = absent }),
            () => site.PostAsync("officer1", $"/api/v1/substitutions/{set["id"]}/end", new { }),
            () => late.ActAsync("officer2", tasks.Item2, "complete", new { outcome = "accepted", comment = "材料齐全。", actingFor = absent }));
        answers[0].Ok();
        Assert.Equal(204, answers[1].Status);
        answers[2].Refused(403, "substitute.over");
        Assert.Contains("您代理张某已于", (string)answers[2]["detail"]!);
        Assert.Empty(await TasksAsync(site, "officer2", late.Id));

        (await SetAsync(site, "officer1", "officer2", until: "2026-09-16")).Ok();
        site.Clock.Set(DateTimeOffset.Parse("2026-09-16T23:59:59.999+08:00"), null, null);
        Assert.Single(await TasksAsync(site, "officer2", late.Id));
        site.Clock.Set(DateTimeOffset.Parse("2026-09-17T00:00:00+08:00"), null, null);
        (await late.ActAsync("officer2", tasks.Item2, "complete", new { outcome = "accepted", comment = "材料齐全。", actingFor = absent })).Refused(403, "substitute.over");
    }

    [Fact]
    public async Task Chains_are_not_followed_and_experts_and_committee_stay_personal()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        (await SetAsync(site, "officer1", "officer2")).Ok();
        (await SetAsync(site, "officer2", "officer3")).Ok();
        Assert.Single(await TasksAsync(site, "officer2", walk.Id));
        Assert.Empty(await TasksAsync(site, "officer3", walk.Id));

        (await SetAsync(site, "committee1", "committee2")).Refused(422, "substitute.nothing");
        string expert;
        await using (var db = site.Get<Workflows.Storage.IDbContexts>().Create())
            expert = await db.Grants.Where(g => g.Role == "expert").Join(db.Users, g => g.UserId, u => u.Id, (g, u) => u.UserName!).OrderBy(n => n).FirstAsync();
        (await SetAsync(site, expert, "officer3")).Refused(422, "substitute.nothing");
        (await SetAsync(site, "head", expert)).Refused(422, "substitute.person");
        (await SetAsync(site, "head", "ent01")).Refused(422, "substitute.person");
    }

    [Fact]
    public async Task Bad_arrangements_are_refused_at_their_field()
    {
        await using var site = await Site.StartAsync();
        (await SetAsync(site, "officer1", "officer1")).Refused(422, "substitute.self");
        (await SetAsync(site, "officer1", "officer2", "2026-09-15")).Refused(422, "substitute.from");
        (await SetAsync(site, "officer1", "officer2", until: "2026-09-15")).Refused(422, "substitute.until");
        (await SetAsync(site, "officer1", "officer2", until: "十六号")).Refused(422, "substitute.until");
        (await SetAsync(site, "officer1", "officer2", programmes: ["PR99"])).Refused(422, "substitute.programmes");
        (await SetAsync(site, "officer1", "officer2", roles: ["signatory"])).Refused(422, "substitute.roles");
        (await SetAsync(site, "officer1", "town09")).Refused(422, "substitute.unfit");
        (await SetAsync(site, "town09", "officer1")).Refused(422, "substitute.unfit");
        (await SetAsync(site, "officer1", "officer2", roles: ["officer"])).Ok();
        (await SetAsync(site, "officer1", "officer3", "2026-09-18", "2026-09-20")).Refused(422, "substitute.overlap");
        (await SetAsync(site, "officer1", "officer3", "2026-09-19", "2026-09-20")).Ok();
        Assert.Equal(403, (await site.GetAsync("ent01", "/api/v1/substitutions")).Status);
        var other = (string)(await site.GetAsync("officer1", "/api/v1/substitutions")).Ok()["items"].AsArray()[0]!["id"]!;
        (await site.PostAsync("town09", $"/api/v1/substitutions/{other}/end", new { })).Refused(404, "substitution.notFound");
    }

    [Fact]
    public async Task Head_and_administrator_set_a_substitute_for_somebody_absent_within_their_reach()
    {
        await using var site = await Site.StartAsync();
        var (one, two, signatory, head) = (await IdAsync(site, "officer1"), await IdAsync(site, "officer2"), await IdAsync(site, "signatory"), await IdAsync(site, "head"));
        object Body(string absentId, string substituteId, params string[] programmes) => new { absentId, substituteId, from = "2026-09-16", until = "2026-09-20", programmes };
        (await site.PostAsync("head", "/api/v1/substitutions/managed", Body(one, two))).Refused(422, "substitute.programmes");
        (await site.PostAsync("head", "/api/v1/substitutions/managed", Body(one, head, "PR01"))).Refused(422, "substitute.setter");
        (await site.PostAsync("head", "/api/v1/substitutions/managed", Body(signatory, two, "PR01"))).Refused(422, "substitute.absent");
        (await site.PostAsync("officer2", "/api/v1/substitutions", Body(one, two))).Refused(422, "substitute.absent");
        Assert.Equal(403, (await site.PostAsync("officer2", "/api/v1/substitutions/managed", Body(one, two))).Status);
        (await site.PostAsync("head", "/api/v1/substitutions/managed", Body(one, two, "PR01"))).Ok();
        (await site.PostAsync("admin", "/api/v1/substitutions/managed", Body(signatory, head))).Ok();

        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/admin/substitutes");
        Assert.Contains("王某 代 徐某", page.Text);
        await page.SubmitAsync("#i-substituteId", ("absentId", ""), ("from", "2026-09-16"), ("until", "2026-09-16"));
        Assert.Equal(422, page.Status);
        Assert.Single(page.Errors);
        using var own = await Browser.SignInAsync(site, "officer1");
        await own.GoAsync("/account/substitutes");
        Assert.Contains("李某 代 张某", own.Text);
        await own.SubmitAsync("form[action*=End]");
        Assert.Contains("已提前结束", own.Text);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(2, await db.AuditLog.CountAsync(a => a.Kind == "substitute.set"));
        Assert.Equal(1, await db.AuditLog.CountAsync(a => a.Kind == "substitute.ended"));
        Assert.Contains(await db.Messages.Where(m => m.Candidate == "user:" + two).Select(m => m.Body).ToListAsync(), b => b.Contains("设置了代理"));
    }
}
