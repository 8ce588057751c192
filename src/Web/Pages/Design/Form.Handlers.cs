using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Web.Design;
using Innovation.Web.Design.Forms;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

public sealed partial class FormDesignModel
{
    private const int MostRules = 100;

    /// <param name="pointer">A place in the draft instead of an id; problems of what has none link so.</param>
    public async Task<IActionResult> OnGetAsync(bool? delete, string? pointer)
    {
        if (!await LoadAsync()) return NotFound();
        if (pointer is not null) return Redirect(DesignTabs.Address(DraftId, Tab) + AtPlace(pointer));
        await FindOutAsync();
        if (delete != true) return Page();
        if (SelectedField is not null) Consequences = References;
        else if (SelectedSection is { } section) Consequences = FieldReferences.Of(Document, DraftTree.Objects(section["fields"]).Select(f => DraftTree.Word(f["id"])).ToHashSet(), Section);
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var title = Part.Title?.Trim() ?? "";
        if (Add is null or "-")
        {
            if (title.Length is 0 or > 100) return await TypedAsync([new("draft.section", "p.title", "请填写这一节的标题，最多 100 字。")]);
            var section = FormEdits.FreeId(Document, Part.FromProfile ? FormSection.FromOrganization : "section");
            var added = new JsonObject { ["id"] = section, ["title"] = title, ["fields"] = new JsonArray() };
            if (Part.FromProfile) added["source"] = FormSection.FromOrganization;
            return await MakeAsync(seen => FormEdits.AddSection(seen, added, At ?? int.MaxValue), () => (Section, Add) = (section, null));
        }

        if (FormEdits.FindSection(Document, Add) is >= 0 and var at && FromProfile(Sections[at])) return await AddFactsAsync(Add);
        if (title.Length is 0 or > 100) return await TypedAsync([new("draft.field", "p.title", "请填写字段名称，最多 100 字。")]);
        if (FieldTypes.Parse(Part.Type) is not { } type) return await TypedAsync([new("draft.field", "p.type", "请选择字段类型。")]);
        var id = FormEdits.FreeId(Document, FieldId(type));
        var field = new JsonObject { ["id"] = id, ["type"] = FieldTypes.Name(type), ["label"] = title };
        return await MakeAsync(seen => FormEdits.AddField(seen, Add, field, At ?? int.MaxValue), () => (Field, Section) = (id, null));
    }

    public Task<IActionResult> OnPostMoveAsync(int steps) =>
        MakeAsync(seen => Field is not null ? FormEdits.MoveField(seen, Field, steps) : FormEdits.MoveSection(seen, Section ?? "", steps));

    public Task<IActionResult> OnPostPlaceAsync(string? to, int? position) => MakeAsync(seen => FormEdits.PlaceField(seen, Field ?? "", to ?? "", position ?? int.MaxValue));

