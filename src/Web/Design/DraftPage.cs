using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Design;

/// <summary>What the pages of one draft share: the draft, what is wrong with it, and edits that take the seen revision along.</summary>
public abstract class DraftPage(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : AdminPage(senders)
{
    protected ProgrammeDrafts Drafts { get; } = drafts;

    [BindProperty(SupportsGet = true)]
    public string DraftId { get; set; } = "";

    /// <summary>The revision that the person saw.</summary>
    [BindProperty]
    public int Revision { get; set; }

    public DraftView Draft { get; private set; } = null!;

    /// <summary>Everything wrong with the draft; looked for when it is first asked, for a post that leads to another page needs none.</summary>
    public IReadOnlyList<ProgrammeProblem> Problems => problems ??= ProgrammeDrafts.Check(Document);

    private IReadOnlyList<ProgrammeProblem>? problems;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A panel is drawn from the draft as it is now, so nothing is said of what was typed; <see cref="Unsaved"/> shows it.</summary>
    public override string ErrorHeading => "没有保存";

    /// <summary>What was typed into a refused form and stands nowhere in the draft: it can be copied from here.</summary>
    public IReadOnlyList<string> Unsaved
    {
        get
        {
            if (Refusals.Count == 0 || Draft is null || !Request.HasFormContentType) return [];
            var known = Texts(Document).ToHashSet(StringComparer.Ordinal);
            return [.. Request.Form.Where(f => !f.Key.StartsWith('_') && f.Key is not ("revision" or "Revision" or "handler")).SelectMany(f => f.Value.OfType<string>())
                .Select(v => v.ReplaceLineEndings("\n").Trim()).Where(v => v.Length > 1 && v is not ("true" or "false") && !known.Contains(v)).Distinct().Take(MostUnsaved)];
        }
    }

    private const int MostUnsaved = 30;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Texts(m.Value)).Concat(o.Select(m => m.Key)),
        JsonArray a => a.SelectMany(Texts),
        null => [],
        _ => [node.ToString().ReplaceLineEndings("\n").Trim()],
    };

    /// <summary>The programme document.</summary>
    public JsonObject Document => Draft.Document;

    /// <summary>The tab this page is, as <see cref="DesignTabs"/> names it.</summary>
    public abstract string Tab { get; }

    /// <summary>What follows the tab's address to come back to the same place, e.g. <c>?stage=review</c>.</summary>
    public virtual string Place => "";

    public string Address => DesignTabs.Address(DraftId, Tab) + Place;

    /// <summary>Where a form posts to for a handler, coming back to the same place.</summary>
    public string Handler(string name) => $"{Address}{(Place.Length > 0 ? "&" : "?")}handler={name}";

    /// <summary>Only a page that is shown tells of other programmes, people and the random walk; a post that leads elsewhere asks for none of them.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if ((await next()).Result is PageResult) problems = [.. Problems, .. await Drafts.CheckAroundAsync(Draft, HttpContext.RequestAborted)];
    }

    public Task<IActionResult> OnPostUndoAsync() => TurnAsync(undo: true);

    public Task<IActionResult> OnPostRedoAsync() => TurnAsync(undo: false);

    /// <summary>Reads the draft and its problems; false when there is none or the person may not see it.</summary>
    protected async Task<bool> LoadAsync()
    {
        if (await Drafts.ReadAsync((await SenderAsync()).User, DraftId, HttpContext.RequestAborted) is not { } view) return false;
        (Draft, problems) = (view, null);
        Loaded();
        return true;
    }

    /// <summary>Called whenever the draft was read; pages take what they show from it here.</summary>
    protected virtual void Loaded() { }

    /// <summary>Sets one part outside the stages and comes back, or shows the page again with why not.</summary>
    /// <param name="words">What is done, for 最近修改.</param>
    protected async Task<IActionResult> SetAsync(string pointer, JsonNode? value, string words)
    {
        var answer = await Drafts.SetAsync(DraftId, Revision, pointer, value, words, await SenderAsync(), HttpContext.RequestAborted);
        return answer.Refusal is { } refusal ? await AgainAsync(refusal) : Back();
    }

    /// <summary>Sets parts outside the stages in one revision, reckoned on the draft as the person saw it; or shows the page again with why not.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<JsonObject, PartEdit> make)
    {
        var answer = await Drafts.SetAsync(DraftId, Revision, make, await SenderAsync(), HttpContext.RequestAborted);
        return answer.Refusal is { } refusal ? await AgainAsync(refusal) : Back();
    }

    /// <summary>The page as it now is, with a refusal above it.</summary>
    protected async Task<IActionResult> AgainAsync(Refusal refusal) => await LoadAsync() ? Refuse(refusal, Api.Problems.StatusOf(refusal.Code)) : NotFound();

    protected RedirectResult Back() => Redirect(Address);

    private async Task<IActionResult> TurnAsync(bool undo)
    {
        var sender = await SenderAsync();
        var answer = undo ? await Drafts.UndoAsync(DraftId, Revision, sender) : await Drafts.RedoAsync(DraftId, Revision, sender);
        return answer.Refusal is { } refusal ? await AgainAsync(refusal) : Back();
    }
}
