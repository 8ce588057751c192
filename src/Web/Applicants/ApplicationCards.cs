using System.Text.Json.Nodes;
using Innovation.Web.Components;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Applicants;

/// <summary>An application as its applicant sees it at a glance.</summary>
public sealed record ApplicationCard(CaseRow Row, RoundRow Round, Programme Programme)
{
    /// <summary>One of the handbook's case states.</summary>
    public required string Status { get; init; }

    /// <summary>Index of the current step; the number of steps when everything is done; null for drafts.</summary>
    public int? Step { get; init; }

    /// <summary>It waits for the applicant.</summary>
    public bool Waiting { get; init; }

    /// <summary>One sentence: what is going on, and what comes next.</summary>
    public required string Says { get; init; }

    public LinkView? Link { get; init; }

    /// <summary>案号, 提交 and the like.</summary>
    public required IReadOnlyList<string> Meta { get; init; }

    /// <summary>What the applicant must do now, or null.</summary>
    public TodoView? Todo { get; init; }
}

/// <summary>等您办理: one thing to do.</summary>
public sealed record TodoView(string Title, string Before, string Due, string After, DueView When, DateTimeOffset DueAt, string Button, string Href, bool Urgent);

/// <summary>Makes cards of applications, within the scope of the reader.</summary>
public sealed class ApplicationCards(ProgrammeStore programmes, CalendarStore calendars, TimeProvider clock)
{
    private const string Bureau = "市科技局";

