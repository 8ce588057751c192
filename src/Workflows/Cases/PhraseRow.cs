namespace Innovation.Workflows.Cases;

/// <summary>常用意见: a phrase that is put into an opinion with one click.</summary>
public sealed class PhraseRow
{
    public required string Id { get; init; }

    /// <summary>Whose it is; empty: everybody's, kept by the administrator.</summary>
    public string OwnerId { get; init; } = "";

    /// <summary>For a common phrase: the programme it is for; empty: all.</summary>
    public string ProgrammeCode { get; init; } = "";

    public required string Text { get; set; }

    /// <summary>Position in its list, from 1.</summary>
    public int Order { get; set; }
}
