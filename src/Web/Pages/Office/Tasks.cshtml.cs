using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Web.Shell;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>待办, 我的已办, 我的发起, 抄送我的; for experts 评审任务.</summary>
[Authorize(Policies.Worker)]
public sealed class TasksModel(CurrentUser current, TaskDesk desk, ToDoDesk others, SavedFilters filters, SenderFactory senders) : PageModel
{
    public TaskListView List { get; private set; } = null!;

    /// <summary>What waits outside the tasks of cases.</summary>
    public ToDoPanel Others { get; private set; } = ToDoPanel.Empty;

    /// <summary>Why a filter was not kept.</summary>
    public Refusal? Refused { get; private set; }

    public string Title => List.Expert ? "评审任务" : "待办";

    /// <summary>Where a form of this page is posted, with the conditions of the address.</summary>
    public string Post(string handler) => "/tasks" + Request.QueryString.Add("handler", handler);

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Request.Headers["HX-Request"] == "true" && Request.Headers["HX-Target"].ToString().EndsWith("task-list", StringComparison.Ordinal) ? Partial("_TaskList", List) : Page();
    }

    /// <summary>Keeps the conditions of the address under a name.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string? name)
    {
        var query = TaskQuery.From(Request.Query);
        (_, Refused) = await filters.SaveAsync(name, query.Filter(1, TaskQuery.Size), await senders.CreateAsync(), HttpContext.RequestAborted);
        if (Refused is null)
        {
            TempData["Done"] = $"已保存为“{name!.Trim()}”，在筛选条的“我的筛选”里。";
            return Redirect(query.With());
        }

        await LoadAsync();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Removes a kept filter.</summary>
    public async Task<IActionResult> OnPostForgetAsync(string? filter)
    {
        if (await filters.RemoveAsync(filter ?? "", await senders.CreateAsync(), HttpContext.RequestAborted)) TempData["Done"] = "已删去这组筛选条件。";
        return Redirect(TaskQuery.From(Request.Query).With());
    }

    private async Task LoadAsync()
    {
        var user = await current.GetAsync();
        List = await desk.ListAsync(user, TaskQuery.From(Request.Query));
        Others = await others.ReadAsync(user, HttpContext.RequestAborted);
        HttpContext.Features.Set(new OpenTaskCount(List.Counts.Open + Others.Count));
        ViewData["Density"] = "dense";
        ViewData["Title"] = Title;
    }
}
