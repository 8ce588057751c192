using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Drafts;

namespace Innovation.Web.Design;

/// <summary>A row of the matrix: all fields, a section or a field.</summary>
/// <param name="Id"><c>*</c>, or the id of the section or field.</param>
/// <param name="Known">The form has it; false for what permissions still name.</param>
public sealed record AccessRow(string Id, string Title, bool IsField, bool FromProfile, bool Known);

/// <summary>A column: a stage in which somebody looks at the form.</summary>
/// <param name="Known">The process has it; false for what permissions still name.</param>
public sealed record AccessColumn(string Id, string Title, bool IsSubmission, bool Known);

/// <summary>字段权限 as a matrix: what each stage may do with each field.</summary>
public sealed class PermissionMatrix
{
    private static readonly string[] Silent = ["choice", "parallel", "wait", "action", "copy"];
    private readonly JsonObject stages;
    private readonly FormPermissions permissions;
    private readonly FormSchema form;

    public PermissionMatrix(JsonObject document)
    {
        form = DraftForm.Read(document);
        permissions = DraftForm.ReadPermissions(document);
        stages = document["permissions"]?["stages"] as JsonObject ?? [];
        var tree = (DraftTree.Open(document)?.All() ?? []).Select(s => s.Stage).Where(s => !Silent.Contains(DraftTree.Text(s["kind"])))
            .Select(s => new AccessColumn(DraftTree.Id(s), DraftTree.Text(s["name"]), DraftTree.Text(s["kind"]) == "submission", true)).DistinctBy(c => c.Id).ToList();
        Columns = [.. tree, .. stages.Select(s => s.Key).Where(id => tree.All(c => c.Id != id)).Select(id => new AccessColumn(id, id, false, false))];
        var rows = form.Sections.SelectMany(s => s.Fields.Select(f => new AccessRow(f.Id, f.Label, true, s.IsReadOnly, true)).Prepend(new(s.Id, s.Title, false, s.IsReadOnly, true))).DistinctBy(r => r.Id).ToList();
        var named = stages.SelectMany(s => (s.Value as JsonObject ?? []).Select(a => a.Key)).Distinct();
        Rows = [new("*", "全部内容", false, false, true), .. rows, .. named.Where(id => id != "*" && rows.All(r => r.Id != id)).Select(id => new AccessRow(id, id, true, false, false))];
    }

    public IReadOnlyList<AccessColumn> Columns { get; }

    public IReadOnlyList<AccessRow> Rows { get; }

    /// <summary>Access with its Chinese words, the most restricted first.</summary>
    public static IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string> { ["hidden"] = "隐藏", ["read"] = "只读", ["edit"] = "可改" };

    /// <summary>What a cell may be set to: only a submission can edit, and it hides nothing; what is set already stays to be seen.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Choices(AccessColumn column, AccessRow row, string shown) =>
        Words.Where(w => w.Key == shown || w.Key switch { "hidden" => !column.IsSubmission, "edit" => column.IsSubmission && !row.FromProfile, _ => true });

    /// <summary>What stands where a stage says nothing.</summary>
    public string Default => Name(permissions.Default);

    /// <summary>What a cell says itself; empty when it takes over.</summary>
    public string Own(AccessColumn column, AccessRow row) => Own(stages, column.Id, row.Id);

    public static string Own(JsonObject stages, string stage, string row) => (stages[stage] as JsonObject)?[row] is JsonValue value ? value.ToString() : "";

    /// <summary>What a cell that says nothing takes over, in words.</summary>
    public string Inherited(AccessColumn column, AccessRow row)
    {
        var access = permissions.Default;
        if (row.IsField && row.Known && form.Sections.FirstOrDefault(s => s.Fields.Any(f => f.Id == row.Id)) is { } section) access = Said(column.Id, section.Id) ?? Said(column.Id, "*") ?? access;
        else if (row.Id != "*") access = Said(column.Id, "*") ?? access;
        if (access == FieldAccess.Edit && (row.FromProfile || !column.IsSubmission)) access = FieldAccess.Read;
        return Words[Name(access)];
    }

    private FieldAccess? Said(string stage, string row) => permissions.Stages.GetValueOrDefault(stage) is { } own && own.TryGetValue(row, out var access) ? access : null;

    private static string Name(FieldAccess access) => access.ToString().ToLowerInvariant();
}
