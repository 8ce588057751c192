using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Providers;

/// <summary>服务机构入库 for the office and the provider, 仪器预约 for the keeper of the instrument.</summary>
public sealed class ProviderToDos(TimeProvider clock) : IToDoSource
{
    public static ToDoKind Examine { get; } = new("provider.examine", "审核入库申请", "/providers");

    public static ToDoKind Register { get; } = new("provider.register", "确认入库", "/providers");

    public static ToDoKind Supplement { get; } = new("provider.supplement", "补正入库申请", "/provider");

    public static ToDoKind Booking { get; } = new("booking.confirm", "确认仪器预约", "/bookings");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Examine, Register, Supplement, Booking];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        var local = db.Providers.AsNoTracking().Where(p => p.City == "");
        if (user.OrganizationId is { } own)
        {
            await groups.AddAsync(Supplement, local.Where(p => p.OrganizationId == own && p.Status == ProviderStatus.Supplement)
                .Select(p => new ToDo { SubjectId = p.Id, Title = p.Reason ?? p.Name, Href = "/provider", Since = p.AppliedAt }), most, cancellation);
            var now = clock.GetUtcNow();
            await groups.AddDatedAsync(Booking, db.Bookings.AsNoTracking().Where(b => b.ProviderOrganizationId == own && b.Status == BookingStatus.Requested && b.From > now)
                .Select(b => new ToDo { SubjectId = b.Id, Title = b.OrganizationName + " 预约“" + b.InstrumentName + "”", Number = b.Number, Href = "/bookings/" + b.Id, Since = b.RequestedAt, DueAt = b.From }), most, cancellation);
            return groups;
        }

        if (!VoucherPeople.IsOffice(user)) return groups;
        var me = user.UserId;
        await groups.AddDatedAsync(Examine, Lines(local.Where(p => p.Status == ProviderStatus.Pending && p.ExaminedBy == null)), most, cancellation);
        await groups.AddDatedAsync(Register, Lines(local.Where(p => p.Status == ProviderStatus.Pending && p.ExaminedBy != null && p.ExaminedBy != me)), most, cancellation);
        return groups;
    }

    private static IQueryable<ToDo> Lines(IQueryable<ProviderRow> providers) =>
        providers.Select(p => new ToDo { SubjectId = p.Id, Title = p.Name, Number = p.Uscc, Href = "/providers?q=" + p.Uscc, Since = p.AppliedAt, DueAt = p.DueAt });
}
