using System.Text.Json.Nodes;
using Innovation.Web.Jobs;
using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>成批办理: many tasks in one go, each a command of its own; kept filters; 我的发起; 改派.</summary>
public sealed class TaskRunTests
{
    private static readonly (string Applicant, string Town, string Type)[] Three = [("ent10", "town09", "P22"), ("ent01", "town03", "P18"), ("ent10", "town09", "P25")];

    /// <summary>Three cases that wait for 形式审查.</summary>
    private static async Task<(Site Site, List<Journey> Walks)> ThreeAtCheckAsync()
    {
        var site = await Site.StartAsync();
        var walks = new List<Journey>();
        foreach (var (applicant, town, type) in Three)
        {
            var walk = new Journey(site, applicant, town) { Values = { ["platform_type"] = type } };
            await walk.SubmitAsync();
            await walk.RecommendAsync();
            walks.Add(walk);
        }

        return (site, walks);
    }

    private static async Task<object[]> TasksAsync(List<Journey> walks, string user = "officer1")
    {
        var tasks = new List<object>();
        foreach (var walk in walks)
        {
            var task = await walk.TaskAsync(user);
            tasks.Add(new { id = (string)task["id"]!, revision = (int)task["revision"]! });
        }

        return [.. tasks];
    }

    /// <summary>Gives the order and waits until the last task has its answer.</summary>
    private static async Task<JsonNode> RunAsync(Site site, string user, object order)
    {
        var answer = (await site.PostAsync(user, "/api/v1/task-runs", order)).Ok();
        Assert.Equal(202, answer.Status);
        var id = (string)answer["id"]!;
        await site.Get<TaskRunWorker>().Start(id);
        return (await site.GetAsync(user, $"/api/v1/task-runs/{id}")).Ok().Json!;
    }

