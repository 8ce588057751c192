using System.Text.Json.Serialization;

namespace Innovation.Workflows.Reviews.BlindChecks;

/// <summary>What was found in a file that experts shall read without learning whose it is.</summary>
/// <param name="Place">第 2 页, 正文, 页眉 … or 整个文件.</param>
/// <param name="Text">For a name: the name with the words around it; otherwise what a person has to look at.</param>
public sealed record Finding(FindingKind Kind, string Place, string Text)
{
    /// <summary>Place of what concerns the file as a whole.</summary>
    public const string WholeFile = "整个文件";

    /// <summary>Whether the file waits for a person because of it. Experts never see the name of a file.</summary>
    public bool Holds => Kind != FindingKind.FileName;
}

[JsonConverter(typeof(JsonStringEnumConverter<FindingKind>))]
public enum FindingKind
{
    /// <summary>名称: a name that a blind copy does not show.</summary>
    Name,

    /// <summary>文件名: such a name in the file's own name.</summary>
    FileName,

    /// <summary>图片: cannot be searched.</summary>
    Picture,

    /// <summary>读不出: text that cannot be read, or not in time.</summary>
    Unreadable,

    /// <summary>其他: remarks, stamps, embedded files and drawings.</summary>
    Other,
}
