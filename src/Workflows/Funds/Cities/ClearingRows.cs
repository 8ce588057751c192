namespace Innovation.Workflows.Funds.Cities;

/// <summary>
/// 清算单: what was redeemed in a quarter between two cities in one direction. Each city makes its own; they are compared
/// until they are equal, then the issuing city pays the sum.
/// </summary>
public sealed class ClearingRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>清算单号, e.g. QS2026000001.</summary>
    public required string Number { get; init; }

    public required string CityId { get; init; }

    public required string City { get; init; }

    public required int Year { get; init; }

    /// <summary>1 to 4.</summary>
    public required int Quarter { get; init; }

    /// <summary>Our vouchers at their providers, which we pay; otherwise their vouchers at our providers.</summary>
    public required bool Ours { get; init; }

    public ClearingStatus Status { get; set; }

    /// <summary>Lines that count, and their sum in 分; held lines are left out.</summary>
    public int Count { get; set; }

    public long Total { get; set; }

    /// <summary>Lines on which the two cities differ.</summary>
    public int Differences { get; set; }

    /// <summary>When the other city's lines were last compared; null: not yet.</summary>
    public DateTimeOffset? ComparedAt { get; set; }

    /// <summary>Name of their file, or 接口.</summary>
    public string? ComparedWith { get; set; }

    /// <summary>When the other city says it paid; null: it has not said so.</summary>
    public DateOnly? AnnouncedOn { get; set; }

    /// <summary>When the money was paid (ours) or came (theirs), and under which bank reference.</summary>
    public DateOnly? SettledOn { get; set; }

    public string? BankReference { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

public enum ClearingStatus
{
    /// <summary>对账中</summary>
    Open,

    /// <summary>已对平</summary>
    Balanced,

    /// <summary>支付中: its payments are requested.</summary>
    Paying,

    /// <summary>已结清</summary>
    Settled,
}

/// <summary>One redeemed order of a clearing as each city has it.</summary>
public sealed class ClearingLineRow
{
    public long Id { get; init; }

    public required string ClearingId { get; init; }

    /// <summary>订单号 of the issuing city.</summary>
    public required string Number { get; init; }

    /// <summary>The order or foreign order here; null: only the other city has it.</summary>
    public string? OrderId { get; init; }

    public string ProviderUscc { get; set; } = "";

    public string ProviderName { get; set; } = "";

    /// <summary>In 分; null: not here.</summary>
    public long? Amount { get; set; }

    public DateOnly? RedeemedOn { get; set; }

    /// <summary>In 分; null: not there.</summary>
    public long? TheirAmount { get; set; }

    public string? TheirProviderUscc { get; set; }

    /// <summary>暂缓: left for the next quarter, with the reason.</summary>
    public string? HeldReason { get; set; }

    public LineDifference Difference { get; set; }
}

public enum LineDifference
{
    /// <summary>The other city's lines are not known yet.</summary>
    NotCompared,

    /// <summary>相符</summary>
    None,

    /// <summary>对方没有</summary>
    OnlyHere,

    /// <summary>我方没有</summary>
    OnlyThere,

    /// <summary>金额不同</summary>
    Amount,

    /// <summary>服务机构不同</summary>
    Provider,
}