    [Fact]
    public async Task Three_applications_are_accepted_in_one_go_and_each_has_its_own_history_and_notice()
    {
        var (site, walks) = await ThreeAtCheckAsync();
        await using var _ = site;
        var order = new { commandId = Journey.NewId(), type = "complete", outcome = "accepted", comment = "材料齐全。", tasks = await TasksAsync(walks) };
        var run = await RunAsync(site, "officer1", order);
        Assert.Equal("形式审查：受理", (string)run["title"]!);
        Assert.Equal(3, (int)run["done"]!);
        Assert.NotNull((string?)run["finishedAt"]);
        foreach (var walk in walks) Assert.Equal("评审中", await walk.StatusAsync());
        // Sent again: the same run, no second effect.
        var again = (await site.PostAsync("officer1", "/api/v1/task-runs", order)).Ok();
        Assert.Equal((string)run["id"]!, (string)again["id"]!);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(3, await db.Documents.CountAsync(d => d.Template == "acceptanceNotice" && walks.Select(w => w.Id).Contains(d.CaseId!)));
        // Nobody else looks into it.
        (await site.GetAsync("officer2", $"/api/v1/task-runs/{run["id"]}")).Refused(404, "resource.notFound");
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task What_cannot_be_done_is_listed_with_its_reason_and_the_rest_is_done()
    {
        var (site, walks) = await ThreeAtCheckAsync();
        await using var _ = site;
        var tasks = await TasksAsync(walks);
        var taken = await walks[1].TaskAsync("officer2");
        (await walks[1].ActAsync("officer2", taken, "claim")).Ok();
        (await walks[2].CommandAsync("withdraw", comment: "另有安排")).Ok();
        var run = await RunAsync(site, "officer1", new { commandId = Journey.NewId(), type = "complete", outcome = "accepted", comment = "材料齐全。", tasks });
        Assert.Equal((1, 2), ((int)run["done"]!, (int)run["refused"]!));
        var reasons = run["items"]!.AsArray().ToDictionary(i => (string)i!["taskId"]!, i => (string?)i!["reason"]);
        Assert.Contains("李某", reasons[(string)taken["id"]!]);
        Assert.Equal("评审中", await walks[0].StatusAsync());
        Assert.Equal("待受理", await walks[1].StatusAsync());
        Assert.Equal("已撤回", await walks[2].StatusAsync());
    }

    [Fact]
    public async Task A_run_that_was_cut_off_goes_on_after_the_restart_and_doubles_nothing()
    {
        var (site, walks) = await ThreeAtCheckAsync();
        var user = Assert.IsType<Workflows.Organizations.UserContext>(await Web.Access.CurrentUser.LoadAsync(site.Get<Workflows.Storage.IDbContexts>(), await IdAsync(site, "officer1")));
        var order = new TaskRunOrder { CommandId = "cut", Type = "complete", Outcome = "accepted", Comment = "材料齐全。", Tasks = [.. await OrderTasksAsync(walks)] };
        var (id, refusal) = await site.Get<TaskRuns>().StartAsync(order, new Sender(user, site.Clock.GetUtcNow()));
        Assert.Null(refusal);
        // The process died after the first command had been committed and before its answer was noted.
        (await site.PostAsync("officer1", $"/api/v1/tasks/{order.Tasks[0].Id}/commands", new { commandId = $"{id}/{order.Tasks[0].Id}", revision = order.Tasks[0].Revision, type = "complete", outcome = "accepted", comment = "材料齐全。" })).Ok();
        var after = await site.RestartAsync();
        await using var _ = after;
        await after.Get<TaskRunWorker>().ResumeAsync(default);
        await after.Get<TaskRunWorker>().Start(id!);
        var run = (await after.GetAsync("officer1", $"/api/v1/task-runs/{id}")).Ok().Json!;
        Assert.Equal(3, (int)run["done"]!);
        await using var db = after.Get<Workflows.Storage.IDbContexts>().Create();
        foreach (var walk in walks) Assert.Equal(1, await db.Events.CountAsync(e => e.StreamId == walk.Id && e.Type == "workItemCompleted" && e.CommandId == db.TaskRunItems.Where(i => i.RunId == id && i.TaskId.StartsWith(walk.Id)).Select(i => id + "/" + i.TaskId).First()));
        await WholeWayTests.VerifyAsync(after);
    }

    [Fact]
    public async Task An_order_that_makes_no_sense_is_refused_at_its_field()
    {
        var (site, walks) = await ThreeAtCheckAsync();
        await using var _ = site;
        var tasks = await TasksAsync(walks);
        Task<Answer> Order(string user, object body) => site.PostAsync(user, "/api/v1/task-runs", body);
        (await Order("officer1", new { type = "complete", tasks })).Refused(422, "command.id");
        (await Order("officer1", new { commandId = "1", type = "withdraw", tasks })).Refused(422, "run.type");
        (await Order("officer1", new { commandId = "1", type = "claim", tasks = Array.Empty<object>() })).Refused(422, "run.tasks");
        (await Order("officer1", new { commandId = "1", type = "claim", tasks = new object?[] { null } })).Refused(422, "run.task");
        (await Order("officer1", new { commandId = "1", type = "claim", tasks = new[] { tasks[0], tasks[0] } })).Refused(422, "run.twice");
        (await Order("officer1", new { commandId = "1", type = "complete", outcome = "accepted", comment = new string('长', 4001), tasks })).Refused(422, "comment.tooLong");
        // Somebody who holds none of them learns nothing of them.
        (await Order("town01", new { commandId = "1", type = "claim", tasks })).Refused(422, "run.none");
        (await Order("ent01", new { commandId = "1", type = "claim", tasks })).Refused(422, "run.none");
        var other = await walks[0].TaskAsync("officer1");
        (await walks[0].AcceptAsync()).Ok();
        await walks[0].ScoreAsync();
        var site2 = await walks[0].TaskAsync("officer1");
        Assert.NotEqual((string)other["task"]!["stageId"]!, (string)site2["task"]!["stageId"]!);
        (await Order("officer1", new { commandId = "1", type = "complete", outcome = "accepted", tasks = new[] { tasks[1], new { id = (string)site2["id"]!, revision = (int)site2["revision"]! } } })).Refused(422, "run.kinds");
    }

    [Fact]
    public async Task The_work_of_somebody_who_left_is_given_to_another_without_reading_it()
    {
        var (site, walks) = await ThreeAtCheckAsync();
        await using var _ = site;
        var officer1 = await IdAsync(site, "officer1");
        var before = (int)(await site.GetAsync("admin", $"/api/v1/held-work?holder={officer1}")).Ok()["total"];
        foreach (var walk in walks) (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "claim")).Ok();
        (await site.GetAsync("officer2", "/api/v1/held-work")).Refused(403, "session.forbidden");
        var held = (await site.GetAsync("admin", $"/api/v1/held-work?holder={officer1}")).Ok();
        Assert.Equal(before + 3, (int)held["total"]);
        Assert.DoesNotContain("示例中试基地", held.Json!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var tasks = held["items"]!.AsArray().Where(t => walks.Any(w => ((string)t!["id"]!).StartsWith(w.Id, StringComparison.Ordinal))).Select(t => new { id = (string)t!["id"]!, revision = (int)t["revision"]! }).ToArray();
        var seen = await AnyTaskAsync(site, "officer2");
        var tried = await RunAsync(site, "officer2", new { commandId = "x", type = "reassign", to = officer1, comment = "给他", tasks = (object[])[new { id = (string)seen["id"]!, revision = (int)seen["revision"]! }] });
        Assert.StartsWith("只有管理员和科室负责人可以改派", (string)tried["items"]![0]!["reason"]!, StringComparison.Ordinal);
        var run = await RunAsync(site, "admin", new { commandId = Journey.NewId(), type = "reassign", to = await IdAsync(site, "officer2"), comment = "调离岗位", tasks });
        Assert.Equal(3, (int)run["done"]!);
        Assert.Equal("改派给李某", (string)run["title"]!);
        foreach (var walk in walks) Assert.NotNull(await walk.TaskAsync("officer2"));
        Assert.Equal(before, (int)(await site.GetAsync("admin", $"/api/v1/held-work?holder={officer1}")).Ok()["total"]);
    }

    [Fact]
    public async Task What_I_asked_of_others_is_listed_with_where_it_stands()
    {
        var (site, walks) = await ThreeAtCheckAsync();
        await using var _ = site;
        var task = await walks[0].TaskAsync("officer1");
        (await walks[0].ActAsync("officer1", task, "delegate", new { to = await IdAsync(site, "officer2"), comment = "请先核数据" })).Ok();
        var line = Assert.Single((await site.GetAsync("officer1", "/api/v1/tasks?state=asked")).Ok()["items"].AsArray())!;
        Assert.Equal(("委派", "李某", "形式审查", "待受理"), ((string)line["kind"]!, (string)line["to"]!, (string)line["currentStages"]!, (string)line["applicantStatus"]!));
        (await walks[0].ActAsync("officer2", await walks[0].TaskAsync("officer2"), "complete", new { outcome = "accepted", comment = "属实。" })).Ok();
        (await walks[0].AcceptAsync()).Ok();
        Assert.Equal("评审中", (string)(await site.GetAsync("officer1", "/api/v1/tasks?state=asked")).Ok()["items"]![0]!["applicantStatus"]!);
        Assert.Empty((await site.GetAsync("officer2", "/api/v1/tasks?state=asked")).Ok()["items"].AsArray());
    }

    [Theory]
    [InlineData("asked", "您还没有请别人办过事")]
    [InlineData("copied", "没有抄送给您的件")]
    public async Task An_empty_list_says_so_and_does_not_show_the_open_tasks_instead(string state, string words)
    {
        await using var site = await Site.StartAsync();
        using var officer = await Browser.SignInAsync(site, "officer3");
        await officer.GoAsync("/tasks");
        Assert.NotEmpty(officer.Page.QuerySelectorAll("#task-list tbody tr"));
        await officer.GoAsync("/tasks?state=" + state);
        Assert.Empty(officer.Page.QuerySelectorAll("#task-list tbody tr"));
        Assert.Contains(words, officer.Text);
    }

    [Fact]
    public async Task Filters_are_kept_under_a_name_and_are_mine_alone()
    {
        await using var site = await Site.StartAsync();
        Task<Answer> Keep(string user, object body) => site.PostAsync(user, "/api/v1/task-filters", body);
        (await Keep("officer1", new { name = "", stage = "check" })).Refused(422, "filter.name");
        (await Keep("officer1", new { name = new string('长', 21), stage = "check" })).Refused(422, "filter.name");
        (await Keep("officer1", new { name = "空的" })).Refused(422, "filter.empty");
        (await Keep("officer1", new { name = "急件", search = new string('x', 101) })).Refused(422, "filter.tooLong");
        (await Keep("ent01", new { name = "急件", pick = "overdue" })).Refused(403, "session.forbidden");
        var first = (await Keep("officer1", new { name = "急件", pick = "overdue" })).Ok();
        var same = (await Keep("officer1", new { name = "急件", pick = "overdue", area = "灵乡镇" })).Ok();
        Assert.Equal((string)first["id"]!, (string)same["id"]!);
        var kept = Assert.Single((await site.GetAsync("officer1", "/api/v1/task-filters")).Ok()["items"].AsArray())!;
        Assert.Equal("灵乡镇", (string)kept["area"]!);
        Assert.Empty((await site.GetAsync("officer2", "/api/v1/task-filters")).Ok()["items"].AsArray());
        (await site.SendAsync("officer2", HttpMethod.Delete, $"/api/v1/task-filters/{first["id"]}")).Refused(404, "resource.notFound");
        for (var i = 1; i < SavedFilters.Most; i++) (await Keep("officer1", new { name = $"第 {i} 组", pick = "today" })).Ok();
        (await Keep("officer1", new { name = "再来一组", pick = "today" })).Refused(422, "filter.tooMany");
        Assert.Equal(204, (await site.SendAsync("officer1", HttpMethod.Delete, $"/api/v1/task-filters/{first["id"]}")).Status);
    }

    private static async Task<JsonNode> AnyTaskAsync(Site site, string user) => (await site.GetAsync(user, "/api/v1/tasks?state=open")).Ok()["items"][0]!;

    private static async Task<IEnumerable<TaskRunTask>> OrderTasksAsync(List<Journey> walks)
    {
        var tasks = new List<TaskRunTask>();
        foreach (var walk in walks)
        {
            var task = await walk.TaskAsync("officer1");
            tasks.Add(new TaskRunTask((string)task["id"]!, (int)task["revision"]!));
        }

        return tasks;
    }

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }
}
