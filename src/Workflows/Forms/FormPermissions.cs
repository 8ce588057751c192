using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>What a stage may do with a field.</summary>
public enum FieldAccess
{
    /// <summary>Not shown.</summary>
    Hidden,

    /// <summary>Shown.</summary>
    Read,

    /// <summary>Shown and editable.</summary>
    Edit,
}

/// <summary>Access to fields per stage. The entry of the field counts before that of its section, then <c>*</c>.</summary>
public sealed record FormPermissions
{
    /// <summary>Access where a stage says nothing.</summary>
    public FieldAccess Default { get; init; } = FieldAccess.Read;

    /// <summary>Stage id → field or section id, or <c>*</c> → access.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldAccess>> Stages { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, FieldAccess>>();

    /// <summary>Access of a stage to a field. A section read from the profile is never editable.</summary>
    public FieldAccess AccessTo(string stageId, FormSection section, FormField field)
    {
        var access = Default;
        if (Stages.GetValueOrDefault(stageId) is { } stage
            && !stage.TryGetValue(field.Id, out access)
            && !stage.TryGetValue(section.Id, out access)
            && !stage.TryGetValue("*", out access))
            access = Default;
        return section.IsReadOnly && access == FieldAccess.Edit ? FieldAccess.Read : access;
    }

    /// <summary>A copy of the values without the fields that are hidden at a stage.</summary>
    public JsonObject Visible(FormSchema schema, string stageId, JsonObject values) => new(
        from section in schema.Sections
        from field in section.Fields
        where AccessTo(stageId, section, field) != FieldAccess.Hidden && values.ContainsKey(field.Id)
        select KeyValuePair.Create(field.Id, values[field.Id]?.DeepClone()));

    /// <summary>One problem for every changed field that the stage may not edit.</summary>
    public IReadOnlyList<FormProblem> EditProblems(FormSchema schema, string stageId, JsonObject before, JsonObject after) =>
    [
        .. from section in schema.Sections
           from field in section.Fields
           where AccessTo(stageId, section, field) != FieldAccess.Edit
               && CanonicalJson.Write(before[field.Id]) != CanonicalJson.Write(after[field.Id])
           select new FormProblem(FormProblemCodes.NotEditable, field.Id, section.Title,
               $"{field.Label}在这一步不能修改，请恢复原来的内容。"),
    ];
}
