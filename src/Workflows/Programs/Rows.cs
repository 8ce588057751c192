namespace Innovation.Workflows.Programs;

/// <summary>批次通知 (call): one round of a programme.</summary>
public sealed class RoundRow
{
    public required string Id { get; init; }

    public required string ProgrammeCode { get; init; }

    public required string Title { get; set; }

    /// <summary>Text of the call in Markdown.</summary>
    public string Guide { get; set; } = "";

    public required DateTimeOffset OpensAt { get; set; }

    /// <summary>申报截止: the first instant that is too late.</summary>
    public required DateTimeOffset ClosesAt { get; set; }

    /// <summary>推荐截止 of the recommending units.</summary>
    public DateTimeOffset? RecommendBy { get; set; }

    public string Contact { get; set; } = "";

    /// <summary><see cref="RoundTerms"/> as JSON.</summary>
    public string Terms { get; set; } = "{}";

    public required DateTimeOffset CreatedAt { get; init; }

    public int Revision { get; set; } = 1;
}

/// <summary>A published version of a programme; what it says is never changed.</summary>
public sealed class ProgrammeVersionRow
{
    public required string ProgrammeCode { get; init; }

    public required int Version { get; init; }

    /// <summary>The programme as JSON.</summary>
    public required string Json { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>In force from this instant.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required string PublishedBy { get; init; }

    public string PublishedByName { get; init; } = "";

    public string Notes { get; init; } = "";

    /// <summary>撤下: from this instant no new case uses the version; running cases stay on it.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnByName { get; set; }

    public string? WithdrawnReason { get; set; }
}

/// <summary>文号、案号、证书号: the next number of a series; numbers are consecutive.</summary>
public sealed class NumberSeriesRow
{
    /// <summary>Series and year, e.g. <c>冶科受/2026</c>.</summary>
    public required string Series { get; init; }

    public int Next { get; set; } = 1;

    /// <summary>Numbers at which an administrator let the series go on, each between commas; gaps before them are explained.</summary>
    public string Starts { get; set; } = ",";

    public int Revision { get; set; }
}

/// <summary>A number that has been given; voided numbers stay.</summary>
public sealed class IssuedNumberRow
{
    public required string Series { get; init; }

    public required int Number { get; init; }

    public required string Text { get; init; }

    public required string SubjectId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }
}

/// <summary>推荐汇总表: the ranking that a town seals once per round.</summary>
public sealed class RecommendationSummaryRow
{
    public required string RoundId { get; init; }

    public required string Area { get; init; }

    /// <summary>Case ids in the town's order, as JSON.</summary>
    public string Ranking { get; set; } = "[]";

    /// <summary>The printed table as HTML, fixed when sealed.</summary>
    public string? Html { get; set; }

    public string? HtmlSha256 { get; set; }

    /// <summary>The stamped scan.</summary>
    public string? ScanSha256 { get; set; }

    public string? ScanFileName { get; set; }

    public DateTimeOffset? SealedAt { get; set; }

    public string? SealedBy { get; set; }

    public int Revision { get; set; }
}
