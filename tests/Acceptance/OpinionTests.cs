using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>意见: phrases, files that go with it, and remarks at the fields of the form.</summary>
public sealed class OpinionTests
{
    private static readonly byte[] Pdf = "%PDF-1.4\n%%EOF\n"u8.ToArray();

    private static Task<Answer> AttachAsync(Site site, string user, JsonNode task, string name, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return site.SendAsync(user, HttpMethod.Post, $"/api/v1/tasks/{task["id"]}/files", new MultipartFormDataContent { { file, "file", name } });
    }

    private static async Task<int> ReadAsync(Site site, string user, string file)
    {
        using var browser = await Browser.SignInAsync(site, user);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/files/" + file);
        request.Headers.Authorization = new("Bearer", await site.TokenAsync(user));
        using var answer = await site.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    [Fact]
    public async Task Remarks_stand_beside_the_fields_until_the_form_is_handed_in_again_and_stay_in_the_history()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var task = await walk.TaskAsync("town09");
        object Return(params object[] items) => new { outcome = "return", comment = "请核对数据。", items };
        (await walk.ActAsync("town09", task, "complete", new { outcome = "recommended", comment = "同意", items = new object[] { new { field = "staff_total", remark = "人数" } } })).Refused(422, "remarks.outcome");
        (await walk.ActAsync("town09", task, "complete", Return(new { field = "no_such", remark = "人数" }))).Refused(422, "supplement.field");
        (await walk.ActAsync("town09", task, "complete", Return(new { field = "staff_total", remark = " " }))).Refused(422, "supplement.remark");
        (await walk.ActAsync("town09", task, "complete", Return(new { field = "staff_total", remark = "与社保人数不符，请核对。" }, new { field = "plan", remark = "写明分年度目标。" }))).Ok();

        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}/form");
        Assert.Equal(2, applicant.Page.QuerySelectorAll("#asked a").Length);
        foreach (var link in applicant.Page.QuerySelectorAll("#asked a")) Assert.NotNull(applicant.Page.QuerySelector(link.GetAttribute("href")!));
        Assert.Contains(applicant.Page.QuerySelectorAll(".kc-remark"), r => r.TextContent.Contains("批注第 1 项") && r.TextContent.Contains("与社保人数不符"));
        Assert.Equal(2, (await walk.ViewAsync("ent10"))["remarks"]!.AsArray().Count);
        Assert.Contains((await walk.ViewAsync("ent10"))["timeline"]!.AsArray(), t => ((string?)t!["detail"])?.Contains("写明分年度目标") == true);

