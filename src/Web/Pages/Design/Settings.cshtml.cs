using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Design;
using Innovation.Web.Design.Forms;
using Innovation.Web.Design.Settings;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>基本信息 of a draft: one form and one revision for each panel.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class SettingsModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    private string? posted;

    public override string Tab => DesignTabs.Settings;

    public FormSchema Form { get; private set; } = null!;

    /// <summary>申报指南 as applicants will see it, while it is not saved; null when it was not asked for.</summary>
    public IHtmlContent? Preview { get; private set; }

    /// <summary>The code may change until the first publication.</summary>
    public bool MayRecode => Draft.Row.BaseVersion is null;

    /// <summary>The fields that people fill in.</summary>
    public IReadOnlyList<OptionView> Fields => [.. Form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields).Select(f => new OptionView(f.Id, f.Label))];

    /// <summary>The names that conditions of the process could use: those of the form, and results of decision tables.</summary>
    public IReadOnlyList<DraftName> ConditionNames =>
    [
        .. new DraftNames(Form).All.Where(n => n.Name.StartsWith("form.", StringComparison.Ordinal)),
        .. DraftTree.Objects(Document["tables"]).SelectMany(TableNames),
        .. Texts("/process/fields").Where(n => !n.StartsWith("form.", StringComparison.Ordinal) && !n.StartsWith("table.", StringComparison.Ordinal)).Select(n => new DraftName(n, n, "其他")),
    ];

    public IReadOnlyList<JsonObject> Results => DraftTree.Objects(Document["process"]?["results"]);

    public JsonObject? Certificate => Document["certificate"] as JsonObject;

    public IReadOnlyList<JsonObject> Obligations => DraftTree.Objects(Certificate?["obligations"]);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public Task<IActionResult> OnPostBasicAsync() => SaveAsync("basic", (reader, seen) => reader.Basic(seen, MayRecode));

    public async Task<IActionResult> OnPostGuideAsync([FromForm(Name = "_then")] string? then)
    {
        if (then != "preview") return await SaveAsync("guide", (reader, _) => reader.Guide());
        if (!await LoadAsync()) return NotFound();
        posted = "guide";
        Preview = GuideText.Render(Request.Form["guide"].ToString());
        return Page();
    }

    public Task<IActionResult> OnPostApplyingAsync() => SaveAsync("applying", (reader, _) => reader.Applying());

    public Task<IActionResult> OnPostResultsAsync() => SaveAsync("results", (reader, seen) => reader.Results(seen));

    public Task<IActionResult> OnPostCertificateAsync() => SaveAsync("certificate", (reader, _) => reader.Certificate());

    /// <summary>What a control of a panel shows: as typed when the panel was not saved, otherwise as the draft has it.</summary>
    public string Shown(string panel, string name, string? kept) => posted == panel ? Request.Form[name].ToString() : kept ?? "";

    /// <summary>The same of a box to tick.</summary>
    public bool Ticked(string panel, string name, string value, bool kept) => posted == panel ? Request.Form[name].Contains(value) : kept;

    /// <summary>A control of a panel.</summary>
    public InputView Control(string panel, string name, string label, string? kept) => new(name, label, Shown(panel, name, kept)) { Error = Error(name) };

    /// <summary>How many lines of a list are shown: those of the draft and a blank one, or as many as were posted.</summary>
    public int Lines(string panel, string list, int kept) => posted == panel && int.TryParse(Request.Form[list + ".count"], out var count) ? Math.Clamp(count, 0, 100) : kept + 1;

    /// <summary>The texts of a list in the draft.</summary>
    public IReadOnlyList<string> Texts(string pointer)
    {
        JsonNode? at = Document;
        foreach (var part in JsonPointer.Parts(pointer)) at = JsonPointer.Child(at, part);
        return [.. (at as JsonArray ?? []).Select(DraftTree.Text).Where(t => t.Length > 0)];
    }

    /// <summary>The stages and outcomes that end with a result, in words.</summary>
    public IReadOnlyList<string> EndsWith(string result) =>
    [
        .. (DraftTree.Open(Document)?.All() ?? []).SelectMany(s => (s.Stage["outcomes"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(o => DraftTree.Text((o["route"] as JsonObject)?["end"]) == result).Select(o => $"{DraftTree.Text(s.Stage["name"])}：{DraftTree.Text(o["name"])}")),
        .. result switch { ResultDefinition.Withdrawn => ["申报单位撤回申报"], ResultDefinition.Terminated => ["科室负责人终止"], _ => Array.Empty<string>() },
    ];

    /// <summary>The names of the stages that stand at a step of the progress line.</summary>
    public IReadOnlyList<string> StagesAt(string step) => [.. (DraftTree.Open(Document)?.All() ?? []).Where(s => DraftTree.Text(s.Stage["step"]) == step).Select(s => DraftTree.Text(s.Stage["name"]))];

    protected override void Loaded() => Form = DraftForm.Read(Document);

    private async Task<IActionResult> SaveAsync(string panel, Func<SettingsReader, JsonObject, PartEdit> read)
    {
        if (!await LoadAsync()) return NotFound();
        posted = panel;
        var reader = new SettingsReader(Request.Form);
        _ = read(reader, Document);
        return reader.Refusals.Count > 0 ? RefuseAll(reader.Refusals) : await ChangeAsync(seen => read(new(Request.Form), seen));
    }

    private static IEnumerable<DraftName> TableNames(JsonObject table)
    {
        var (name, title) = ("table." + DraftTree.Text(table["id"]), DraftTree.Text(table["name"]));
        var outputs = DraftTree.Objects(table["outputs"]);
        return outputs.Count > 1 ? outputs.Select(o => new DraftName($"{name}.{DraftTree.Text(o["id"])}", $"{title}：{DraftTree.Text(o["label"])}", "决策表")) : [new DraftName(name, title, "决策表")];
    }
}
