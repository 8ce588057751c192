using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Providers;

/// <summary>服务机构库 at the bureau: who waits, who is in, and what may be decided.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class RegisterModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Innovation.Workflows.Funds.Providers.Providers providers, TimeProvider clock) : FundPage
{
    public const int Size = 20;

    private UserContext user = UserContext.Anonymous;

    [BindProperty(SupportsGet = true, Name = "tab")]
    public string Tab { get; set; } = "pending";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<ProviderRow> Providers { get; private set; } = [];

    public int Total { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>What the reader may decide on a provider, with the words of the button and whether a reason is asked.</summary>
    public IReadOnlyList<(ProviderStep Step, string Words, bool Reason)> Steps(ProviderRow row) => !VoucherPeople.IsOffice(user) ? [] : row.Status switch
    {
        ProviderStatus.Pending when row.ExaminedBy is null => [(ProviderStep.Examine, "审核通过", false), (ProviderStep.Supplement, "要求补正", true), (ProviderStep.Refuse, "不予入库", true)],
        ProviderStatus.Pending when user.Is(row.ExaminedBy) => [(ProviderStep.Supplement, "要求补正", true), (ProviderStep.Refuse, "不予入库", true)],
        ProviderStatus.Pending => [(ProviderStep.Register, "确认入库", false), (ProviderStep.Supplement, "要求补正", true), (ProviderStep.Refuse, "不予入库", true)],
        ProviderStatus.Registered => [(ProviderStep.Suspend, "暂停", true), (ProviderStep.Remove, "移出", true)],
        ProviderStatus.Suspended => [(ProviderStep.Resume, "恢复", true), (ProviderStep.Remove, "移出", true)],
        _ => [],
    };

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? id, string? step, string? reason, DateOnly? until)
    {
        var sender = await senders.CreateAsync();
        var result = Enum.TryParse<ProviderStep>(step, out var wanted) && Enum.IsDefined(wanted)
            ? await providers.DecideAsync(commandId ?? "", new ProviderDecision(id ?? "", wanted, reason ?? "", until), sender, HttpContext.RequestAborted)
            : CommandResult.No("provider.step", "step", "请选择要办的事。");
        return await AnswerAsync(result, wanted == ProviderStep.Examine ? "审核通过，请另一位人员确认入库。" : "已办理。", "/providers?tab=" + Tab, ShowAsync);
    }

    private async Task ShowAsync()
    {
        user = await current.GetAsync();
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000));
        await using var db = contexts.Create();
        var rows = db.Providers.AsNoTracking().Include(p => p.Services).Where(p => p.City == "");
        rows = Tab switch
        {
            "registered" => rows.Where(p => p.Status == ProviderStatus.Registered),
            "out" => rows.Where(p => p.Status == ProviderStatus.Suspended || p.Status == ProviderStatus.Removed || p.Status == ProviderStatus.Refused),
            _ => rows.Where(p => p.Status == ProviderStatus.Pending || p.Status == ProviderStatus.Supplement),
        };
        rows = rows.Matching(SearchWords.Read(Search), word => p => SearchText.Has(p.Name, word) || SearchText.Has(p.Uscc, word));
        Total = await rows.CountAsync(HttpContext.RequestAborted);
        Providers = await rows.OrderBy(p => p.DueAt).ThenBy(p => p.Name).ThenBy(p => p.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(HttpContext.RequestAborted);
    }
}
