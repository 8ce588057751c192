using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>
/// Races made deterministic: the test holds the writer gate, lets the commands queue up, and opens it. Who was received
/// first goes first; the loser is told why.
/// </summary>
public sealed class RaceTests
{
    /// <summary>Sends the commands one after another while the gate is closed, so that their order is known.</summary>
    internal static async Task<T[]> StepAsync<T>(Site site, params Func<Task<T>>[] commands)
    {
        var pass = await site.Get<CommandGate>().EnterAsync(DateTimeOffset.MinValue);
        var running = new List<Task<T>>();
        foreach (var command in commands)
        {
            var waitingBefore = site.Get<CommandGate>().Waiting;
            running.Add(command());
            while (site.Get<CommandGate>().Waiting == waitingBefore) await Task.Delay(2);
            site.Clock.Set(site.Clock.GetUtcNow().AddMilliseconds(1), null, null);
        }

        pass.Dispose();
        return await Task.WhenAll(running);
    }

    [Fact]
    public async Task Two_officers_on_one_task_the_first_has_it()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var first = await walk.TaskAsync("officer1");
        var second = await walk.TaskAsync("officer2");
        var answers = await StepAsync(site, () => walk.ActAsync("officer1", first, "claim"), () => walk.ActAsync("officer2", second, "claim"));
        answers[0].Ok();
        answers[1].Refused(409, "task.stale");
        Assert.Contains("张某", (string)answers[1]["detail"]!);
    }

    [Fact]
    public async Task Withdrawal_against_the_last_sheet_the_earlier_one_counts()
    {
        await using var site = await Site.StartAsync();
        foreach (var withdrawFirst in (bool[])[true, false])
        {
            var walk = withdrawFirst ? new Journey(site) : new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
            await walk.ToPanelAsync();
            var panel = await walk.PanelAsync();
            foreach (var (user, id) in panel) (await walk.ActAsync(user, (await site.GetAsync(user, $"/api/v1/tasks/{id}")).Json!, "declare", new { conflict = false })).Ok();
            foreach (var (user, id) in panel.SkipLast(1)) (await walk.ActAsync(user, (await site.GetAsync(user, $"/api/v1/tasks/{id}")).Json!, "complete", Journey.Sheet(0.8m))).Ok();
            var (last, lastId) = panel[^1];
            var task = (await site.GetAsync(last, $"/api/v1/tasks/{lastId}")).Json!;
            Func<Task<Answer>> withdraw = () => walk.CommandAsync("withdraw", comment: "另有安排"), score = () => walk.ActAsync(last, task, "complete", Journey.Sheet(0.8m));
            var answers = withdrawFirst ? await StepAsync(site, withdraw, score) : await StepAsync(site, score, withdraw);
            answers[0].Ok();
            if (withdrawFirst) Assert.Equal(409, answers[1].Status);
            else answers[1].Ok();
            Assert.Equal("已撤回", await walk.StatusAsync());
            await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
            Assert.Equal(withdrawFirst ? 0 : 1, await db.Events.CountAsync(e => e.StreamId == walk.Id && e.Type == "scoreAggregated"));
        }

        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Two_signers_on_the_next_number_get_one_each_without_a_gap()
    {
        await using var site = await Site.StartAsync();
        var one = await ReadyToSignAsync(site, "ent10", "town09", "P22");
        var two = await ReadyToSignAsync(site, "ent01", "town03", "P18");
        var answers = await StepAsync(site,
            () => one.Walk.BatchActAsync("signatory", one.Batch, "sign"),
            () => two.Walk.BatchActAsync("signatory2", two.Batch, "sign"));
        var numbers = answers.Select(a => (string)a.Ok()["number"]!).Select(n => int.Parse(n[(n.IndexOf('〕') + 1)..^1])).ToList();
        Assert.Equal(numbers[0] + 1, numbers[1]);
        Assert.Equal("已认定", await one.Walk.StatusAsync());
        Assert.Equal("已认定", await two.Walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Signing_twice_gives_one_number()
    {
        await using var site = await Site.StartAsync();
        var ready = await ReadyToSignAsync(site, "ent10", "town09", "P22");
        var answers = await StepAsync(site,
            () => ready.Walk.BatchActAsync("signatory", ready.Batch, "sign"),
            () => ready.Walk.BatchActAsync("signatory2", ready.Batch, "sign"));
        answers[0].Ok();
        Assert.Equal(409, answers[1].Status);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_double_submit_at_the_closing_instant_counts_once_and_a_millisecond_later_is_late()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        var late = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await walk.OpenAsync();
        await late.OpenAsync();
        var closes = (DateTimeOffset)(await walk.ViewAsync("ent10"))["round"]!["closesAt"]!;
        site.Clock.Set(closes.AddMilliseconds(-2), null, null);
        var id = Journey.NewId();
        var answers = await StepAsync(site, () => walk.CommandAsync("submit", id), () => walk.CommandAsync("submit", id), () => late.CommandAsync("submit"));
        Assert.Equal(answers[0].Ok()["number"].ToString(), answers[1].Ok()["number"].ToString());
        answers[2].Refused(422, "application.late");
        Assert.Contains("24:00", (string)answers[2]["detail"]!);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(1, await db.Events.CountAsync(e => e.StreamId == walk.Id && e.Type == "caseSubmitted"));
        Assert.Equal("草稿", await late.StatusAsync());
    }

    [Fact]
    public async Task A_decision_received_before_the_deadline_counts_and_one_received_after_it_does_not()
    {
        await using var site = await Site.StartAsync();
        var early = new Journey(site);
        var late = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        foreach (var walk in (Journey[])[early, late])
        {
            await walk.SubmitAsync();
            await walk.RecommendAsync();
        }

        var due = DateTimeOffset.Parse("2026-09-23T00:00:00+08:00");
        var earlyTask = await early.TaskAsync("officer1");
        var lateTask = await late.TaskAsync("officer1");
        site.Clock.Set(due.AddMilliseconds(-1), null, null);
        var answers = await StepAsync(site,
            () => early.ActAsync("officer1", earlyTask, "complete", new { outcome = "rejected", comment = "材料不齐（办法第六条）" }),
            () => late.ActAsync("officer1", lateTask, "complete", new { outcome = "rejected", comment = "材料不齐（办法第六条）" }));
        answers[0].Ok();
        Assert.Equal(409, answers[1].Status);
        Assert.Equal("不予受理", await early.StatusAsync());
        Assert.Equal("评审中", await late.StatusAsync());
        var deadline = (await late.ViewAsync("officer1"))["deadlines"]!.AsArray().First(d => (string)d!["stage"]! == "形式审查")!;
        Assert.Equal(due, (DateTimeOffset)deadline["effectiveAt"]!);
    }

    [Fact]
    public async Task Five_experts_hand_in_at_once_and_nobody_disturbs_anybody()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var panel = await walk.PanelAsync();
        var tasks = new List<System.Text.Json.Nodes.JsonNode>();
        foreach (var (user, id) in panel)
        {
            (await walk.ActAsync(user, (await site.GetAsync(user, $"/api/v1/tasks/{id}")).Json!, "declare", new { conflict = false })).Ok();
            tasks.Add((await site.GetAsync(user, $"/api/v1/tasks/{id}")).Json!);
        }

        var answers = await Task.WhenAll(panel.Select((p, i) => walk.ActAsync(p.User, tasks[i], "complete", Journey.Sheet(0.7m + (0.02m * i)))));
        Assert.All(answers, a => a.Ok());
        Assert.Equal("考察中", await walk.StatusAsync());
        await WholeWayTests.VerifyAsync(site);
    }

    private static async Task<(Journey Walk, string Batch)> ReadyToSignAsync(Site site, string applicant, string town, string type)
    {
        site.Clock.Set(Site.Start, null, null);
        var walk = new Journey(site, applicant, town) { Values = { ["platform_type"] = type } };
        await walk.ToNoticeAsync();
        (await site.ClockAsync("2026-09-23T09:00:00+08:00", sweep: false)).Ok();
        (await site.PostAsync(null, "/api/v1/clock/sweep", new { })).Ok();
        return (walk, await walk.DraftDecisionAsync());
    }
}
