using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Engine;

/// <summary>催办 and 抄送.</summary>
internal static class AttentionRules
{
    private const int MostCopies = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    /// <summary>Whom 催办 by this person would reach: open items of others.</summary>
    public static IEnumerable<WorkItem> Waiting(DefinitionIndex index, ProcessState state, Actor actor) =>
        state.Activations.Where(a => !index[a.StageId].Stage.Forbid.Contains("urge") && a.ReturnedTo is null)
            .SelectMany(a => a.Items).Where(i => !i.Done && !i.Candidates.IsDefaultOrEmpty && !actor.HoldsAny(i.Candidates));

    /// <summary>The applicant, everybody who has acted on the case, and the programme's officers and section heads.</summary>
    public static bool MayUrge(DefinitionIndex index, ProcessState state, Actor actor) =>
        actor.Holds("applicant@organization:" + state.Organization)
        || actor.Holds($"{ProcessRoles.Officer}@programme:{index.Definition.Id}") || actor.Holds($"{ProcessRoles.SectionHead}@programme:{index.Definition.Id}")
        || state.Actors.Values.Any(a => a.Contains(actor.UserId));

    public static Refusal? Urge(DecisionContext context, Urge command)
    {
        if (!MayUrge(context.Index, context.State, context.Actor)) return Refusals.NotYours;
        var waiting = Waiting(context.Index, context.State, context.Actor).Select(i => i.Id).ToList();
        if (waiting.Count == 0) return Refusals.NothingToUrge;
        if (Resting(context.State, command.At) is { } again) return Refusals.UrgedLately(again);
        context.Emit(new Urged(context.Actor.UserId, command.Comment, [.. waiting]));
        return null;
    }

    /// <summary>When the case may be urged again; null when it may be now.</summary>
    public static DateTimeOffset? Resting(ProcessState state, DateTimeOffset at) => state.UrgedAt + Pause is { } again && at < again ? again : null;

    /// <summary>What the applicant owes and what experts see blind is not copied.</summary>
    public static bool CanCopy(WorkItem item) => item.Purpose is not (WorkPurpose.Submit or WorkPurpose.Supplement or WorkPurpose.Score or WorkPurpose.ExplainOutlier);

    public static Refusal? Copy(DecisionContext context, Stage stage, WorkItem item, SendCopy command)
    {
        if (CommandRules.MayAct(context, stage, item) is { } refusal) return refusal;
        if (stage.Forbid.Contains("copy")) return Refusals.Forbidden("抄送");
        if (!CanCopy(item)) return Refusals.NotNow;
        if (command.Users.IsDefaultOrEmpty || command.Users.Length > MostCopies) return Refusals.NobodyToCopy;
        foreach (var user in command.Users)
        {
            if (!context.Know<Eligible>(new EligibleRequest(stage.Id, user), out var eligible)) continue;
            if (!eligible.Yes) return Refusals.NotEligible with { Field = "users" };
        }

        context.Emit(new CopySent(stage.Id, [.. command.Users.Distinct().Select(u => "user:" + u)], context.Actor.UserId, command.Comment));
        return null;
    }
}
