using System.Globalization;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Demo;

/// <summary>The dozen cases of the demonstration, in different stages.</summary>
public sealed partial class DemoSeed
{
    private static readonly string Opinion = "申报单位研发场地和设备能够支撑平台运行，人员结构合理，产学研分工明确；建议进一步细化年度任务和考核指标，落实专职管理人员，并完善仪器设备开放共享制度。";

    private async Task CasesAsync()
    {
        // All days are working days from today, as the periods are.
        var first = await RoundAsync("本级创新平台认定（第一批）", -56, -14);
        var second = await RoundAsync("本级创新平台认定（第二批）", -13, 16);
        await RoundAsync("本级创新平台认定（第三批）", 30, 55);

        // First round: far along.
        var accredited = await AcceptedAsync(first, "ent02", "town01", "P08", -44);
        await ScoredAsync(accredited, -36, 88m, 5);
        await VisitedAsync(accredited, -30);
        await MetAsync([accredited], -24);
        await PublishedAsync([accredited], -22);
        await SignedAsync([accredited], -15);
        var noticed = await AcceptedAsync(first, "ent01", "town03", "P22", -28);
        await ScoredAsync(noticed, -20, 84m, 5);
        await VisitedAsync(noticed, -14);
        var held = await AcceptedAsync(first, "ent08", "town01", "P17", -27);
        await ScoredAsync(held, -19, 79m, 5);
        await VisitedAsync(held, -13);
        await MetAsync([noticed, held], -8);
        var notice = await PublishedAsync([noticed, held], -3);
        await ObjectedAsync(notice, held, -1);
        var meeting = await AcceptedAsync(first, "ent03", "town06", "P12", -26);
        await ScoredAsync(meeting, -18, 82m, 5);
        await VisitedAsync(meeting, -9);
        var site = await AcceptedAsync(first, "ent04", "town04", "P15", -22);
        await ScoredAsync(site, -9, 76m, 5);
        var panel = await SubmittedAsync(first, "ent10", "P27", -16);
        await DecideAsync(panel, "town09", "recommend", "recommended", -13, "经核实，情况属实，同意推荐。");
        await DecideAsync(panel, "officer1", "check", "accepted", -8, "材料齐全，符合受理条件。");
        await ScoredAsync(panel, -5, 80m, 3);

        // Second round: at the beginning.
        await DraftAsync(second, "ent02", "P15", -2);
        var returned = await SubmittedAsync(second, "ent03", "P18", -6);
        await DecideAsync(returned, "town06", "recommend", "return", -4, "场地面积与租赁合同不一致，请核对后重新提交。");
        await SubmittedAsync(second, "ent04", "P18", -2);
        await SubmittedAsync(second, "ent01", "P25", -3);
        await RecommendedAsync(second, "ent02", "town01", "P25", -4);
        var claimed = await RecommendedAsync(second, "ent10", "town09", "P18", -4);
        await ActAsync(claimed, "check", "officer1", -1, new CaseRequest { CommandId = "", CaseId = claimed, Type = "claim" });
        var supplement = await RecommendedAsync(second, "ent01", "town03", "P08", -6);
        await SupplementAsync(supplement, -2);
        var answered = await RecommendedAsync(second, "ent08", "town01", "P18", -7);
        await SupplementAsync(answered, -4);
        await SubmitAsync(answered, "ent08", -1);
        var rejected = await RecommendedAsync(second, "ent04", "town04", "P25", -6);
        await DecideAsync(rejected, "officer2", "check", "rejected", -3, "申报的平台不在本级认定范围内（办法第四条），不予受理。");
        var withdrawn = await SubmittedAsync(second, "ent03", "P22", -5);
        await RunAsync(new CaseRequest { CommandId = Identifiers.Opaque(), CaseId = withdrawn, Type = "withdraw", Comment = "共建协议需要重签" }, "ent03", At(-4, 11));
    }

    private async Task<RoundRow> RoundAsync(string title, int opens, int closes)
    {
        var close = Day(closes);
        var (round, _, refusal) = await rounds.SaveAsync(null, null, new RoundInput
        {
            ProgrammeCode = "PR01",
            Title = $"{close.Year}年{title}",
            Guide = "各推荐单位、各有关企业：\n\n根据《大冶市本级创新平台认定办法》，现组织申报本级创新平台。\n\n## 申报条件\n\n1. 在本市注册，具有独立法人资格；\n2. 有固定的研发场地、必要的仪器设备和专职研发人员；\n3. 三年内无严重失信行为。\n\n## 申报程序\n\n网上填报，打印申报书盖章后扫描上传；推荐单位五个工作日内提出推荐意见。",
            OpensAt = ChinaTime.StartOf(Day(opens)),
            ClosesAt = ChinaTime.EndOf(close),
            RecommendBy = ChinaTime.EndOf(calendar.LastDay(close, 5, PeriodUnit.WorkingDays)),
            Contact = "市科技局政策法规与平台科 0714-000-0000（示例）",
        }, new Sender(UserContext.System, At(Math.Min(opens, 0) - 1, 9)));
        return refusal is null ? round! : throw new InvalidOperationException(refusal.Message);
    }

