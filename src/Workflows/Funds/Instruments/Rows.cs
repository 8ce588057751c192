namespace Innovation.Workflows.Funds.Instruments;

/// <summary>大型仪器 (handbook V03): what stands behind a service of the kind 仪器共享; name and price are the service's.</summary>
public sealed class InstrumentRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>The service by which it is offered and priced; one instrument each.</summary>
    public required string ServiceId { get; init; }

    public required string ProviderId { get; init; }

    /// <summary>The organisation that keeps it.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>规格型号</summary>
    public string Model { get; set; } = "";

    /// <summary>主要技术指标和用途</summary>
    public string Purpose { get; set; } = "";

    /// <summary>存放地点</summary>
    public string Place { get; set; } = "";

    /// <summary>联系人和电话</summary>
    public string Contact { get; set; } = "";

    /// <summary>Opening hours in Asia/Shanghai, in minutes from midnight.</summary>
    public int OpensAt { get; set; }

    public int ClosesAt { get; set; }

    /// <summary>开放预约</summary>
    public bool Open { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

/// <summary>预约: an organisation uses an instrument for a time; afterwards the record says what was done and what it costs.</summary>
public sealed class BookingRow : IFundStream
{
    public required string Id { get; init; }

    /// <summary>预约号, e.g. YY2026-0001.</summary>
    public required string Number { get; init; }

    public required string InstrumentId { get; init; }

    public required string ServiceId { get; init; }

    /// <summary>As the service was called when it was booked.</summary>
    public required string InstrumentName { get; init; }

    public required string ProviderOrganizationId { get; init; }

    public required string ProviderName { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after the time booked.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>样品和要求</summary>
    public required string Purpose { get; init; }

    /// <summary>Price in 分 and its unit as they were when it was booked.</summary>
    public required long Price { get; init; }

    public required string Unit { get; init; }

    public BookingStatus Status { get; set; }

    /// <summary>Why it was declined or cancelled.</summary>
    public string? Reason { get; set; }

    /// <summary>计费数量 of the record, in units of the price.</summary>
    public decimal? Quantity { get; set; }

    /// <summary>应付 in 分: price times quantity.</summary>
    public long? Amount { get; set; }

    /// <summary>服务记录</summary>
    public string? Report { get; set; }

    /// <summary>The voucher order by which a part is paid; null: none.</summary>
    public string? OrderId { get; set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

public enum BookingStatus
{
    /// <summary>待确认</summary>
    Requested,

    /// <summary>已确认</summary>
    Confirmed,

    /// <summary>已登记服务记录</summary>
    Recorded,

    /// <summary>不接受</summary>
    Declined,

    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>The words for bookings and times of day.</summary>
public static class BookingWords
{
    /// <summary>Where a booking stands; one that nobody confirmed in time has lapsed.</summary>
    public static string Of(BookingRow booking, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(booking);
        return booking.Status switch
        {
            BookingStatus.Requested when booking.From <= now => "未确认，已过时",
            BookingStatus.Requested => "待确认",
            BookingStatus.Confirmed => "已确认",
            BookingStatus.Recorded => "已登记服务记录",
            BookingStatus.Declined => "不接受",
            _ => "已取消",
        };
    }

    /// <summary>Minutes from midnight as 08:30.</summary>
    public static string Time(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}
