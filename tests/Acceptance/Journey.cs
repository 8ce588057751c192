using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>The steps of PR01 as people take them over HTTP.</summary>
public sealed class Journey(Site site, string applicant = "ent10", string town = "town09")
{
    private Site site = site;

    public string Id { get; private set; } = "";

    /// <summary>The case goes on at another server on the same data.</summary>
    public void MoveTo(Site other) => site = other;

    public JsonObject Values { get; } = Form("P22");

    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>A complete form.</summary>
    public static JsonObject Form(string type) => new()
    {
        ["platform_type"] = type, ["level"] = "本级", ["platform_name"] = "示例中试基地", ["field_code"] = "新材料",
        ["rd_spend_2023"] = 356.2m, ["rd_spend_2024"] = 421.36m, ["rd_spend_2025"] = 508.75m,
        ["staff_total"] = 96, ["rd_staff"] = 42, ["site_area"] = 1860m, ["equip_value"] = 1268.5m,
        ["ip_list"] = new JsonArray(new JsonObject { ["type"] = "发明专利", ["no"] = "ZL202310000018.6", ["date"] = "2025-03-14", ["class"] = "I" }),
        ["plan"] = string.Concat(Enumerable.Repeat("三年内建成研发与中试平台，服务本地企业。", 30)),
        ["commitment"] = true,
    };

    public async Task<string> OpenRoundAsync() => (string)(await site.GetAsync(null, "/api/v1/rounds?state=open")).Ok()["items"][0]!["id"]!;

