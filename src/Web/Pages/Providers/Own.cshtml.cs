using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Providers;

/// <summary>我的服务: a provider applies for the register and keeps its services.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class OwnModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Innovation.Workflows.Funds.Providers.Providers providers, TimeProvider clock) : FundPage
{
    public OrganizationRow Organization { get; private set; } = null!;

    public ProviderRow? Provider { get; private set; }

    /// <summary>The service that is edited; null: a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "edit")]
    public string? EditId { get; set; }

    public ServiceRow? Edited => Provider?.Services.FirstOrDefault(s => s.Id == EditId);

    /// <summary>The application as it is stored now.</summary>
    public Seen Application => new(("资质和服务能力", Provider?.Qualifications));

    /// <summary>The service as it is stored now.</summary>
    public Seen Seen => new(("名称", Edited?.Name), ("类别", Edited is null ? "" : Innovation.Workflows.Funds.Vouchers.VoucherWords.Of(Edited.Type)), ("说明", Edited?.Description), ("价格", Edited is null ? "" : Fen.Number(Edited.Price)), ("计价单位", Edited?.Unit), ("法定检测", Edited?.Statutory == true ? "是" : "否"), ("上架", Edited?.Offered == false ? "否" : "是"));

    public DateTimeOffset Now { get; private set; }

    public bool MayApply => Organization.Kind != "enterprise" && Provider is null or { Status: ProviderStatus.Supplement or ProviderStatus.Refused or ProviderStatus.Removed };

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostApplyAsync(string? commandId, string? qualifications, string? name, string? type, string? description, string? price, string? unit, string? statutory)
    {
        var service = string.IsNullOrWhiteSpace(name) ? null : Read(null, name, type, description, price, unit, statutory, "true");
        var sender = await senders.CreateAsync();
        await ShowAsync();
        var result = await UnlessChangedAsync(Application, Provider?.Id ?? "", () => providers.ApplyAsync(commandId ?? "", new ProviderApplication(qualifications ?? "", service), sender, HttpContext.RequestAborted));
        return await AnswerAsync(result, "入库申请已提交，十五个工作日内审核。", "/provider", ShowAsync);
    }

    public async Task<IActionResult> OnPostOfferAsync(string? commandId, string? serviceId, string? name, string? type, string? description, string? price, string? unit, string? statutory, string? offered)
    {
        EditId = serviceId;
        var sender = await senders.CreateAsync();
        await ShowAsync();
        var result = await UnlessChangedAsync(Seen, Provider?.Id ?? "", () => providers.OfferAsync(commandId ?? "", Read(serviceId is { Length: > 0 } ? serviceId : null, name, type, description, price, unit, statutory, offered), sender, HttpContext.RequestAborted));
        return await AnswerAsync(result, $"“{name}”已保存。", "/provider", ShowAsync);
    }

    private static ServiceInput Read(string? id, string? name, string? type, string? description, string? price, string? unit, string? statutory, string? offered) =>
        new(id, name ?? "", Enum.TryParse<ServiceType>(type, out var known) ? known : (ServiceType)(-1), description ?? "", Fen.Parse(price) ?? -1, unit ?? "", statutory == "true", offered == "true");

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        Now = clock.GetUtcNow();
        await using var db = contexts.Create();
        Organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == user.OrganizationId, HttpContext.RequestAborted);
        Provider = await db.Providers.AsNoTracking().Include(p => p.Services.OrderBy(s => s.Name)).SingleOrDefaultAsync(p => p.OrganizationId == user.OrganizationId, HttpContext.RequestAborted);
    }
}
