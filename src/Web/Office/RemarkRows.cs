using Innovation.Web.Components;
using Innovation.Workflows.Engine;

namespace Innovation.Web.Office;

/// <summary>Rows of a field and what is wrong there; partial Components/_Remarks.</summary>
/// <param name="Id">Element id of the whole.</param>
/// <param name="Name">Posted as <c>Name-field</c> and <c>Name-remark</c>.</param>
/// <param name="Fields">The fields to choose from, by section.</param>
public sealed record RemarkRows(string Id, string Name, string Title, string Help, IReadOnlyList<SupplementRequestItem> Typed, IReadOnlyList<(string Section, IReadOnlyList<OptionView> Fields)> Fields, string? Error)
{
    /// <summary>As typed, or one empty row.</summary>
    public IReadOnlyList<SupplementRequestItem> Rows => Typed.Count > 0 ? Typed : [new SupplementRequestItem("", "")];
}
