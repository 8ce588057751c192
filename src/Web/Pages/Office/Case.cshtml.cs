using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>One case as the office reads it.</summary>
[Authorize(Policies.Register)]
public sealed class CaseModel(CurrentUser current, CaseReader reader, CaseDesk desk, CaseCommands commands, BlindDecisions checks, TimeProvider clock) : PageModel
{
    public CaseSheet Sheet { get; private set; } = null!;

    /// <summary>Why 终止 was refused.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>The reason as typed.</summary>
    public string? Reason { get; private set; }

    public bool ReasonWrong => asked is null && Refused?.Field == "comment";

    public bool Staff { get; private set; }

    /// <summary>Its attachments were searched for a blind review.</summary>
    public bool Checked { get; private set; }

    /// <summary>取回, 催办, 中止, 恢复, as far as allowed.</summary>
    public IReadOnlyList<CommandDialog> Dialogs { get; private set; } = [];

    private (string Dialog, CommandInput Typed, string? Field, string Message)? asked;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    /// <summary>终止, by the section head.</summary>
    public async Task<IActionResult> OnPostTerminateAsync(string id, string commandId, string? reason)
    {
        var now = clock.GetUtcNow();
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId, CaseId = id, Type = "terminate", Comment = reason }, new Sender(await current.GetAsync(), now));
        if (result is CommandResult.Refused refused)
        {
            (Refused, Reason) = (refused.Refusal, reason);
            Response.StatusCode = Api.Problems.StatusOf(refused.Refusal.Code);
            return await LoadAsync(id) ? Page() : NotFound();
        }

        TempData["Done"] = "本案已终止。";
        return Redirect("/cases/" + id);
    }

    /// <summary>取回 of the last step, 催办, 中止计时, 恢复计时.</summary>
    public async Task<IActionResult> OnPostCommandAsync(string id, string type, string commandId)
    {
        var now = clock.GetUtcNow();
        var user = await current.GetAsync();
        if (await reader.ReadAsync(user, id) is not { } view) return NotFound();
        var typed = CommandInput.From(Request.Form);
        if (view.Actions.FirstOrDefault(a => a.Type == type) is not { } action || type is not ("takeBack" or "urge" or "suspend" or "resume" or "requestReconsideration" or "decideReconsideration"))
        {
            Refused = Refusals.NotNow;
        }
        else
        {
            var result = await commands.ExecuteAsync(typed.Request(type, commandId, id, null, null, null), new Sender(user, now));
            if (result is CommandResult.Accepted)
            {
                TempData["Done"] = action.Name + "已办好。";
                return Redirect("/cases/" + id);
            }

            Refused = ((CommandResult.Refused)result).Refusal;
            asked = (type, typed, Refused.Field, Refused.Message);
        }

        Response.StatusCode = Api.Problems.StatusOf(Refused.Code);
        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string id)
    {
        var user = await current.GetAsync();
        if (await reader.ReadAsync(user, id) is not { } view) return false;
        Sheet = await desk.ReadAsync(view, FormReading.StageFor(view));
        Dialogs = CommandDialogs.Of(view, $"/cases/{id}?handler=Command", asked);
        Staff = view.Audience == Audience.Staff;
        Checked = Staff && await checks.HasAnyAsync(id, user, HttpContext.RequestAborted);
        ViewData["Density"] = "dense";
        ViewData["Title"] = $"案件 {view.Row.Number}";
        return true;
    }
}
