namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>券申领: an enterprise asks for a voucher.</summary>
public sealed class VoucherApplicationRow : IFundStream
{
    public required string Id { get; init; }

    public required string SchemeId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    /// <summary>In 分.</summary>
    public required long Amount { get; init; }

    /// <summary>使用计划</summary>
    public required string Plan { get; init; }

    public ApplicationStatus Status { get; set; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>First instant after the period for the grant.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>初审人; the grant is another person's.</summary>
    public string? CheckedBy { get; set; }

    public string? CheckedByName { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; set; }

    public string? VoucherId { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

public enum ApplicationStatus
{
    /// <summary>待初审</summary>
    Submitted,

    /// <summary>待发券</summary>
    Checked,

    /// <summary>已发放</summary>
    Granted,

    /// <summary>不予发放</summary>
    Refused,

    /// <summary>已撤回</summary>
    Withdrawn,
}

/// <summary>电子券. Its money is in the ledger: 可用 + 锁定 + 已核销 + 已过期 = 发放.</summary>
public sealed class VoucherRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>券号, e.g. CXQ-2026-0001.</summary>
    public required string Code { get; init; }

    /// <summary>128 random bits: the address in the QR code.</summary>
    public required string PublicId { get; init; }

    public required string SchemeId { get; init; }

    public required string BudgetId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    /// <summary>券面额 in 分.</summary>
    public required long Face { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>First instant after its last day.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public VoucherStatus Status { get; set; }

    /// <summary>冻结原因</summary>
    public string? Reason { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

public enum VoucherStatus
{
    /// <summary>有效</summary>
    Valid,

    /// <summary>冻结: nothing can be ordered with it.</summary>
    Frozen,

    /// <summary>过期: what was free is gone; orders that hold a part go on.</summary>
    Expired,
}
