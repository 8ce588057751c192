using System.Text.Json;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Reviews.BlindChecks;

namespace Innovation.Workflows.Cases;

/// <summary>匿名核对 of one attachment: what was found in it, and what the office decided.</summary>
public sealed class BlindCheckRow
{
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required string AttachmentId { get; init; }

    /// <summary>Of the file that was searched.</summary>
    public required string Sha256 { get; init; }

    /// <summary>For which names; with others the file is searched anew.</summary>
    public required string NamesKey { get; init; }

    /// <summary><see cref="Finding"/>s as JSON.</summary>
    public required string Findings { get; init; }

    /// <summary>The blind copy in the vault, as it was searched; null: none can be made, so there is nothing to release.</summary>
    public required string? CopySha256 { get; init; }

    public bool HasCopy => CopySha256 is not null;

    public required DateTimeOffset ScannedAt { get; init; }

    public BlindCheckState State { get; set; }

    /// <summary>核对说明: what was looked at, or why the file is not given.</summary>
    public string? Note { get; set; }

    public string? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public int Revision { get; set; } = 1;

    public IReadOnlyList<Finding> Read() => JsonSerializer.Deserialize<List<Finding>>(Findings, DocumentRegister.Json)!;

    internal static string Write(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(findings, DocumentRegister.Json);
}

public enum BlindCheckState
{
    /// <summary>Nothing was found: experts may read it.</summary>
    Clear,

    /// <summary>待核对</summary>
    Waiting,

    /// <summary>放行</summary>
    Released,

    /// <summary>不予提供</summary>
    Withheld,
}
