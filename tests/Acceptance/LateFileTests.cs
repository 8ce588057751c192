using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>A file counts when its last byte is there; what a clock stands still for is said rightly.</summary>
public sealed class LateFileTests
{
    private static readonly byte[] Scan = "%PDF-1.4\n%%EOF\n"u8.ToArray();

    [Fact]
    public async Task A_file_that_is_complete_at_the_closing_instant_is_refused_and_one_before_it_is_kept()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        var closes = DateTimeOffset.Parse((string)(await site.GetAsync(null, $"/api/v1/rounds/{await walk.OpenRoundAsync()}")).Ok()["closesAt"]!);
        (await site.ClockAsync(closes.AddMilliseconds(-1).ToString("O"), sweep: false)).Ok();
        (await walk.UploadAsync("stamped_application", "最后一刻.pdf", Scan)).Ok();
        (await site.ClockAsync(closes.ToString("O"), sweep: false)).Ok();
        var refused = (await walk.UploadAsync("stamped_application", "迟到.pdf", Scan)).Refused(422, "file.late");
        Assert.Contains("截止", (string)refused["detail"]!);
        var files = (await walk.ViewAsync("ent10"))["attachments"]!.AsArray().Select(f => (string)f!["name"]!).ToList();
        Assert.Contains("最后一刻.pdf", files);
        Assert.DoesNotContain("迟到.pdf", files);
    }

    [Fact]
    public async Task A_file_for_the_supplement_is_refused_after_its_period_also_before_the_sweep_has_come()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", new { items = new[] { new { field = "stamped_application", remark = "请盖章" } } })).Ok();
        var due = DateTimeOffset.Parse((string)(await walk.ViewAsync("ent10"))["deadlines"]!.AsArray().Single(d => (string?)d!["purpose"] == "supplement")!["dueAt"]!);
        (await site.ClockAsync(due.AddMilliseconds(-1).ToString("O"), sweep: false)).Ok();
        (await walk.UploadAsync("stamped_application", "盖章.pdf", Scan)).Ok();
        (await site.ClockAsync(due.ToString("O"), sweep: false)).Ok();
        (await walk.UploadAsync("stamped_application", "迟到.pdf", Scan)).Refused(422, "file.late");
    }

    [Fact]
    public async Task A_held_task_says_what_will_let_its_clock_go_on()
    {
        await using var site = await Site.StartAsync();
        var asked = new Journey(site, "ent10", "town09");
        await asked.SubmitAsync();
        await asked.RecommendAsync();
        var task = await asked.TaskAsync("officer1");
        (await asked.ActAsync("officer1", task, "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync($"/tasks/{task["id"]}");
        Assert.Contains("补正中，答复前不能办理。期限暂停计时，答复次日起续计。", officer.Text);

        var stopped = new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } };
        await stopped.SubmitAsync();
        var town = await stopped.TaskAsync("town03");
        (await site.PostAsync("head", $"/api/v1/applications/{stopped.Id}/commands", new { commandId = Journey.NewId(), type = "suspend", comment = "等待上级意见" })).Ok();
        using var recommender = await Browser.SignInAsync(site, "town03");
        await recommender.GoAsync($"/tasks/{town["id"]}");
        Assert.Contains("中止计时，恢复前不能办理。期限暂停计时，恢复次日起续计。", recommender.Text);
        Assert.DoesNotContain("答复", recommender.Text);
    }
}