        (await walk.CommandAsync("submit")).Ok();
        Assert.Null((await walk.ViewAsync("ent10"))["remarks"]);
        Assert.Contains((await walk.ViewAsync("ent10"))["timeline"]!.AsArray(), t => ((string?)t!["detail"])?.Contains("写明分年度目标") == true);
        await applicant.GoAsync("/applications/" + walk.Id);
        Assert.Contains("写明分年度目标", applicant.Text);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Remarks_are_typed_on_the_task_page_and_a_wrong_one_is_kept()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        using var town = await Browser.SignInAsync(site, "town09");
        await town.GoAsync("/tasks/" + (await walk.TaskAsync("town09"))["id"]);
        await town.SubmitAsync("#opinion", ("outcome", "complete:return"), ("opinion", "请核对数据。"), ("remark-field", "staff_total"), ("remark-remark", ""), ("then", "stay"));
        Assert.Equal(422, town.Status);
        Assert.Single(town.Errors);
        await town.SubmitAsync("#opinion", ("outcome", "complete:return"), ("remark-field", "staff_total"), ("remark-remark", "与社保人数不符"), ("then", "stay"));
        Assert.Equal(200, town.Status);
        Assert.Equal("退回修改", await walk.StatusAsync());
        Assert.Single((await walk.ViewAsync("ent10"))["remarks"]!.AsArray());
    }

    [Fact]
    public async Task A_file_is_read_by_those_who_are_told_the_opinion_and_by_nobody_else()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var task = await walk.TaskAsync("officer1");
        (await AttachAsync(site, "officer1", task, "依据.pdf", "MZ not a pdf"u8.ToArray())).Refused(422, "file.kind");
        Assert.Equal(404, (await AttachAsync(site, "ent01", task, "依据.pdf", Pdf)).Status);
        var file = (string)(await AttachAsync(site, "officer1", task, "依据.pdf", Pdf)).Ok()["id"]!;
        Assert.Equal(200, await ReadAsync(site, "officer1", file));
        Assert.Equal(404, await ReadAsync(site, "officer2", file));
        (await walk.ActAsync("officer2", task, "complete", new { outcome = "accepted", comment = "材料齐全。", files = (string[])[file] })).Refused(422, "file.opinion");
        (await walk.ActAsync("officer1", task, "complete", new { outcome = "accepted", comment = "材料齐全。", files = (string[])[file] })).Ok();

        foreach (var user in (string[])["officer2", "head", "auditor"]) Assert.Equal(200, await ReadAsync(site, user, file));
        // A favourable opinion stays in the office, and so does its file.
        foreach (var user in (string[])["ent10", "town09", "ent01", "town03"]) Assert.Equal(404, await ReadAsync(site, user, file));
        foreach (var (expert, _) in await walk.PanelAsync()) Assert.Equal(404, await ReadAsync(site, expert, file));
        Assert.DoesNotContain(file, (await walk.ViewAsync("ent10")).ToJsonString());
        Assert.Contains(file, (await walk.ViewAsync("officer2")).ToJsonString());
        Assert.Equal(404, (await site.SendAsync("officer1", HttpMethod.Delete, $"/api/v1/tasks/{task["id"]}/files/{file}")).Status);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(4, await db.AuditLog.CountAsync(a => a.Kind == "opinionFile.read" && a.SubjectId == file));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task The_file_of_an_opinion_for_the_applicant_reaches_the_applicant()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var task = await walk.TaskAsync("officer1");
        var file = (string)(await AttachAsync(site, "officer1", task, "说明.pdf", Pdf)).Ok()["id"]!;
        (await walk.ActAsync("officer1", task, "complete", new { outcome = "rejected", comment = "不符合第六条。", files = (string[])[file], items = new object[] { new { field = "platform_type", remark = "类别不在指南内。" } } })).Ok();
        Assert.Equal(200, await ReadAsync(site, "ent10", file));
        Assert.Equal(404, await ReadAsync(site, "ent01", file));
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync("/applications/" + walk.Id);
        Assert.NotNull(applicant.Page.QuerySelector($"a[href='/files/{file}']"));
        Assert.Contains("类别不在指南内", applicant.Text);
    }

    [Fact]
    public async Task Experts_attach_nothing()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var (expert, id) = (await walk.PanelAsync())[0];
        (await AttachAsync(site, expert, new JsonObject { ["id"] = id }, "评语.pdf", Pdf)).Refused(422, "file.opinion");
    }

    [Fact]
    public async Task Phrases_are_ones_own_in_ones_own_order_and_common_ones_come_after()
    {
        await using var site = await Site.StartAsync();
        (await site.PostAsync("officer1", "/api/v1/phrases", new { text = "" })).Refused(422, "phrase.text");
        foreach (var text in (string[])["第一句", "第二句"]) (await site.PostAsync("officer1", "/api/v1/phrases", new { text })).Ok();
        (await site.PostAsync("officer1", "/api/v1/phrases", new { text = "第一句" })).Refused(422, "phrase.repeated");
        Assert.Equal(403, (await site.PostAsync("officer1", "/api/v1/phrases/common", new { text = "公用句" })).Status);
        (await site.PostAsync("admin", "/api/v1/phrases/common", new { text = "公用句", programme = "PR01" })).Ok();
        (await site.PostAsync("admin", "/api/v1/phrases/common", new { text = "别的", programme = "PR99" })).Refused(422, "phrase.programme");
        var own = (await site.GetAsync("officer1", "/api/v1/phrases")).Ok()["items"].AsArray();
        Assert.Equal(204, (await site.PostAsync("officer1", $"/api/v1/phrases/{own[1]!["id"]}/move", new { up = true })).Status);
        (await site.PutAsync("officer2", $"/api/v1/phrases/{own[1]!["id"]}", new { text = "别人的" })).Refused(404, "phrase.notFound");

        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/tasks/" + (await walk.TaskAsync("officer1"))["id"]);
        Assert.Equal(["第二句", "第一句", "公用句", "材料齐全"], officer.Page.QuerySelectorAll("[data-target='#opinion']").Select(b => b.TextContent).Take(4));
        Assert.Contains(officer.Page.QuerySelectorAll("[data-target='#transfer-reason']"), b => b.TextContent == "第二句");
        await officer.GoAsync("/account/phrases");
        await officer.SubmitAsync("#add", ("text", "第三句"));
        Assert.Contains("第三句", officer.Text);
        using var other = await Browser.SignInAsync(site, "officer2");
        await other.GoAsync("/account/phrases");
        Assert.DoesNotContain("第一句", other.Text);
    }

    [Fact]
    public async Task A_file_is_attached_on_the_page_while_the_opinion_is_kept()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var task = await walk.TaskAsync("officer1");
        (await AttachAsync(site, "officer1", task, "依据.pdf", Pdf)).Ok();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/tasks/" + task["id"]);
        Assert.Contains("依据.pdf", officer.Text);
        await officer.SubmitAsync("#opinion", ("outcome", "complete:accepted"), ("opinion", "材料齐全。"), ("then", "stay"));
        Assert.Equal(200, officer.Status);
        Assert.NotNull(officer.Page.QuerySelector("#history a[href^='/files/']"));
    }
}
