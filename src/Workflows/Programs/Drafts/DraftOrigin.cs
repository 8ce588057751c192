using System.Text.Json.Nodes;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>What a draft starts from.</summary>
public abstract record DraftOrigin
{
    private DraftOrigin() { }

    /// <summary>空白: a programme with nothing but the stage in which people apply.</summary>
    public sealed record Empty : DraftOrigin;

    /// <summary>A starting point of the gallery, by its id; the copy gets a code of its own.</summary>
    public sealed record Pattern(string Id) : DraftOrigin;

    /// <summary>A copy of a published version under a code of its own.</summary>
    public sealed record Copy(string Code, int Version) : DraftOrigin;

    /// <summary>修订: the next version of a published programme, which keeps its code.</summary>
    public sealed record Revise(string Code, int Version) : DraftOrigin;

    /// <summary>A document that somebody brings; it keeps its code when that is free.</summary>
    /// <param name="AsRevision">It becomes the next version of the published programme that has its code.</param>
    public sealed record Imported(JsonObject Document, bool AsRevision = false) : DraftOrigin;
}
