namespace Innovation.Workflows.Cases;

/// <summary>The form of a case as it is being filled.</summary>
public sealed class FormRow
{
    public required string CaseId { get; init; }

    /// <summary>Grows with every save; a save names the one it saw.</summary>
    public int Revision { get; set; }

    public string Values { get; set; } = "{}";

    public DateTimeOffset UpdatedAt { get; set; }

    public string UpdatedBy { get; set; } = "";

    public string UpdatedByName { get; set; } = "";
}

/// <summary>申报书 as handed in; never changed.</summary>
public sealed class FormVersionRow
{
    public required string CaseId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public required string Values { get; init; }

    /// <summary>SHA-256 of the values.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required string SubmittedBy { get; init; }
}

/// <summary>附件: one uploaded file; replacing it keeps the old one.</summary>
public sealed class AttachmentRow
{
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    /// <summary>The form field it belongs to.</summary>
    public required string Field { get; init; }

    /// <summary>意见附件: the work item to whose opinion it belongs; null: a file of the form. Not <see cref="Current"/> until the opinion is given.</summary>
    public int? Item { get; init; }

    public required string FileName { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public required string UploadedBy { get; init; }

    public required string UploadedByName { get; init; }

    /// <summary>False when replaced or removed.</summary>
    public bool Current { get; set; } = true;
}
