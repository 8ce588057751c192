using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>新建项目类型: the gallery of starting points. Choosing one makes a draft of its own.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class NewModel(ProgrammeDrafts drafts, SenderFactory senders) : AdminPage(senders)
{
    /// <summary>The pattern whose name was refused.</summary>
    public string? Chosen { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Name of the programme that a pattern is, and its stages in reading order.</summary>
    public static (string Name, IReadOnlyList<string> Stages) Look(DraftPattern pattern)
    {
        var document = DraftPatterns.Find(pattern.Id) ?? [];
        return (DraftTree.Text(document["name"]), [.. (DraftTree.Open(document)?.All() ?? []).Select(s => DraftTree.Text(s.Stage["name"]))]);
    }

    public Task<IActionResult> OnPostAsync(string? pattern) => StartAsync(new DraftOrigin.Pattern(pattern ?? ""), pattern ?? "");

    public Task<IActionResult> OnPostEmptyAsync() => StartAsync(new DraftOrigin.Empty(), "empty");

    protected override string ControlOf(string field) => $"n-{Chosen}";

    private async Task<IActionResult> StartAsync(DraftOrigin origin, string chosen)
    {
        var (id, refusal) = await drafts.CreateAsync(origin, Name, await SenderAsync(), HttpContext.RequestAborted);
        if (refusal is null) return Redirect("/design/" + id);
        Chosen = chosen == "empty" || DraftPatterns.All.Any(p => p.Id == chosen) ? chosen : "empty";
        return Refuse(refusal);
    }
}
