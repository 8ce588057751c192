using Innovation.Workflows.Funds.Ledger;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>What is to be paid, and from which money it is taken.</summary>
/// <param name="From">The account that gives the money: what an order locked, or what was committed to a case; null: it is payable already (跨市清算).</param>
/// <param name="Kind"><see cref="PostingKind.Redeem"/> for vouchers, <see cref="PostingKind.Due"/> otherwise.</param>
/// <param name="VoucherId">The voucher whose money it is, or null.</param>
/// <param name="SubjectId">The order or case that is paid for; its payable and paid accounts carry this id.</param>
/// <param name="PayeeId">Organisation that is paid.</param>
/// <param name="Amount">In 分.</param>
/// <param name="PolicyItem">政策条款 or 券兑付; part of the key that prevents double payment.</param>
/// <param name="Year">Year of the policy.</param>
/// <param name="SourceFact">The fact that is paid for (certificate, order, contract number); part of the key, and what 从高不重复 compares.</param>
/// <param name="Purpose">用途, printed on the pay order.</param>
public sealed record PaymentRequest(AccountRef? From, PostingKind Kind, string BudgetId, string? VoucherId, string SubjectId, string PayeeId, long Amount, string PolicyItem, int Year, string SourceFact, string Purpose)
{
    /// <summary>The clearing whose orders are paid by it; null: none.</summary>
    public string? ClearingId { get; init; }
}
