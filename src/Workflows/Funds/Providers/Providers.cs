using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Providers;

/// <summary>A service as its provider offers it; price in 分.</summary>
/// <param name="ServiceId">Null: a new one.</param>
/// <param name="Statutory">法定检测: cannot be paid with a voucher.</param>
public sealed record ServiceInput(string? ServiceId, string Name, ServiceType Type, string Description, long Price, string Unit, bool Statutory, bool Offered);

/// <summary>入库申请, also the answer to a 补正.</summary>
public sealed record ProviderApplication(string Qualifications, ServiceInput? FirstService);

/// <summary>A decision of the office on a provider.</summary>
public sealed record ProviderDecision(string ProviderId, ProviderStep Step, string Reason = "", DateOnly? Until = null);

public enum ProviderStep
{
    /// <summary>审核通过, to be confirmed by another person.</summary>
    Examine,

    /// <summary>入库</summary>
    Register,

    /// <summary>补正</summary>
    Supplement,

    /// <summary>不予入库</summary>
    Refuse,

    /// <summary>暂停</summary>
    Suspend,

    /// <summary>恢复</summary>
    Resume,

    /// <summary>移出</summary>
    Remove,
}

/// <summary>服务机构库: application, examination by two persons within fifteen working days, services and their prices.</summary>
public sealed class Providers(FundPath path)
{
    private const int ExaminationDays = 15;
    private const int MostServices = 200;

