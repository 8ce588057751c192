using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Design;
using Innovation.Web.Design.Forms;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>表单设计: sections and fields of a draft in order, with a panel for one of them. Every act is one small post.</summary>
[Authorize(Policy = Policies.Administrator), RequestFormLimits(ValueCountLimit = 5000)]
public sealed partial class FormDesignModel(ProgrammeDrafts drafts, ProgrammeStore programmes, IDbContexts contexts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    public override string Tab => DesignTabs.Form;

    public override string Place => Field is not null ? "?field=" + Uri.EscapeDataString(Field) : Section is not null ? "?section=" + Uri.EscapeDataString(Section) : Rule is not null ? "?rule=" + Uri.EscapeDataString(Rule) : "";

    /// <summary>Id of the selected field.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Field { get; set; }

    /// <summary>Id of the selected section, when no field is.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Section { get; set; }

    /// <summary>Position of the selected rule, or <c>new</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Rule { get; set; }

    /// <summary>Id of the section to which a field is being added; <c>-</c> for a new section.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Add { get; set; }

    /// <summary>Where it is added, from 0; null: at the end.</summary>
    [BindProperty(SupportsGet = true)]
    public int? At { get; set; }

    /// <summary>The panel of the field as typed.</summary>
    [BindProperty(Name = "f")]
    public FieldForm Panel { get; set; } = new();

    /// <summary>The panel of a new field, of a section or of the form as typed.</summary>
    [BindProperty(Name = "p")]
    public PartForm Part { get; set; } = new();

    /// <summary>The panel of a rule as typed.</summary>
    [BindProperty(Name = "r")]
    public RuleForm RulePanel { get; set; } = new();

    /// <summary>What names the field or section that is about to be deleted; null when none is.</summary>
    public IReadOnlyList<Consequence>? Consequences { get; private set; }

    /// <summary>What names the selected field.</summary>
    public IReadOnlyList<Consequence> References { get; private set; } = [];

    /// <summary>Whether the id of the selected field may still change: nothing names it and it was never published.</summary>
    public bool MayRename { get; private set; }

    public FormSchema Form { get; private set; } = null!;

    public DraftNames Names { get; private set; } = null!;

    public JsonArray Sections => FormEdits.Sections(Document);

    public JsonArray Rules => Document["form"]?["rules"] as JsonArray ?? [];

    public FieldPlace? SelectedField => Field is null ? null : FormEdits.Find(Document, Field);

    public JsonObject? SelectedSection => Section is not null && FormEdits.FindSection(Document, Section) is >= 0 and var at ? Sections[at] as JsonObject : null;

    public JsonObject? SelectedRule => int.TryParse(Rule, out var at) && at >= 0 && at < Rules.Count ? Rules[at] as JsonObject : null;

    public static string TypeName(JsonObject field) => FieldTypes.Parse(DraftTree.Word(field["type"])) is { } type ? FieldTypes.Names[type] : DraftTree.Word(field["type"]);

    /// <summary>Whether the fields of a section come from the profile.</summary>
    public static bool FromProfile(JsonNode? section) => DraftTree.Word(section?["source"]) == FormSection.FromOrganization;

    /// <summary>The types to pick from.</summary>
    public static IReadOnlyList<OptionView> TypeOptions(bool column) =>
        [.. (column ? FieldTypes.Columns : FieldTypes.Names.Keys).Select(t => new OptionView(FieldTypes.Name(t), FieldTypes.Names[t]))];

    /// <summary>A control of the panel of a field.</summary>
    /// <param name="name">Posted name, e.g. <c>f.columns[0].label</c>.</param>
    public InputView Control(string name, string label, string? value) => new(name, label, value) { Error = Error(name), Optional = true };

    protected override void Loaded()
    {
        Form = DraftForm.Read(Document);
        Names = new(Form);
        // What was typed stays; what was not posted is taken from the draft.
        if (!Posted("f.") && SelectedField is { } field) Panel = FieldForm.Of(field.Value);
        if (!Posted("p.")) Part = SelectedSection is { } section ? PartForm.Of(section) : new() { Title = Place.Length == 0 && Add is null ? DraftTree.Word(Document["form"]?["title"]) : null };
        if (!Posted("r.") && SelectedRule is { } rule) RulePanel = RuleForm.Of(rule);
        Panel.Settle();
    }

    private bool Posted(string prefix) => Request.HasFormContentType && Request.Form.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal));

    private async Task FindOutAsync()
    {
        if (SelectedField is null) return;
        References = FieldReferences.Of(Document, new HashSet<string> { Field! });
        MayRename = References.Count == 0 && !await IsPublishedAsync(Field!);
    }

    private async Task<bool> IsPublishedAsync(string field)
    {
        if (Draft.Row.BaseVersion is not { } version) return false;
        await using var db = contexts.Create();
        return (await programmes.GetAsync(db, Draft.Row.Code, version, HttpContext.RequestAborted)).Form.Find(field) is not null;
    }

    /// <summary>The page again with what was typed and why it was not saved.</summary>
    private async Task<IActionResult> TypedAsync(IReadOnlyList<Refusal> refusals, int status = StatusCodes.Status422UnprocessableEntity)
    {
        await FindOutAsync();
        Panel.Settle();
        return RefuseAll(refusals, status);
    }

    /// <summary>Makes an edit; when it is refused, the page comes again with what was typed.</summary>
    private async Task<IActionResult> MakeAsync(Func<JsonObject, PartEdit> make, Action? done = null)
    {
        var answer = await Drafts.SetAsync(DraftId, Revision, make, await SenderAsync(), HttpContext.RequestAborted);
        if (answer.Refusal is { } refusal) return await LoadAsync() ? await TypedAsync([refusal], Api.Problems.StatusOf(refusal.Code)) : NotFound();
        done?.Invoke();
        return Back();
    }
}
