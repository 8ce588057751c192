namespace Innovation.Workflows.Funds.Ledger;

/// <summary>
/// 记账: an amount leaves one account and reaches another. Never changed and never deleted (the database refuses both); a
/// mistake is answered by a reversal.
/// </summary>
public sealed class PostingRow
{
    public long Id { get; init; }

    /// <summary>What it books, so that nothing is booked twice: e.g. <c>order/018f…/lock</c>; unique for ever.</summary>
    public required string Key { get; init; }

    public required PostingKind Kind { get; init; }

    public required AccountRow From { get; init; }

    public long FromId { get; init; }

    public required AccountRow To { get; init; }

    public long ToId { get; init; }

    /// <summary>In 分, more than nothing.</summary>
    public required long Amount { get; init; }

    /// <summary>The history in which its cause stands: a case, a budget, an order, a payment …</summary>
    public required string StreamId { get; init; }

    /// <summary>Which event of that history.</summary>
    public required int Sequence { get; init; }

    /// <summary>Effective time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>冲正: the posting that this one takes back; each is taken back at most once.</summary>
    public long? ReversalOf { get; init; }

    /// <summary>摘要, as statements print it.</summary>
    public required string Summary { get; init; }
}

/// <summary>业务类型 of a posting.</summary>
public enum PostingKind
{
    /// <summary>下达</summary>
    Appropriate,

    /// <summary>收回指标</summary>
    Withdraw,

    /// <summary>分配到批次</summary>
    Allot,

    /// <summary>预留</summary>
    Reserve,

    /// <summary>承诺</summary>
    Commit,

    /// <summary>释放</summary>
    Release,

    /// <summary>发券</summary>
    Grant,

    /// <summary>锁定</summary>
    Lock,

    /// <summary>解锁</summary>
    Unlock,

    /// <summary>核销</summary>
    Redeem,

    /// <summary>过期</summary>
    Expire,

    /// <summary>转待支付</summary>
    Due,

    /// <summary>支付</summary>
    Pay,

    /// <summary>退汇</summary>
    Return,

    /// <summary>追回立账</summary>
    Claim,

    /// <summary>追回到账</summary>
    Recover,

    /// <summary>冲正</summary>
    Reverse,
}
