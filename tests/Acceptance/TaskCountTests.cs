using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>The counts above the task list are kept between requests and are never out of date.</summary>
public sealed class TaskCountTests
{
    [Fact]
    public async Task Counts_are_right_at_once_after_every_kind_of_change()
    {
        await using var site = await Site.StartAsync();
        string[] readers = ["officer1", "officer2", "town09"];
        var walk = new Journey(site);
        await CheckAsync(site, readers);
        var before = await CountsAsync(site, "officer1");
        await walk.SubmitAsync();
        await CheckAsync(site, readers);
        await walk.RecommendAsync();
        await CheckAsync(site, readers);
        var opened = await CountsAsync(site, "officer1");
        Assert.Equal((before.Open + 1, before.Unclaimed + 1), (opened.Open, opened.Unclaimed));

        var (openForTwo, freeForTwo) = await OpenAndFreeAsync(site, "officer2");

        // Claimed by a colleague: gone for one, no longer free for the other.
        (await walk.ActAsync("officer2", await walk.TaskAsync("officer2"), "claim")).Ok();
        await CheckAsync(site, readers);
        Assert.Equal(before.Open, (await CountsAsync(site, "officer1")).Open);
        Assert.Equal((openForTwo, freeForTwo - 1), await OpenAndFreeAsync(site, "officer2"));

        // Substituted: there again, for as long as the period runs.
        string absent, substitute;
        await using (var db = site.Get<IDbContexts>().Create())
            (absent, substitute) = (await db.Users.Where(u => u.UserName == "officer2").Select(u => u.Id).SingleAsync(), await db.Users.Where(u => u.UserName == "officer1").Select(u => u.Id).SingleAsync());
        var set = (await site.PostAsync("officer2", "/api/v1/substitutions", new { substituteId = substitute, from = "2026-09-16", until = "2026-09-18", reason = "出差" })).Ok();
        await CheckAsync(site, readers);
        Assert.Equal(opened.Open, (await CountsAsync(site, "officer1")).Open);
        Assert.Equal(204, (await site.PostAsync("officer2", $"/api/v1/substitutions/{set["id"]}/end", new { })).Status);
        await CheckAsync(site, readers);
        Assert.Equal(before.Open, (await CountsAsync(site, "officer1")).Open);

        // Held while the applicant mends the form.
        (await walk.ActAsync("officer2", await walk.TaskAsync("officer2"), "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        await CheckAsync(site, readers);
        Assert.Equal(before.Held + 1, (await CountsAsync(site, "officer2")).Held);
        (await walk.CommandAsync("submit")).Ok();
        await CheckAsync(site, readers);
        Assert.Equal((before.Held, before.Answered + 1), ((await CountsAsync(site, "officer2")).Held, (await CountsAsync(site, "officer2")).Answered));

        // Another process on the same database decides it.
        var task = await walk.TaskAsync("officer2");
        await using (var other = await Site.OpenAsync(site.Data))
        {
            other.Keep();
            var body = new { commandId = Journey.NewId(), revision = (int)task["revision"]!, type = "complete", outcome = "accepted", comment = "材料齐全。" };
            (await other.PostAsync("officer2", $"/api/v1/tasks/{task["id"]}/commands", body)).Ok();
            await CheckAsync(site, readers);
            Assert.Equal(before.Open, (await CountsAsync(site, "officer1")).Open);
        }

        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_task_becomes_overdue_at_its_instant_with_nobody_writing_anything()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var due = (DateTimeOffset)(await ItemsAsync(site, "town09", "size=200")).First(t => (string?)t["applicationId"] == walk.Id)["dueAt"]!;
        foreach (var at in (DateTimeOffset[])[site.Clock.GetUtcNow(), due.AddDays(-1), due.AddTicks(-1), due, due.AddDays(3), due.AddTicks(-1), due, site.Clock.GetUtcNow()])
        {
            site.Clock.Set(at, running: false, sweep: false);
            await CheckAsync(site, ["town09", "officer1", "head"]);
        }

        site.Clock.Set(due.AddTicks(-1), running: false, sweep: false);
        var before = await CountsAsync(site, "town09");
        site.Clock.Set(due, running: false, sweep: false);
        Assert.True((await CountsAsync(site, "town09")).Overdue > before.Overdue);
    }

    [Fact]
    public async Task The_list_by_last_day_is_one_order_over_all_its_pages()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        // One that has no last day, among those that have.
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var free = await db.WorkItems.Where(w => w.State == WorkItemState.Open && w.Purpose == WorkPurpose.Decide && !w.Held && w.ProgrammeCode == "PR01" && w.ClaimedBy == null && db.Candidates.Any(c => c.WorkItemId == w.Id && c.Role == "officer")).OrderBy(w => w.Id).FirstAsync();
            free.DueAt = null;
            await db.SaveChangesAsync();
        }

        var whole = await ItemsAsync(site, "officer1", "size=200");
        Assert.Contains(whole, t => (bool)t["held"]!);
        Assert.Contains(whole, t => t["dueAt"] is null && !(bool)t["held"]!);
        var expected = whole.OrderBy(t => (bool)t["held"]!).ThenBy(t => t["dueAt"] is null).ThenBy(t => t["dueAt"] is { } due ? (DateTimeOffset)due : default).ThenBy(t => (DateTimeOffset)t["openedAt"]!).ThenBy(t => (string)t["id"]!, StringComparer.Ordinal).Select(t => (string)t["id"]!).ToList();
        foreach (var size in (int[])[1, 2, 3, 200])
        {
            var paged = new List<string>();
            for (var page = 1; paged.Count < expected.Count && page <= expected.Count; page++) paged.AddRange((await ItemsAsync(site, "officer1", $"size={size}&page={page}")).Select(t => (string)t["id"]!));
            Assert.Equal(expected, paged);
            Assert.Empty(await ItemsAsync(site, "officer1", $"size={size}&page={expected.Count + 1}"));
        }
    }

