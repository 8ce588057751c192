using Innovation.Web.Access;
using Innovation.Web.Jobs;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Admin;

/// <summary>改派: gives the work of somebody who has left to another person. What the cases are about stays closed.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class WorkModel(SenderFactory senders, CurrentUser current, HeldWork held, TaskRuns runs, TaskRunWorker worker, TimeProvider clock) : AdminPage(senders)
{
    public const int Size = 50;

    [BindProperty(SupportsGet = true, Name = "holder")]
    public string? Holder { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public HeldPage Held { get; private set; } = null!;

    public IReadOnlyList<Receiver> People { get; private set; } = [];

    public IReadOnlySet<string> Ticked { get; private set; } = new HashSet<string>();

    public string? To { get; private set; }

    public string? Reason { get; private set; }

    public string CommandId { get; } = Identifiers.Opaque();

    public DateTimeOffset Now { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync([FromForm] string[]? pick, string? commandId, string? to, string? reason)
    {
        (To, Reason) = (to, reason?.ReplaceLineEndings("\n").Trim());
        var tasks = TaskPicks.Read(pick);
        Ticked = tasks.Select(t => t.Id).ToHashSet();
        var refusals = new List<Refusal>();
        if (tasks.Count == 0) refusals.Add(new("run.tasks", "tasks", "请勾选要改派的件。"));
        if (string.IsNullOrEmpty(To)) refusals.Add(new("person.missing", "to", "请选择改派给谁。"));
        if (string.IsNullOrEmpty(Reason)) refusals.Add(new("comment.required", "reason", "请写明改派的理由，例如“调离岗位”。"));
        if (refusals.Count == 0)
        {
            var (run, refusal) = await runs.StartAsync(new TaskRunOrder { CommandId = commandId ?? "", Type = "reassign", To = To, Comment = Reason, Tasks = [.. tasks] }, await SenderAsync(), HttpContext.RequestAborted);
            if (refusal is null)
            {
                await Task.WhenAny(worker.Start(run!), Task.Delay(TimeSpan.FromSeconds(1), HttpContext.RequestAborted));
                return Redirect("/task-runs/" + run);
            }

            refusals.Add(refusal);
        }

        await ShowAsync();
        return RefuseAll(refusals);
    }

    protected override string ControlOf(string field) => field;

    private async Task ShowAsync()
    {
        Number = Math.Clamp(Number, 1, 10_000);
        Now = clock.GetUtcNow();
        var user = await current.GetAsync();
        Held = await held.ListAsync(user, Holder, SearchWords.Read(Search), Number, Size, HttpContext.RequestAborted);
        People = await held.ReceiversAsync(user, HttpContext.RequestAborted);
    }
}
