using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Office;

/// <summary>督办登记 of one red card by the section head.</summary>
[Authorize(Policy = Policies.Supervision)]
public sealed class RedCardModel(SenderFactory senders, CaseCommands commands, CaseReader cases, CurrentUser current, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public RedCardRow Card { get; private set; } = null!;

    public CaseView Case { get; private set; } = null!;

    public bool MayAnswer { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public string CommandId { get; private set; } = Identifiers.Opaque();

    public string? Handler { get; private set; }

    public DateOnly? PromisedOn { get; private set; }

    public string? Note { get; private set; }

    public Refusal? Refused { get; private set; }

    /// <summary>What is stored now.</summary>
    public Seen Seen => new(("由谁办结", Card.Handler), ("承诺办结日期", $"{Card.PromisedOn:yyyy-MM-dd}"), ("超期的原因和办法", Card.Note));

    [TempData]
    public string? Done { get; set; }

    public IReadOnlyList<ErrorItem> Errors => Refused is null ? [] : [new ErrorItem(Refused.Message, Refused.Field is { } wrong ? "#" + (wrong == "comment" ? "note" : wrong) : null)];

    public string? Error(string name) => Refused?.Field == name ? Refused.Message : null;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await ShowAsync(id)) return NotFound();
        (Handler, PromisedOn, Note) = (Card.Handler, Card.PromisedOn, Card.Note);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? commandId, string? handler, DateOnly? promisedOn, string? note)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        (Handler, PromisedOn, Note) = (handler, promisedOn, note);
        if (await this.ChangedMeanwhileAsync(Seen, Card.CaseId, "redCardAnswered") is { } changed)
        {
            Refused = changed;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId ?? "", CaseId = Card.CaseId, Type = "answerRedCard", Deadline = Card.Deadline, Handler = handler, PromisedOn = promisedOn, Comment = note?.ReplaceLineEndings("\n") }, sender, HttpContext.RequestAborted);
        if (result is CommandResult.Refused refused)
        {
            Refused = refused.Refusal;
            Response.StatusCode = Api.Problems.StatusOf(refused.Refusal.Code);
            return Page();
        }

        Done = $"{Case.Row.Number} {Card.StageName}的督办情况已登记。";
        return Redirect("/supervision");
    }

    private async Task<bool> ShowAsync(string id)
    {
        var user = await current.GetAsync();
        Now = clock.GetUtcNow();
        await using var db = contexts.Create();
        if (!CaseScope.SupervisesCases(user) || await db.RedCards.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id) is not { } card) return false;
        if (await cases.ReadAsync(user, card.CaseId) is not { } view) return false;
        (Card, Case) = (card, view);
        MayAnswer = card.SettledAt is null && user.HoldsForProgramme(Innovation.Workflows.Definitions.ProcessRoles.SectionHead, card.ProgrammeCode);
        return true;
    }
}
