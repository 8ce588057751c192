using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Web.Applicants;

/// <summary>
/// Where an application stands, in the applicant's words: the steps of the progress line, never persons, scores or what happens
/// inside the office.
/// </summary>
public sealed class ApplicantPosition
{
    private const string Bureau = "市科技局";
    private readonly CaseView view;
    private readonly StageNames names;
    private readonly WaysOn ways;
    private readonly WorkingCalendar calendar;
    private readonly DateOnly today;
    private readonly Func<DeadlineRow, bool> concerns;

    /// <param name="concerns">Which deadlines the applicant is told.</param>
    public ApplicantPosition(CaseView view, Func<DeadlineRow, bool> concerns, WorkingCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(view);
        (this.view, this.concerns, this.calendar, today) = (view, concerns, calendar, ChinaTime.DateOf(now));
        names = new(view.Programme);
        ways = new(view.Programme.Process, view.State);
    }

    /// <summary>The steps in order; empty for a draft.</summary>
    public StageListView Draw()
    {
        if (view.State.Phase is not (ProcessPhase.Running or ProcessPhase.Ended)) return new([]);
        var places = DefinitionIndex.Of(view.Programme.Process).Places;
        var steps = view.Programme.Steps.Select(step => (Name: step, Stages: places.Select(p => p.Stage).Where(s => s.Step == step).ToList())).Where(s => s.Stages.Count > 0).ToList();
        var now = steps.FindIndex(s => s.Stages.Any(IsOpen));
        var list = steps.Select((s, i) => View(s.Name, s.Stages, before: now >= 0 && i < now, after: now >= 0 && i > now)).ToList();
        if (view.State.Result is not null) list.Add(new("办结：" + view.Row.ApplicantStatus, StageState.Done, null, view.State.EndedAt is { } at ? Day(at) : null));
        return new(list);
    }

    private bool IsOpen(Stage stage) => view.State.Activations.Any(a => a.StageId == stage.Id);

    private StageView View(string name, List<Stage> stages, bool before, bool after)
    {
        if (stages.FirstOrDefault(IsOpen) is { } current) return new(name, StageState.Now, null, Now(current));
        var done = !after && stages.Any(s => view.State.Outcomes.ContainsKey(s.Id));
        if (done) return new(name, StageState.Done, stages.Count == 1 && stages[0] is ReviewStage or PublicNoticeStage ? stages[0].FindOutcome(view.State.Outcomes[stages[0].Id])?.Name : null, Finished(stages));
        if (before || view.State.Phase == ProcessPhase.Ended) return new(name, StageState.Skipped);
        var found = stages.SelectMany(s => ways.Stages.GetValueOrDefault(s.Id) ?? []).ToList();
        return found.Count == 0 ? new(name, StageState.Next) : new(name, StageState.Ahead, null, "下一步" + (Words(found) is { Length: > 0 } words ? "：" + words : ""));
    }

    private string? Now(Stage stage)
    {
        var open = view.State.Activations.First(a => a.StageId == stage.Id);
        var due = view.Deadlines.FirstOrDefault(d => d.StageId == stage.Id && d.ClosedAt is null && d.PausedOn is null && concerns(d));
        var who = open.Supplement is not null ? "等您补正" : stage is SubmissionStage ? "等您提交" : stage is PublicNoticeStage && open.Published ? "公示中" : stage.Assign?.Role == ProcessRoles.Recommender ? $"{view.Row.Area}办理中" : stage is ExpertReviewStage ? "专家评审中" : Bureau + "办理中";
        var left = view.State.Suspension is not null ? "暂停计时" : due is null ? null : $"{ChinaTime.Due(due.DueAt, calendar, today)} 前，{ChinaTime.Remaining(ChinaTime.LastDayOf(due.DueAt), today, calendar)}";
        return left is null ? who : $"{who}，{left}";
    }

    private string? Finished(List<Stage> stages)
    {
        var ids = stages.Select(s => s.Id).ToHashSet();
        var at = view.Timeline.Where(t => t.StageId is { } id && ids.Contains(id)).Select(t => (DateTimeOffset?)t.At).Max() ?? view.Deadlines.Where(d => ids.Contains(d.StageId)).Max(d => d.ClosedAt);
        return at is { } when ? Day(when) : stages.Any(s => s is SubmissionStage) && view.Row.SubmittedAt is { } submitted ? Day(submitted) : null;
    }

    private string Words(IReadOnlyList<WayOn> found) => string.Join("，或者 ", found.Select(w => w switch
    {
        { When: { } when } when StageNames.ReadsScore(when) => "看评审结果",
        { When: { } when } => names.Condition(when),
        { Otherwise: true } => "其余情况",
        { Outcome: { } outcome } => $"“{outcome}”后",
        _ => "",
    }).Where(w => w.Length > 0).Distinct());

    private string Day(DateTimeOffset at) => ChinaTime.Date(ChinaTime.DateOf(at), today);
}
