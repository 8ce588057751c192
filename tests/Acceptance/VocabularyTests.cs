using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>转办, 委派, 加签, 减签, 取回, 催办, 抄送, 中止, 改派 through HTTP: who gets the task, who is told, what the history says.</summary>
public sealed class VocabularyTests
{
    private static async Task<(Site Site, Journey Walk)> AtCheckAsync()
    {
        var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        return (site, walk);
    }

    private static async Task<string> PersonAsync(Site site, JsonNode task, string user)
    {
        var name = (string)(await site.GetAsync(user, "/api/v1/session")).Ok()["name"]!;
        var people = (await site.GetAsync("officer1", $"/api/v1/tasks/{task["id"]}/receivers")).Ok().Json!.AsArray();
        return (string)people.Single(p => (string)p!["name"]! == name)!["userId"]!;
    }

    private static async Task<bool> HasAsync(Site site, string user, JsonNode task) =>
        (await site.GetAsync(user, "/api/v1/tasks?state=open&size=200")).Ok()["items"]!.AsArray().Any(t => (string)t!["id"]! == (string)task["id"]!);

    private static async Task<string[]> HistoryAsync(Journey walk) =>
        [.. (await walk.ViewAsync("officer1"))["timeline"]!.AsArray().Select(t => (string)t!["text"]!)];

