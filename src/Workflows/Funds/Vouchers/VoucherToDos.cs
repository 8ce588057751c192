using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>创新券: applications and orders, for the office and for both sides of an order.</summary>
public sealed class VoucherToDos : IToDoSource
{
    public static ToDoKind CheckApplication { get; } = new("voucher.check", "初审申领", "/vouchers");

    public static ToDoKind Grant { get; } = new("voucher.grant", "发券", "/vouchers");

    public static ToDoKind Audit { get; } = new("order.audit", "核销审核", "/vouchers?tab=orders");

    public static ToDoKind Dispute { get; } = new("order.dispute", "处理争议", "/vouchers?tab=orders");

    public static ToDoKind Held { get; } = new("order.held", "处理挂起的订单", "/vouchers?tab=orders");

    public static ToDoKind Spot { get; } = new("order.spot", "登记抽查结论", "/vouchers?tab=orders");

    public static ToDoKind Fraud { get; } = new("order.fraud", "决定是否追回", "/vouchers?tab=orders");

    public static ToDoKind Accept { get; } = new("order.accept", "接单", "/orders");

    public static ToDoKind Deliver { get; } = new("order.deliver", "登记交付", "/orders");

    public static ToDoKind Confirm { get; } = new("order.confirm", "确认交付", "/orders");

    public static ToDoKind Redeem { get; } = new("order.redeem", "申请核销", "/orders");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [CheckApplication, Grant, Audit, Dispute, Held, Spot, Fraud, Accept, Deliver, Confirm, Redeem];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        var orders = db.Orders.AsNoTracking();
        if (user.OrganizationId is { } own)
        {
            var provided = orders.Where(o => o.ProviderOrganizationId == own && o.HeldReason == null);
            await groups.AddDatedAsync(Accept, Lines(provided.Where(o => o.Status == OrderStatus.Placed)), most, cancellation);
            await groups.AddDatedAsync(Deliver, Lines(provided.Where(o => o.Status == OrderStatus.Accepted)), most, cancellation);
            await groups.AddDatedAsync(Confirm, Lines(orders.Where(o => o.EnterpriseId == own && o.HeldReason == null && o.Status == OrderStatus.Delivered)), most, cancellation);
            await groups.AddDatedAsync(Redeem, Lines(provided.Where(o => o.Status == OrderStatus.Confirmed || o.Status == OrderStatus.Supplement)), most, cancellation);
            return groups;
        }

        if (!VoucherPeople.IsOffice(user)) return groups;
        var (me, officer, head) = (user.UserId, VoucherPeople.IsOfficer(user), VoucherPeople.IsHead(user));
        var applications = db.VoucherApplications.AsNoTracking();
        if (officer) await groups.AddDatedAsync(CheckApplication, Applications(applications.Where(a => a.Status == ApplicationStatus.Submitted)), most, cancellation);
        await groups.AddDatedAsync(Grant, Applications(applications.Where(a => a.Status == ApplicationStatus.Checked && a.CheckedBy != me)), most, cancellation);
        if (officer) await groups.AddDatedAsync(Audit, Lines(orders.Where(o => o.Status == OrderStatus.Auditing && o.HeldReason == null && o.ClaimedBy != me)), most, cancellation);
        await groups.AddDatedAsync(Dispute, Lines(Disputes.Of(db, orders, me)), most, cancellation);
        await groups.AddDatedAsync(Held, Lines(orders.Where(o => o.Status == OrderStatus.Notice && o.HeldReason != null)), most, cancellation);
        if (officer) await groups.AddDatedAsync(Spot, Lines(orders.Where(o => o.Status == OrderStatus.Redeemed && o.SpotDrawnAt != null && o.SpotPassed == null)), most, cancellation);
        if (head) await groups.AddDatedAsync(Fraud, Lines(orders.Where(o => o.Status == OrderStatus.Redeemed && o.SpotPassed == false && !db.Recoveries.Any(r => r.SubjectId == o.Id))), most, cancellation);
        return groups;
    }

    private static IQueryable<ToDo> Applications(IQueryable<VoucherApplicationRow> applications) =>
        applications.Select(a => new ToDo { SubjectId = a.Id, Title = a.OrganizationName + " 创新券申领", Href = "/vouchers", Since = a.SubmittedAt, DueAt = a.DueAt });

    private static IQueryable<ToDo> Lines(IQueryable<OrderRow> orders) =>
        orders.Select(o => new ToDo { SubjectId = o.Id, Title = o.EnterpriseName + " 向 " + o.ProviderName + " 购买“" + o.ServiceName + "”", Number = o.Number, Href = "/orders/" + o.Id, Since = o.SpotDrawnAt ?? o.PlacedAt, DueAt = o.DueAt });
}
