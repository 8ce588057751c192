using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>离岗、收回授权: nobody holds what he may no longer do.</summary>
public sealed class HandBackTests
{
    [Fact]
    public async Task Disabling_an_account_gives_claimed_work_back_and_personal_work_to_the_section_head()
    {
        await using var site = await Site.StartAsync();
        var (claimed, given) = (new Journey(site), new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } });
        await WaitingAsync(claimed);
        await WaitingAsync(given);
        (await claimed.ActAsync("officer1", await claimed.TaskAsync("officer1"), "claim")).Ok();
        (await given.ActAsync("officer2", await given.TaskAsync("officer2"), "transfer", new { to = await IdAsync(site, "officer1"), comment = "外出" })).Ok();

        // The dialog says what will move before it is done.
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/users/" + await IdAsync(site, "officer1"));
        var (pool, head) = await HeldAsync(site, "officer1");
        Assert.True(pool >= 1 && head >= 1);
        Assert.Contains($"手上的 {pool + head} 件随即交回：{pool} 件退回待认领，{head} 件交科室负责人。", admin.Page.QuerySelector("#disable")!.TextContent);
        await admin.SubmitAsync("#disable form", ("act", "disable"));
        Assert.Contains($"{pool} 件退回待认领", admin.Text);

        Assert.Equal((0, 0), await HeldAsync(site, "officer1"));
        // Whoever is left can do it, and was told.
        (await claimed.ActAsync("officer2", await claimed.TaskAsync("officer2"), "complete", new { outcome = "accepted", comment = "材料齐全。" })).Ok();
        (await given.ActAsync("head", await given.TaskAsync("head"), "complete", new { outcome = "accepted", comment = "材料齐全。" })).Ok();
        await ToldAsync(site, "officer2", claimed.Id, "退回，请认领办理");
        await ToldAsync(site, "head", given.Id, "已交科室负责人");
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_member_who_leaves_the_committee_holds_up_no_vote_and_what_he_has_voted_stays()
    {
        await using var site = await Site.StartAsync();
        var (voted, unvoted) = (new Journey(site), new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } });
        foreach (var walk in (Journey[])[voted, unvoted])
        {
            await walk.ToPanelAsync();
            await walk.ScoreAsync();
            await walk.VisitAsync();
        }

        var meeting = (string)(await site.PostAsync("officer1", "/api/v1/batches", new { commandId = Journey.NewId(), stageId = "meeting", caseIds = (string[])[voted.Id, unvoted.Id], scheduledAt = site.Clock.GetUtcNow(), place = "市科技局三楼会议室" })).Ok()["id"]!;
        (await voted.BatchActAsync("officer1", meeting, "open")).Ok();
        for (var i = 1; i <= 5; i++)
        {
            (await voted.BatchActAsync($"committee{i}", meeting, "vote", new { caseId = voted.Id, choice = i == 5 ? "reject" : "approve" })).Ok();
            if (i < 5) (await voted.BatchActAsync($"committee{i}", meeting, "vote", new { caseId = unvoted.Id, choice = "approve" })).Ok();
        }

        Assert.False((await voted.BatchActAsync("officer1", meeting, "conclude", new { text = "议定。" })).Status == 200);
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/users/" + await IdAsync(site, "committee5"));
        Assert.Contains("1 个会议不再计入他没有投的票。", admin.Page.QuerySelector("#disable")!.TextContent);
        await admin.SubmitAsync("#disable form", ("act", "disable"));

        using var told = await Browser.SignInAsync(site, "officer2");
        await told.GoAsync("/messages");
        Assert.Contains("待办：形成纪要", told.Text);
        Assert.Contains("已离任，没有投的票不再计入", told.Text);
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/meetings/" + meeting);
        Assert.Contains("离任未表决", officer.Text);
        (await voted.BatchActAsync("officer1", meeting, "conclude", new { text = "议定。" })).Ok();
        var minutes = System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync($"/prints/minutes/{meeting}"));
        Assert.Contains("同意 4 票，不同意 1 票", minutes);
        Assert.Contains("不计入人数", minutes);
        Assert.Contains("同意 4 票，不同意 0 票", minutes);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Who_loses_the_seat_before_the_meeting_is_no_longer_expected_there()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        var meeting = await walk.BatchAsync("officer1", "meeting");
        var before = await MembersAsync();
        var gone = await IdAsync(site, "committee3");
        await using (var db = site.Get<IDbContexts>().Create())
        {
            (await db.Users.SingleAsync(u => u.Id == gone)).Disabled = true;
            await db.SaveChangesAsync();
        }

        // Interrupted before it was handed back: the sweep does it, once.
        (await site.PostAsync(null, "/api/v1/clock/sweep", new { })).Ok();
        (await site.PostAsync(null, "/api/v1/clock/sweep", new { })).Ok();
        var after = await MembersAsync();
        Assert.Equal(before.Length - 1, after.Length);
        Assert.DoesNotContain(gone, after);
        (await walk.BatchActAsync("officer1", meeting, "open")).Ok();
        await WholeWayTests.VerifyAsync(site);

        async Task<string[]> MembersAsync()
        {
            await using var db = site.Get<IDbContexts>().Create();
            var state = System.Text.Json.JsonSerializer.Deserialize<BatchState>(await db.Batches.Where(b => b.Id == meeting).Select(b => b.State).SingleAsync(), EngineJson.Options)!;
            return [.. state.Members.Select(m => m.UserId)];
        }
    }

    [Fact]
    public async Task Another_expert_is_drawn_for_one_who_leaves()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var before = await walk.PanelAsync();
        var gone = before[0].User;
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/users/" + await IdAsync(site, gone));
        Assert.Contains("件评审另行抽取专家", admin.Page.QuerySelector("#disable")!.TextContent);
        await admin.SubmitAsync("#disable form", ("act", "disable"));
        var after = await walk.PanelAsync();
        Assert.Equal(before.Count, after.Count);
        Assert.DoesNotContain(after, e => e.User == gone);
        Assert.Single(after, e => before.All(b => b.User != e.User));
        await walk.ScoreAsync();
        await walk.VisitAsync();
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_withdrawn_scope_gives_back_the_work_of_that_scope_and_leaves_the_rest()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await WaitingAsync(walk);
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        var officer = await IdAsync(site, "officer1");
        var before = await HeldAsync(site, "officer1");
        var by = new Sender((await Web.Access.CurrentUser.LoadAsync(site.Get<IDbContexts>(), await IdAsync(site, "admin")))!, site.Clock.GetUtcNow());

        // Another scope goes: nothing moves.
        Assert.Null(await site.Get<Accounts>().GrantAsync(officer, [(ProcessRoles.Officer, "programme:PR01")], by));
        Assert.Equal(before, await HeldAsync(site, "officer1"));
        // The scope of the work goes.
        Assert.Null(await site.Get<Accounts>().GrantAsync(officer, [(ProcessRoles.Officer, "programme:PR10")], by));
        Assert.Equal((0, 0), await HeldAsync(site, "officer1"));
        (await walk.ActAsync("officer2", await walk.TaskAsync("officer2"), "claim")).Ok();
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task What_was_interrupted_is_given_back_by_the_next_sweep()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await WaitingAsync(walk);
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        await using (var db = site.Get<IDbContexts>().Create())
        {
            (await db.Users.SingleAsync(u => u.UserName == "officer1")).Disabled = true;
            await db.SaveChangesAsync();
        }

        (await site.ClockAsync("2026-09-16T10:05:00+08:00")).Ok();
        Assert.Equal((0, 0), await HeldAsync(site, "officer1"));
    }

    private static async Task WaitingAsync(Journey walk)
    {
        await walk.SubmitAsync();
        await walk.RecommendAsync();
    }

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }

    /// <summary>Open work of a person: claimed out of a pool, and his alone.</summary>
    private static async Task<(int Pool, int Own)> HeldAsync(Site site, string user)
    {
        var id = await IdAsync(site, user);
        await using var db = site.Get<IDbContexts>().Create();
        var open = db.WorkItems.Where(w => w.State == WorkItemState.Open && w.Purpose != WorkPurpose.Score);
        var own = await open.CountAsync(w => db.Candidates.Any(c => c.WorkItemId == w.Id && c.Candidate == "user:" + id));
        return (await open.CountAsync(w => w.ClaimedBy == id && !db.Candidates.Any(c => c.WorkItemId == w.Id && c.Candidate == "user:" + id)), own);
    }

    private static async Task ToldAsync(Site site, string user, string caseId, string words)
    {
        var person = (await Web.Access.CurrentUser.LoadAsync(site.Get<IDbContexts>(), await IdAsync(site, user)))!;
        await using var db = site.Get<IDbContexts>().Create();
        Assert.True(await Workflows.Messages.MessageScope.For(db, person).AnyAsync(m => m.CaseId == caseId && m.Body.Contains(words)), $"{user} was not told");
    }
}
