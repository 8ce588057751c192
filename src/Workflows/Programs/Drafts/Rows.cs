namespace Innovation.Workflows.Programs.Drafts;

/// <summary>草稿: a programme that is being worked on; one for each code.</summary>
public sealed class ProgrammeDraftRow
{
    public required string Id { get; init; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>The programme document as JSON; may be wrong in every way while it is being worked on.</summary>
    public required string Document { get; set; }

    /// <summary>The version it started from or was last published as; null when its programme was never published.</summary>
    public int? BaseVersion { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string UpdatedByName { get; set; } = "";

    public int Revision { get; set; } = 1;
}

/// <summary>修改记录: one revision of a draft, with what takes it back.</summary>
public sealed class DraftEditRow
{
    public required string DraftId { get; init; }

    /// <summary>The revision that this edit made.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>Chinese words of what was done.</summary>
    public required string Words { get; init; }

    /// <summary>The places that were changed, as <see cref="DraftPlaces"/> names them, one a line.</summary>
    public required string Places { get; init; }

    /// <summary>The edit of the whole document that gives the revision before it, as JSON.</summary>
    public required string Inverse { get; init; }

    /// <summary>The revision that this one takes back or does again; null for an edit of its own.</summary>
    public int? Of { get; init; }

    /// <summary>Whether its person has taken it back.</summary>
    public bool Undone { get; set; }

    /// <summary>Whether it can be taken back or done again: an undo cannot, nor what was undone before a new edit.</summary>
    public bool Open { get; set; } = true;
}
