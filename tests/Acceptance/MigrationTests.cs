using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>迁移: a running case stays on its version unless two persons let it go on under another, and only where nobody loses by it.</summary>
public sealed class MigrationTests
{
    private static async Task<int> ReviseAsync(Site site, params object[] edits)
    {
        var id = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = true })).Ok()["id"]!;
        var revision = 1;
        foreach (var edit in edits) revision = (int)(await site.PostAsync("admin", $"/api/v1/drafts/{id}/edits", new { revision, edit })).Ok()["revision"]!;
        var version = (int)(await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision, notes = "修订" })).Ok()["version"]!;
        (await site.SendAsync("admin", HttpMethod.Delete, $"/api/v1/drafts/{id}")).Ok();
        return version;
    }

    /// <summary>What the dry run says of one case: why it cannot be moved, or null.</summary>
    private static async Task<string?> ObstacleAsync(Site site, string caseId, int to) =>
        (string?)(await site.GetAsync("admin", $"/api/v1/programmes/PR01/migrations/dry-run?from=1&to={to}")).Ok()["items"]!.AsArray().Single(l => (string?)l!["caseId"] == caseId)!["obstacle"];

    private static async Task<string> PlanAsync(Site site, int to) =>
        (string)(await site.PostAsync("admin", "/api/v1/programmes/PR01/migrations", new { from = 1, to, reason = "办法修订" })).Ok()["id"]!;

    private static Task<Answer> DecideAsync(Site site, string user, string id, string type, string? reason = null) =>
        site.PostAsync(user, $"/api/v1/programmes/PR01/migrations/{id}/commands", new { type, reason });

    private static async Task<JsonNode> LastAsync(Site site) => (await site.GetAsync("admin", "/api/v1/programmes/PR01/migrations")).Ok()["items"]!.AsArray()[0]!;

    private static async Task<int> VersionAsync(Site site, string caseId)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return (await db.Cases.FindAsync(caseId))!.DefinitionVersion;
    }

    [Fact]
    public async Task A_case_of_the_first_version_ends_on_it_while_the_second_takes_new_ones()
    {
        await using var site = await Site.StartAsync();
        var old = new Journey(site);
        await old.SubmitAsync();
        await ReviseAsync(site, new { edit = "renameStage", stage = "site", name = "实地核查" });
        await old.RecommendAsync();
        await old.AcceptAsync();
        Assert.Equal(1, await VersionAsync(site, old.Id));
        var fresh = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await fresh.SubmitAsync();
        Assert.Equal(2, await VersionAsync(site, fresh.Id));
        Assert.Equal(1, await VersionAsync(site, old.Id));
    }

    [Fact]
    public async Task The_plan_decides_about_cases_that_are_past_an_inserted_stage()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var credit = new
        {
            kind = "review", id = "credit", name = "信用核查", applicantStatus = "受理审查", assign = new { role = "officer", scope = "programme" },
            outcomes = (object[])[new { id = "clean", name = "没有失信", route = "next", positive = true }, new { id = "listed", name = "失信", route = new { end = "rejected" }, requiresComment = true }],
        };
        var to = await ReviseAsync(site, new { edit = "addStage", stage = credit, to = new { block = (string?)null, branch = 0, position = 2 } });
        Assert.Contains("“信用核查”", await ObstacleAsync(site, walk.Id, to));
        var dry = (await site.GetAsync("admin", $"/api/v1/programmes/PR01/migrations/dry-run?from=1&to={to}&passesInserted=true")).Ok()["items"]!.AsArray();
        Assert.Null((string?)dry.Single(l => (string?)l!["caseId"] == walk.Id)!["obstacle"]);
        var plan = (string)(await site.PostAsync("admin", "/api/v1/programmes/PR01/migrations", new { from = 1, to, reason = "办法修订", passesInserted = true })).Ok()["id"]!;
        (await DecideAsync(site, "head", plan, "approve")).Ok();
        Assert.Equal(to, await VersionAsync(site, walk.Id));
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/cases/" + walk.Id);
        Assert.Contains("（新版增加的“信用核查”不再补办）", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_persons_move_what_may_move_and_the_rest_stays_with_the_reason()
    {
        await using var site = await Site.StartAsync();
        var early = new Journey(site);
        await early.SubmitAsync();
        await early.RecommendAsync();
        var late = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await late.SubmitAsync();
        // The new version recommends by one person instead of whoever is first: who waits there stays.
        var to = await ReviseAsync(site, new { edit = "setOption", stage = "recommend", option = "mode", value = "single" });
        Assert.Contains("办理方式变了", await ObstacleAsync(site, late.Id, to));
        Assert.Null(await ObstacleAsync(site, early.Id, to));
        Assert.Equal(1, await VersionAsync(site, early.Id));

        Assert.Equal("reason", (string?)(await site.PostAsync("admin", "/api/v1/programmes/PR01/migrations", new { from = 1, to, reason = " " }))["field"]);
        Assert.Equal(403, (await site.PostAsync("officer1", "/api/v1/programmes/PR01/migrations", new { from = 1, to, reason = "x" })).Status);
        var plan = await PlanAsync(site, to);
        (await site.PostAsync("admin", "/api/v1/programmes/PR01/migrations", new { from = 1, to, reason = "又一次" })).Refused(422, "migration.pending");
        (await DecideAsync(site, "admin", plan, "approve")).Refused(422, "migration.ownPlan");
        Assert.Equal(1, await VersionAsync(site, early.Id));
        (await DecideAsync(site, "head", plan, "approve")).Ok();
        (await DecideAsync(site, "head", plan, "approve")).Refused(422, "migration.decided");

        Assert.Equal((to, 1), (await VersionAsync(site, early.Id), await VersionAsync(site, late.Id)));
        var last = await LastAsync(site);
        Assert.Contains("办理方式变了", (string?)last["cases"]!.AsArray().Single(c => (string?)c!["applicationId"] == late.Id)!["obstacle"]);
        Assert.Equal(last["cases"]!.AsArray().Count, (int)last["moved"]! + (int)last["kept"]!);
        await site.Get<Workflows.Deadlines.DeadlineSweep>().RunAsync();
        Assert.NotNull((string?)(await LastAsync(site))["finishedAt"]);
        Assert.Contains("改按第 2 版办理", (await site.GetAsync("officer1", $"/api/v1/applications/{early.Id}")).Ok().Json!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        // It goes on to its end under the new version.
        await early.AcceptAsync();
        Assert.Equal(to, await VersionAsync(site, early.Id));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Nobody_is_moved_into_a_version_where_the_stage_is_gone_or_the_applicant_would_lose_time()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", new { comment = "请补正", items = new[] { new { field = "platform_name", remark = "名称请写全称" } } })).Ok();
        var shorter = await ReviseAsync(site, new { edit = "setOption", stage = "check", option = "supplement.amount", value = 3 });
        Assert.Contains("缩短申报单位的补正期限", await ObstacleAsync(site, walk.Id, shorter));
        var longer = await ReviseAsync(site, new { edit = "setOption", stage = "check", option = "supplement.amount", value = 9 });
        Assert.Null(await ObstacleAsync(site, walk.Id, longer));
        var before = await DueAsync(site, walk.Id);
        (await DecideAsync(site, "head", await PlanAsync(site, longer), "approve")).Ok();
        Assert.Equal(longer, await VersionAsync(site, walk.Id));
        Assert.True(await DueAsync(site, walk.Id) > before, "the applicant's period did not become longer");
    }

    [Fact]
    public async Task The_page_plans_and_another_person_decides()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await ReviseAsync(site, new { edit = "renameStage", stage = "site", name = "实地核查" });
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/design/programmes/PR01/migrate?from=1&to=2");
        Assert.Contains("可以迁移", admin.Text);
        Assert.Contains("正在“公示”的批次里", admin.Text);
        await admin.SubmitAsync("#i-reason", ("reason", ""));
        Assert.NotEmpty(admin.Errors);
        await admin.SubmitAsync("#i-reason", ("reason", "办法修订"));
        Assert.Contains("待批准", admin.Text);
        Assert.DoesNotContain("批准并迁移", admin.Text);
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/design/programmes/PR01/migrate");
        await head.SubmitAsync("#i-decision", ("type", "reject"));
        Assert.NotEmpty(head.Errors);
        await head.SubmitAsync("#i-decision", ("type", "approve"));
        Assert.Matches("已迁移 [1-9]", head.Text);
        using var stranger = await Browser.SignInAsync(site, "officer1");
        await stranger.GoAsync("/design/programmes/PR01/migrate");
        Assert.Equal(403, stranger.Status);
    }

    private static async Task<DateTimeOffset> DueAsync(Site site, string caseId)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return await db.Deadlines.Where(d => d.CaseId == caseId && d.ClosedAt == null && d.Purpose == Workflows.Engine.DeadlinePurpose.Supplement).MaxAsync(d => d.DueAt);
    }
}
