using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>
/// One change of a draft 草稿, as data: it can be stored, sent, applied to the draft document and taken back. A draft may be
/// wrong in every other way; an edit only needs what it names to be there.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "edit")]
[JsonDerivedType(typeof(AddStage), "addStage")]
[JsonDerivedType(typeof(MoveStage), "moveStage")]
[JsonDerivedType(typeof(CopyStageTo), "copyStage")]
[JsonDerivedType(typeof(DeleteStage), "deleteStage")]
[JsonDerivedType(typeof(RenameStage), "renameStage")]
[JsonDerivedType(typeof(SetOption), "setOption")]
[JsonDerivedType(typeof(SetOutcomes), "setOutcomes")]
[JsonDerivedType(typeof(AddBranch), "addBranch")]
[JsonDerivedType(typeof(RemoveBranch), "removeBranch")]
[JsonDerivedType(typeof(MoveBranch), "moveBranch")]
[JsonDerivedType(typeof(SetBranch), "setBranch")]
[JsonDerivedType(typeof(Restore), "restore")]
public abstract record DraftEdit
{
    internal abstract DraftRefusal? Apply(DraftTree tree);
}

/// <summary>Where a stage goes: a sequence and a place in it.</summary>
/// <param name="Block">The choice or parallel stage; null for the outermost sequence.</param>
/// <param name="Branch">Which branch of the block, from 0.</param>
/// <param name="Position">Place in the sequence, from 0; beyond the end means at the end.</param>
public sealed record StageSlot(string? Block, int Branch, int Position);

/// <summary>Why an edit was not made; nothing has changed.</summary>
/// <param name="Code">Stable code, e.g. <c>draft.noStage</c>.</param>
/// <param name="Field">What it is about.</param>
/// <param name="Message">Chinese sentence.</param>
public sealed record DraftRefusal(string Code, string? Field, string Message);

/// <summary>The answer to an edit.</summary>
/// <param name="Document">The new document; null when refused.</param>
/// <param name="Inverse">The edit that takes it back; null when refused.</param>
/// <param name="Refusal">Why not; null when done.</param>
public sealed record DraftResult(JsonObject? Document, DraftEdit? Inverse, DraftRefusal? Refusal);

/// <summary>Applies edits to a draft document: a programme with a process in it, or a process by itself.</summary>
public static class DraftEditor
{
    /// <summary>Applies an edit to a copy. The inverse gives the former document back, byte for byte.</summary>
    public static DraftResult Apply(JsonObject document, DraftEdit edit)
    {
        var changed = document.DeepClone().AsObject();
        if (DraftTree.Open(changed) is not { } tree) return new(null, null, new("draft.noProcess", "process", "草稿里没有流程。"));
        if (edit.Apply(tree) is { } refusal) return new(null, null, refusal);
        return new(changed, Restore.Between(tree.Process, DraftTree.Open(document)!.Process), null);
    }
}