    public async Task<IActionResult> OnPostCopyAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var id = FormEdits.FreeId(Document, Field ?? "");
        return await MakeAsync(seen => FormEdits.CopyField(seen, Field ?? "", id), () => Field = id);
    }

    public Task<IActionResult> OnPostDeleteAsync() =>
        MakeAsync(seen => Field is not null ? FormEdits.DeleteField(seen, Field) : FormEdits.DeleteSection(seen, Section ?? ""), () => (Field, Section) = (null, null));

    /// <summary>Saves the panel of a field; a pressed button of a column moves or deletes it first.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string? act)
    {
        if (!await LoadAsync()) return NotFound();
        if (SelectedField is not { } place) return Refuse(new("draft.noField", null, "这个字段不存在，可能已被他人删去。"), StatusCodes.Status409Conflict);
        await FindOutAsync();
        if (!MayRename) Panel.Id = Field;
        if (FromProfile(place.Owner)) return await SaveFactAsync(place);
        Columns(act);
        var (value, refusals) = new FieldFormReader(Panel, Names).Read();
        var id = DraftTree.Word(value["id"]);
        if (id != Field && FormEdits.Find(Document, id) is not null) refusals = [.. refusals, new("draft.field", "f.id", $"编号“{id}”已经有了，请换一个。")];
        if (refusals.Count > 0) return await TypedAsync(refusals);
        var field = Field!;
        return await MakeAsync(seen => FormEdits.SetField(seen, field, value), () => Field = id);
    }

    public async Task<IActionResult> OnPostSectionAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var (formula, refusal) = Part.VisibleWhen.Read(Names, "p.visibleWhen.text", "显示条件");
        var title = Part.Title?.Trim() ?? "";
        List<Refusal> refusals = [.. title.Length is 0 or > 100 ? [new Refusal("draft.section", "p.title", "请填写这一节的标题，最多 100 字。")] : Array.Empty<Refusal>(), .. refusal is null ? [] : new[] { refusal }];
        return refusals.Count > 0 ? await TypedAsync(refusals) : await MakeAsync(seen => FormEdits.SetSection(seen, Section ?? "", title, Part.FromProfile ? FormSection.FromOrganization : null, formula));
    }

    /// <summary>Saves the title of the form.</summary>
    public async Task<IActionResult> OnPostTitleAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var title = Part.Title?.Trim() ?? "";
        return title.Length is 0 or > 100 ? await TypedAsync([new("draft.form", "p.title", "请填写表单标题，最多 100 字。")]) : await MakeAsync(_ => PartEdit.One("/form/title", title, $"表单标题改为“{title}”"));
    }

    public async Task<IActionResult> OnPostRuleAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var (value, refusals) = RuleFormReader.Read(RulePanel, Names, Form);
        if (Rule == "new" && Rules.Count >= MostRules) refusals = [.. refusals, new("draft.tooMany", "r.assert", $"校验规则最多 {MostRules} 条。")];
        if (refusals.Count > 0) return await TypedAsync(refusals);
        return await MakeAsync(seen => RuleEdit(seen, value, "改"), () => Rule = Rule == "new" ? $"{Rules.Count}" : Rule);
    }

    public Task<IActionResult> OnPostDeleteRuleAsync() => MakeAsync(seen => RuleEdit(seen, null, "删去"), () => Rule = null);

    /// <summary>Rules have no ids, so all of them are set: whoever changed another meanwhile is told.</summary>
    private PartEdit RuleEdit(JsonObject seen, JsonObject? value, string verb)
    {
        var rules = seen["form"]?["rules"] is JsonArray list ? list.DeepClone().AsArray() : [];
        if (Rule == "new") rules.Add(value);
        else if (!int.TryParse(Rule, out var at) || at < 0 || at >= rules.Count) return PartEdit.Refused("draft.noRule", null, "这条规则不存在，可能已被他人删去，请刷新。");
        else if (value is null) rules.RemoveAt(at);
        else rules[at] = value;
        return PartEdit.One("/form/rules", rules, Rule == "new" ? "新增一条校验规则" : $"{verb}一条校验规则");
    }

    private async Task<IActionResult> AddFactsAsync(string section)
    {
        var facts = OrganizationFacts.All.Where(f => Part.Facts.Contains(f.Name) && FormEdits.Find(Document, f.Name) is null).ToList();
        if (facts.Count == 0) return await TypedAsync([new("draft.field", "p.facts", "请至少选一项单位资料。")]);
        var fields = facts.Select(f => new JsonObject { ["id"] = f.Name, ["type"] = "text", ["label"] = f.Title, ["format"] = f.Format?.ToString().ToLowerInvariant() }).ToList();
        foreach (var field in fields.Where(f => f["format"] is null)) field.Remove("format");
        return await MakeAsync(seen =>
        {
            if (FormEdits.FindSection(seen, section) is not (>= 0 and var at)) return PartEdit.Refused("draft.noSection", null, "这一节不存在，可能已被他人删去，请刷新。");
            var list = FormEdits.Sections(seen)[at]!["fields"] is JsonArray old ? old.DeepClone().AsArray() : [];
            foreach (var field in fields) list.Add(field.DeepClone());
            return PartEdit.One($"/form/sections/{at}/fields", list, "新增单位资料：" + string.Join("、", facts.Select(f => f.Title)));
        }, () => (Field, Section) = (null, section));
    }

    /// <summary>Of what comes from the profile only the label is the form's own.</summary>
    private async Task<IActionResult> SaveFactAsync(FieldPlace place)
    {
        var label = Panel.Label?.Trim() ?? "";
        if (label.Length is 0 or > 100) return await TypedAsync([new("draft.field", "f.label", "请填写名称，最多 100 字。")]);
        var value = place.Value.DeepClone().AsObject();
        value["label"] = label;
        return await MakeAsync(seen => FormEdits.SetField(seen, Field!, value));
    }

    /// <summary>The selection that a place in the draft is in.</summary>
    private string AtPlace(string pointer)
    {
        var parts = pointer.Split('/');
        if (!int.TryParse(parts.ElementAtOrDefault(3), out var s) || s < 0 || s >= Sections.Count || Sections[s] is not JsonObject section) return "";
        var field = int.TryParse(parts.ElementAtOrDefault(5), out var f) && section["fields"] is JsonArray fields && f >= 0 && f < fields.Count ? DraftTree.Word(fields[f]?["id"]) : "";
        return field.Length > 0 ? "?field=" + Uri.EscapeDataString(field) : "?section=" + Uri.EscapeDataString(DraftTree.Word(section["id"]));
    }

    private void Columns(string? act)
    {
        if (act?.Split(':') is not [var what, var index] || !int.TryParse(index, out var at) || at < 0 || at >= Panel.Columns.Count) return;
        var column = Panel.Columns[at];
        var to = what switch { "up" => at - 1, "down" => at + 1, _ => at };
        Panel.Columns.RemoveAt(at);
        if (what != "delete") Panel.Columns.Insert(Math.Clamp(to, 0, Panel.Columns.Count), column);
    }

    private static string FieldId(FieldType type) => type switch
    {
        FieldType.LongText => "text",
        FieldType.Integer or FieldType.Decimal => "number",
        FieldType.Choice or FieldType.MultiChoice => "choice",
        FieldType.Rows => "table",
        FieldType.Attachment => "file",
        FieldType.YesNo => "yes_no",
        _ => FieldTypes.Name(type),
    };
}
