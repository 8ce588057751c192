using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Admin;

/// <summary>What pages of the administration share: the note after an act, and why an act was refused.</summary>
public abstract class AdminPage(SenderFactory senders) : PageModel
{
    [TempData]
    public string? Done { get; set; }

    /// <summary>Why the act was refused; empty when it was not.</summary>
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>The summary above the form; each line leads to its field.</summary>
    public IReadOnlyList<ErrorItem> Errors => [.. Refusals.Select(r => new ErrorItem(r.Message, r.Field is null ? null : "#" + ControlOf(r.Field)))];

    /// <summary>Above the summary of what was refused.</summary>
    public virtual string ErrorHeading => "没有保存，您填的内容还在";

    public string? Error(string field) => Refusals.FirstOrDefault(r => r.Field == field)?.Message;

    /// <summary>Element id of the control that a refused field belongs to.</summary>
    protected virtual string ControlOf(string field) => new InputView(field, "", null).ElementId;

    protected ValueTask<Sender> SenderAsync() => senders.CreateAsync();

    /// <summary>The answer to a form that was drawn from something else than what is stored now; null: nothing changed.</summary>
    protected async Task<PageResult?> ChangedAsync(Seen now, string subject, string kind) =>
        await this.ChangedMeanwhileAsync(now, subject, kind) is { } changed ? Refuse(changed, StatusCodes.Status409Conflict) : null;

    protected PageResult Refuse(Refusal refusal, int status = StatusCodes.Status422UnprocessableEntity) => RefuseAll([refusal], status);

    protected PageResult RefuseAll(IReadOnlyList<Refusal> refusals, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Refusals = refusals;
        Response.StatusCode = status;
        return Page();
    }
}
