using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Jobs;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>成批办理: what is to be done with the chosen tasks, and the confirmation.</summary>
[Authorize(Policies.Worker)]
public sealed class TaskBatchModel(CurrentUser current, SenderFactory senders, TaskReader reader, TaskRuns runs, TaskRunWorker worker, Phrases phrases) : PageModel
{
    /// <summary>A short run is shown as finished at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public CommonActions Common { get; private set; } = null!;

    /// <summary>The chosen tasks by stage, when they are of several.</summary>
    public IReadOnlyList<IGrouping<(string StageId, string StageName), TaskLine>> Kinds { get; private set; } = [];

    /// <summary>How many were chosen but are no longer the reader's.</summary>
    public int Gone { get; private set; }

    /// <summary>Ids of those that stay ticked.</summary>
    public IReadOnlySet<string> Ticked { get; private set; } = new HashSet<string>();

    public IReadOnlyList<ErrorItem> Errors { get; private set; } = [];

    public string? ErrorField { get; private set; }

    public string? Act { get; private set; }

    public string? Comment { get; private set; }

    public string? To { get; private set; }

    /// <summary>常用意见: the own ones, the common ones, then those of the stage.</summary>
    public IReadOnlyList<string> Phrases { get; private set; } = [];

    public string CommandId { get; } = Identifiers.Opaque();

    public IActionResult OnGet() => Redirect("/tasks");

    /// <summary>Shows what can be done with the tasks ticked in the list.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string[]? pick)
    {
        var chosen = TaskPicks.Read(pick);
        if (chosen.Count == 0) return Redirect("/tasks");
        return await ShowAsync(chosen, null);
    }

    /// <summary>Claims the ticked tasks, without asking back.</summary>
    public async Task<IActionResult> OnPostClaimAsync([FromForm] string[]? pick, string? commandId)
    {
        var chosen = TaskPicks.Read(pick);
        if (chosen.Count == 0) return Redirect("/tasks");
        return await StartAsync(new TaskRunOrder { CommandId = commandId ?? "", Type = "claim", Tasks = [.. chosen] }, chosen);
    }

    /// <summary>Gives the order.</summary>
    /// <param name="outcome"><c>complete:accepted</c>, <c>return:submit</c>, <c>transfer</c>, …</param>
    public async Task<IActionResult> OnPostStartAsync([FromForm] string[]? pick, string? commandId, string? outcome, string? comment, string? to, string? back)
    {
        (Act, Comment, To) = (outcome, string.IsNullOrWhiteSpace(comment) ? null : comment.ReplaceLineEndings("\n").Trim(), string.IsNullOrWhiteSpace(to) ? null : to);
        var chosen = TaskPicks.Read(pick);
        if (chosen.Count == 0) return await ShowAsync([], new Refusal("run.tasks", "tasks", "一件也没有选。请至少选一件，或回到待办。"));
        var parts = (outcome ?? "").Split(':', 2);
        Common = await reader.CommonActionsAsync(await current.GetAsync(), [.. chosen.Select(t => t.Id)]);
        var action = Common.Actions.FirstOrDefault(a => a.Type == parts[0] && (a.Outcome ?? a.ToStage) == (parts.Length > 1 ? parts[1] : null));
        if (action is null) return await ShowAsync(chosen, new Refusal("run.act", "act", "请选择怎样办理。"));
        if (action.RequiresComment && Comment is null) return await ShowAsync(chosen, new Refusal("comment.required", "comment", $"“{action.Name}”要写明理由，对所选的每一件都适用。"));
        if (action.Type == "transfer" && To is null) return await ShowAsync(chosen, new Refusal("person.missing", "to", "请选择转给谁。"));
        return await StartAsync(new TaskRunOrder
        {
            CommandId = commandId ?? "",
            Type = action.Type,
            Outcome = action.Outcome,
            ToStage = action.ToStage,
            Back = action.Type == "return" && back == "back" && action.MayComeBack,
            Comment = action.Type is "claim" or "unclaim" ? null : Comment,
            To = action.Type == "transfer" ? To : null,
            Tasks = [.. chosen],
        }, chosen);
    }

    private async Task<IActionResult> StartAsync(TaskRunOrder order, List<TaskRunTask> chosen)
    {
        var (id, refusal) = await runs.StartAsync(order, await senders.CreateAsync(), HttpContext.RequestAborted);
        if (refusal is not null) return await ShowAsync(chosen, refusal);
        await Task.WhenAny(worker.Start(id!), Task.Delay(Patience, HttpContext.RequestAborted));
        return Redirect("/task-runs/" + id);
    }

    private async Task<IActionResult> ShowAsync(List<TaskRunTask> chosen, Refusal? refusal)
    {
        Common = await reader.CommonActionsAsync(await current.GetAsync(), [.. chosen.Select(t => t.Id)]);
        Ticked = chosen.Select(t => t.Id).ToHashSet();
        Gone = chosen.Count - Common.Lines.Count;
        if (Common is { Stage: { } stage, Programme: { } programme }) Phrases = [.. (await phrases.OfferedAsync(await current.GetAsync(), programme.Code, HttpContext.RequestAborted)).Union(TaskPanel.PhrasesOf(stage))];
        if (Common.Stage is null) Kinds = [.. Common.Lines.GroupBy(l => (l.StageId, l.StageName))];
        if (refusal is not null)
        {
            ErrorField = refusal.Field;
            Errors = [new ErrorItem(refusal.Message, refusal.Field is "comment" or "to" or "act" ? "#" + refusal.Field : null)];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        ViewData["Density"] = "dense";
        ViewData["Title"] = "成批办理";
        return Page();
    }
}
