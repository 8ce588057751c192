using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Simulation;

/// <summary>A period that runs in a trial.</summary>
/// <param name="StageId">The stage.</param>
/// <param name="Purpose">What it limits.</param>
/// <param name="LastDay">Its last day, in China.</param>
/// <param name="DueAt">The first instant after it.</param>
/// <param name="Id">Its number in the case.</param>
public sealed record TrialDeadline(string StageId, DeadlinePurpose Purpose, DateOnly LastDay, DateTimeOffset DueAt, int Id);

/// <summary>A message that would go out.</summary>
/// <param name="Candidate">To whom: <c>user:ID</c>, or <c>role@scope</c>.</param>
/// <param name="About">What about, as the catalogue of messages calls it.</param>
/// <param name="StageId">The stage, when it is about one.</param>
/// <param name="Detail">The new status of the applicant.</param>
public sealed record TrialMessage(string Candidate, string About, string? StageId = null, string? Detail = null);

/// <summary>What one step of a trial brought about.</summary>
/// <param name="At">When it took effect.</param>
/// <param name="What">What was done.</param>
/// <param name="Open">The stages that are lit after it, by id.</param>
/// <param name="Deadlines">The periods that run after it.</param>
/// <param name="Documents">Templates of the documents that would be issued.</param>
/// <param name="Messages">Messages that would go out.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="ApplicantStatus">What the applicant sees.</param>
/// <param name="Result">The result when the process has ended.</param>
/// <param name="By">Who did it.</param>
/// <param name="StageId">The stage at which a person did it; null: time did it, or it concerns the whole case.</param>
public sealed record TrialStep(
    DateTimeOffset At, string What, IReadOnlyList<string> Open, IReadOnlyList<TrialDeadline> Deadlines, IReadOnlyList<string> Documents, IReadOnlyList<TrialMessage> Messages, IReadOnlyList<ProcessEvent> Events, string ApplicantStatus, string? Result, Actor By, string? StageId = null);

/// <summary>
/// 试运行: one case walked step by step with the engine's own function, a virtual clock and a stand-in for the world. Purely
/// in memory.
/// </summary>
public sealed class TrialRun
{
    /// <summary>Most steps of one trial.</summary>
    public const int MostSteps = 2_000;

    private readonly ProcessDefinition definition;
    private readonly StandIn world;
    private readonly List<TrialStep> steps = [];

    /// <param name="definition">A definition that may be published.</param>
    /// <param name="world">Who and what is outside.</param>
    /// <param name="start">Where the clock begins.</param>
    public TrialRun(ProcessDefinition definition, StandIn world, DateTimeOffset start)
    {
        (this.definition, this.world, Now) = (definition, world, start);
        var applicant = new Actor("applicant1", System.Collections.Immutable.ImmutableHashSet.Create("applicant@organization:trial"));
        Apply(new OpenDraft("trial", "trial") { Actor = applicant, At = start }, "新建申报");
        if (State.Phase == ProcessPhase.Draft) Apply(new Submit(1, "trial") { Actor = applicant, At = start }, "提交申报");
    }

    public ProcessState State { get; private set; } = ProcessState.Empty;

    /// <summary>The virtual clock.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>All steps so far.</summary>
    public IReadOnlyList<TrialStep> Steps => steps;

    /// <summary>Why the last step was not made; null when it was.</summary>
    public Refusal? Refusal { get; private set; }

    public bool IsOver => State.Phase == ProcessPhase.Ended;

    /// <summary>What can be done now, and by whom.</summary>
    public IReadOnlyList<TrialMove> Moves => IsOver ? [] : [.. TrialMoves.Of(definition, State, world, Now)];

    /// <summary>Why this person may not act on a work item; null when he may, or when there is no such item.</summary>
    public Refusal? MayAct(int item, Actor actor) =>
        State.FindItem(item) is ({ } activation, { } found) ? CommandRules.MayAct(DefinitionIndex.Of(definition), State, DefinitionIndex.Of(definition)[activation.StageId].Stage, found, actor) : null;

    /// <summary>Makes a move, by the person it names or by another.</summary>
    /// <returns>The step; null when it was refused, see <see cref="Refusal"/>.</returns>
    public TrialStep? Make(TrialMove move, Actor? by = null)
    {
        // Who runs a batch is not the engine's rule; here one person stands for it.
        if (by is not null && move.Item is { } item && MayAct(item, by) is { } refusal)
        {
            Refusal = refusal;
            return null;
        }

        return Apply(move.Command with { Actor = by ?? move.Actor, At = Now }, move.Words, move.StageId);
    }

    /// <summary>Sends any command, such as 转办 or 中止计时.</summary>
    public TrialStep? Send(ProcessCommand command, string words) => Apply(command with { At = Now }, words);

