using System.Text.Json.Nodes;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>A score sheet that is filled in half waits for its expert, and for nobody else.</summary>
public sealed class ScoreDraftTests
{
    [Fact]
    public async Task A_half_filled_sheet_survives_a_restart()
    {
        var site = await Site.StartAsync();
        var (expert, task) = await DeclaredAsync(site);
        (await SaveAsync(site, expert, task, new JsonObject { ["conditions"] = 20m, ["team"] = "十" })).Ok();
        (await SaveAsync(site, expert, task, new JsonObject { ["conditions"] = 21.5m })).Ok();
        await using var again = await site.RestartAsync();
        var draft = (await again.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok()["draft"];
        Assert.Equal("""{"scores":{"conditions":21.5}}""", draft["values"]!.ToJsonString());
        Assert.Equal("场地够用，", (string)draft["comment"]!);
    }

    [Fact]
    public async Task Only_the_expert_of_the_sheet_reads_and_writes_it()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        var (expert, task) = await DeclaredAsync(site, walk);
        (await SaveAsync(site, expert, task, [])).Ok();
        foreach (var (user, status) in ((string, int)[])[("ent10", 404), ("town09", 404), ((await walk.PanelAsync())[1].User, 404), ("officer1", 403), ("auditor", 403)])
        {
            Assert.Equal(status, (await SaveAsync(site, user, task, [])).Status);
            var seen = await site.GetAsync(user, $"/api/v1/tasks/{task}");
            if (seen.Status == 200) Assert.Null(seen.Json!["draft"]);
            else Assert.Equal(404, seen.Status);
        }

        Assert.Equal(401, (await SaveAsync(site, null, task, [])).Status);
    }

    [Fact]
    public async Task It_goes_when_the_sheet_is_handed_in_and_is_refused_from_then_on()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        var (expert, task) = await DeclaredAsync(site, walk);
        (await SaveAsync(site, expert, task, new JsonObject { ["conditions"] = 3 })).Ok();
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!, "complete", Journey.Sheet(0.8m))).Ok();
        (await SaveAsync(site, expert, task, [])).Refused(409, "task.stale");
        Assert.Null((await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!["draft"]);
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(0, await db.ScoreDrafts.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_goes_when_the_expert_steps_back()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        var (expert, task) = await DeclaredAsync(site, walk);
        (await SaveAsync(site, expert, task, new JsonObject { ["conditions"] = 3 })).Ok();
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!, "declare", new { conflict = true, comment = "合作过" })).Ok();
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(0, await db.ScoreDrafts.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_sheet_is_refused()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var (expert, task) = (await walk.PanelAsync())[0];
        (await SaveAsync(site, expert, task, [])).Refused(422, "score.declareFirst");
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!, "declare", new { conflict = false })).Ok();
        (await SaveAsync(site, expert, task, new JsonObject { ["unknown"] = 1 })).Refused(422, "form.unknownField");
        (await SaveAsync(site, expert, task, new JsonObject { ["team"] = true })).Refused(422, "score.notNumber");
        (await SaveAsync(site, expert, task, new JsonObject { ["team"] = new string('9', 40) })).Refused(422, "score.notNumber");
        (await SaveAsync(site, expert, task, [], new string('长', 5000))).Refused(422, "comment.tooLong");
        (await site.PutAsync(expert, $"/api/v1/tasks/{task}/draft", new { comment = "没有版本" })).Refused(422, "task.revision");
    }

    private static async Task<(string Expert, string Task)> DeclaredAsync(Site site, Journey? walk = null)
    {
        walk ??= new Journey(site);
        await walk.ToPanelAsync();
        var (expert, task) = (await walk.PanelAsync())[0];
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!, "declare", new { conflict = false })).Ok();
        return (expert, task);
    }

    private static async Task<Answer> SaveAsync(Site site, string? user, string task, JsonObject scores, string comment = "场地够用，")
    {
        await using var db = site.Get<IDbContexts>().Create();
        var revision = await db.WorkItems.Where(w => w.Id == task).Select(w => w.Revision).SingleAsync();
        // Whoever hands the sheet in closes the item, which counts its revision up.
        return await site.PutAsync(user, $"/api/v1/tasks/{task}/draft", new { revision, values = new { scores }, comment });
    }
}
