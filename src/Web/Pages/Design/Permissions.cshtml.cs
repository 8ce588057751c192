using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Design;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>字段权限: form fields × stages of a draft.</summary>
[Authorize(Policy = Policies.Administrator), RequestFormLimits(ValueCountLimit = 60_000, KeyLengthLimit = 400)]
public sealed class PermissionsModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    private const string Prefix = "a:";

    public override string Tab => DesignTabs.Permissions;

    public override string Place => Stage is null ? "" : "?stage=" + Uri.EscapeDataString(Stage);

    /// <summary>Id of the stage whose column is shown marked.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    public PermissionMatrix Matrix { get; private set; } = null!;

    /// <summary>Posted name of a cell.</summary>
    public static string Cell(string stage, string row) => $"{Prefix}{stage}:{row}";

    /// <summary>What a cell is to show: as typed after a refusal, otherwise as the draft has it.</summary>
    public string Shown(AccessColumn column, AccessRow row) => Typed(Cell(column.Id, row.Id)) ?? Matrix.Own(column, row);

    public string ShownDefault => Typed("default") ?? Matrix.Default;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    /// <summary>Saves what differs from the draft as the person saw it, as one revision.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var cells = Request.Form.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(f => (Parts: f.Key[Prefix.Length..].Split(':', 2), Value: f.Value.ToString())).Where(c => c.Parts.Length == 2).Select(c => (Stage: c.Parts[0], Row: c.Parts[1], c.Value)).ToList();
        var standard = Request.Form["default"].ToString();
        if (!PermissionMatrix.Words.ContainsKey(standard) || cells.Any(c => c.Value.Length > 0 && !PermissionMatrix.Words.ContainsKey(c.Value))) return Refuse(new("draft.permission", null, "权限请从列表里选：沿用、隐藏、只读、可改。"));
        var columns = Matrix.Columns.Select(c => c.Id).ToHashSet();
        var rows = Matrix.Rows.Select(r => r.Id).ToHashSet();
        if (cells.FirstOrDefault(c => !columns.Contains(c.Stage) || !rows.Contains(c.Row)) is { Stage: not null } gone) return Refuse(new("draft.permission", null, $"“{(columns.Contains(gone.Stage) ? gone.Row : gone.Stage)}”已经不在草稿里，可能已被他人删去，请刷新后再改。"), StatusCodes.Status409Conflict);
        return await ChangeAsync(seen => Edit(seen, cells, standard));
    }

    private static PartEdit Edit(JsonObject seen, IReadOnlyList<(string Stage, string Row, string Value)> cells, string standard)
    {
        var stages = seen["permissions"]?["stages"] as JsonObject ?? [];
        var parts = new List<PartChange>();
        if (standard != new PermissionMatrix(seen).Default) parts.Add(new("/permissions/default", standard));
        var changed = 0;
        foreach (var stage in cells.Where(c => c.Value != PermissionMatrix.Own(stages, c.Stage, c.Row)).GroupBy(c => c.Stage))
        {
            var own = stages[stage.Key] is JsonObject old ? old.DeepClone().AsObject() : [];
            foreach (var (_, row, value) in stage)
            {
                changed++;
                if (value.Length == 0) own.Remove(row);
                else own[row] = value;
            }

            parts.Add(new($"/permissions/stages/{JsonPointer.Escape(stage.Key)}", own.Count > 0 ? own : null));
        }

        return new($"改字段权限 {changed + (parts.Any(p => p.Pointer == "/permissions/default") ? 1 : 0)} 处", parts);
    }

    protected override void Loaded() => Matrix = new(Document);

    private string? Typed(string name) => Refusals.Count > 0 && Request.HasFormContentType && Request.Form.TryGetValue(name, out var value) ? value.ToString() : null;
}