    /// <summary>The next instant at which time does something by itself; null when it never does.</summary>
    public DateTimeOffset? NextDue => ProcessEngine.NextDue(State)?.At;

    /// <summary>Lets time pass; what falls due on the way happens, in order.</summary>
    public void PassUntil(DateTimeOffset instant)
    {
        while (ProcessEngine.NextDue(State) is { } due && due.At <= instant && steps.Count < MostSteps)
        {
            if (due.At > Now) Now = due.At;
            if (Apply(due.Command, due.Command is RemindDeadline ? "到期提醒" : "期限届满") is null) break;
        }

        if (instant > Now) Now = instant;
    }

    private TrialStep? Apply(ProcessCommand command, string words, string? stage = null)
    {
        if (steps.Count >= MostSteps)
        {
            Refusal = new("trial.tooLong", null, $"试运行最多 {MostSteps} 步，请重新开始。");
            return null;
        }

        var decision = world.Decide(State, command);
        Refusal = (decision as Decision.Refused)?.Refusal;
        if (decision is not Decision.Accepted accepted) return null;
        State = accepted.State;
        var step = new TrialStep(accepted.Events.Count > 0 ? accepted.Events[^1].At : command.At, words, [.. State.Activations.Select(a => a.StageId)], [.. Running()], [.. Documents(accepted.Events)], [.. Messages(accepted.Events)], accepted.Events, State.ApplicantStatus, State.Result, command.Actor, stage);
        steps.Add(step);
        return step;
    }

    private IEnumerable<TrialDeadline> Running() =>
        State.Activations.SelectMany(a => a.Deadlines.Where(d => d.PausedOn is null).Select(d => new TrialDeadline(a.StageId, d.Purpose, ProcessClock.LastDayOf(d.DueAt), d.DueAt, d.Id)));

    private IEnumerable<string> Documents(IReadOnlyList<ProcessEvent> events)
    {
        var index = DefinitionIndex.Of(definition);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case SupplementRequested e when index[e.StageId].Stage is ReviewStage { Supplement.Document: { } document }: yield return document; break;
                case NoticePublished e when StageOf(e.Activation) is PublicNoticeStage { Document: { } document }: yield return document; break;
                case StageCompleted e:
                    foreach (var document in index[e.StageId].Stage.FindOutcome(e.Outcome)?.Documents ?? []) yield return document;
                    if (index[e.StageId].Stage is not DecisionStage decision || e.Outcome != decision.SignedOutcome) break;
                    if (decision.Document is { } notice) yield return notice;
                    if (decision.Certificate is { } certificate) yield return certificate;
                    break;
            }
        }
    }

    private Stage? StageOf(int activation) => State.FindActivation(activation) is { } found ? DefinitionIndex.Of(definition)[found.StageId].Stage : null;

    private IEnumerable<TrialMessage> Messages(IReadOnlyList<ProcessEvent> events)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                // The applicant learns of what is to be done with the status of the application.
                case WorkItemOpened e when e is { Place: null, Purpose: not (WorkPurpose.Submit or WorkPurpose.Supplement) } && State.FindActivation(e.Activation) is { } activation:
                    var about = e.Purpose switch { WorkPurpose.Score or WorkPurpose.ExplainOutlier => "reviewOpened", WorkPurpose.Objection => "objection", _ => "taskOpened" };
                    foreach (var candidate in e.Candidates) yield return new(candidate, about, activation.StageId);
                    break;
                case DeadlineReminded e:
                    var blind = DefinitionIndex.Of(definition)[e.StageId].Stage is ExpertReviewStage { Blind: true };
                    foreach (var candidate in State.Activations.Where(a => a.Deadlines.Any(d => d.Id == e.Deadline)).SelectMany(a => a.Items).Where(i => !i.Done).SelectMany(i => i.Candidates).Distinct())
                        yield return new(candidate, blind && candidate.StartsWith("user:", StringComparison.Ordinal) ? "reviewReminder" : "reminder", e.StageId);
                    break;
                case Escalated e: yield return new($"{e.Role}@programme:{definition.Id}", "overdue", e.StageId); break;
                case ApproverMissing e: yield return new($"{ProcessRoles.SectionHead}@programme:{definition.Id}", "approverMissing", e.StageId); break;
                case CopySent e:
                    foreach (var candidate in e.Candidates) yield return new(candidate, "copied", e.StageId);
                    break;
                case Suspended: yield return new("applicant@organization:" + State.Organization, "suspended"); break;
                case Resumed: yield return new("applicant@organization:" + State.Organization, "resumed"); break;
                case ApplicantStatusChanged e: yield return new("applicant@organization:" + State.Organization, "statusChanged", null, e.Status); break;
            }
        }
    }
}
