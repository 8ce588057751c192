using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>Bad input is normal: refused with a message that names the field, and nothing is half done.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private Site site = null!;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_draft_with_mistakes_is_saved_and_only_the_submission_is_refused_naming_every_field()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        walk.Values["rd_staff"] = "很多";
        walk.Values["plan"] = "太短";
        walk.Values["site_area"] = -1;
        walk.Values.Remove("rd_spend_2024");
        var saved = (await site.PutAsync("ent10", $"/api/v1/applications/{walk.Id}/form", new { revision = await walk.FormRevisionAsync(), values = walk.Values })).Ok();
        Assert.Equal("很多", (string)(await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/form")).Ok()["values"]["rd_staff"]!);
        var refused = (await walk.CommandAsync("submit")).Refused(422, "form.invalid");
        var fields = refused["problems"].AsArray().Select(p => (string)p!["field"]!).ToList();
        foreach (var field in (string[])["rd_staff", "plan", "site_area", "rd_spend_2024"]) Assert.Contains(field, fields);
        Assert.Contains("没有发生的填 0", refused["problems"].ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("草稿", await walk.StatusAsync());
    }

    [Fact]
    public async Task Two_people_on_one_draft_do_not_overwrite_each_other_silently()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        var revision = await walk.FormRevisionAsync();
        (await site.PutAsync("ent10b", $"/api/v1/applications/{walk.Id}/form", new { revision, values = walk.Values })).Ok();
        var conflict = (await site.PutAsync("ent10", $"/api/v1/applications/{walk.Id}/form", new { revision, values = walk.Values })).Refused(409, "form.stale");
        Assert.Equal("钟某", (string)conflict["who"]!);
        Assert.NotNull(conflict["when"]);
    }

    [Fact]
    public async Task Other_peoples_things_are_not_found()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        Assert.Equal(404, (await site.GetAsync("ent01", $"/api/v1/applications/{walk.Id}")).Status);
        Assert.Equal(404, (await site.PostAsync("ent01", $"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "submit" })).Status);
        Assert.Equal(404, (await site.PutAsync("ent01", $"/api/v1/applications/{walk.Id}/form", new { revision = 1, values = walk.Values })).Status);
        // A draft is nobody's business but the applicant's.
        Assert.Equal(404, (await site.GetAsync("officer1", $"/api/v1/applications/{walk.Id}")).Status);
        (await walk.CommandAsync("submit")).Ok();
        Assert.Equal(200, (await site.GetAsync("town09", $"/api/v1/applications/{walk.Id}")).Status);
        Assert.Equal(404, (await site.GetAsync("town01", $"/api/v1/applications/{walk.Id}")).Status);
        Assert.Equal(404, (await site.GetAsync("admin", $"/api/v1/applications/{walk.Id}")).Status);
        var task = await walk.TaskAsync("town09");
        Assert.Equal(404, (await walk.ActAsync("town01", task, "complete", new { outcome = "recommended" })).Status);
        Assert.Equal(404, (await walk.ActAsync("committee1", task, "complete", new { outcome = "recommended" })).Status);
        (await walk.ActAsync("officer1", task, "complete", new { outcome = "recommended" })).Refused(403, "task.notYours");
        await walk.RecommendAsync();
        await walk.AcceptAsync();
        // What an expert wrote is read by the office; the applicant and the town do not even learn whose sheet it is.
        var (expert, sheet) = (await walk.PanelAsync())[0];
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{sheet}")).Ok().Json!, "declare", new { conflict = false })).Ok();
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{sheet}")).Ok().Json!, "complete", Journey.Sheet(0.8m))).Ok();
        Assert.Equal(200, (await site.GetAsync("officer1", $"/api/v1/tasks/{sheet}")).Status);
        foreach (var user in (string[])["ent10", "town09"]) Assert.Equal(404, (await site.GetAsync(user, $"/api/v1/tasks/{sheet}")).Status);
    }

    [Fact]
    public async Task A_command_id_counts_once_and_never_for_something_else()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        var id = Journey.NewId();
        var first = (await walk.CommandAsync("submit", id)).Ok();
        var second = (await walk.CommandAsync("submit", id)).Ok();
        Assert.Equal(first.Json!.ToJsonString(), second.Json!.ToJsonString());
        (await walk.CommandAsync("withdraw", id)).Refused(422, "command.reused");
        Assert.Equal("待推荐", await walk.StatusAsync());
    }

    [Fact]
    public async Task A_stale_task_is_a_conflict_that_says_who_did_what()
    {
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var seen = await walk.TaskAsync("officer2");
        (await walk.AcceptAsync()).Ok();
        var refused = (await walk.ActAsync("officer2", seen, "complete", new { outcome = "rejected", comment = "迟了" })).Refused(409, "task.stale");
        Assert.Contains("张某", (string)refused["detail"]!);
        Assert.Contains("受理", (string)refused["detail"]!);
    }

    [Theory]
    [InlineData("a.zip", "UEsDBAoAAAAAAA==", "file.kind")]
    [InlineData("a.pdf", "UEsDBAoAAAAAAA==", "file.kind")]
    [InlineData("a.exe", "TVqQAAMAAAAEAAAA", "file.kind")]
    [InlineData("a.pdf", "", "file.kind")]
    [InlineData("a.docx", "UEsDBAoAAAAAAA==", "file.kind")]
    public async Task Files_are_known_by_their_content(string name, string content, string code)
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        (await walk.UploadAsync("other_files", name, Convert.FromBase64String(content))).Refused(422, code);
    }

    [Theory]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("C:\\temp\\合同.pdf", "合同.pdf")]
    [InlineData("<script>alert(1)</script>.pdf", "script.pdf")]
    [InlineData("\u202Efdp.exe.pdf", "fdp.exe.pdf")]
    public async Task Hostile_file_names_become_harmless(string name, string kept)
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        var uploaded = (await walk.UploadAsync("other_files", name, "%PDF-1.4\n"u8.ToArray())).Ok();
        Assert.Equal(kept, (string)uploaded["name"]!);
    }

    [Fact]
    public async Task Replacing_a_file_keeps_the_old_version_and_reading_is_logged()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        var second = (await walk.UploadAsync("stamped_application", "第二版.pdf", "%PDF-1.5\n"u8.ToArray())).Ok();
        Assert.Equal(2, (int)second["version"]!);
        (await walk.CommandAsync("submit")).Ok();
        (await site.GetAsync("town09", $"/api/v1/applications/{walk.Id}/attachments/{second["id"]}")).Ok();
        Assert.Equal(404, (await site.GetAsync("town01", $"/api/v1/applications/{walk.Id}/attachments/{second["id"]}")).Status);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var id = (string)second["id"]!;
        Assert.Equal(1, db.AuditLog.Count(a => a.Kind == "attachment.read" && a.SubjectId == id && a.ActorName == "高某" || a.Kind == "attachment.read" && a.SubjectId == id));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_supplement_is_not_blocked_by_what_it_does_not_open()
    {
        var walk = new Journey(site);
        walk.Values["platform_type"] = "P08";
        walk.Values["partners"] = new JsonArray(new JsonObject { ["name"] = "武汉示例大学", ["uscc"] = "1210000000000006XF" });
        walk.Values["agreement_end"] = "2026-09-18";
        await walk.OpenAsync();
        (await walk.UploadAsync("agreement", "共建协议.pdf", "%PDF-1.4\n"u8.ToArray())).Ok();
        (await walk.CommandAsync("submit")).Ok();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        (await site.ClockAsync("2026-09-21T10:00:00+08:00")).Ok();
        // The agreement has run out meanwhile; the applicant cannot change it now and was not asked to.
        (await walk.CommandAsync("submit")).Ok();
        Assert.Equal("待受理", await walk.StatusAsync());
        site.Clock.Set(Site.Start, null, false);
    }

    [Fact]
    public async Task Html_in_text_stays_text()
    {
        var walk = new Journey(site);
        walk.Values["platform_name"] = "<script>alert('x')</script>平台";
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.AcceptAsync()).Ok();
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.All(db.Documents.Where(d => d.CaseId == walk.Id), d => Assert.DoesNotContain("<script", d.Html));
    }

    [Fact]
    public async Task The_same_platform_cannot_be_applied_for_twice_at_once()
    {
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var again = new Journey(site);
        await again.OpenAsync();
        (await again.CommandAsync("submit")).Refused(422, "application.duplicateOpen");
        (await walk.CommandAsync("withdraw")).Ok();
        (await again.CommandAsync("submit")).Ok();
    }

    [Fact]
    public async Task A_sanctioned_organisation_cannot_submit()
    {
        (await site.PostAsync(null, "/api/v1/demo/load", new { sanctions = new[] { new { uscc = "91420281000000107N", from = "2026-01-01", until = "2027-12-31", reason = "提供虚假材料（冶科处〔2026〕1号）" } } })).Ok();
        var walk = new Journey(site);
        await walk.OpenAsync();
        var refused = (await walk.CommandAsync("submit")).Refused(422, "organization.sanctioned");
        Assert.Contains("2027年12月31日", (string)refused["detail"]!);
    }

    [Fact]
    public async Task A_closing_date_without_time_means_its_midnight()
    {
        var round = (await site.PostAsync("officer1", "/api/v1/rounds", new { programmeCode = "PR01", title = "补充批次", closesAt = "2026-10-20", recommendBy = "2026-10-27" })).Ok();
        Assert.Equal(DateTimeOffset.Parse("2026-10-21T00:00:00+08:00"), (DateTimeOffset)round["closesAt"]!);
        Assert.Equal(201, round.Status);
        (await site.PostAsync("officer1", "/api/v1/rounds", new { programmeCode = "PR01", title = "", closesAt = "2026-10-20" })).Refused(422, "round.title");
        (await site.PostAsync("officer1", "/api/v1/rounds", new { programmeCode = "PR01", title = "x", closesAt = "昨天" })).Refused(422, "round.closesAt");
        Assert.Equal(403, (await site.PostAsync("ent10", "/api/v1/rounds", new { programmeCode = "PR01", title = "x", closesAt = "2026-10-20" })).Status);
    }

    [Fact]
    public async Task After_five_wrong_passwords_one_waits()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(401, (await site.PostAsync(null, "/api/v1/session", new { userName = "finance", password = "wrong" })).Status);
        var waits = (await site.PostAsync(null, "/api/v1/session", new { userName = "finance", password = site.Get<Web.Demo.DemoAccounts>().Password() })).Refused(429, "session.wait");
        Assert.Contains("5 秒", (string)waits["detail"]!);
    }
}
