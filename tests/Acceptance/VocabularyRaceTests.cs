using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>Races of the commands that are never drawn. Each has one defined answer in both orders, and the loser is told why.</summary>
public sealed class VocabularyRaceTests
{
    private static readonly string[] Officers = ["officer1", "officer2", "officer3"];

    private static async Task<(Site Site, Journey Walk)> AtCheckAsync(params string[] modes)
    {
        var site = await Site.StartAsync();
        await TestProgramme.PublishAsync(site, modes);
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        return (site, walk);
    }

    private static async Task<(Site Site, Journey Walk, Dictionary<string, JsonNode> Tasks)> AtVoteAsync()
    {
        var (site, walk) = await AtCheckAsync("vote");
        (await walk.AcceptAsync()).Ok();
        var tasks = new Dictionary<string, JsonNode>();
        foreach (var officer in Officers) tasks[officer] = await walk.TaskAsync(officer);
        return (site, walk, tasks);
    }

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return await Task.FromResult(db.Users.Single(u => u.UserName == user).Id);
    }

    private static Task<Answer> Agree(Journey walk, string user, JsonNode task) => walk.ActAsync(user, task, "complete", new { outcome = "agreed", comment = "同意。" });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_vote_against_the_withdrawal(bool voteFirst)
    {
        var (site, walk, tasks) = await AtVoteAsync();
        await using var _ = site;
        (await Agree(walk, "officer1", tasks["officer1"])).Ok();
        Func<Task<Answer>> vote = () => Agree(walk, "officer2", tasks["officer2"]), withdraw = () => walk.CommandAsync("withdraw", comment: "另有安排");
        var answers = voteFirst ? await RaceTests.StepAsync(site, vote, withdraw) : await RaceTests.StepAsync(site, withdraw, vote);
        answers[0].Ok();
        if (voteFirst) answers[1].Ok();
        else Assert.Equal(409, answers[1].Status);
        Assert.Equal("已撤回", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_return_against_the_deciding_vote(bool returnFirst)
    {
        var (site, walk, tasks) = await AtVoteAsync();
        await using var _ = site;
        (await Agree(walk, "officer1", tasks["officer1"])).Ok();
        Func<Task<Answer>> send = () => walk.ActAsync("officer3", tasks["officer3"], "return", new { toStage = "check", comment = "材料要重看" }), vote = () => Agree(walk, "officer2", tasks["officer2"]);
        var answers = returnFirst ? await RaceTests.StepAsync(site, send, vote) : await RaceTests.StepAsync(site, vote, send);
        answers[0].Ok();
        Assert.Equal(409, answers[1].Status);
        // Who lost learns what happened to the item: it was closed by the other's act.
        Assert.Contains("没有生效", (string)answers[1]["detail"]!);
        Assert.Equal(returnFirst ? "待受理" : "评审中", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_added_signer_against_the_completion(bool signerFirst)
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var one = await walk.TaskAsync("officer1");
        var two = await walk.TaskAsync("officer2");
        var third = await IdAsync(site, "officer3");
        Func<Task<Answer>> add = () => walk.ActAsync("officer1", one, "addSigner", new { users = new[] { third }, place = "before", comment = "请先看" }),
            complete = () => walk.ActAsync("officer2", two, "complete", new { outcome = "accepted", comment = "材料齐全。" });
        var answers = signerFirst ? await RaceTests.StepAsync(site, add, complete) : await RaceTests.StepAsync(site, complete, add);
        answers[0].Ok();
        if (signerFirst)
        {
            Assert.True(answers[1].Status is 409 or 422, $"{answers[1].Status}");
            Assert.Equal("待受理", await walk.StatusAsync());
            (await walk.ActAsync("officer3", await walk.TaskAsync("officer3"), "complete", new { outcome = "accepted", comment = "可以。" })).Ok();
            (await walk.AcceptAsync()).Ok();
        }
        else
        {
            answers[1].Refused(409, "task.stale");
            Assert.Contains("李某", (string)answers[1]["detail"]!);
        }

        Assert.Equal("评审中", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Two_transfers_of_one_task_the_first_counts()
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var one = await walk.TaskAsync("officer1");
        var two = await walk.TaskAsync("officer2");
        var (first, third) = (await IdAsync(site, "officer1"), await IdAsync(site, "officer3"));
        var answers = await RaceTests.StepAsync(site,
            () => walk.ActAsync("officer1", one, "transfer", new { to = third, comment = "外出" }),
            () => walk.ActAsync("officer2", two, "transfer", new { to = first, comment = "外出" }));
        answers[0].Ok();
        answers[1].Refused(409, "task.stale");
        Assert.NotNull(await walk.TaskAsync("officer3"));
        foreach (var other in (string[])["officer1", "officer2"])
            Assert.DoesNotContain((await site.GetAsync(other, "/api/v1/tasks?state=open&size=200")).Ok()["items"].AsArray(), t => (string?)t!["applicationId"] == walk.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Taking_back_my_step_against_the_claim_of_the_next(bool takeBackFirst)
    {
        var site = await Site.StartAsync();
        await using var _ = site;
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var task = await walk.TaskAsync("officer1");
        Func<Task<Answer>> back = () => site.PostAsync("town09", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "takeBack", comment = "排名填错" }), claim = () => walk.ActAsync("officer1", task, "claim");
        var answers = takeBackFirst ? await RaceTests.StepAsync(site, back, claim) : await RaceTests.StepAsync(site, claim, back);
        answers[0].Ok();
        if (takeBackFirst) Assert.Equal(409, answers[1].Status);
        else answers[1].Refused(422, "takeBack.nothing");
        Assert.Equal(takeBackFirst ? "待推荐" : "待受理", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Suspension_against_a_decision(bool suspendFirst)
    {
        var (site, walk) = await AtCheckAsync();
        await using var _ = site;
        var task = await walk.TaskAsync("officer1");
        Func<Task<Answer>> suspend = () => site.PostAsync("head", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "suspend", comment = "待核查" }),
            decide = () => walk.ActAsync("officer1", task, "complete", new { outcome = "accepted", comment = "材料齐全。" });
        var answers = suspendFirst ? await RaceTests.StepAsync(site, suspend, decide) : await RaceTests.StepAsync(site, decide, suspend);
        answers[0].Ok();
        if (suspendFirst) answers[1].Refused(422, "case.suspended");
        else answers[1].Ok();
        Assert.Equal(suspendFirst ? "待受理" : "评审中", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task The_vote_that_decides_and_one_that_comes_too_late()
    {
        var (site, walk, tasks) = await AtVoteAsync();
        await using var _ = site;
        var answers = await RaceTests.StepAsync(site, [.. Officers.Select(o => (Func<Task<Answer>>)(() => Agree(walk, o, tasks[o])))]);
        answers[0].Ok();
        answers[1].Ok();
        // Two of three agree: the third can change nothing any more.
        Assert.Equal(409, answers[2].Status);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(1, db.Events.Count(e => e.StreamId == walk.Id && e.Type == "stageCompleted" && e.Body.Contains("\"vote\"")));
        await WholeWayTests.VerifyAsync(site);
    }
}
