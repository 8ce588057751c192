using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Nothing is overwritten and nothing is answered unseen: who comes second is told who and what.</summary>
public sealed class UnseenTests
{
    [Fact]
    public async Task An_objection_that_arrives_while_the_first_is_open_is_not_answered_unseen_and_the_opinion_stays()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        await ObjectAsync(site, walk, "申报的场地与事实不符：现场只有办公用房，没有试验设备。");
        var seen = await walk.TaskAsync("officer3");
        using var officer = await Browser.SignInAsync(site, "officer3");
        await officer.GoAsync($"/tasks/{seen["id"]}");
        Assert.Empty(officer.Page.QuerySelectorAll(".kc-choice input[checked]"));
        await ObjectAsync(site, walk, "申报的两项专利在申报前已经转让给其他单位，见转让合同。");

        var stale = await walk.ActAsync("officer3", seen, "complete", new { outcome = "released", comment = "经核查，场地属实。" });
        stale.Refused(409, "task.stale");
        Assert.Contains("又收到一条异议", (string)stale["detail"]!, StringComparison.Ordinal);
        await officer.SubmitAsync("form[data-outcomes]", ("outcome", "complete:released"), ("opinion", "经核查，场地属实。"));
        Assert.Equal(409, officer.Status);
        Assert.Contains("又收到一条异议", officer.Text, StringComparison.Ordinal);
        Assert.Contains("专利在申报前已经转让", officer.Text, StringComparison.Ordinal);
        Assert.Equal("经核查，场地属实。", officer.Page.QuerySelector("#opinion")!.TextContent);

        await officer.SubmitAsync("form[data-outcomes]", ("opinion", "经核查，场地属实，专利没有转让。"));
        Assert.Equal(200, officer.Status);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task What_comes_back_to_a_task_must_be_seen_before_it_is_answered()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();

        // 补正: the page from before shows the form as it was.
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", new { items = new[] { new { field = "rd_staff", remark = "请核对" } } })).Ok();
        var seen = await walk.TaskAsync("officer1");
        walk.Values["rd_staff"] = 31;
        await walk.SaveAsync();
        (await walk.CommandAsync("submit")).Ok();
        await StaleAsync(seen, "申报单位提交了补正");

        // 前加签: the opinion that was asked for.
        var asking = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer1", asking, "addSigner", new { place = "before", users = (string[])[await IdAsync("officer3")], comment = "请看场地" })).Ok();
        seen = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer3", await walk.TaskAsync("officer3"), "complete", new { outcome = "accepted", comment = "场地属实。" })).Ok();
        await StaleAsync(seen, "前加签的人员提出了意见");
        await WholeWayTests.VerifyAsync(site);

        async Task StaleAsync(JsonNode before, string arrived)
        {
            var stale = (await walk.ActAsync("officer1", before, "complete", new { outcome = "accepted", comment = "材料齐全。" })).Refused(409, "task.stale");
            Assert.Contains(arrived, (string)stale["detail"]!, StringComparison.Ordinal);
            Assert.True((int)(await walk.TaskAsync("officer1"))["revision"]! > (int)before["revision"]!);
        }

