using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Cases;

/// <summary>异议 against one case of a public notice.</summary>
public sealed class ObjectionRow
{
    public required string Id { get; init; }

    public required string BatchId { get; init; }

    public required string CaseId { get; init; }

    /// <summary>查询编号, given to the objector.</summary>
    public required string QueryCode { get; init; }

    /// <summary>Empty for anonymous ones, which are kept as clues only.</summary>
    public required string Name { get; init; }

    public required string Mobile { get; init; }

    public required string Facts { get; init; }

    public required bool RealName { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public ObjectionStatus Status { get; set; }

    public string? Answer { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? EvidenceFileName { get; set; }

    public string? EvidenceSha256 { get; set; }

    public string? EvidenceContentType { get; set; }

    /// <summary>SHA-256 over what was handed in, for the history of the case; the query code in it keeps it from being guessed.</summary>
    public string Seal() => CanonicalJson.Sha256Hex(new JsonObject
    {
        ["id"] = Id, ["batch"] = BatchId, ["case"] = CaseId, ["code"] = QueryCode, ["name"] = Name, ["mobile"] = Mobile, ["facts"] = Facts, ["real"] = RealName, ["at"] = ReceivedAt.UtcTicks,
        ["file"] = EvidenceFileName, ["sha256"] = EvidenceSha256, ["type"] = EvidenceContentType,
    });
}

public enum ObjectionStatus
{
    /// <summary>线索: anonymous; nobody answers it.</summary>
    Clue,

    /// <summary>核查中</summary>
    Open,

    /// <summary>不成立</summary>
    Dismissed,

    /// <summary>成立</summary>
    Upheld,
}
