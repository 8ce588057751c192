namespace Innovation.Workflows.Funds.Providers;

/// <summary>服务机构 in the register: a local organisation that was admitted, or one on the recognised list of another city.</summary>
public sealed class ProviderRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>The organisation here; null for one on another city's list.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The city whose list it is on; empty: admitted here.</summary>
    public string City { get; init; } = "";

    public required string Name { get; set; }

    public required string Uscc { get; init; }

    /// <summary>法定代表人, for the rule against related parties.</summary>
    public string LegalRepresentative { get; set; } = "";

    /// <summary>资质, as applied for and examined.</summary>
    public string Qualifications { get; set; } = "";

    public ProviderStatus Status { get; set; }

    /// <summary>Why it was refused, sent back for mending, suspended or removed.</summary>
    public string? Reason { get; set; }

    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>First instant after the fifteen working days of the examination; null on foreign lists.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Who examined it; somebody else registers it.</summary>
    public string? ExaminedBy { get; set; }

    /// <summary>First day of the registration or recognition.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day; null: open.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Number of ratings given by enterprises, and their sum (1 to 5 each).</summary>
    public int Ratings { get; set; }

    public int RatingSum { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";

    public List<ServiceRow> Services { get; } = [];

    /// <summary>Whether vouchers may be used with it on this day.</summary>
    public bool IsUsable(DateOnly day) => Status == ProviderStatus.Registered && (From is null || From <= day) && (Until is null || Until >= day);
}

public enum ProviderStatus
{
    /// <summary>待审核</summary>
    Pending,

    /// <summary>待补正</summary>
    Supplement,

    /// <summary>已入库</summary>
    Registered,

    /// <summary>不予入库</summary>
    Refused,

    /// <summary>暂停</summary>
    Suspended,

    /// <summary>移出</summary>
    Removed,
}

/// <summary>服务项目 of a provider.</summary>
public sealed class ServiceRow
{
    public required string Id { get; init; }

    public required string ProviderId { get; init; }

    public ProviderRow Provider { get; init; } = null!;

    /// <summary>Its number in the register of the provider's city; empty: local.</summary>
    public string TheirId { get; init; } = "";

    public required string Name { get; set; }

    public required ServiceType Type { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Listed price in 分.</summary>
    public long Price { get; set; }

    /// <summary>计价单位: 次, 件, 小时.</summary>
    public string Unit { get; set; } = "次";

    /// <summary>法定检测: required by law, never paid with a voucher (handbook B10).</summary>
    public bool Statutory { get; set; }

    /// <summary>上架</summary>
    public bool Offered { get; set; } = true;
}

/// <summary>服务类别 (handbook PR10, service_type).</summary>
public enum ServiceType
{
    /// <summary>研发设计</summary>
    Research,

    /// <summary>检验检测</summary>
    Testing,

    /// <summary>中试</summary>
    Pilot,

    /// <summary>知识产权检索</summary>
    PatentSearch,

    /// <summary>仪器共享</summary>
    Instrument,
}
