using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>Who may do what with vouchers, and who is barred.</summary>
public static class VoucherPeople
{
    /// <summary>The programme whose officers and section heads run the vouchers.</summary>
    public const string Programme = "PR10";

    public static bool IsOfficer(UserContext user) => user.HoldsForProgramme(ProcessRoles.Officer, Programme);

    public static bool IsHead(UserContext user) => user.HoldsForProgramme(ProcessRoles.SectionHead, Programme);

    /// <summary>Officers and section heads.</summary>
    public static bool IsOffice(UserContext user) => IsOfficer(user) || IsHead(user);

    /// <summary>The whole of it is open to the office, 财政 and 纪检审计.</summary>
    public static bool SeesAll(UserContext user) => IsOffice(user) || user.HasAny(ProcessRoles.Finance, ProcessRoles.Auditor, ProcessRoles.Signatory);

    /// <summary>Whether this is the installation of the city in which the provider of the order is at home.</summary>
    public static bool IsCityOf(UserContext user, OrderRow order) => order.City.Length > 0 && order.City == user.City;

    /// <summary>Whether officers write down what the provider does (代录): its city has no link with us.</summary>
    public static async Task<bool> IsByHandAsync(WorkflowsDbContext db, OrderRow order, CancellationToken cancellation) =>
        order.City.Length > 0 && await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Name == order.City, cancellation) is not { IsLinked: true };

    /// <summary>Orders this person may see: all, or those of the own organisation on either side.</summary>
    public static IQueryable<OrderRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(db);
        var orders = db.Orders.AsNoTracking();
        if (SeesAll(user)) return orders;
        if (user.City is { } city) return orders.Where(o => o.City == city);
        return user.OrganizationId is { } own ? orders.Where(o => o.EnterpriseId == own || o.ProviderOrganizationId == own) : orders.Where(_ => false);
    }

    /// <summary>Vouchers this person may see: all, or the own organisation's.</summary>
    public static IQueryable<VoucherRow> Vouchers(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(db);
        var vouchers = db.Vouchers.AsNoTracking();
        if (SeesAll(user)) return vouchers;
        return user.OrganizationId is { } own ? vouchers.Where(v => v.OrganizationId == own) : vouchers.Where(_ => false);
    }

    /// <summary>Why an organisation may not take part today; null: it may (handbook B15).</summary>
    internal static async Task<CommandResult?> BarredAsync(FundAct act, string uscc, string name, string field)
    {
        var sanction = await Sanctions.CheckAsync(act.Db, act.User, "创新券", uscc, uscc, act.At, act.Cancellation);
        return sanction is null ? null : CommandResult.No("organization.sanctioned", field, $"{name}在 {ChinaTime.LongDate(sanction.Until)} 前不得申领或使用创新券（{sanction.Reason}）。");
    }

    internal static CommandResult NotYours { get; } = CommandResult.No("command.notAllowed", null, "这一步不由您办理。");
}
