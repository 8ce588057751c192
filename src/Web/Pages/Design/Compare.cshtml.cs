using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Web.Access;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Design;

/// <summary>A stage of one of the compared versions.</summary>
/// <param name="Depth">How deep in branches, from 0.</param>
public sealed record ComparedStage(string Id, string Name, string Kind, int Depth);

/// <summary>版本比较: two versions of a programme, or one and a draft, side by side and in words.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class CompareModel(ProgrammeDrafts drafts, IDbContexts contexts, ProgrammeStore programmes, CurrentUser current) : PageModel
{
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<int> Versions { get; private set; } = [];

    public int Left { get; private set; }

    /// <summary>0 when a draft is on the right.</summary>
    public int Right { get; private set; }

    public string? Draft { get; private set; }

    public IReadOnlyList<ProgrammeChange> Changes { get; private set; } = [];

    public IReadOnlyList<ComparedStage> LeftStages { get; private set; } = [];

    public IReadOnlyList<ComparedStage> RightStages { get; private set; } = [];

    public string RightTitle => Draft is null ? $"第 {Right} 版" : "草稿";

    /// <summary>The change that a stage's mark shows; null when nothing of it changed.</summary>
    public ChangeKind? MarkOf(string stage) => Changes.Where(c => c.StageId == stage).Select(c => (ChangeKind?)c.Kind).FirstOrDefault();

    public async Task<IActionResult> OnGetAsync(string code, int? left, int? right, string? draft)
    {
        await using var db = contexts.Create();
        Versions = await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code).OrderByDescending(v => v.Version).Select(v => v.Version).ToListAsync(HttpContext.RequestAborted);
        if (Versions.Count == 0) return NotFound();
        Code = code;
        Left = left ?? Versions[^1];
        Right = right ?? Versions[0];
        if (!Versions.Contains(Left) || (draft is null && !Versions.Contains(Right))) return NotFound();
        var before = ProgrammeFile.ToDocument(await programmes.GetAsync(db, code, Left, HttpContext.RequestAborted));
        JsonObject after;
        if (draft is null)
        {
            after = ProgrammeFile.ToDocument(await programmes.GetAsync(db, code, Right, HttpContext.RequestAborted));
        }
        else
        {
            if (await drafts.ReadAsync(await current.GetAsync(), draft, HttpContext.RequestAborted) is not { } view || view.Row.Code != code) return NotFound();
            (Draft, Right) = (draft, 0);
            after = ProgrammeFile.Canonical(view.Document);
        }

        Name = after["name"]?.ToString() ?? code;
        Changes = ProgrammeDiff.Compare(before, after);
        (LeftStages, RightStages) = (StagesOf(before), StagesOf(after));
        return Page();
    }

    private static List<ComparedStage> StagesOf(JsonObject document)
    {
        var found = new List<ComparedStage>();
        void Walk(JsonArray? stages, int depth)
        {
            foreach (var stage in (stages ?? []).OfType<JsonObject>())
            {
                found.Add(new(DraftTree.Word(stage["id"]), DraftTree.Word(stage["name"]), ProcessModel.KindTitle(stage), depth));
                foreach (var branch in Workflows.Definitions.Editing.DraftTree.Branches(stage)) Walk(branch["stages"] as JsonArray, depth + 1);
            }
        }

        Walk(document["process"]?["stages"] as JsonArray, 0);
        return found;
    }
}