    private static async Task<string> InboxAsync(Site site, string user)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var id = db.Users.Single(u => u.UserName == user).Id;
        return string.Join("\n", db.Messages.Where(m => m.Candidate == "user:" + id).Select(m => m.Title + m.Body));
    }

    [Fact]
    public async Task A_transferred_task_leaves_me_and_reaches_the_other()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var task = await walk.TaskAsync("officer1");
        var to = await PersonAsync(site, task, "officer2");
        (await walk.ActAsync("officer1", task, "transfer", new { to, comment = "" })).Refused(422, "comment.required");
        (await walk.ActAsync("officer1", task, "transfer", new { to = "nobody", comment = "外出" })).Refused(422, "person.notEligible");
        (await walk.ActAsync("officer1", task, "transfer", new { to, comment = "外出培训" })).Ok();
        Assert.False(await HasAsync(site, "officer1", task));
        Assert.True(await HasAsync(site, "officer2", task));
        Assert.False(await HasAsync(site, "officer3", task));
        Assert.Contains("外出培训", await InboxAsync(site, "officer2"));
        Assert.Contains(await HistoryAsync(walk), t => t.Contains("转办给"));
        (await walk.ActAsync("officer2", await walk.TaskAsync("officer2"), "complete", new { outcome = "accepted", comment = "材料齐全。" })).Ok();
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_delegate_proposes_and_the_task_comes_back_for_confirmation()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var task = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer1", task, "delegate", new { to = await PersonAsync(site, task, "officer2"), comment = "请先核数据" })).Ok();
        Assert.False(await HasAsync(site, "officer1", task));
        (await walk.ActAsync("officer2", await walk.TaskAsync("officer2"), "complete", new { outcome = "accepted", comment = "核过，属实。" })).Ok();
        Assert.Equal("待受理", await walk.StatusAsync());
        Assert.True(await HasAsync(site, "officer1", task));
        Assert.Contains("核过", await InboxAsync(site, "officer1"));
        (await walk.AcceptAsync()).Ok();
        Assert.NotEqual("待受理", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Signers_before_and_after_are_asked_in_their_turn_and_can_be_removed()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var task = await walk.TaskAsync("officer1");
        var second = await PersonAsync(site, task, "officer2");
        var third = await PersonAsync(site, task, "officer3");
        (await walk.ActAsync("officer1", task, "addSigner", new { users = new[] { second }, place = "sideways", comment = "请看" })).Refused(422, "signer.place");
        (await walk.ActAsync("officer1", task, "addSigner", new { users = new[] { second }, place = "before", comment = "请先看" })).Ok();
        (await walk.ActAsync("officer1", task, "addSigner", new { users = new[] { third }, place = "after", comment = "请审定" })).Refused(422, "task.awaitingSigners");
        (await walk.ActAsync("officer1", task, "removeSigner", new { to = second, comment = "出差" })).Ok();
        (await walk.ActAsync("officer1", task, "addSigner", new { users = new[] { third }, place = "after", comment = "请审定" })).Ok();
        (await walk.ActAsync("officer1", task, "complete", new { outcome = "accepted", comment = "材料齐全。" })).Ok();
        Assert.Equal("待受理", await walk.StatusAsync());
        var signer = await walk.TaskAsync("officer3");
        Assert.Contains("加签：形式审查", await InboxAsync(site, "officer3"));
        (await walk.ActAsync("officer3", signer, "complete", new { outcome = "accepted", comment = "同意。" })).Ok();
        Assert.NotEqual("待受理", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task My_last_step_is_taken_back_until_somebody_acts()
    {
        var site = await Site.StartAsync();
        await using var _ = site;
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await site.PostAsync("officer1", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "takeBack", comment = "不是我办的" })).Refused(422, "takeBack.nothing");
        (await site.PostAsync("town09", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "takeBack", comment = "" })).Refused(422, "comment.required");
        (await site.PostAsync("town09", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "takeBack", comment = "排名填错" })).Ok();
        Assert.Equal("待推荐", await walk.StatusAsync());
        await walk.RecommendAsync();
        Assert.Equal("待受理", await walk.StatusAsync());
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        (await site.PostAsync("town09", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "takeBack", comment = "又想改" })).Refused(422, "takeBack.nothing");
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Urging_reaches_those_who_hold_the_task_once_a_day()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        (await walk.CommandAsync("urge", comment: "请尽快受理")).Ok();
        (await walk.CommandAsync("urge", comment: "再催")).Refused(422, "urge.tooOften");
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Contains(db.Messages.Where(m => m.CaseId == walk.Id && m.Title.StartsWith("催办")).Select(m => m.Candidate), c => c == "officer@programme:PR01");
        (await site.GetAsync("ent01", $"/api/v1/applications/{walk.Id}")).Refused(404, "resource.notFound");
    }

    [Fact]
    public async Task A_copied_case_is_in_the_list_of_copies_and_needs_nothing_done()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var task = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer1", task, "copy", new { users = new[] { await PersonAsync(site, task, "officer2"), await PersonAsync(site, task, "officer3") }, comment = "请知悉" })).Ok();
        foreach (var user in (string[])["officer2", "officer3"])
            Assert.Contains((await site.GetAsync(user, "/api/v1/tasks?state=copied")).Ok()["items"]!.AsArray(), c => (string)c!["applicationId"]! == walk.Id);
    }

    [Fact]
    public async Task A_suspended_case_stands_still_and_keeps_its_days()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        Task<Answer> Case(string user, string type, string comment) => site.PostAsync(user, $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type, comment });
        var due = (string)(await walk.TaskAsync("officer1"))["task"]!["dueAt"]!;
        (await Case("officer1", "suspend", "待核查")).Refused(403, "command.notAllowed");
        (await Case("head", "suspend", "")).Refused(422, "comment.required");
        (await Case("head", "suspend", "待公安机关核查")).Ok();
        (await Case("head", "suspend", "再来一次")).Refused(422, "case.suspended");
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "complete", new { outcome = "accepted", comment = "材料齐全。" })).Refused(422, "case.suspended");
        (await site.ClockAsync("2026-10-30T10:00:00+08:00")).Ok();
        Assert.Equal("待受理", await walk.StatusAsync());
        (await Case("head", "resume", "已有结论")).Ok();
        Assert.True(DateTimeOffset.Parse((string)(await walk.TaskAsync("officer1"))["task"]!["dueAt"]!) > DateTimeOffset.Parse(due));
        (await walk.AcceptAsync()).Ok();
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task An_administrator_gives_the_work_of_somebody_who_left_to_another()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var task = await walk.TaskAsync("officer1");
        var to = await PersonAsync(site, task, "officer2");
        (await walk.ActAsync("officer1", task, "claim")).Ok();
        task = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer1", task, "reassign", new { to, comment = "离岗" })).Refused(403, "command.notAllowed");
        (await walk.ActAsync("admin", task, "reassign", new { to, comment = "离岗" })).Ok();
        Assert.False(await HasAsync(site, "officer1", task));
        Assert.True(await HasAsync(site, "officer2", task));
        (await site.GetAsync("admin", $"/api/v1/tasks/{task["id"]}")).Refused(404, "resource.notFound");
    }
}
