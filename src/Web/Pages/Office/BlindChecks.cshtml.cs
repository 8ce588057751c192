using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>核对评审附件: the files of one case with what was found in them; each is released or not given.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class BlindChecksModel(SenderFactory senders, BlindDecisions decisions, CurrentUser current, TimeProvider clock) : PageModel
{
    public BlindCheckList List { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>What was refused, with what was typed.</summary>
    public (string CheckId, string? Decision, string Note, Refusal Refusal)? Refused { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public IReadOnlyList<ErrorItem> Errors => Refused is { } r ? [new ErrorItem(r.Refusal.Message, r.Refusal.Field switch { "note" => $"#note-{r.CheckId}", "decision" => $"#decision-{r.CheckId}", _ => null })] : [];

    public string? Error(string checkId, string field) => Refused is { } r && r.CheckId == checkId && r.Refusal.Field == field ? r.Refusal.Message : null;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? commandId, string? check, int? revision, string? decision, string? note)
    {
        var sender = await senders.CreateAsync();
        var typed = note?.ReplaceLineEndings("\n") ?? "";
        bool? release = decision switch { "release" => true, "withhold" => false, _ => null };
        var result = await decisions.DecideAsync(commandId ?? "", new BlindDecision(id, check ?? "", revision, release, typed), sender, HttpContext.RequestAborted);
        if (!await LoadAsync(id)) return NotFound();
        if (result is CommandResult.Refused refused)
        {
            Refused = (check ?? "", decision, typed, refused.Refusal);
            Response.StatusCode = Api.Problems.StatusOf(refused.Refusal.Code);
            return Page();
        }

        var left = List.Lines.Count(l => l.Check.State == BlindCheckState.Waiting);
        Done = $"“{List.Lines.FirstOrDefault(l => l.Check.Id == check)?.File.FileName}”已{(release == true ? "放行，专家可以查看" : "定为不予提供，专家看不到")}。{(left == 0 ? "这一件的附件都核对完了。" : $"还有 {left} 个待核对。")}";
        return Redirect($"/cases/{id}/blind");
    }

    private async Task<bool> LoadAsync(string id)
    {
        Now = clock.GetUtcNow();
        if (await decisions.ListAsync(id, await current.GetAsync(), HttpContext.RequestAborted) is not { } list) return false;
        List = list;
        ViewData["Density"] = "dense";
        ViewData["Title"] = $"核对评审附件 {list.Case.Number}";
        return true;
    }
}
