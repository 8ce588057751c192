using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Design;

/// <summary>件在哪里: where the cases of a programme stand, on the tree of its stages.</summary>
[Authorize(Policy = Policies.Supervision)]
public sealed class MapModel(CurrentUser current, StandingReader reader) : PageModel
{
    public ProgrammeStanding Map { get; private set; } = null!;

    /// <summary>Whether stages lead to the cases; administrators see figures only.</summary>
    public bool Links { get; private set; }

    public StageListView Stages { get; private set; } = new([]);

    public async Task<IActionResult> OnGetAsync(string code)
    {
        var user = await current.GetAsync();
        if (await reader.ReadAsync(user, code, HttpContext.RequestAborted) is not { } map) return NotFound();
        Map = map;
        Links = CaseScope.SupervisesCases(user);
        Stages = StandingWords.Map(map, Links);
        return Page();
    }
}
