using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Design;
using Innovation.Web.Office;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>The sheet as the expert will see it, or why it cannot be shown yet.</summary>
/// <param name="Json">The sheet itself, so that typed scores can be added up before it is saved.</param>
public sealed record SheetPreview(ScoreView? Score, string Json, string TotalAddress);

/// <summary>评分表: indicators, bands, total and pass mark of the sheets of a draft.</summary>
[Authorize(Policy = Policies.Administrator), RequestFormLimits(ValueCountLimit = 5_000)]
public sealed class SheetsModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftListPage(drafts, senders, clock)
{
    private const int LongestSheet = 200_000;
    private readonly Dictionary<string, string> scores = [];

    public override string Tab => DesignTabs.Sheets;

    public override string Member => "sheets";

    public override string What => "评分表";

    public override string NameMember => "title";

    /// <summary>The sheet of the preview; what is typed but not saved counts.</summary>
    public SheetPreview Preview { get; private set; } = new(null, "", "");

    public override IReadOnlyList<string> Uses(string id) => DraftUses.OfSheet(Document, id);

    /// <summary>The message at a control: what was refused, or what the check says of this place.</summary>
    public string? Wrong(string name) => Error(name) ?? Problems.FirstOrDefault(p => !p.IsWarning && p.Pointer == Pointer(name))?.Message;

    /// <summary>Adds up the scores that are tried in the preview. Nothing is stored.</summary>
    public async Task<IActionResult> OnPostTotalAsync(string? sheet)
    {
        if (!await LoadAsync()) return NotFound();
        foreach (var (name, value) in Request.Form.Where(f => f.Key.StartsWith("f.s.", StringComparison.Ordinal))) scores[name[4..]] = value.ToString().Trim();
        if (sheet is null or { Length: > LongestSheet } || Parse(sheet) is not { } typed) return BadRequest();
        Show(typed, Request.Form["f.comment"]);
        return Request.Headers["HX-Request"] == "true" && Preview.Score is { } score ? Partial("~/Pages/Office/_ScoreTotal.cshtml", score) : Page();
    }

    /// <summary>The preview of what is typed so far. Nothing is stored.</summary>
    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (!await LoadAsync()) return NotFound();
        Show(SheetForm.Read(Open() ?? [], new TypedForm(Request.Form)), null);
        return Partial("_SheetPreview", Preview);
    }

    protected override void Loaded()
    {
        base.Loaded();
        if (Selected is { } item) Show(item, null);
    }

    protected override Dictionary<string, string> Show(JsonObject item) => SheetForm.Show(item);

    protected override JsonObject Read(JsonObject old, TypedForm typed) => SheetForm.Read(old, typed);

    protected override void Act(JsonObject item, string act) => SheetForm.Act(item, act);

    protected override JsonObject Fresh(string id, string name) => new()
    {
        ["id"] = id,
        ["title"] = name,
        ["version"] = 1,
        ["minCommentLength"] = 50,
        ["passMark"] = 60,
        ["indicators"] = new JsonArray(new JsonObject { ["id"] = "item1", ["name"] = "总体评价", ["help"] = "按申报材料综合评分", ["max"] = 100 }),
    };

    private void Show(JsonObject sheet, string? comment)
    {
        var read = Part<ScoreSheet>(sheet) is { Indicators.Count: > 0 } found ? found : null;
        Preview = new(read is null ? null : new ScoreView(read, scores, comment, Handler("Total")), sheet.ToJsonString(Programme.Json), Handler("Total"));
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private string Pointer(string name)
    {
        var parts = name.Split('.');
        return $"/sheets/{At}/" + (parts[0] == "i" && parts.Length > 2 ? $"indicators/{parts[1]}/{(parts[2] == "b" ? "bands" : parts[2])}" : name);
    }
}
