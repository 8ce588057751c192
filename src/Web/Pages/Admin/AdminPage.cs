using Innovation.Web.Access;
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

    public Refusal? Refused { get; protected set; }

    public string? Error(string field) => Refused?.Field == field ? Refused.Message : null;

    protected ValueTask<Sender> SenderAsync() => senders.CreateAsync();

    protected PageResult Refuse(Refusal refusal, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Refused = refusal;
        Response.StatusCode = status;
        return Page();
    }
}
