using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>How far a run of 成批办理 is, and what became of each task. Only its sender sees it.</summary>
[Authorize(Policies.SignedIn)]
public sealed class TaskRunModel(CurrentUser current, TaskRuns runs) : PageModel
{
    public TaskRunView View { get; private set; } = null!;

    /// <summary>Work that an administrator moved; its pages are not open to him.</summary>
    public bool Moved { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await runs.ReadAsync(await current.GetAsync(), id, HttpContext.RequestAborted) is not { } view) return NotFound();
        View = view;
        Moved = TaskRunOrder.Of(view.Row).Type == "reassign";
        ViewData["Density"] = "dense";
        ViewData["Title"] = view.Row.Title;
        return Request.Headers["HX-Request"] == "true" ? Partial("_TaskRun", this) : Page();
    }
}
