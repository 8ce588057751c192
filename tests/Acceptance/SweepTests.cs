using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>A late sweep never changes history.</summary>
public sealed class SweepTests
{
    [Fact]
    public async Task Three_days_without_the_sweep_give_the_same_results_and_effective_times()
    {
        var punctual = await RunAsync(held: false);
        var late = await RunAsync(held: true);
        Assert.Equal(punctual, late);
    }

    [Fact]
    public async Task A_sweep_that_runs_twice_does_nothing_the_second_time()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await site.ClockAsync("2026-09-25T00:00:00+08:00")).Ok();
        var before = await HistoryAsync(site, walk.Id);
        Assert.Equal(0, (int)(await site.PostAsync(null, "/api/v1/clock/sweep", new { })).Ok()["done"]!);
        Assert.Equal(before, await HistoryAsync(site, walk.Id));
        Assert.Contains("deadlineExpired", before);
    }

    [Fact]
    public async Task Two_sweeps_at_once_carry_everything_out_once()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await site.ClockAsync("2026-09-25T00:00:00+08:00", sweep: false)).Ok();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.PostAsync(null, "/api/v1/clock/sweep", new { })));
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(1, await db.Events.CountAsync(e => e.StreamId == walk.Id && e.Type == "deadlineExpired"));
        Assert.Equal(1, await db.Documents.CountAsync(d => d.CaseId == walk.Id));
        await WholeWayTests.VerifyAsync(site);
    }

    /// <summary>Everything of the history but identifiers, the seals that cover them, and processing times.</summary>
    private static async Task<string> RunAsync(bool held)
    {
        await using var site = await Site.StartAsync();
        var deemed = new Journey(site);
        await deemed.SubmitAsync();
        await deemed.RecommendAsync();
        var asked = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await asked.SubmitAsync();
        await asked.RecommendAsync();
        var task = await asked.TaskAsync("officer1");
        (await asked.ActAsync("officer1", task, "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        // 视为受理 and 逾期未补正 both fall due on 09-22 at 24:00; three days pass.
        (await site.ClockAsync("2026-09-20T12:00:00+08:00", sweep: !held)).Ok();
        for (var day = 22; day <= 25; day++) (await site.ClockAsync($"2026-09-{day}T12:00:00+08:00", sweep: !held)).Ok();
        if (held) (await site.PostAsync(null, "/api/v1/clock/sweep", new { })).Ok();
        await WholeWayTests.VerifyAsync(site);
        return await HistoryAsync(site, deemed.Id) + "\n" + await HistoryAsync(site, asked.Id) + "\n" + await deemed.StatusAsync() + await asked.StatusAsync();
    }

    private static async Task<string> HistoryAsync(Site site, string caseId)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == caseId).OrderBy(e => e.Sequence).ToListAsync();
        return string.Join("\n", events.Select(e => $"{e.Sequence} {e.Type} {e.At:O} {Anonymous(e.Body)}"));
    }

    private static string Anonymous(string body)
    {
        var node = JsonNode.Parse(body)!.AsObject();
        foreach (var name in (string[])["documentId", "seal", "seed", "poolHash", "experts", "candidates", "organization", "by", "values", "formHash"]) node.Remove(name);
        return node.ToJsonString();
    }
}
