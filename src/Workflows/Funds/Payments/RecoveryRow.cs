namespace Innovation.Workflows.Funds.Payments;

/// <summary>追回: money that was paid and is claimed back.</summary>
public sealed class RecoveryRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>追回编号</summary>
    public required string Number { get; init; }

    public required string PaymentId { get; init; }

    /// <summary>The order or case that was paid for.</summary>
    public required string SubjectId { get; init; }

    public required string DebtorId { get; init; }

    public required string DebtorName { get; init; }

    /// <summary>In 分.</summary>
    public required long Amount { get; init; }

    /// <summary>In 分, so far.</summary>
    public long Received { get; set; }

    public required string Reason { get; init; }

    public required DateOnly DueOn { get; init; }

    public required string DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public string? ConfirmedBy { get; set; }

    /// <summary>追回决定</summary>
    public string? DocumentId { get; set; }

    public RecoveryStatus Status { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";

    public List<InstalmentRow> Instalments { get; } = [];

    public List<ReceiptRow> Receipts { get; } = [];
}

/// <summary>Where a recovery stands.</summary>
public enum RecoveryStatus
{
    /// <summary>待确认</summary>
    Decided,

    /// <summary>追回中</summary>
    Open,

    /// <summary>已追回</summary>
    Settled,
}

/// <summary>分期: a part of the claim and the day it is due.</summary>
public sealed class InstalmentRow
{
    public required string Id { get; init; }

    public required string RecoveryId { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>In 分.</summary>
    public required long Amount { get; init; }
}

/// <summary>到账: money that came back.</summary>
public sealed class ReceiptRow
{
    public required string Id { get; init; }

    public required string RecoveryId { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>In 分.</summary>
    public required long Amount { get; init; }

    /// <summary>银行流水号; unique.</summary>
    public required string BankReference { get; init; }
}
