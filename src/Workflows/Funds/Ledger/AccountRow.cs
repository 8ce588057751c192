namespace Innovation.Workflows.Funds.Ledger;

/// <summary>
/// 账户: a place where money can be. Every yuan of a budget is in exactly one account, so what is asked of the money
/// (可用, 锁定, 待兑付, 已付 …) is a sum of accounts and never a status field.
/// </summary>
public sealed class AccountRow
{
    public long Id { get; init; }

    /// <summary>Says which account it is, e.g. <c>voucher:018f…:available</c>; unique.</summary>
    public required string Key { get; init; }

    public required AccountKind Kind { get; init; }

    /// <summary>The budget whose money it holds.</summary>
    public required string BudgetId { get; init; }

    /// <summary>The voucher whose money it holds; null: money outside vouchers.</summary>
    public string? VoucherId { get; init; }

    /// <summary>The case, order, payment or recovery it belongs to.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Whose money it is or becomes.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Everything that ever left it, in 分.</summary>
    public long Debits { get; set; }

    /// <summary>Everything that ever came in, in 分.</summary>
    public long Credits { get; set; }

    public int Revision { get; set; }

    /// <summary>In 分; negative only for <see cref="AccountKind.Source"/>.</summary>
    public long Balance => Credits - Debits;
}

/// <summary>What money in an account is.</summary>
public enum AccountKind
{
    /// <summary>财政来源: where appropriations come from; its balance is minus what was appropriated.</summary>
    Source,

    /// <summary>可用: appropriated and free.</summary>
    Available,

    /// <summary>批次额度: set aside for a round.</summary>
    Round,

    /// <summary>预留: approved, not yet promised.</summary>
    Reserved,

    /// <summary>已承诺: promised by contract or decision.</summary>
    Committed,

    /// <summary>券可用余额: granted as a voucher and free to be ordered with.</summary>
    Voucher,

    /// <summary>券锁定: held by an order.</summary>
    Locked,

    /// <summary>待支付: to be paid out.</summary>
    Payable,

    /// <summary>已支付</summary>
    Paid,

    /// <summary>应追回: paid wrongly and claimed back.</summary>
    ToRecover,

    /// <summary>已追回</summary>
    Recovered,

    /// <summary>已过期: left over when a voucher ran out.</summary>
    Expired,
}
