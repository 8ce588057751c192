namespace Innovation.Workflows.Funds.Payments;

/// <summary>支付: one amount owed to one organisation for one fact. Where the money is stands in the ledger.</summary>
public sealed class PaymentRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>支付编号</summary>
    public required string Number { get; init; }

    /// <summary>Organisation, policy item, year and fact: what is paid for.</summary>
    public required string BusinessKey { get; init; }

    /// <summary>The business key while the payment stands, null once it is cancelled; unique, so nothing is paid twice.</summary>
    public string? LiveKey { get; set; }

    /// <summary>The order or case that is paid for.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Programme of the case; null for orders.</summary>
    public string? ProgrammeCode { get; init; }

    public string? VoucherId { get; init; }

    /// <summary>The clearing with another city that it pays, order by order; null: none.</summary>
    public string? ClearingId { get; init; }

    public required string BudgetId { get; init; }

    public required string PayeeId { get; init; }

    public required string PayeeName { get; init; }

    /// <summary>What is paid, in 分.</summary>
    public required long Amount { get; init; }

    /// <summary>What the policy item grants, in 分; more than the amount when an earlier payment of the same fact is topped up.</summary>
    public required long Entitled { get; init; }

    public required string PolicyItem { get; init; }

    public required string SourceFact { get; init; }

    /// <summary>The fact as it is compared (<see cref="SourceFacts.Key"/>).</summary>
    public required string FactKey { get; init; }

    /// <summary>用途</summary>
    public required string Purpose { get; init; }

    public PaymentStatus Status { get; set; }

    /// <summary>冻结</summary>
    public bool Frozen { get; set; }

    public string? FreezeReason { get; set; }

    /// <summary>Who let it leave although its payee owes money back; null: nobody.</summary>
    public string? HoldReleasedBy { get; set; }

    public string? HoldReleaseReason { get; set; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public string? CheckedBy { get; set; }

    public string? ApprovedBy { get; set; }

    /// <summary>How often it was handed to the bank, beginning with 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The pay order it is in.</summary>
    public string? PayOrderId { get; set; }

    public DateOnly? PaidOn { get; set; }

    /// <summary>银行流水号</summary>
    public string? BankReference { get; set; }

    /// <summary>退汇原因</summary>
    public string? ReturnReason { get; set; }

    /// <summary>Why it was cancelled.</summary>
    public string? CancelReason { get; set; }

    /// <summary>The lower payment of the same fact that this one replaces or tops up (从高不重复).</summary>
    public string? SupersedesId { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>待复核</summary>
    Requested,

    /// <summary>待审批</summary>
    Checked,

    /// <summary>待支付</summary>
    Approved,

    /// <summary>已生成支付指令</summary>
    Ordered,

    /// <summary>已支付</summary>
    Paid,

    /// <summary>退汇</summary>
    Returned,

    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>What the bank said of a payment; kept so that the same answer has no second effect.</summary>
public sealed class BankResultRow
{
    public required string Id { get; init; }

    public required string PaymentId { get; init; }

    public required int Attempt { get; init; }

    /// <summary>成功, otherwise 退汇.</summary>
    public required bool Paid { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>流水号</summary>
    public required string Reference { get; init; }

    public string? Reason { get; init; }
}
