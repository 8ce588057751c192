using Innovation.Documents;
using Innovation.Documents.Templates;
using Innovation.Web.Components;
using Innovation.Web.Shell;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Vouchers;

/// <summary>兑付通知 and 追回决定 as papers: written from what is on record, so every print of one is the same.</summary>
public sealed class FundLetters(IDbContexts contexts, IOptions<SiteOptions> site)
{
    private ContactFacts Contact => new(site.Value.Consultation.Split('：')[^1], site.Value.Hours);

    /// <summary>The notice of a payment that this person may see; null: none, or not yet paid.</summary>
    public async Task<DocumentModel?> PayoutAsync(UserContext user, string paymentId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        if (await PaymentScope.Visible(db, user).SingleOrDefaultAsync(p => p.Id == paymentId, cancellation) is not { Status: PaymentStatus.Paid, PaidOn: { } on } p) return null;
        var account = await db.BankAccounts.AsNoTracking().Where(a => a.OrganizationId == p.PayeeId).Select(a => a.BankName + "，尾号 " + a.LastFour).SingleOrDefaultAsync(cancellation);
        return PayoutNotice.Build(new PayoutNoticeFacts(Issue(p.Number, on), p.PayeeName, p.Purpose, Fen.Words(p.Amount), on, account ?? "已登记账户", p.BankReference ?? "", Contact));
    }

    /// <summary>The decision of a recovery, for the office and for whoever must pay back; null: none, or not yet confirmed.</summary>
    public async Task<DocumentModel?> RecoveryAsync(UserContext user, string recoveryId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        if (await db.Recoveries.AsNoTracking().Include(r => r.Instalments).SingleOrDefaultAsync(r => r.Id == recoveryId, cancellation) is not { Status: not RecoveryStatus.Decided } r) return null;
        if (!VoucherPeople.SeesAll(user) && user.OrganizationId != r.DebtorId) return null;
        var confirmed = await db.Events.AsNoTracking().Where(e => e.StreamId == r.Id && e.Type == "recoveryConfirmed").Select(e => e.At).SingleAsync(cancellation);
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == r.PaymentId, cancellation);
        var uscc = await db.Organizations.Where(o => o.Id == r.DebtorId).Select(o => o.Uscc).SingleAsync(cancellation);
        var words = $"涉及支付编号 {payment.Number} 的“{payment.Purpose}”款项，已于{ChinaTime.LongDate(payment.PaidOn ?? ChinaTime.DateOf(payment.RequestedAt))}支付";
        return RecoveryDecision.Build(new RecoveryDecisionFacts(Issue(r.Number, ChinaTime.DateOf(confirmed)), r.DebtorName, uscc, words, r.Reason, Fen.Words(r.Amount), [.. r.Instalments.OrderBy(i => i.DueOn).ThenBy(i => i.Id, StringComparer.Ordinal).Select(i => (i.DueOn, Fen.Words(i.Amount)))], new Remedies("大冶市人民政府"), Contact));
    }

    private IssueFacts Issue(string number, DateOnly on) => new(site.Value.AgencyName, number, on, site.Value.Demo);
}
