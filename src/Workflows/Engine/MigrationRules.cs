using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine;

/// <summary>
/// 迁移 (handbook B0): a running case goes on under another version of its definition. What is open must stand in the new
/// version as it stands in the old one; what is done must come out the same there. Running periods go on as they began; one
/// of the applicant's may become longer, never shorter.
/// </summary>
internal static class MigrationRules
{
    public static Refusal? Migrate(DecisionContext context, Migrate command)
    {
        if (command.ToVersion == context.State.DefinitionVersion) return new("migration.same", "version", "这一件已经在这一版上。");
        var to = DefinitionIndex.Of(command.Target);
        var there = new DecisionContext(to, context.State, command, context.Facts);
        var (obstacles, passed) = (new List<string>(), new List<Stage>());
        foreach (var activation in context.State.Activations) CheckOpen(context, to, activation, obstacles, passed);
        if (passed.Count > 0 && !command.PassesInserted) obstacles.Add($"新版在它所在的环节以前增加了{string.Join("、", passed.Distinct().Select(s => $"“{s.Name}”"))}，迁移会越过，方案没有允许");
        CheckDone(context, there, obstacles);
        context.Missing.AddRange(there.Missing.Except(context.Missing).ToList());
        if (context.Missing.Count > 0) return null;
        if (obstacles.Count > 0) return new("migration.impossible", null, string.Join("；", obstacles.Distinct()) + "。");
        context.Emit(new CaseMigrated(context.State.DefinitionVersion, command.ToVersion, command.Plan, command.Reason, passed.Count > 0 ? [.. passed.Select(s => s.Name).Distinct()] : null));
        foreach (var activation in context.State.Activations)
            foreach (var deadline in activation.Deadlines)
                Lengthen(context, to[activation.StageId].Stage, deadline, command);
        return null;
    }

    private static void CheckOpen(DecisionContext context, DefinitionIndex to, Activation activation, List<string> obstacles, List<Stage> passed)
    {
        var old = context.Index[activation.StageId].Stage;
        if (to.Find(activation.StageId) is not { } place || place.Stage.KindName != old.KindName)
        {
            obstacles.Add($"新版里没有它所在的环节“{old.Name}”");
            return;
        }

        var (from, stage) = (context.Index[activation.StageId], place.Stage);
        if (from.Block != place.Block || from.Branch != place.Branch) obstacles.Add($"环节“{old.Name}”在新版里换了分支");
        if (old.Branches.Count != stage.Branches.Count) obstacles.Add($"“{old.Name}”的分支数变了，先办完各分支");
        else passed.AddRange(Inserted(context.Index, to, place));
        if (activation.BatchId is not null) obstacles.Add($"正在“{old.Name}”的批次里，先办结批次");
        if (activation.PendingOutcome is { } pending && stage.FindOutcome(pending) is null) obstacles.Add($"等加签的结论“{old.FindOutcome(pending)?.Name ?? pending}”在新版里没有");
        switch (old, stage)
        {
            case (ReviewStage before, ReviewStage after) when activation.Items.Any(i => !i.Done):
                if (before.Mode != after.Mode) obstacles.Add($"“{old.Name}”的办理方式变了，先办完这个环节");
                if (activation.Supplement is not null && after.Supplement is null) obstacles.Add($"正在补正，新版的“{old.Name}”没有补正");
                if (activation.Supplement is not null && IsShorter(before.Supplement?.Amount, before.Supplement?.Unit, after.Supplement?.Amount, after.Supplement?.Unit)) obstacles.Add("新版会缩短申报单位的补正期限");
                break;
            case (ExpertReviewStage before, ExpertReviewStage after) when before.Sheet != after.Sheet || before.Panel != after.Panel || before.Aggregate != after.Aggregate || before.Blind != after.Blind:
                obstacles.Add($"“{old.Name}”的评分办法变了，先评审完");
                break;
        }

        if (RecomputationRules.IsProtected(old, DeadlinePurpose.Stage) && activation.Deadlines.Any(d => d.Purpose == DeadlinePurpose.Stage)
            && (old.Deadline?.At != stage.Deadline?.At || IsShorter(old.Deadline?.Amount, old.Deadline?.Unit, stage.Deadline?.Amount, stage.Deadline?.Unit)))
            obstacles.Add($"新版会缩短申报单位“{old.Name}”的期限");
    }

