using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Reviews;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Batches;

/// <summary>What a form of a batch page posts.</summary>
public sealed class BatchForm
{
    public string? CommandId { get; set; }

    public string? Type { get; set; }

    public int? Revision { get; set; }

    public string? CaseId { get; set; }

    public string? Choice { get; set; }

    /// <summary>理由</summary>
    public string? Reason { get; set; }

    /// <summary>Minutes, or the text of the decision.</summary>
    public string? Text { get; set; }

    public List<string> Present { get; set; } = [];

    /// <summary>开会时间 as typed.</summary>
    public string? ScheduledAt { get; set; }

    /// <summary>会议地点</summary>
    public string? Place { get; set; }

    public BatchRequest ToRequest(string batchId) => new()
    {
        CommandId = CommandId ?? "",
        BatchId = batchId,
        Type = Type ?? "",
        Revision = Revision,
        CaseId = CaseId,
        Choice = Choice switch { "approve" => Vote.Approve, "reject" => Vote.Reject, "defer" => Vote.Defer, _ => null },
        Comment = Reason?.ReplaceLineEndings("\n").Trim(),
        Text = Text?.ReplaceLineEndings("\n").Trim(),
        Present = Type == "open" ? [.. Present] : null,
        ScheduledAt = Api.Instants.TryRead(ScheduledAt, endOfDay: false, out var scheduled) ? scheduled : null,
        Place = Place,
    };
}

/// <summary>A page about one batch: reads it, carries out what is posted, and tells what became of it.</summary>
public abstract class BatchPageModel(CurrentUser current, SenderFactory senders, BatchReader reader, BatchCommands commands, TimeProvider clock) : PageModel
{
    public BatchView Batch { get; private set; } = null!;

    public BatchState State => Batch.State;

    public DateTimeOffset Now { get; private set; }

    public string UserId { get; private set; } = "";

    /// <summary>A fresh command id: each form carries its own.</summary>
    public string NewCommand => Identifiers.Opaque();

    public Refusal? Refused { get; private set; }

    /// <summary>What was posted and refused; the page keeps it.</summary>
    public BatchForm Posted { get; private set; } = new();

    [TempData]
    public string? Done { get; set; }

    public bool May(string type) => Batch.Actions.Any(a => a.Type == type);

    protected CurrentUser Current => current;

    protected abstract bool Fits(BatchKind kind);

    protected abstract string Words(BatchForm form, CommandAnswer answer);

    protected virtual Task ShowAsync() => Task.CompletedTask;

    protected async Task<bool> LoadAsync(string id)
    {
        var user = await current.GetAsync();
        (UserId, Now) = (user.UserId, clock.GetUtcNow());
        if (await reader.ReadAsync(user, id, HttpContext.RequestAborted) is not { } view || !Fits(view.Row.Kind)) return false;
        Batch = view;
        return true;
    }

    protected async Task<IActionResult> ExecuteAsync(string id, BatchForm form, string? query = null)
    {
        var sender = await senders.CreateAsync();
        if (!await LoadAsync(id)) return NotFound();
        var result = await commands.ExecuteAsync(form.ToRequest(id), sender, HttpContext.RequestAborted);
        if (result is CommandResult.Accepted accepted)
        {
            Done = Words(form, accepted.Answer);
            return Redirect(BatchWords.PageOf(Batch.Row) + query);
        }

        Refused = ((CommandResult.Refused)result).Refusal;
        Posted = form;
        if (!await LoadAsync(id)) return NotFound();
        await ShowAsync();
        Response.StatusCode = Refused.Code == "batch.notAllowed" ? StatusCodes.Status409Conflict : Api.Problems.StatusOf(Refused.Code);
        return Page();
    }
}
