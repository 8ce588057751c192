using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Cities;

/// <summary>通用通兑: the cities with which vouchers are recognised, and what is agreed with each.</summary>
[Authorize(Policy = Policies.Funds)]
public sealed class ListModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Workflows.Funds.Cities.Cities cities) : FundPage
{
    private UserContext user = UserContext.Anonymous;

    /// <summary>The city whose form is open; empty: a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "edit")]
    public string? Edit { get; set; }

    public IReadOnlyList<CityView> Cities { get; private set; } = [];

    public CityView? Edited => Cities.FirstOrDefault(c => c.Row.Id == Edit);

    /// <summary>What is stored now.</summary>
    public Seen Seen => new(("结算单位", Edited?.Payee), ("结算单位信用代码", Edited?.PayeeUscc), ("对接代码", Edited?.Row.LinkCode), ("对方系统地址", Edited?.Row.Endpoint), ("互认", Edited?.Row.Active == false ? "停用" : "互认中"));

    public bool IsHead => VoucherPeople.IsHead(user);

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? cityId, string? name, string? payeeName, string? payeeUscc, bool active, string? linkCode, string? endpoint, string? secret)
    {
        Edit = cityId;
        var input = new CityInput(cityId is { Length: > 0 } ? cityId : null, name ?? "", payeeName ?? "", payeeUscc ?? "", active, linkCode ?? "", endpoint ?? "", secret ?? "");
        var sender = await senders.CreateAsync();
        await ShowAsync();
        return await AnswerAsync(await UnlessChangedAsync(Seen, cityId ?? "", () => cities.SaveAsync(commandId ?? "", input, sender, HttpContext.RequestAborted)), $"{input.Name.Trim()}已保存。", "/cities", ShowAsync);
    }

    private async Task ShowAsync()
    {
        user = await current.GetAsync();
        await using var db = contexts.Create();
        var rows = await db.Cities.AsNoTracking().OrderBy(c => c.Name).Take(200).ToListAsync(HttpContext.RequestAborted);
        var payees = rows.ConvertAll(r => r.PayeeId);
        var organizations = await db.Organizations.AsNoTracking().Where(o => payees.Contains(o.Id)).ToDictionaryAsync(o => o.Id, HttpContext.RequestAborted);
        var listed = await db.Providers.Where(p => p.City != "" && p.Status == ProviderStatus.Registered).GroupBy(p => p.City).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, HttpContext.RequestAborted);
        var waiting = await db.CityMessages.Where(m => m.NextAt != null).GroupBy(m => m.CityId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, HttpContext.RequestAborted);
        Cities = rows.ConvertAll(r => new CityView(r, organizations[r.PayeeId].Name, organizations[r.PayeeId].Uscc, listed.GetValueOrDefault(r.Name), waiting.GetValueOrDefault(r.Id)));
    }
}

/// <summary>A city with its payee, its recognised providers and the messages that wait for it.</summary>
public sealed record CityView(CityRow Row, string Payee, string PayeeUscc, int Providers, int Waiting);
