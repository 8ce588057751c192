using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Instruments;

/// <summary>仪器资料 of a service; opening hours in minutes from midnight.</summary>
public sealed record InstrumentInput(string ServiceId, string Model, string Purpose, string Place, string Contact, int OpensAt, int ClosesAt, bool Open);

/// <summary>大型仪器目录: kept by the providers.</summary>
public sealed class Instruments(FundPath path)
{
    /// <summary>Bookings begin and end on these minutes.</summary>
    public const int Step = 30;

    /// <summary>Sets what is said of an instrument; by the provider of the service.</summary>
    public Task<CommandResult> SaveAsync(string commandId, InstrumentInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            var service = await act.Db.ProviderServices.AsNoTracking().Include(s => s.Provider).SingleOrDefaultAsync(s => s.Id == input.ServiceId, cancellation);
            if (service is null || act.User.OrganizationId is not { } own || service.Provider.OrganizationId != own) return CommandResult.No("service.notFound", null, "没有找到这项服务，或它不是您单位的。");
            if (service.Type != ServiceType.Instrument) return CommandResult.No("instrument.type", null, "只有类别是“仪器共享”的服务可以登记仪器；请先修改服务的类别。");
            if (Check(input) is { } wrong) return wrong;
            var row = await act.Db.Instruments.SingleOrDefaultAsync(i => i.ServiceId == service.Id, cancellation);
            if (row is null) act.Db.Instruments.Add(row = new InstrumentRow { Id = Identifiers.Ordered(), ServiceId = service.Id, ProviderId = service.ProviderId, OrganizationId = own });
            (row.Model, row.Purpose, row.Place, row.Contact, row.OpensAt, row.ClosesAt, row.Open) = (input.Model.Trim(), input.Purpose.Trim(), input.Place.Trim(), input.Contact.Trim(), input.OpensAt, input.ClosesAt, input.Open);
            act.Happened(row, "instrumentSaved", input);
            return await act.DoneAsync(row, null, row.Open ? "开放预约" : "暂停预约");
        }, cancellation);

    /// <summary>Services with an instrument that takes bookings on a day.</summary>
    public static IQueryable<ServiceRow> OnOffer(WorkflowsDbContext db, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Providers.Providers.OnOffer(db.ProviderServices.AsNoTracking().Include(s => s.Provider), day).Where(s => db.Instruments.Any(i => i.ServiceId == s.Id && i.Open));
    }

    private static CommandResult? Check(InstrumentInput input)
    {
        if (input.Model.Trim().Length is 0 or > 100) return CommandResult.No("instrument.model", "model", "请填写规格型号，最多 100 字。");
        if (input.Purpose.Trim().Length is 0 or > 1000) return CommandResult.No("instrument.purpose", "purpose", "请填写主要技术指标和用途，最多 1000 字。");
        if (input.Place.Trim().Length is 0 or > 100) return CommandResult.No("instrument.place", "place", "请填写存放地点，最多 100 字。");
        if (input.Contact.Trim().Length is 0 or > 60) return CommandResult.No("instrument.contact", "contact", "请填写联系人和电话，最多 60 字。");
        return input.OpensAt < 0 || input.ClosesAt > 24 * 60 || input.OpensAt >= input.ClosesAt || input.OpensAt % Step != 0 || input.ClosesAt % Step != 0
            ? CommandResult.No("instrument.hours", "opensAt", "开放时间应从整点或半点开始和结束，开始早于结束。") : null;
    }
}
