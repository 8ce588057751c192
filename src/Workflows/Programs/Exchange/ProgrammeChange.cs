namespace Innovation.Workflows.Programs.Exchange;

/// <summary>What kind of change it is.</summary>
public enum ChangeKind
{
    Added,

    Removed,

    Renamed,

    /// <summary>Another place in the order, another block or another section.</summary>
    Moved,

    Changed,
}

/// <summary>One difference between two versions of a programme.</summary>
/// <param name="Group">What it is about: 环节“形式审查”, 字段“研发人员数”, 文书, 基本信息.</param>
/// <param name="Kind">Added, removed, renamed, moved or changed.</param>
/// <param name="StageId">The stage, or null.</param>
/// <param name="Words">Chinese sentence.</param>
public sealed record ProgrammeChange(string Group, ChangeKind Kind, string? StageId, string Words);