    /// <summary>An instant so many working days from today, at this hour in Shanghai.</summary>
    private DateTimeOffset At(int days, int hour) => ChinaTime.StartOf(Day(days)).AddHours(hour).ToUniversalTime();

    private DateOnly Day(int days)
    {
        var day = calendar.OnOrAfter(today);
        if (days >= 0) return calendar.LastDay(day, days, PeriodUnit.WorkingDays);
        for (var left = -days; left > 0;)
        {
            day = day.AddDays(-1);
            if (calendar.IsWorkingDay(day)) left--;
        }

        return day;
    }

    private async Task<string> DraftAsync(RoundRow round, string user, string type, int day)
    {
        var at = At(day, 9);
        var sender = new Sender(await UserAsync(user), at);
        var opened = await cases.OpenDraftAsync(Identifiers.Opaque(), round.Id, sender);
        var id = Accepted(opened).CaseId;
        var saved = await forms.SaveAsync(id, 1, DemoForm.Values(type), sender);
        if (saved is not FormSave.Saved) throw new InvalidOperationException("demo form was not saved");
        foreach (var field in DemoForm.Files(type))
        {
            using var file = new MemoryStream(DemoForm.Pdf(field));
            var (_, refusal) = await attachments.AddAsync(id, field, DemoForm.FileName(field), file, sender);
            if (refusal is not null) throw new InvalidOperationException(refusal.Message);
        }

        return id;
    }

    private async Task<string> SubmittedAsync(RoundRow round, string user, string type, int day)
    {
        var id = await DraftAsync(round, user, type, day);
        await SubmitAsync(id, user, day);
        return id;
    }

    private async Task SubmitAsync(string id, string user, int day) => await RunAsync(new CaseRequest { CommandId = Identifiers.Opaque(), CaseId = id, Type = "submit" }, user, At(day, 10));

    private async Task<string> RecommendedAsync(RoundRow round, string user, string town, string type, int day)
    {
        var id = await SubmittedAsync(round, user, type, day);
        await DecideAsync(id, town, "recommend", "recommended", day + 1, "经核实，研发场地、人员与申报一致，同意推荐。");
        return id;
    }

    private async Task<string> AcceptedAsync(RoundRow round, string user, string town, string type, int day)
    {
        var id = await RecommendedAsync(round, user, town, type, day);
        await DecideAsync(id, "officer1", "check", "accepted", day + 3, "材料齐全，符合受理条件。");
        return id;
    }

    private Task DecideAsync(string id, string user, string stage, string outcome, int day, string comment) =>
        ActAsync(id, stage, user, day, new CaseRequest { CommandId = "", CaseId = id, Type = "complete", Outcome = outcome, Comment = comment });

    private async Task ActAsync(string id, string stage, string user, int day, CaseRequest request)
    {
        var (item, revision) = await ItemAsync(id, i => i.StageId == stage && i.Purpose == WorkPurpose.Decide);
        await RunAsync(request with { CommandId = Identifiers.Opaque(), Item = item, Revision = revision }, user, At(day, 14));
    }

    private async Task SupplementAsync(string id, int day)
    {
        var (item, revision) = await ItemAsync(id, i => i.StageId == "check" && i.Purpose == WorkPurpose.Decide);
        await RunAsync(new CaseRequest
        {
            CommandId = Identifiers.Opaque(),
            CaseId = id,
            Item = item,
            Revision = revision,
            Type = "supplement",
            Comment = "一次告知 2 项。",
            Items = [new SupplementRequestItem("rd_spend_2024", "2024年研发费用与审计报告不一致，请核对。"), new SupplementRequestItem("ip_list[1].no", "第 2 行专利号有误，请按证书填写。")],
        }, "officer1", At(day, 10));
    }

    private async Task ScoredAsync(string id, int day, decimal score, int sheets)
    {
        for (var i = 0; i < sheets; i++)
        {
            await using var db = contexts.Create();
            var item = await db.WorkItems.AsNoTracking().Where(w => w.CaseId == id && w.Purpose == WorkPurpose.Score && w.State == WorkItemState.Open).OrderBy(w => w.Item).FirstAsync();
            var candidate = await db.Candidates.Where(c => c.WorkItemId == item.Id).Select(c => c.Candidate).SingleAsync();
            var expert = await ByIdAsync(candidate["user:".Length..]);
            var at = At(day, 9 + i);
            await RunAsync(new CaseRequest { CommandId = Identifiers.Opaque(), CaseId = id, Item = item.Item, Type = "declare", Conflict = false }, expert, at);
            await RunAsync(new CaseRequest { CommandId = Identifiers.Opaque(), CaseId = id, Item = item.Item, Type = "complete", Outcome = "scored", Comment = Opinion, Values = DemoForm.Scores(score + i - 2) }, expert, at.AddMinutes(40));
        }
    }

