using Innovation.Workflows.Engine;

namespace Innovation.Web.Components;

/// <summary>What a period of a stage is for.</summary>
internal static class DeadlineWords
{
    /// <summary>补正, 公示, 异议答复, 异常分说明; null: it is the stage's own.</summary>
    public static string? Of(DeadlinePurpose purpose) => purpose switch
    {
        DeadlinePurpose.Stage => null,
        DeadlinePurpose.Supplement => "补正",
        DeadlinePurpose.Notice => "公示",
        DeadlinePurpose.Objection => "异议答复",
        DeadlinePurpose.Explanation => "异常分说明",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
