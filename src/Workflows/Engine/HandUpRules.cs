using Innovation.Workflows.Engine.Kinds;

namespace Innovation.Workflows.Engine;

/// <summary>
/// 回避 that sets in late: where stages run side by side, whoever holds an open item may act at a stage that bars him from it.
/// The item must not lie with somebody who may never act: experts are replaced, everything else goes to the section head.
/// </summary>
internal static class HandUpRules
{
    /// <remarks>The same for work that lies with the applicant although it judges the applicant, from a version published before this was refused.</remarks>
    /// <param name="before">The state before the command.</param>
    public static void Apply(DecisionContext context, ProcessState before)
    {
        foreach (var activation in context.State.Activations)
        {
            var stage = context.Index[activation.StageId].Stage;
            if (!stage.JudgesApplicant && stage.DifferentFrom.Count == 0) continue;
            var barred = stage.DifferentFrom.Any(s => context.State.Actors.GetValueOrDefault(s, []) != before.Actors.GetValueOrDefault(s, []));
            foreach (var item in activation.Items)
            {
                if (context.Halted) return;
                if (item.Done || item.Purpose is WorkPurpose.Submit or WorkPurpose.Supplement) continue;
                var own = item.Candidates.Any(c => context.IsOwnMatter(stage, c));
                if (!own && (stage.DifferentFrom.Count == 0 || (!barred && before.FindItem(item.Id).Item?.Revision == item.Revision))) continue;
                if (item.Purpose == WorkPurpose.Score) ExpertReviewBehaviour.ReplaceIfBarred(context, activation.Id, stage, item);
                else context.HandUpIfBarred(stage, item);
            }
        }
    }
}
