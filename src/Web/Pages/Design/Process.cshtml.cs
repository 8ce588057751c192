using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Design;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Design;

/// <summary>A sequence of stages on the canvas.</summary>
/// <param name="Block">The stage whose branch it is; null for the outermost.</param>
public sealed record SequenceView(ProcessModel Page, JsonArray Stages, string? Block, int Branch);

/// <summary>流程设计: the stage tree of a draft with a panel for one stage. Every act is one small post.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class ProcessModel(ProgrammeDrafts drafts, IDbContexts contexts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    public override string Tab => DesignTabs.Process;

    public override string Place => Stage is null ? "" : $"?stage={Uri.EscapeDataString(Stage)}{(Part == PanelPart.Handling ? "" : "&part=" + Part)}";

    /// <summary>Id of the selected stage; null when there is none.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    /// <summary>The shown part of the panel, as <see cref="PanelPart"/> names it.</summary>
    [BindProperty(SupportsGet = true)]
    public string Part { get; set; } = PanelPart.Handling;

    /// <summary>Who can be named for the selected stage.</summary>
    public PanelChoices? Choices { get; private set; }

    /// <summary>The stage about to be deleted, with what that leaves behind.</summary>
    public IReadOnlyList<Consequence>? Consequences { get; private set; }

    public JsonArray Stages => Draft.Document["process"]?["stages"] as JsonArray ?? [];

    public JsonObject? Selected => Stage is null ? null : DraftTree.Open(Document)?.Find(Stage);

    public IEnumerable<JsonObject> Results => DraftTree.Objects(Document["process"]?["results"]);

    /// <summary>All stages in reading order, for routes.</summary>
    public IEnumerable<JsonObject> AllStages => DraftTree.Open(Document)?.All().Select(s => s.Stage) ?? [];

    /// <summary>The names that conditions may use.</summary>
    public IEnumerable<string> Names => (Document["process"]?["fields"] as JsonArray ?? []).Select(DraftTree.Word).Append("score").Distinct();

    /// <summary>Name of a stage; its id when it has none.</summary>
    public static string NameOf(ProcessModel page, string id) => DraftTree.Open(page.Document)?.Find(id) is { } stage && DraftTree.Word(stage["name"]) is { Length: > 0 } name ? name : id;

    public static string KindTitle(JsonObject stage) => StageKindCatalogue.ByName.TryGetValue(DraftTree.Word(stage["kind"]), out var kind) ? kind.Title : DraftTree.Word(stage["kind"]);

    public async Task<IActionResult> OnGetAsync(bool? delete)
    {
        if (!await LoadAsync()) return NotFound();
        await ShowAsync();
        if (delete == true && Selected is not null) Consequences = Innovation.Workflows.Definitions.Editing.Consequences.OfDeleting(Draft.Document, Stage!);
        return Page();
    }

    public Task<IActionResult> OnPostAddAsync(string? kind, string? block, int branch, int position) => ActAsync((document, page) =>
    {
        if (kind is null || !StageKindCatalogue.ByName.TryGetValue(kind, out var known)) return (null, new("draft.unknownKind", "kind", "请选择要添加的环节类型。"));
        var add = AddStage.New(document, kind, known.Title, new(string.IsNullOrEmpty(block) ? null : block, branch, position));
        (page.Stage, page.Part) = (DraftTree.Word(add.Stage["id"]), PanelPart.Handling);
        return (add, null);
    });

    public Task<IActionResult> OnPostMoveAsync(int steps) => ActAsync((document, page) =>
        MoveStage.By(document, page.Stage ?? "", steps) is { } move ? (move, null) : (null, new("draft.end", null, "这个环节已经在头上，不能再移。")));

    /// <summary>What was dragged: a stage to another place, or a kind from the list into the process.</summary>
    public Task<IActionResult> OnPostPlaceAsync(string? kind, string? block, int branch, int position) =>
        string.IsNullOrEmpty(kind) ? ActAsync((_, page) => (new MoveStage(page.Stage ?? "", new(string.IsNullOrEmpty(block) ? null : block, branch, position)), null)) : OnPostAddAsync(kind, block, branch, position);

    public Task<IActionResult> OnPostCopyAsync() => ActAsync((document, page) =>
        MoveStage.By(document, page.Stage ?? "", 1) is { } after ? (new CopyStageTo(page.Stage!, after.To), null) : (new CopyStageTo(page.Stage ?? "", new(null, 0, int.MaxValue)), null));

    public Task<IActionResult> OnPostDeleteAsync() => ActAsync((_, page) => (new DeleteStage(page.Stage ?? ""), null));

    public Task<IActionResult> OnPostBranchAsync() => ActAsync((_, page) => (new AddBranch(page.Stage ?? "", int.MaxValue, "", page.Selected is { } s && DraftTree.Word(s["kind"]) == "choice" ? "" : null), null));

    /// <summary>What was typed into the publishing form.</summary>
    public string? Notes { get; private set; }

    public async Task<IActionResult> OnPostPublishAsync(int revision, string? notes)
    {
        Notes = notes?.Trim();
        var (version, _, refusal) = await Drafts.PublishAsync(DraftId, revision, Notes, null, await SenderAsync(), HttpContext.RequestAborted);
        if (refusal is not null) return await ShownAsync(await AgainAsync(refusal));
        Done = $"已发布为第 {version} 版，新的申报从现在起用这一版。";
        return Redirect("/design/" + DraftId);
    }

    /// <summary>Saves the panel: name, options and outcomes; only what differs becomes an edit.</summary>
    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (Selected is not { } stage) return await ShownAsync(Refuse(new("draft.noStage", "stage", "这个环节不存在，可能已被他人删去。"), 409));
        var (options, refusal) = StagePanel.Read(stage, path => Panel.Posted(Request.Form, path));
        if (refusal is not null) return await ShownAsync(Refuse(refusal));
        var edits = new List<DraftEdit>();
        if (Request.Form.ContainsKey("name") && Request.Form["name"].ToString().Trim() is var name && name != DraftTree.Word(stage["name"])) edits.Add(new RenameStage(Stage!, name));
        edits.AddRange(options);
        if (OutcomePanel.Read(stage, Request.Form) is { } outcomes) edits.Add(new SetOutcomes(Stage!, outcomes));
        edits.AddRange(BranchPanel.Read(stage, Request.Form));
        if (edits.Count == 0) return Back();
        var answer = await Drafts.EditAllAsync(DraftId, Revision, edits, await SenderAsync());
        return answer.Refusal is { } no ? await ShownAsync(await AgainAsync(no)) : Back();
    }

    /// <summary>Removes or moves a branch.</summary>
    public Task<IActionResult> OnPostBranchesAsync(int branch, string? act) => ActAsync((_, page) => (act == "remove" ? new RemoveBranch(page.Stage ?? "", branch) : new MoveBranch(page.Stage ?? "", branch, branch - 1), null));

    protected override string ControlOf(string field) => "o-" + field.Replace('.', '-');

    private async Task<IActionResult> ActAsync(Func<JsonObject, ProcessModel, (DraftEdit? Edit, Refusal? Refusal)> make)
    {
        if (!await LoadAsync()) return NotFound();
        var (edit, refusal) = make(Draft.Document, this);
        if (refusal is not null) return await ShownAsync(Refuse(refusal));
        var answer = await Drafts.EditAsync(DraftId, Revision, edit!, await SenderAsync());
        return answer.Refusal is { } no ? await ShownAsync(await AgainAsync(no)) : Back();
    }

    private async Task<IActionResult> ShownAsync(IActionResult result)
    {
        if (result is PageResult) await ShowAsync();
        return result;
    }

    /// <summary>Reads what only the shown page needs.</summary>
    private async Task ShowAsync()
    {
        Part = PanelPart.Known(Part);
        if (Selected is not { } stage) return;
        await using var db = contexts.Create();
        var people = await db.Users.AsNoTracking().Where(u => !u.Disabled && db.Grants.Any(g => g.UserId == u.Id && g.Role != ProcessRoles.Expert))
            .OrderBy(u => u.Unit).ThenBy(u => u.DisplayName).Select(u => new PanelPerson(u.Id, u.DisplayName, u.Unit)).ToListAsync(HttpContext.RequestAborted);
        Choices = new(Document, stage, people);
    }
}