    /// <summary>入库申请 by a provider, university or institute; the same again answers a 补正 or a refusal.</summary>
    public Task<CommandResult> ApplyAsync(string commandId, ProviderApplication application, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, application, sender, async act =>
        {
            var organization = await act.Db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == act.User.OrganizationId, cancellation);
            if (organization is not { Status: OrganizationStatus.Approved } || organization.Kind == "enterprise") return CommandResult.No("command.notAllowed", null, "服务机构、高校、科研院所和孵化载体在登记审核通过后可以申请入库。");
            if (application.Qualifications.Trim().Length is 0 or > 1000) return CommandResult.No("provider.qualifications", "qualifications", "请写明资质和服务能力，最多 1000 字。");
            var sanctioned = await Sanctions.CheckAsync(act.Db, act.User, "入库", organization.Uscc, organization.Uscc, act.At, cancellation);
            if (sanctioned is not null) return CommandResult.No("organization.sanctioned", null, $"您单位在 {ChinaTime.LongDate(sanctioned.Until)} 前不得入库（{sanctioned.Reason}）。");
            var row = await act.Db.Providers.Include(p => p.Services).SingleOrDefaultAsync(p => p.City == "" && p.Uscc == organization.Uscc, cancellation);
            if (row is { Status: ProviderStatus.Pending or ProviderStatus.Registered or ProviderStatus.Suspended }) return CommandResult.No("provider.already", null, $"您单位现在是“{ProviderWords.Of(row.Status)}”，不用再申请。");
            if (row is null)
            {
                row = new ProviderRow { Id = Identifiers.Ordered(), OrganizationId = organization.Id, Name = organization.Name, Uscc = organization.Uscc, AppliedAt = act.At };
                act.Db.Providers.Add(row);
            }

            row.LegalRepresentative = organization.LegalRepresentative;
            (row.Name, row.Qualifications, row.Status, row.Reason, row.ExaminedBy) = (organization.Name, application.Qualifications.Trim(), ProviderStatus.Pending, null, null);
            row.DueAt = await act.DueAsync(ExaminationDays, PeriodUnit.WorkingDays);
            if (application.FirstService is { } service && Put(row, service) is { } wrong) return wrong;
            if (row.Services.Count == 0) return CommandResult.No("provider.services", "services", "请至少填写一项服务。");
            act.Happened(row, "providerApplied", application);
            return await act.DoneAsync(row, null, ProviderWords.Of(row.Status));
        }, cancellation);

    /// <summary>Adds or changes a service. Orders that exist keep what they copied.</summary>
    public Task<CommandResult> OfferAsync(string commandId, ServiceInput service, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, service, sender, async act =>
        {
            var row = await act.Db.Providers.Include(p => p.Services).SingleOrDefaultAsync(p => p.OrganizationId == act.User.OrganizationId && p.OrganizationId != null && p.City == "", cancellation);
            if (row is null) return CommandResult.No("provider.notFound", null, "您单位还没有申请入库。");
            if (Put(row, service) is { } wrong) return wrong;
            act.Happened(row, "serviceOffered", service);
            return await act.DoneAsync(row, null, ProviderWords.Of(row.Status));
        }, cancellation);

    /// <summary>Decides on a provider; whoever examined does not also register it.</summary>
    public Task<CommandResult> DecideAsync(string commandId, ProviderDecision decision, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, decision, sender, async act =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return CommandResult.No("command.notAllowed", null, "服务机构库由创新券的经办人员和科室负责人管理，您没有这个权限。");
            if (await act.Db.Providers.FindAsync([decision.ProviderId], cancellation) is not { City: "" } row) return CommandResult.No("provider.notFound", null, "没有找到这家服务机构。");
            var (from, to) = Way(decision.Step);
            if (!from.Contains(row.Status)) return CommandResult.No("provider.stale", null, $"{row.Name}现在是“{ProviderWords.Of(row.Status)}”，不能这样办。");
            var reason = decision.Reason.Trim();
            if (reason.Length > 400 || (reason.Length == 0 && decision.Step is not (ProviderStep.Examine or ProviderStep.Register))) return CommandResult.No("reason.required", "reason", "请写明理由，最多 400 字。");
            if (decision.Step == ProviderStep.Register)
            {
                if (row.ExaminedBy is null) return CommandResult.No("provider.notExamined", null, "要先审核通过，再由另一位人员确认入库。");
                if (act.User.Is(row.ExaminedBy)) return CommandResult.No("provider.samePerson", null, "审核和确认入库要由两个人分别办理。");
                if (decision.Until is { } until && until <= act.Today) return CommandResult.No("provider.until", "until", "入库有效期应在今天以后。");
                (row.From, row.Until, row.DueAt) = (act.Today, decision.Until, null);
            }

            // The fifteen working days end with a decision; an answer to a 补正 starts them again.
            if (to is ProviderStatus.Supplement or ProviderStatus.Refused) row.DueAt = null;
            row.ExaminedBy = decision.Step == ProviderStep.Examine ? act.User.UserId : null;
            (row.Status, row.Reason) = (to, reason.Length > 0 ? reason : null);
            act.Happened(row, "provider" + decision.Step, decision);
            return await act.DoneAsync(row, null, ProviderWords.Of(row.Status));
        }, cancellation);

    /// <summary>The services that are on offer on this day: the query behind <see cref="ProviderRow.IsUsable"/>.</summary>
    public static IQueryable<ServiceRow> OnOffer(IQueryable<ServiceRow> services, DateOnly day) =>
        services.Where(s => s.Offered && s.Provider.Status == ProviderStatus.Registered && (s.Provider.From == null || s.Provider.From <= day) && (s.Provider.Until == null || s.Provider.Until >= day));

    /// <summary>A service that may be bought with a voucher on this day, or why not.</summary>
    internal static async Task<(ServiceRow? Service, CommandResult? Refusal)> FindUsableAsync(WorkflowsDbContext db, string serviceId, DateOnly day, CancellationToken cancellation)
    {
        var service = await db.ProviderServices.AsNoTracking().Include(s => s.Provider).SingleOrDefaultAsync(s => s.Id == serviceId, cancellation);
        if (service is null) return No("service.notFound", "没有找到这项服务。");
        if (!service.Provider.IsUsable(day)) return No("provider.notUsable", $"{service.Provider.Name}不在{(service.Provider.City.Length > 0 ? service.Provider.City + "的互认名录" : "服务机构库")}的有效期内，不能用创新券购买它的服务。");
        if (!service.Offered) return No("service.withdrawn", $"“{service.Name}”已经下架。");
        return service.Statutory ? No("voucher.statutory", $"“{service.Name}”是法定检测，不能用创新券抵扣。") : (service, null);

        static (ServiceRow?, CommandResult?) No(string code, string message) => (null, CommandResult.No(code, "serviceId", message));
    }

    internal static void Rate(ProviderRow row, int stars) => (row.Ratings, row.RatingSum) = (row.Ratings + 1, row.RatingSum + stars);

    private static (ProviderStatus[] From, ProviderStatus To) Way(ProviderStep step) => step switch
    {
        ProviderStep.Examine => ([ProviderStatus.Pending], ProviderStatus.Pending),
        ProviderStep.Register => ([ProviderStatus.Pending], ProviderStatus.Registered),
        ProviderStep.Supplement => ([ProviderStatus.Pending], ProviderStatus.Supplement),
        ProviderStep.Refuse => ([ProviderStatus.Pending, ProviderStatus.Supplement], ProviderStatus.Refused),
        ProviderStep.Suspend => ([ProviderStatus.Registered], ProviderStatus.Suspended),
        ProviderStep.Resume => ([ProviderStatus.Suspended], ProviderStatus.Registered),
        _ => ([ProviderStatus.Registered, ProviderStatus.Suspended], ProviderStatus.Removed),
    };

    private static CommandResult? Put(ProviderRow row, ServiceInput input)
    {
        if (input.Name.Trim().Length is 0 or > 100) return CommandResult.No("service.name", "name", "请填写服务名称，最多 100 字。");
        if (!Enum.IsDefined(input.Type)) return CommandResult.No("service.type", "type", "请选择服务类别。");
        if (input.Description.Length > 1000) return CommandResult.No("service.description", "description", "服务说明最多 1000 字。");
        if (input.Price is <= 0 or > Fen.Most) return CommandResult.No("service.price", "price", "价格应大于 0，单位元，最多两位小数。");
        if (input.Unit.Trim().Length is 0 or > 10) return CommandResult.No("service.unit", "unit", "请填写计价单位，例如：次、件、小时。");
        var service = row.Services.FirstOrDefault(s => s.Id == input.ServiceId);
        if (input.ServiceId is not null && service is null) return CommandResult.No("service.notFound", "serviceId", "没有找到这项服务。");
        if (service is null)
        {
            if (row.Services.Count >= MostServices) return CommandResult.No("service.tooMany", null, $"最多登记 {MostServices} 项服务。");
            row.Services.Add(service = new ServiceRow { Id = Identifiers.Ordered(), ProviderId = row.Id, Name = "", Type = input.Type });
        }

        (service.Name, service.Type, service.Description, service.Price) = (input.Name.Trim(), input.Type, input.Description.Trim(), input.Price);
        (service.Unit, service.Statutory, service.Offered) = (input.Unit.Trim(), input.Statutory, input.Offered);
        return null;
    }
}

/// <summary>The words for states of providers.</summary>
public static class ProviderWords
{
    public static string Of(ProviderStatus status) => status switch
    {
        ProviderStatus.Pending => "待审核",
        ProviderStatus.Supplement => "待补正",
        ProviderStatus.Registered => "已入库",
        ProviderStatus.Refused => "不予入库",
        ProviderStatus.Suspended => "暂停",
        _ => "移出",
    };
}
