using Innovation.Workflows.Funds.Providers;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>券订单: an enterprise buys a service and pays a part of it with a voucher.</summary>
public sealed class OrderRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>订单号, e.g. DD2026-0001.</summary>
    public required string Number { get; init; }

    public required string SchemeId { get; init; }

    public required string BudgetId { get; init; }

    public required string VoucherId { get; init; }

    public required string EnterpriseId { get; init; }

    public required string EnterpriseName { get; init; }

    public required string ProviderId { get; init; }

    /// <summary>The provider as an organisation here; null: on another city's list.</summary>
    public string? ProviderOrganizationId { get; init; }

    public required string ProviderName { get; init; }

    /// <summary>City of the provider's list; empty: local.</summary>
    public string City { get; init; } = "";

    public required string ServiceId { get; init; }

    public required string ServiceName { get; init; }

    public required ServiceType ServiceType { get; init; }

    /// <summary>合同金额 in 分.</summary>
    public required long Contract { get; set; }

    /// <summary>抵扣金额 in 分: what is locked.</summary>
    public required long Deduction { get; set; }

    /// <summary>约定交付日</summary>
    public required DateOnly DeliverBy { get; init; }

    public OrderStatus Status { get; set; }

    /// <summary>First instant after the period of the present step; null: none runs.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The step is late and the office was told.</summary>
    public bool Escalated { get; set; }

    /// <summary>挂起: objection, sanction or a payment that could not be opened; nothing goes on by itself.</summary>
    public string? HeldReason { get; set; }

    /// <summary>提示审计: allowed, but the auditor should know (a share just under the limit).</summary>
    public string? AuditNote { get; set; }

    /// <summary>交付说明</summary>
    public string? Delivery { get; set; }

    /// <summary>争议或退回的理由</summary>
    public string? Reason { get; set; }

    /// <summary>Who handed in the redemption; somebody else audits it.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>发票号码, unique in the whole system.</summary>
    public string? InvoiceNumber { get; set; }

    /// <summary>发票金额 in 分.</summary>
    public long? InvoiceAmount { get; set; }

    /// <summary>核销金额 in 分.</summary>
    public long? Redeemed { get; set; }

    /// <summary>核销冲减 in 分: what of it was taken back by confirmed recoveries.</summary>
    public long Reversed { get; set; }

    /// <summary>争议经办人: whose the dispute is; null: there was none, or nobody could take it.</summary>
    public string? HandlerId { get; set; }

    public string? HandlerName { get; set; }

    public string? AuditedBy { get; set; }

    /// <summary>抽查: when it was drawn, and what came of it.</summary>
    public DateTimeOffset? SpotDrawnAt { get; set; }

    /// <summary>Null: not yet answered.</summary>
    public bool? SpotPassed { get; set; }

    /// <summary>评价, 1 to 5.</summary>
    public int? Stars { get; set; }

    public string? StarsComment { get; set; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When the money was redeemed; the quarter of the clearing.</summary>
    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>The clearing in which it was settled with the provider's city; null: local, or not yet.</summary>
    public string? ClearingId { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

public enum OrderStatus
{
    /// <summary>待接单</summary>
    Placed,

    /// <summary>服务中</summary>
    Accepted,

    /// <summary>待确认</summary>
    Delivered,

    /// <summary>争议中</summary>
    Disputed,

    /// <summary>待核销</summary>
    Confirmed,

    /// <summary>核销审核</summary>
    Auditing,

    /// <summary>核销补正</summary>
    Supplement,

    /// <summary>公示中</summary>
    Notice,

    /// <summary>兑付中: redeemed; where the payment stands is the payment's to say.</summary>
    Redeemed,

    /// <summary>已取消</summary>
    Cancelled,

    /// <summary>锁定失效</summary>
    Lapsed,

    /// <summary>核销不通过</summary>
    Rejected,
}

/// <summary>订单附件: contract, deliverable, invoice, proof of payment.</summary>
public sealed class OrderFileRow
{
    public required string Id { get; init; }

    public required string OrderId { get; init; }

    /// <summary><c>contract</c>, <c>deliverable</c>, <c>invoice</c> or <c>receipt</c>.</summary>
    public required string Purpose { get; init; }

    public required string FileName { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public required string UploadedByName { get; init; }
}