    private Task VisitedAsync(string id, int day) => ActAsync(id, "site", "officer2", day, new CaseRequest
    {
        CommandId = "",
        CaseId = id,
        Type = "complete",
        Outcome = "confirmed",
        Comment = "现场与申报一致。",
        Values = new JsonObject { ["visitors"] = new JsonArray("李某", "黄某"), ["visitedOn"] = ChinaTime.DateOf(At(day, 9)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["place"] = "大冶市示例路 1 号", ["findings"] = "研发场地、仪器设备和人员与申报材料一致，仪器运行记录完整。" },
    });

    private async Task MetAsync(string[] ids, int day)
    {
        var officer = await UserAsync("officer1");
        var created = await batches.CreateAsync(new BatchCreation { CommandId = Identifiers.Opaque(), StageId = "meeting", CaseIds = [.. ids], ScheduledAt = At(day, 9), Place = "市科技局三楼会议室" }, new Sender(officer, At(day - 1, 16)));
        var id = Accepted(created).CaseId;
        await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "open" }, officer, At(day, 9));
        foreach (var caseId in ids)
            for (var i = 1; i <= 5; i++)
                await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "vote", CaseId = caseId, Choice = Vote.Approve }, await UserAsync($"committee{i}"), At(day, 10));
        await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "conclude", Text = "会议听取了专家评审和现场考察情况，逐项表决，同意认定。" }, officer, At(day, 11));
    }

    private async Task ObjectedAsync(string notice, string caseId, int day)
    {
        using var evidence = new MemoryStream(DemoForm.Pdf("evidence"));
        var result = await objections.RaiseAsync(new ObjectionInput
        {
            CommandId = Identifiers.Opaque(),
            BatchId = notice,
            CaseId = caseId,
            Name = "示例市民",
            Mobile = "13900000051",
            Facts = "申报的孵化面积含已停用的二号楼，与现场不符，附租赁合同终止协议。",
            EvidenceName = "租赁合同终止协议.pdf",
            Evidence = evidence,
        }, At(day, 15));
        if (!result.Accepted) throw new InvalidOperationException(result.Problems[0].Message);
    }

    private async Task<string> PublishedAsync(string[] ids, int day)
    {
        var officer = await UserAsync("officer1");
        var created = await batches.CreateAsync(new BatchCreation { CommandId = Identifiers.Opaque(), StageId = "notice", CaseIds = [.. ids] }, new Sender(officer, At(day, 9)));
        var id = Accepted(created).CaseId;
        await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "publish" }, officer, At(day, 10));
        return id;
    }

    private async Task SignedAsync(string[] ids, int day)
    {
        foreach (var caseId in ids) await cases.ExpireCaseAsync(caseId, At(day, 8));
        var officer = await UserAsync("officer1");
        var created = await batches.CreateAsync(new BatchCreation { CommandId = Identifiers.Opaque(), StageId = "issue", CaseIds = [.. ids] }, new Sender(officer, At(day, 9)));
        var id = Accepted(created).CaseId;
        await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "submitDraft", Text = "经研究，决定认定下列单位的创新平台为大冶市本级创新平台。" }, officer, At(day, 10));
        await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "approveDraft" }, await UserAsync("officer2"), At(day, 11));
        await BatchAsync(new BatchRequest { CommandId = Identifiers.Opaque(), BatchId = id, Type = "sign" }, await UserAsync("signatory"), At(day, 15));
    }

    private async Task<(int Item, int Revision)> ItemAsync(string id, Func<WorkItemRow, bool> wanted)
    {
        await using var db = contexts.Create();
        var items = await db.WorkItems.AsNoTracking().Where(w => w.CaseId == id && w.State == WorkItemState.Open).ToListAsync();
        var item = items.FirstOrDefault(wanted) ?? throw new InvalidOperationException($"case {id} has no such task");
        return (item.Item, item.Revision);
    }

    private async Task RunAsync(CaseRequest request, string user, DateTimeOffset at) => await RunAsync(request, await UserAsync(user), at);

    private async Task RunAsync(CaseRequest request, UserContext user, DateTimeOffset at) => Accepted(await cases.ExecuteAsync(request, new Sender(user, at)));

    private async Task BatchAsync(BatchRequest request, UserContext user, DateTimeOffset at) => Accepted(await batches.ExecuteAsync(request, new Sender(user, at)));

    private static CommandAnswer Accepted(CommandResult result) => result switch
    {
        CommandResult.Accepted accepted => accepted.Answer,
        CommandResult.Refused refused => throw new InvalidOperationException($"demo command refused: {refused.Refusal.Code} {refused.Refusal.Message}"),
        _ => throw new InvalidOperationException(),
    };
}