    /// <summary>
    /// Stages of the new version that stand before the place of the case, in its sequence or around it, and that the old version
    /// did not have: the case would be past what it never went through, and its letters would cite the new version for it.
    /// </summary>
    private static List<Stage> Inserted(DefinitionIndex from, DefinitionIndex to, StagePlace place)
    {
        var found = new List<Stage>();
        foreach (var at in to.Outward(place.Stage.Id))
            found.AddRange(to.Places.Where(p => p.Block == at.Block && p.Branch == at.Branch && p.Position < at.Position).Select(p => p.Stage).Where(s => s.Waits && from.Find(s.Id) is null));
        return found;
    }

    /// <summary>No period means that there is none to shorten; another unit cannot be compared and counts as shorter.</summary>
    private static bool IsShorter(int? before, PeriodUnit? unitBefore, int? after, PeriodUnit? unitAfter) =>
        before is > 0 && after is { } length && (unitBefore != unitAfter || length < before);

    /// <summary>The recorded outcomes once more, by the new version: an adverse turn is refused.</summary>
    private static void CheckDone(DecisionContext context, DecisionContext there, List<string> obstacles)
    {
        foreach (var (id, outcomeId) in context.State.Outcomes)
        {
            if (context.Index.Find(id)?.Stage is not { } old || there.Index.Find(id)?.Stage is not { } stage) continue;
            if (context.State.Activations.Any(a => a.StageId == id)) continue;
            var outcome = old.FindOutcome(outcomeId);
            if (stage.FindOutcome(outcomeId) is not { } same)
            {
                obstacles.Add($"“{old.Name}”的结论“{outcome?.Name ?? outcomeId}”在新版里没有");
                continue;
            }

            if (same.Route is Route.End && outcome?.Route is not Route.End) obstacles.Add($"按新版，“{old.Name}”的结论“{same.Name}”会使这一件办结");
            if (stage is not ExpertReviewStage) continue;
            var now = stage.Outcomes.FirstOrDefault(o => o.When is null ? o == stage.Outcomes[^1] : there.Evaluate(o.When));
            if (there.Missing.Count == 0 && now?.Id != outcomeId) obstacles.Add($"按新版，“{old.Name}”的结论会从“{same.Name}”变成“{now?.Name}”");
        }
    }

    private static void Lengthen(DecisionContext context, Stage stage, Deadline deadline, Migrate command)
    {
        if (!RecomputationRules.IsProtected(stage, deadline.Purpose) || deadline.PausedOn is not null || deadline.DueAt <= command.At) return;
        var (amount, unit) = deadline.Purpose == DeadlinePurpose.Supplement ? ((stage as ReviewStage)?.Supplement?.Amount ?? 0, (stage as ReviewStage)?.Supplement?.Unit ?? deadline.Unit) : (stage.Deadline?.Amount ?? 0, stage.Deadline?.Unit ?? deadline.Unit);
        if (deadline.Purpose == DeadlinePurpose.Notice || unit != deadline.Unit || unit == PeriodUnit.Hours || deadline.Amount == 0 || amount <= deadline.Amount) return;
        var left = deadline.Left is { } rest ? rest + amount - deadline.Amount : amount;
        if (!context.Know<DueFact>(new DueRequest(deadline.ResumedOn ?? deadline.Trigger, left, unit, [.. RecomputationRules.RemindersOf(stage, deadline.Purpose)]), out var due) || due.DueAt <= deadline.DueAt) return;
        context.Emit(new DeadlineRecomputed(deadline.Id, stage.Id, deadline.DueAt, due.DueAt, due.Provisional, context.StillAhead(due.Reminders, due.DueAt), $"迁移到第 {command.ToVersion} 版"));
    }
}
