using System.Text.Json.Nodes;
using Innovation.Acceptance;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Browser.GreenFactory;

/// <summary>A factory's application through 绿色工厂认定, as everybody concerned acts over HTTP.</summary>
internal sealed class Factory(Site site, string applicant, string town, string round)
{
    public string Id { get; private set; } = "";

    private static string NewId() => Guid.NewGuid().ToString("N");

    public async Task ApplyAsync(string name)
    {
        Id = (string)(await site.PostAsync(applicant, "/api/v1/applications", new { roundId = round })).Ok()["id"]!;
        var values = new JsonObject { ["factory"] = name, ["level"] = "市级", ["energy"] = new JsonArray(Year(2023, 812.5m), Year(2024, 790m), Year(2025, 655.25m)) };
        (await site.PutAsync(applicant, $"/api/v1/applications/{Id}/form", new { revision = (int)(await ViewAsync(applicant))["form"]!["revision"]!, values })).Ok();
        var file = new MultipartFormDataContent { { new StringContent("audit"), "field" } };
        file.Add(new ByteArrayContent("%PDF-1.4\n%%EOF\n"u8.ToArray()), "file", "audit.pdf");
        (await site.SendAsync(applicant, HttpMethod.Post, $"/api/v1/applications/{Id}/attachments", file)).Ok();
        (await site.PostAsync(applicant, $"/api/v1/applications/{Id}/commands", new { commandId = NewId(), type = "submit" })).Ok();
    }

    public async Task<JsonNode> ViewAsync(string user) => (await site.GetAsync(user, $"/api/v1/applications/{Id}")).Ok().Json!;

    /// <summary>What was handed in, with what the system reckoned.</summary>
    public async Task<JsonObject> ValuesAsync()
    {
        await using var db = site.Get<IDbContexts>().Create();
        return JsonNode.Parse(await db.FormVersions.Where(f => f.CaseId == Id).OrderByDescending(f => f.Version).Select(f => f.Values).FirstAsync())!.AsObject();
    }

    public async Task<string> StatusAsync() => (string)(await ViewAsync(applicant))["applicantStatus"]!;

    /// <summary>Recommended by the town, without objection of both departments.</summary>
    public async Task ToPanelAsync()
    {
        await CompleteAsync(town, "推荐");
        await CompleteAsync("department2", "无异议");
        await CompleteAsync("department3", "无异议");
    }

    public async Task CompleteAsync(string user, string outcome)
    {
        var task = await TaskAsync(user);
        var action = task["actions"]!.AsArray().First(a => (string?)a!["name"] == outcome || (string?)a["outcomeName"] == outcome);
        (await ActAsync(user, task, "complete", new { outcome = (string)action!["outcome"]!, comment = "情况属实。" })).Ok();
    }

    /// <summary>Five experts score each indicator with this share of its maximum.</summary>
    public async Task ScoreAsync(decimal share)
    {
        await using var db = site.Get<IDbContexts>().Create();
        var tasks = await db.WorkItems.Where(w => w.CaseId == Id && w.State == Workflows.Cases.WorkItemState.Open && w.Purpose == Workflows.Engine.WorkPurpose.Score)
            .Join(db.Candidates, w => w.Id, c => c.WorkItemId, (w, c) => new { w.Id, UserId = c.Candidate.Substring(5) })
            .Join(db.Users, x => x.UserId, u => u.Id, (x, u) => new { u.UserName, x.Id }).ToListAsync();
        Assert.Equal(5, tasks.Count);
        var indicators = Workflows.Programs.Programme.Read(await db.ProgrammeVersions.Where(v => v.ProgrammeCode == "LSGC").Select(v => v.Json).SingleAsync()).Sheets[0].Indicators;
        foreach (var item in tasks)
        {
            var task = (await site.GetAsync(item.UserName, $"/api/v1/tasks/{item.Id}")).Ok().Json!;
            (await ActAsync(item.UserName!, task, "declare", new { conflict = false })).Ok();
            task = (await site.GetAsync(item.UserName, $"/api/v1/tasks/{item.Id}")).Ok().Json!;
            var scores = new JsonObject();
            foreach (var indicator in indicators) scores[indicator.Id] = indicator.Max * share;
            (await ActAsync(item.UserName!, task, "complete", new { outcome = "scored", comment = "能耗数据完整，管理体系运行有效，排放稳定达标。", values = new { scores } })).Ok();
        }
    }

    /// <summary>A batch of this case at the stage with this name.</summary>
    public async Task<string> BatchAsync(string stageName)
    {
        await using var db = site.Get<IDbContexts>().Create();
        var stage = await db.WorkItems.Where(w => w.CaseId == Id && w.StageName == stageName && w.State == Workflows.Cases.WorkItemState.Open).Select(w => w.StageId).SingleAsync();
        return (string)(await site.PostAsync("officer1", "/api/v1/batches", new { commandId = NewId(), stageId = stage, caseIds = (string[])[Id], scheduledAt = "2026-09-16T09:30", place = "市科技局三楼会议室" })).Ok()["id"]!;
    }

    public async Task<Answer> BatchActAsync(string user, string batch, string type, object? more = null)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["commandId"] = NewId();
        body["type"] = type;
        return (await site.PostAsync(user, $"/api/v1/batches/{batch}/commands", body)).Ok();
    }

    private static JsonObject Year(int year, decimal coal) => new() { ["year"] = year, ["coal"] = coal };

    private async Task<JsonNode> TaskAsync(string user)
    {
        var tasks = (await site.GetAsync(user, "/api/v1/tasks?state=open&size=200")).Ok()["items"].AsArray();
        var task = tasks.FirstOrDefault(t => (string?)t!["applicationId"] == Id);
        Assert.True(task is not null, $"{user} has no task of this application");
        return (await site.GetAsync(user, $"/api/v1/tasks/{task["id"]}")).Ok().Json!;
    }

    private Task<Answer> ActAsync(string user, JsonNode task, string type, object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        body["commandId"] = NewId();
        body["revision"] = (int)task["revision"]!;
        body["type"] = type;
        return site.PostAsync(user, $"/api/v1/tasks/{task["id"]}/commands", body);
    }
}