    public async Task OpenAsync()
    {
        Id = (string)(await site.PostAsync(applicant, "/api/v1/applications", new { roundId = await OpenRoundAsync() })).Ok()["id"]!;
        await SaveAsync();
        foreach (var field in (string[])["business_license", "stamped_application"]) (await UploadAsync(field, "扫描件.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray())).Ok();
    }

    public async Task SaveAsync() => (await site.PutAsync(applicant, $"/api/v1/applications/{Id}/form", new { revision = await FormRevisionAsync(), values = Values })).Ok();

    public async Task<int> FormRevisionAsync() => (int)(await ViewAsync(applicant))["form"]!["revision"]!;

    public Task<Answer> UploadAsync(string field, string name, byte[] content)
    {
        var form = new MultipartFormDataContent { { new StringContent(field), "field" } };
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{Convert.ToHexStringLower(Encoding.UTF8.GetBytes("x"))}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
        form.Add(file);
        return site.SendAsync(applicant, HttpMethod.Post, $"/api/v1/applications/{Id}/attachments", form);
    }

    public Task<Answer> CommandAsync(string type, string? commandId = null, string? comment = null) =>
        site.PostAsync(applicant, $"/api/v1/applications/{Id}/commands", new { commandId = commandId ?? NewId(), type, comment });

    public async Task<JsonNode> ViewAsync(string user) => (await site.GetAsync(user, $"/api/v1/applications/{Id}")).Ok().Json!;

    public async Task<string> StatusAsync() => (string)(await ViewAsync(applicant))["applicantStatus"]!;

    /// <summary>The open task of this case for somebody.</summary>
    public async Task<JsonNode> TaskAsync(string user)
    {
        var tasks = (await site.GetAsync(user, "/api/v1/tasks?state=open&size=200")).Ok()["items"].AsArray();
        var id = (string)tasks.First(t => (string?)t!["applicationId"] == Id)!["id"]!;
        return (await site.GetAsync(user, $"/api/v1/tasks/{id}")).Ok().Json!;
    }

    public Task<Answer> ActAsync(string user, JsonNode task, string type, object? more = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["commandId"] ??= NewId();
        body["revision"] ??= (int)task["revision"]!;
        body["type"] = type;
        return site.PostAsync(user, $"/api/v1/tasks/{task["id"]}/commands", body);
    }

    public async Task SubmitAsync()
    {
        await OpenAsync();
        (await CommandAsync("submit")).Ok();
    }

    public async Task RecommendAsync() => (await ActAsync(town, await TaskAsync(town), "complete", new { outcome = "recommended", comment = "情况属实，同意推荐。", values = new { rank = 1 } })).Ok();

    public async Task<Answer> AcceptAsync() => (await ActAsync("officer1", await TaskAsync("officer1"), "complete", new { outcome = "accepted", comment = "材料齐全。" })).Ok();

    public async Task ToPanelAsync()
    {
        await SubmitAsync();
        await RecommendAsync();
        await AcceptAsync();
    }

    /// <summary>The whole way until the notice is published.</summary>
    public async Task ToNoticeAsync()
    {
        await ToPanelAsync();
        await ScoreAsync();
        await VisitAsync();
        await MeetAsync();
        await PublishAsync();
    }

    /// <summary>User names of the experts who were drawn for this case.</summary>
    public async Task<List<(string User, string TaskId)>> PanelAsync()
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var rows = db.WorkItems.Where(w => w.CaseId == Id && w.State == Workflows.Cases.WorkItemState.Open && w.Purpose == Workflows.Engine.WorkPurpose.Score)
            .Join(db.Candidates, w => w.Id, c => c.WorkItemId, (w, c) => new { w.Id, w.Item, UserId = c.Candidate.Substring(5) })
            .Join(db.Users, x => x.UserId, u => u.Id, (x, u) => new { u.UserName, x.Id, x.Item }).OrderBy(x => x.Item).ToList();
        return await Task.FromResult(rows.Select(x => (x.UserName!, x.Id)).ToList());
    }

    public static object Sheet(decimal share) => new { outcome = "scored", comment = string.Concat(Enumerable.Repeat("场地和设备能够支撑中试，分工明确。", 5)), values = new { scores = Scores(share) } };

    public static JsonObject Scores(decimal share)
    {
        var scores = new JsonObject();
        foreach (var indicator in Workflows.Programs.ShippedSheets.Get("platform-2026").Indicators) scores[indicator.Id] = Math.Round(indicator.Max * share, 2);
        return scores;
    }

    public async Task ScoreAsync(decimal share = 0.8m)
    {
        foreach (var (user, taskId) in await PanelAsync())
        {
            var task = (await site.GetAsync(user, $"/api/v1/tasks/{taskId}")).Ok().Json!;
            (await ActAsync(user, task, "declare", new { conflict = false })).Ok();
            task = (await site.GetAsync(user, $"/api/v1/tasks/{taskId}")).Ok().Json!;
            (await ActAsync(user, task, "complete", Sheet(share))).Ok();
        }
    }

    public async Task VisitAsync() => (await ActAsync("officer2", await TaskAsync("officer2"), "complete", new
    {
        outcome = "confirmed", comment = "一致", values = new { visitors = (string[])["李某", "黄某"], visitedOn = site.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd"), place = "示例路 1 号", findings = "与申报一致。" },
    })).Ok();

    public async Task<string> BatchAsync(string user, string stageId) => (string)(await site.PostAsync(user, "/api/v1/batches", new { commandId = NewId(), stageId, caseIds = (string[])[Id], scheduledAt = site.Clock.GetUtcNow(), place = "市科技局三楼会议室" })).Ok()["id"]!;

    public Task<Answer> BatchActAsync(string user, string batch, string type, object? more = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["commandId"] ??= NewId();
        body["type"] = type;
        return site.PostAsync(user, $"/api/v1/batches/{batch}/commands", body);
    }

    public async Task MeetAsync(string choice = "approve")
    {
        var batch = await BatchAsync("officer1", "meeting");
        (await BatchActAsync("officer1", batch, "open")).Ok();
        for (var i = 1; i <= 5; i++) (await BatchActAsync($"committee{i}", batch, "vote", new { caseId = Id, choice })).Ok();
        (await BatchActAsync("officer1", batch, "conclude", new { text = "同意认定。" })).Ok();
    }

    public async Task<string> PublishAsync()
    {
        var batch = await BatchAsync("officer1", "notice");
        (await BatchActAsync("officer1", batch, "publish")).Ok();
        return batch;
    }

    /// <summary>拟稿 and 核稿; answers the batch that waits for the signature.</summary>
    public async Task<string> DraftDecisionAsync()
    {
        var batch = await BatchAsync("officer1", "issue");
        (await BatchActAsync("officer1", batch, "submitDraft", new { text = "经研究，决定认定。" })).Ok();
        (await BatchActAsync("officer2", batch, "approveDraft")).Ok();
        return batch;
    }
}