    private static async Task<List<JsonNode>> ItemsAsync(Site site, string user, string query) => [.. (await site.GetAsync(user, "/api/v1/tasks?state=open&" + query)).Ok()["items"].AsArray().Select(t => t!)];

    private static async Task<TaskCounts> CountsAsync(Site site, string user)
    {
        var counts = (await site.GetAsync(user, "/api/v1/tasks?state=open&size=1")).Ok()["counts"];
        int Of(string name) => (int)counts[name]!;
        return new TaskCounts(Of("open"), Of("overdue"), Of("today"), Of("soon"), Of("held"), Of("unclaimed"), Of("answered"));
    }

    private static async Task<(int Open, int Free)> OpenAndFreeAsync(Site site, string user)
    {
        var counts = await CountsAsync(site, user);
        return (counts.Open, counts.Unclaimed);
    }

    /// <summary>The counts as told, twice, against the lines of the list; and the figure in the top bar of another page.</summary>
    private static async Task CheckAsync(Site site, string[] users)
    {
        foreach (var user in users)
        {
            var told = await CountsAsync(site, user);
            Assert.Equal(told, await CountsAsync(site, user));
            var items = await ItemsAsync(site, user, "size=200");
            var now = site.Clock.GetUtcNow();
            Assert.Equal((items.Count, items.Count(t => t["dueAt"] is { } due && (DateTimeOffset)due <= now && !(bool)t["held"]!), items.Count(t => (bool)t["held"]!), items.Count(t => t["claimedBy"] is null)), (told.Open, told.Overdue, told.Held, told.Unclaimed));
            using var page = await Browser.SignInAsync(site, user);
            await page.GoAsync("/messages");
            // The bar counts what waits outside the tasks of cases too.
            var all = told.Open + (int)(await site.GetAsync(user, "/api/v1/todos")).Ok()["total"];
            Assert.Matches($@"^\s*待办\s*{(all == 0 ? "" : all)}\s*$", page.Page.QuerySelector("nav a[href='/tasks']")!.TextContent);
        }
    }
}
