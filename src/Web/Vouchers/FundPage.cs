using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Vouchers;

/// <summary>What pages with commands about money share: a command id, the refusal at its field, and what was done.</summary>
public abstract class FundPage : PageModel
{
    /// <summary>Sent twice, a form acts once.</summary>
    public string CommandId { get; } = Identifiers.Opaque();

    public Refusal? Refusal { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public IReadOnlyList<ErrorItem> Errors => Refusal is null ? [] : [new ErrorItem(Refusal.Message, Refusal.Field is { } wrong ? "#i-" + wrong : null)];

    /// <summary>The message at a field; null: nothing is wrong with it.</summary>
    public string? Error(string field) => Refusal?.Field == field ? Refusal.Message : null;

    /// <summary>What was typed into a field of the refused form.</summary>
    public string? Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : null;

    /// <summary>Carries the command out unless what the form was drawn from has changed meanwhile.</summary>
    protected async Task<CommandResult> UnlessChangedAsync(Seen now, string subject, Func<Task<CommandResult>> command) =>
        await this.ChangedMeanwhileAsync(now, subject) is { } changed ? new CommandResult.Refused(changed) : await command();

    /// <summary>Goes on when the command was accepted; otherwise shows the page again with the refusal.</summary>
    protected async Task<IActionResult> AnswerAsync(CommandResult result, string done, string? to = null, Func<Task>? show = null)
    {
        if (result is CommandResult.Accepted)
        {
            Done = done;
            return Redirect(to ?? Request.Path);
        }

        Refusal = ((CommandResult.Refused)result).Refusal;
        Response.StatusCode = Api.Problems.StatusOf(Refusal.Code);
        if (show is not null) await show();
        return Page();
    }
}