    /// <summary>Cards in the order of the rows.</summary>
    public async Task<IReadOnlyList<ApplicationCard>> MakeAsync(WorkflowsDbContext db, IReadOnlyList<CaseRow> rows, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var calendar = await calendars.GetAsync(db, cancellation);
        var ids = rows.Select(r => r.Id).ToList();
        var roundIds = rows.Select(r => r.RoundId).Distinct().ToList();
        var rounds = await db.Rounds.AsNoTracking().Where(r => roundIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        var certificates = await db.Certificates.AsNoTracking().Where(c => ids.Contains(c.CaseId)).ToDictionaryAsync(c => c.CaseId, cancellation);
        var documents = (await db.Documents.AsNoTracking().Where(d => d.CaseId != null && ids.Contains(d.CaseId)).Select(d => new { d.CaseId, d.Id, d.Template, d.Title, d.Number, d.IssuedAt }).ToListAsync(cancellation)).ToLookup(d => d.CaseId!);
        var cards = new List<ApplicationCard>();
        foreach (var row in rows)
        {
            var programme = await programmes.ForCaseAsync(db, row, now, cancellation);
            var state = row.State.Length == 0 ? ProcessState.Empty : EngineJson.ReadState(row.State);
            var letter = documents[row.Id].Where(d => d.Template is "rejectionNotice" or "supplementNotice").OrderByDescending(d => d.IssuedAt).Select(d => new LinkView($"{d.Title} {d.Number}", "/documents/" + d.Id)).FirstOrDefault();
            var facts = new Facts(row, rounds[row.RoundId], programme, state, calendar, now, certificates.GetValueOrDefault(row.Id), letter);
            cards.Add(state.Phase switch
            {
                ProcessPhase.Ended => Ended(facts),
                ProcessPhase.Running when state.Activations.Any(a => a.Items.Any(i => !i.Done && i.Purpose == WorkPurpose.Submit)) => await ReturnedAsync(db, facts, cancellation),
                ProcessPhase.Running => Running(facts),
                _ => await DraftAsync(db, facts, cancellation),
            });
        }

        return cards;
    }

    private sealed record Facts(CaseRow Row, RoundRow Round, Programme Programme, ProcessState State, WorkingCalendar Calendar, DateTimeOffset Now, CertificateRow? Certificate, LinkView? Letter)
    {
        public DateOnly Today => ChinaTime.DateOf(Now);

        public string Due(DateTimeOffset at) => ChinaTime.Due(at, Calendar, Today);

        public string Day(DateTimeOffset at) => DateText.Short(ChinaTime.DateOf(at), Today);

        public IReadOnlyList<string> Meta => [Round.Title, .. Row.Number is { } number ? [$"案号 {number}"] : Array.Empty<string>(), .. Row.SubmittedAt is { } at ? [$"{Day(at)}提交"] : Array.Empty<string>()];

        public int StepOf(string? step) => step is null ? -1 : Programme.Steps.ToList().IndexOf(step);

        /// <summary>The furthest step that was reached.</summary>
        public int Reached => Math.Max(0, State.Visits.Keys.Select(id => StepOf(DefinitionIndex.Of(Programme.Process).Find(id)?.Stage.Step)).DefaultIfEmpty(0).Max());

        public Stage? Stage => State.Activations.Select(a => DefinitionIndex.Of(Programme.Process)[a.StageId].Stage).FirstOrDefault(s => s.Step is not null);

        public DateTimeOffset? DueAt(DeadlinePurpose purpose) => State.Activations.SelectMany(a => a.Deadlines).Where(d => d.Purpose == purpose && d.PausedOn is null).Select(d => (DateTimeOffset?)d.DueAt).FirstOrDefault();

        /// <summary>，9月16日（周三）24:00 前 and what it limits; nothing when there is no deadline or it is over.</summary>
        public string Until(string what) => DueAt(DeadlinePurpose.Stage) is { } at && at > Now ? $"，{Due(at)} 前{what}" : "";

        public LinkView? Notice => State.Activations.Where(a => a.Published && a.BatchId is not null).Select(a => new LinkView("看公示", "/notices/" + a.BatchId)).FirstOrDefault();
    }

    private static async Task<ApplicationCard> DraftAsync(WorkflowsDbContext db, Facts f, CancellationToken cancellation)
    {
        var form = await db.Forms.AsNoTracking().SingleAsync(x => x.CaseId == f.Row.Id, cancellation);
        var open = f.Now >= f.Round.OpensAt && f.Now < f.Round.ClosesAt;
        var says = $"申报已于 {f.Due(f.Round.ClosesAt)} 截止，没有提交。草稿还在，可以打印留存。";
        if (open)
        {
            var values = await ApplicationForms.WithAttachmentsAsync(db, f.Row.Id, f.Programme.Form, JsonNode.Parse(form.Values)!.AsObject(), cancellation);
            var context = new FormContext(await OrganizationProfile.ReadAsync(db, f.Row.OrganizationId, cancellation), f.Today);
            var wrong = FormValidator.Validate(f.Programme.Form, values, context).Select(p => FieldLabels.RootOf(p.FieldPath)).ToHashSet();
            var sections = FormSections.Visible(f.Programme.Form, values, context).ToList();
            var left = sections.Count(s => s.Fields.Any(x => wrong.Contains(x.Id)));
            says = left == 0 ? $"都填好了，还没有提交；申报截止 {f.Due(f.Round.ClosesAt)}。" : $"已填 {sections.Count - left} 节，还有 {left} 节；申报截止 {f.Due(f.Round.ClosesAt)}。";
        }

        var href = $"/applications/{f.Row.Id}/form";
        return new ApplicationCard(f.Row, f.Round, f.Programme)
        {
            Status = "草稿",
            Says = says,
            Link = open ? new LinkView("继续填写", href) : null,
            Meta = [f.Round.Title, $"{DateText.Moment(form.UpdatedAt, f.Now)} 保存"],
            Todo = open ? new TodoView($"提交申报：{f.Row.Title}", $"{f.Round.Title}，请在", f.Due(f.Round.ClosesAt), "前提交；逾期不再接收。", Calls.Due(f.Round.ClosesAt, f.Calendar, f.Now), f.Round.ClosesAt, "继续填写", href, false) : null,
        };
    }

    private static async Task<ApplicationCard> ReturnedAsync(WorkflowsDbContext db, Facts f, CancellationToken cancellation)
    {
        var reason = await db.WorkItems.AsNoTracking().Where(w => w.CaseId == f.Row.Id && w.State == WorkItemState.Done && w.Purpose == WorkPurpose.Decide && w.Comment != null)
            .OrderByDescending(w => w.DoneAt).Select(w => w.Comment).FirstOrDefaultAsync(cancellation);
        var why = string.IsNullOrWhiteSpace(reason) ? "" : $"：{reason.TrimEnd('。')}";
        var dueAt = f.DueAt(DeadlinePurpose.Stage) ?? f.Round.ClosesAt;
        return new ApplicationCard(f.Row, f.Round, f.Programme)
        {
            Status = f.Row.ApplicantStatus,
            Step = Math.Max(0, f.StepOf(f.Stage?.Step)),
            Waiting = true,
            Says = $"退回修改{why}。请改好后在 {f.Due(dueAt)} 前重新提交。",
            Link = new LinkView("去修改", $"/applications/{f.Row.Id}/form"),
            Meta = f.Meta,
            Todo = new TodoView($"修改后重新提交：{f.Row.Title}", $"退回原因{(why.Length == 0 ? "见历程" : why)}。请在", f.Due(dueAt), "前重新提交；逾期未提交的，本案终止。", Calls.Due(dueAt, f.Calendar, f.Now), dueAt, "去修改", $"/applications/{f.Row.Id}/form", true),
        };
    }

    private static ApplicationCard Running(Facts f)
    {
        var pause = f.State.Activations.FirstOrDefault(a => a.Supplement is not null);
        var card = new ApplicationCard(f.Row, f.Round, f.Programme)
        {
            Status = f.Row.ApplicantStatus,
            Step = Math.Max(0, f.StepOf(f.Stage?.Step)),
            Says = pause is null ? Says(f) : "",
            Link = f.Notice,
            Meta = f.Meta,
        };
        if (pause is null) return card;
        var dueAt = f.DueAt(DeadlinePurpose.Supplement) ?? f.Now;
        var href = $"/applications/{f.Row.Id}/form";
        return card with
        {
            Waiting = true,
            Says = $"{Bureau}正在{f.Stage?.Name}，已通知补正；补正期间审查暂停计时，您提交后次日继续。",
            Link = f.Letter,
            Todo = new TodoView($"补正材料：{f.Row.Title}", $"需补 {pause.Supplement!.Items.Length} 项，请在", f.Due(dueAt), "前提交；逾期未补正，将作不予受理处理。", Calls.Due(dueAt, f.Calendar, f.Now), dueAt, "去补正", href, true),
        };
    }

    private static string Says(Facts f)
    {
        if (f.State.Suspension is not null) return "办理暂停计时，恢复后继续办理，到时通知您。";
        var silent = f.Stage?.Deadline?.OnExpiry?.Outcome is { } id && f.Stage.FindOutcome(id) is { Route: Workflows.Definitions.Route.Next } outcome ? $"；到期没有答复的，{outcome.Name}" : "";
        return f.Stage switch
        {
            ReviewStage { Assign.Role: ProcessRoles.Recommender } => $"{f.Row.Area}正在审核推荐{f.Until("办理")}。",
            ReviewStage stage => $"{Bureau}正在{stage.Name}{f.Until("答复")}{silent}。",
            ExpertReviewStage => "专家正在评审，结果按程序告知。",
            SiteVisitStage => $"等待现场考察{f.Until("完成")}；考察前会和您联系，请保持电话畅通。",
            MeetingStage => $"等待会议审定{f.Until("办理")}。",
            PublicNoticeStage when f.State.Activations.Any(a => !a.Objections.IsEmpty) => "收到异议，此项暂停，正在核查；核查结果书面告知您。",
            PublicNoticeStage when f.DueAt(DeadlinePurpose.Notice) is { } at => $"公示至 {f.Due(at)}，无异议后印发认定通知。",
            PublicNoticeStage => "会议已经审定，等待公示。",
            DecisionStage => $"公示期满，正在印发认定通知和证书{f.Until("办结")}。",
            { } stage => $"正在办理：{stage.Name}{f.Until("办理")}。",
            null => "正在办理。",
        };
    }

    /// <summary>The reason, or where it stands; a paper is named only where there is one.</summary>
    private static string Why(Facts f)
    {
        var panel = DefinitionIndex.Of(f.Programme.Process).Places.Select(p => p.Stage).OfType<ExpertReviewStage>().FirstOrDefault();
        if (panel is not null && f.State.Score is { } score && score < AdverseReasons.PassLine(panel)) return AdverseReasons.OfScore(panel, null) + "。";
        return f.Letter is null ? "理由见历程。" : "理由见历程和文书。";
    }

    private static ApplicationCard Ended(Facts f)
    {
        var result = f.Programme.Process.Results.FirstOrDefault(r => r.Id == f.Row.Result);
        var good = result?.Favourable == true;
        var (says, link) = f.Row.Result switch
        {
            _ when good && f.Certificate is { } certificate => ($"证书编号 {certificate.Serial}{(certificate.ExpiresOn is { } last ? $"，有效期至 {ChinaTime.LongDate(last)}" : "")}。", new LinkView("看证书", "/documents/" + certificate.DocumentId)),
            ResultDefinition.Withdrawn => (f.Row.Number is null ? "草稿已经删去。" : $"您已在 {f.Day(f.Row.EndedAt ?? f.Row.UpdatedAt)} 撤回这次申报。" + (f.Now < f.Round.ClosesAt ? "申报截止前可以重新申报。" : ""), f.Now < f.Round.ClosesAt ? new LinkView("看申报通知", "/calls/" + f.Round.Id) : null),
            ResultDefinition.Terminated => ("办理已经终止，理由见历程。", (LinkView?)null),
            _ when good => ("已经办结。", null),
            "lapsed" => ("退回修改后没有在截止前重新提交，办理终止。", null),
            _ when f.State.Reconsideration is { } asked => (asked.Decided ? $"复核决定：{(asked.Changed ? "撤销原决定，重新办理" : "维持原决定")}。理由见历程。" : $"您已申请复核，{f.Day(asked.DueAt.AddTicks(-1))}前决定，结果会发消息告诉您。", f.Letter),
            _ => ($"{Why(f)}不服的，可以在办结后 {ReconsiderationRules.AskWithin} 个工作日内打开这一件申请复核，也可以依法申请行政复议或者提起行政诉讼。", f.Letter),
        };
        return new ApplicationCard(f.Row, f.Round, f.Programme)
        {
            Status = f.Row.ApplicantStatus,
            Step = f.Row.Number is null ? null : good ? f.Programme.Steps.Count : f.Reached,
            Says = says,
            Link = link,
            Meta = f.Meta,
        };
    }
}
