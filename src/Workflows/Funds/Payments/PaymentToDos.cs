using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>资金支付 and 追回: the next step of each payment, for whoever may take it (<see cref="PaymentReview"/>).</summary>
public sealed class PaymentToDos(TimeProvider clock) : IToDoSource
{
    public static ToDoKind Check { get; } = new("payment.check", "复核支付", "/funds/payments?tab=requested");

    public static ToDoKind Approve { get; } = new("payment.approve", "审批支付", "/funds/payments?tab=checked");

    public static ToDoKind Order { get; } = new("payment.order", "生成支付指令", "/funds/payments?tab=approved");

    public static ToDoKind Reissue { get; } = new("payment.reissue", "处理退汇", "/funds/payments?tab=returned");

    public static ToDoKind Confirm { get; } = new("recovery.confirm", "确认追回", "/funds/payments?tab=recoveries");

    public static ToDoKind Chase { get; } = new("recovery.overdue", "催收追回", "/funds/payments?tab=recoveries");

    public static ToDoKind Repay { get; } = new("recovery.repay", "归还追回资金");

    public static ToDoKind Account { get; } = new("payment.account", "更改收款账户", "/wallet/bank");

    public IReadOnlyList<ToDoKind> Kinds { get; } = [Check, Approve, Order, Reissue, Confirm, Chase, Repay, Account];

    public async Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation)
    {
        var groups = new List<ToDoGroup>();
        if (user.OrganizationId is { } own)
        {
            await groups.AddAsync(Repay, db.Recoveries.AsNoTracking().Where(r => r.DebtorId == own && r.Status == RecoveryStatus.Open)
                .Select(r => new ToDo { SubjectId = r.Id, Title = r.Reason, Number = r.Number, Href = "/funds/letters/recovery/" + r.Id, Since = r.DecidedAt }), most, cancellation);
            // A transfer came back, and the account is still the one it was sent to.
            await groups.AddAsync(Account, db.Payments.AsNoTracking().Where(p => p.PayeeId == own && p.Status == PaymentStatus.Returned && !db.BankAccounts.Any(b => b.OrganizationId == own && db.PayOrders.Any(o => o.Id == p.PayOrderId && b.ChangedAt > o.CreatedAt)))
                .Select(p => new ToDo { SubjectId = p.Id, Title = p.Purpose + " 退汇：" + p.ReturnReason, Number = p.Number, Href = "/wallet/bank", Since = p.RequestedAt }), most, cancellation);
            return groups;
        }

        if (!user.IsStaff && !user.Has(ProcessRoles.Finance)) return groups;
        var (me, finance, signs) = (user.UserId, user.Has(ProcessRoles.Finance), user.Has(ProcessRoles.Signatory));
        var heads = user.ScopesOf(ProcessRoles.SectionHead, "programme:").ToList();
        var checkers = heads.Concat(user.ScopesOf(ProcessRoles.Officer, "programme:")).Distinct().ToList();
        var visible = PaymentScope.Visible(db, user);
        var checkable = Of(visible, checkers, finance);
        var approvable = Of(visible, heads, finance || signs);
        await groups.AddAsync(Check, Lines(checkable.Where(p => p.Status == PaymentStatus.Requested && !p.Frozen && p.RequestedBy != me), "requested"), most, cancellation);
        await groups.AddAsync(Approve, Lines(approvable.Where(p => p.Status == PaymentStatus.Checked && !p.Frozen && p.RequestedBy != me && p.CheckedBy != me), "checked"), most, cancellation);
        if (finance) await groups.AddAsync(Order, Lines(visible.Where(p => p.Status == PaymentStatus.Approved && !p.Frozen), "approved"), most, cancellation);
        await groups.AddAsync(Reissue, Lines(Of(visible, checkers, finance || signs).Where(p => p.Status == PaymentStatus.Returned), "returned"), most, cancellation);
        if (!finance && !signs && heads.Count == 0) return groups;
        var payments = visible.Select(p => p.Id);
        var recoveries = db.Recoveries.AsNoTracking().Where(r => payments.Contains(r.PaymentId));
        await groups.AddAsync(Confirm, recoveries.Where(r => r.Status == RecoveryStatus.Decided && r.DecidedBy != me)
            .Select(r => new ToDo { SubjectId = r.Id, Title = r.DebtorName, Number = r.Number, Href = "/funds/payments?tab=recoveries&q=" + r.Number, Since = r.DecidedAt, ProgrammeCode = db.Payments.Where(p => p.Id == r.PaymentId).Select(p => p.ProgrammeCode).FirstOrDefault() }), most, cancellation);
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        if (finance)
            await groups.AddAsync(Chase, recoveries.Where(r => r.Status == RecoveryStatus.Open && r.DueOn < today)
                .Select(r => new ToDo { SubjectId = r.Id, Title = r.DebtorName, Number = r.Number, Href = "/funds/payments?tab=recoveries&q=" + r.Number, Since = r.DecidedAt, ProgrammeCode = db.Payments.Where(p => p.Id == r.PaymentId).Select(p => p.ProgrammeCode).FirstOrDefault() }), most, cancellation);
        return groups;
    }

    /// <summary>Payments of the programmes in which a role is held; those of orders belong to no programme and need the role alone.</summary>
    private static IQueryable<PaymentRow> Of(IQueryable<PaymentRow> payments, List<string> codes, bool all)
    {
        var (any, everywhere) = (codes.Count > 0, all || codes.Contains("*"));
        return payments.Where(p => everywhere || (p.ProgrammeCode == null ? any : codes.Contains(p.ProgrammeCode)));
    }

    private static IQueryable<ToDo> Lines(IQueryable<PaymentRow> payments, string tab)
    {
        var page = "/funds/payments?tab=" + tab + "&q=";
        return payments.Select(p => new ToDo { SubjectId = p.Id, Title = p.PayeeName + " " + p.Purpose, Number = p.Number, Href = page + p.Number, Since = p.RequestedAt, ProgrammeCode = p.ProgrammeCode });
    }
}