        async Task<string> IdAsync(string user)
        {
            await using var db = site.Get<IDbContexts>().Create();
            return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
        }
    }

    [Fact]
    public async Task Nothing_is_chosen_for_the_office_and_the_opinion_that_the_programme_asks_for_is_required_on_page_and_API()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var task = await walk.TaskAsync("town09");
        using var town = await Browser.SignInAsync(site, "town09");
        await town.GoAsync($"/tasks/{task["id"]}");
        Assert.Empty(town.Page.QuerySelectorAll(".kc-choice input[checked]"));
        await town.SubmitAsync("form[data-outcomes]");
        Assert.Equal(422, town.Status);
        Assert.Contains("请先选择办理结论", town.Text, StringComparison.Ordinal);
        await town.SubmitAsync("form[data-outcomes]", ("outcome", "complete:recommended"));
        Assert.Equal(422, town.Status);
        Assert.Contains("请写明推荐的意见", town.Text, StringComparison.Ordinal);
        Assert.True(town.Page.QuerySelector("#opinion")!.HasAttribute("required"));
        (await walk.ActAsync("town09", task, "complete", new { outcome = "recommended" })).Refused(422, "comment.required");
        // A favourable opinion takes no remarks at fields.
        (await walk.ActAsync("town09", task, "complete", new { outcome = "recommended", comment = "同意", items = new object[] { new { field = "staff_total", remark = "人数" } } })).Refused(422, "remarks.outcome");
        await walk.RecommendAsync();
    }

    [Fact]
    public async Task The_loser_of_a_race_for_a_batch_is_told_who_and_what()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        var first = await walk.BatchAsync("officer1", "meeting");
        var loser = await site.PostAsync("officer2", "/api/v1/batches", new { commandId = Journey.NewId(), stageId = "meeting", caseIds = (string[])[walk.Id], title = "第二个会" });
        loser.Refused(409, "batch.taken");
        var name = await NameAsync(site, "officer1");
        Assert.Contains(name, (string)loser["detail"]!, StringComparison.Ordinal);
        Assert.Contains("会议审定", (string)loser["detail"]!, StringComparison.Ordinal);

        var revision = (int)(await site.GetAsync("officer2", $"/api/v1/batches/{first}")).Ok()["revision"]!;
        (await walk.BatchActAsync("officer1", first, "open")).Ok();
        var stale = (await walk.BatchActAsync("officer2", first, "open", new { revision })).Refused(409, "batch.stale");
        Assert.Contains($"{name}在", (string)stale["detail"]!, StringComparison.Ordinal);
        Assert.Contains("开会", (string)stale["detail"]!, StringComparison.Ordinal);
        var late = (await walk.BatchActAsync("officer2", first, "open")).Refused(409, "batch.overtaken");
        Assert.Contains(name, (string)late["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_need_the_time_and_a_real_place()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        var batch = (string)(await site.PostAsync("officer1", "/api/v1/batches", new { commandId = Journey.NewId(), stageId = "meeting", caseIds = (string[])[walk.Id], place = "（会议地点另行注明）" })).Ok()["id"]!;
        (await walk.BatchActAsync("officer1", batch, "open")).Ok();
        for (var i = 1; i <= 5; i++) (await walk.BatchActAsync($"committee{i}", batch, "vote", new { caseId = walk.Id, choice = "approve" })).Ok();
        var refused = (await walk.BatchActAsync("officer1", batch, "conclude", new { text = "同意认定。" })).Refused(422, "meeting.arrangement");
        Assert.Contains("开会时间和地点还没有写明", (string)refused["detail"]!, StringComparison.Ordinal);
        (await walk.BatchActAsync("officer1", batch, "arrange", new { place = "市科技局三楼会议室" })).Refused(422, "meeting.scheduledAt");
        (await walk.BatchActAsync("officer1", batch, "arrange", new { scheduledAt = "2026-09-16T09:30", place = "待定" })).Refused(422, "meeting.place");
        (await walk.BatchActAsync("committee1", batch, "arrange", new { scheduledAt = "2026-09-16T09:30", place = "市科技局三楼会议室" })).Refused(422, "batch.notAllowed");
        (await walk.BatchActAsync("officer1", batch, "arrange", new { scheduledAt = "2026-09-16T09:30", place = "市科技局三楼会议室" })).Ok();
        (await walk.BatchActAsync("officer1", batch, "conclude", new { text = "同意认定。" })).Ok();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync($"/prints/minutes/{batch}");
        Assert.Contains("市科技局三楼会议室", officer.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("9:30", officer.Page.Body!.TextContent, StringComparison.Ordinal);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_form_saved_over_somebody_elses_change_says_who_and_what_and_keeps_what_was_typed()
    {
        await using var site = await Site.StartAsync();
        using var one = await Browser.SignInAsync(site, "admin");
        using var two = await Browser.SignInAsync(site, "admin");
        const string template = "/admin/messages/templates/taskOpened";
        await one.GoAsync("/admin/messages/templates");
        var page = one.Page.QuerySelector("main table a, main ul a")?.GetAttribute("href") is { } href && href.StartsWith("/admin/messages/templates/", StringComparison.Ordinal) ? href : template;
        await one.GoAsync(page);
        await two.GoAsync(page);
        var title = one.Page.QuerySelector("#i-title")!.GetAttribute("value")!;
        await one.SubmitAsync("#i-body", ("title", "甲：" + title), ("_then", "save"));
        Assert.Equal(200, one.Status);
        await two.SubmitAsync("#i-body", ("title", "乙：" + title), ("_then", "save"));
        Assert.Equal(409, two.Status);
        Assert.Contains(await NameAsync(site, "admin"), two.Text, StringComparison.Ordinal);
        Assert.Contains("标题（现在是“甲：", two.Text, StringComparison.Ordinal);
        Assert.Equal("乙：" + title, two.Page.QuerySelector("#i-title")!.GetAttribute("value"));
        // Knowing it, one may save it all the same.
        await two.SubmitAsync("#i-body", ("_then", "save"));
        Assert.Equal(200, two.Status);
        Assert.Equal("乙：" + title, two.Page.QuerySelector("#i-title")!.GetAttribute("value"));

        await one.GoAsync("/admin/messages/settings");
        await two.GoAsync("/admin/messages/settings");
        await one.SubmitAsync("#i-Form-Host", ("Form.SenderName", "甲科"));
        await two.SubmitAsync("#i-Form-Host", ("Form.SenderName", "乙科"));
        Assert.Equal(409, two.Status);
        Assert.Contains("发件人名称（现在是“甲科”）", two.Text, StringComparison.Ordinal);
        Assert.Equal("乙科", two.Page.QuerySelector("[name='Form.SenderName']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_score_sheet_is_not_saved_over_what_another_page_saved()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var (user, id) = (await walk.PanelAsync())[0];
        (await walk.ActAsync(user, (await site.GetAsync(user, $"/api/v1/tasks/{id}")).Ok().Json!, "declare", new { conflict = false })).Ok();
        using var one = await Browser.SignInAsync(site, user);
        using var two = await Browser.SignInAsync(site, user);
        await one.GoAsync($"/tasks/{id}");
        await two.GoAsync($"/tasks/{id}");
        var field = one.Page.QuerySelector("input[name^='f.s.']")!.GetAttribute("name")!;
        await one.SubmitAsync("form.kc-sheet", (field, "8"), ("f.comment", "第一个页面"));
        // Without a script the form itself hands the sheet in; the draft is the other button.
        await using (var db = site.Get<IDbContexts>().Create()) Assert.Equal(0, await db.ScoreDrafts.CountAsync(d => d.WorkItemId == id));
        var revision = (int)(await site.GetAsync(user, $"/api/v1/tasks/{id}")).Ok()["revision"]!;
        var values = new JsonObject { ["scores"] = new JsonObject { [field["f.s.".Length..]] = 8 } };
        (await site.PutAsync(user, $"/api/v1/tasks/{id}/draft", new { revision, values, comment = "第一个页面", seen = "" })).Ok();
        (await site.PutAsync(user, $"/api/v1/tasks/{id}/draft", new { revision, values, comment = "第二个页面", seen = "" })).Refused(409, "task.draftStale");
        var stamp = (string)(await site.GetAsync(user, $"/api/v1/tasks/{id}")).Ok()["draft"]!["stamp"]!;
        (await site.PutAsync(user, $"/api/v1/tasks/{id}/draft", new { revision, values, comment = "第二个页面", seen = stamp })).Ok();
    }

    [Fact]
    public async Task A_script_is_answered_that_nobody_is_signed_in_and_a_post_comes_back_to_its_page()
    {
        await using var site = await Site.StartAsync();
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/applications/00000000000000000000000000000000/form?handler=Save");
        ask.Headers.Add("Sec-Fetch-Mode", "cors");
        Assert.Equal(401, (int)(await site.Http.SendAsync(ask)).StatusCode);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(site.Address) };
        var answer = await client.PostAsync("/tasks/00000000000000000000000000000000-1?handler=Act&state=open", new FormUrlEncodedContent([]));
        Assert.Equal("/login?ReturnUrl=%2Ftasks%2F00000000000000000000000000000000-1%3Fstate%3Dopen", answer.Headers.Location!.OriginalString);
    }

    private static async Task ObjectAsync(Site site, Journey walk, string facts)
    {
        string batch;
        await using (var db = site.Get<IDbContexts>().Create()) batch = await db.BatchItems.Where(i => i.CaseId == walk.Id && db.Batches.Any(b => b.Id == i.BatchId && b.Kind == BatchKind.Notice)).Select(i => i.BatchId).SingleAsync();
        using var photo = new MemoryStream("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray());
        var result = await site.Get<Objections>().RaiseAsync(new ObjectionInput { CommandId = Journey.NewId(), BatchId = batch, CaseId = walk.Id, Name = "周某", Mobile = "13800000026", Facts = facts, EvidenceName = "照片.pdf", Evidence = photo }, site.Clock.GetUtcNow());
        Assert.True(result.Accepted, string.Join(" ", result.Problems));
    }

    private static async Task<string> NameAsync(Site site, string user)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.DisplayName).SingleAsync();
    }
}
