using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>How far a run of 成批办理 is, and what became of each task. Only its sender sees it.</summary>
[Authorize(Policies.SignedIn)]
public sealed class TaskRunModel(CurrentUser current, TaskRuns runs) : PageModel
{
    public TaskRunView View { get; private set; } = null!;

    /// <summary>Work of others that was moved or urged; its task pages need not be open to the sender.</summary>
    public bool Moved { get; private set; }

    /// <summary>The list from which the order came.</summary>
    public (string Href, string Name) From { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var user = await current.GetAsync();
        if (await runs.ReadAsync(user, id, HttpContext.RequestAborted) is not { } view) return NotFound();
        View = view;
        Moved = TaskRunOrder.Of(view.Row).Type is "reassign" or "urge";
        From = !Moved ? ("/tasks", "待办") : user.Has(ProcessRoles.Administrator) ? ("/admin/work", "改派") : ("/supervision", "督办");
        ViewData["Density"] = "dense";
        ViewData["Title"] = view.Row.Title;
        return Request.Headers["HX-Request"] == "true" ? Partial("_TaskRun", this) : Page();
    }
}
