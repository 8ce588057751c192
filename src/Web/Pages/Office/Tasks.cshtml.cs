using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Web.Shell;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>待办, 我的已办, 抄送我的; for experts 评审任务.</summary>
[Authorize(Policies.Worker)]
public sealed class TasksModel(CurrentUser current, TaskDesk desk, CaseCommands commands, TimeProvider clock) : PageModel
{
    public TaskListView List { get; private set; } = null!;

    /// <summary>Result of the batch: how many were claimed.</summary>
    public int? Claimed { get; private set; }

    /// <summary>What was refused, with the reason.</summary>
    public IReadOnlyList<(string What, string Reason, string Href)> Refused { get; private set; } = [];

    public string Title => List.Expert ? "评审任务" : "待办";

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Request.Headers["HX-Request"] == "true" && Request.Headers["HX-Target"].ToString().EndsWith("task-list", StringComparison.Ordinal) ? Partial("_TaskList", List) : Page();
    }

    /// <summary>Claims every chosen task, each as a command of its own.</summary>
    public async Task<IActionResult> OnPostClaimAsync([FromForm] string[] pick, [FromForm] string batch)
    {
        var now = clock.GetUtcNow();
        var user = await current.GetAsync();
        var refused = new List<(string, string, string)>();
        var claimed = 0;
        foreach (var choice in (pick ?? []).Distinct().Take(200))
        {
            var parts = choice.Split('|');
            if (parts.Length != 3 || !TaskIds.TryRead(parts[0], out var caseId, out var item) || !int.TryParse(parts[1], out var revision)) continue;
            var result = await commands.ExecuteAsync(new CaseRequest { CommandId = $"{batch}-{parts[0]}", CaseId = caseId, Item = item, Revision = revision, Type = "claim" }, new Sender(user, now));
            if (result is CommandResult.Refused no) refused.Add((parts[2], no.Refusal.Message, "/tasks/" + parts[0]));
            else claimed++;
        }

        (Claimed, Refused) = (claimed, refused);
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        List = await desk.ListAsync(await current.GetAsync(), TaskQuery.From(Request.Query));
        HttpContext.Features.Set(new OpenTaskCount(List.Counts.Open));
        ViewData["Density"] = "dense";
        ViewData["Title"] = Title;
    }
}
