using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Access.Refused;

/// <summary>
/// Says what an id belongs to, for the log. A page that hides a thing from a person answers as if there were none; the
/// auditor wants the two kept apart.
/// </summary>
internal static class ForeignThings
{
    private const int Shortest = 32;
    private const int Longest = 45;

    private static readonly Func<WorkflowsDbContext, string, CancellationToken, Task<string?>>[] Kinds =
    [
        (db, id, c) => db.Attachments.Where(a => a.Id == id).Join(db.Cases, a => a.CaseId, x => x.Id, (a, x) => $"附件（{x.OrganizationName}，{x.Number ?? "未提交"}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.WorkItems.Where(w => w.Id == id).Join(db.Cases, w => w.CaseId, x => x.Id, (w, x) => $"任务 {w.StageName}（{x.OrganizationName}，{x.Number}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Documents.Where(d => d.Id == id).Select(d => $"文书 {d.Title} {d.Number}").FirstOrDefaultAsync(c),
        (db, id, c) => db.Certificates.Where(x => x.Id == id).Select(x => $"证书 {x.Serial}（{x.OrganizationName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Payments.Where(p => p.Id == id).Select(p => $"支付 {p.Number}（{p.PayeeName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Recoveries.Where(r => r.Id == id).Select(r => $"追回 {r.Number}（{r.DebtorName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Orders.Where(o => o.Id == id).Select(o => $"订单 {o.Number}（{o.EnterpriseName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.OrderFiles.Where(f => f.Id == id).Join(db.Orders, f => f.OrderId, o => o.Id, (f, o) => $"订单材料（{o.EnterpriseName}，{o.Number}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Vouchers.Where(v => v.Id == id).Select(v => $"创新券（{v.OrganizationName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.VoucherApplications.Where(v => v.Id == id).Select(v => $"创新券申请（{v.OrganizationName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.ForeignOrders.Where(o => o.Id == id).Select(o => $"异地订单 {o.Number}（{o.EnterpriseName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Bookings.Where(b => b.Id == id).Select(b => $"预约 {b.Number}（{b.OrganizationName}）").FirstOrDefaultAsync(c),
        (db, id, c) => db.Batches.Where(b => b.Id == id).Select(b => $"会议、公示或发文 {b.Title}").FirstOrDefaultAsync(c),
        (db, id, c) => db.Clearings.Where(s => s.Id == id).Select(s => $"清算单 {s.Number}").FirstOrDefaultAsync(c),
        (db, id, c) => db.Organizations.Where(o => o.Id == id).Select(o => $"单位 {o.Name}").FirstOrDefaultAsync(c),
        (db, id, c) => db.TaskRuns.Where(r => r.Id == id).Select(_ => "批量办理的结果").FirstOrDefaultAsync(c),
    ];

    /// <summary>What an id belongs to, in words, when this person does not see it; null when there is no such thing or it is his own.</summary>
    public static async Task<string?> FindAsync(WorkflowsDbContext db, UserContext user, string id, CancellationToken cancellation)
    {
        if (id.Length is < Shortest or > Longest) return null;
        if (await db.Cases.AsNoTracking().Where(x => x.Id == id).Select(x => $"案件 {x.Number ?? "未提交"}（{x.OrganizationName}）").FirstOrDefaultAsync(cancellation) is { } found)
            return await CaseScope.Visible(db, user).AnyAsync(x => x.Id == id, cancellation) ? null : found;
        foreach (var kind in Kinds)
            if (await kind(db, id, cancellation) is { } words) return words;
        return null;
    }
}
