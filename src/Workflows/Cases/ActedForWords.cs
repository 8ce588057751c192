using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Cases;

/// <summary>What a substitute did, in the words of the message to the absent person.</summary>
internal static class ActedForWords
{
    /// <summary>What a command did, for the message to the absent person; null when a person did nothing in it.</summary>
    public static (string? StageId, string Act, string? Comment)? Done(IReadOnlyList<ProcessEvent> events, Programme programme)
    {
        var index = DefinitionIndex.Of(programme.Process);
        foreach (var happened in events)
        {
            (string?, string, string?)? told = happened switch
            {
                WorkItemClaimed => (null, "认领", null),
                WorkItemReleased => (null, "取消认领", null),
                Returned e => (e.FromStage, $"退回到{index.Find(e.ToStage)?.Stage.Name}", e.Comment),
                WorkItemCompleted { Outcome: not "returned" } e => (e.StageId, OutcomeNames.Of(index.Find(e.StageId)?.Stage, WorkPurpose.Decide, e.Outcome), e.Comment),
                SupplementRequested e => (e.StageId, "补正", e.Comment),
                WorkItemTransferred e => (e.StageId, "转办", e.Comment),
                WorkItemDelegated e => (e.StageId, "委派", e.Comment),
                DelegationAnswered e => (e.StageId, "委派办好", e.Comment),
                DelegationRecalled e => (e.StageId, "取回委派", e.Comment),
                SignersAdded e => (e.StageId, "加签", e.Comment),
                SignerRemoved e => (e.StageId, "减签", e.Comment),
                AnswerTakenBack e => (e.StageId, "取回", e.Comment),
                TakenBack e => (e.StageId, "取回", e.Comment),
                CopySent { By: not null } e => (e.StageId, "抄送", e.Comment),
                Urged e => (null, "催办", e.Comment),
                Suspended e => (null, "中止计时", e.Reason),
                Resumed e => (null, "恢复计时", e.Reason),
                Terminated e => (null, "终止", e.Reason),
                _ => null,
            };
            if (told is not null) return told;
        }

        return null;
    }
}
