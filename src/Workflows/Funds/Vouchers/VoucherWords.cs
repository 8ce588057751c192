using Innovation.Workflows.Funds.Providers;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>The words for states of vouchers and orders.</summary>
public static class VoucherWords
{
    public static string Of(ApplicationStatus status) => status switch
    {
        ApplicationStatus.Submitted => "待初审",
        ApplicationStatus.Checked => "待发券",
        ApplicationStatus.Granted => "已发放",
        ApplicationStatus.Refused => "不予发放",
        _ => "已撤回",
    };

    public static string Of(VoucherStatus status) => status switch { VoucherStatus.Valid => "有效", VoucherStatus.Frozen => "冻结", _ => "过期" };

    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "待接单",
        OrderStatus.Accepted => "服务中",
        OrderStatus.Delivered => "待确认",
        OrderStatus.Disputed => "争议中",
        OrderStatus.Confirmed => "待核销",
        OrderStatus.Auditing => "核销审核",
        OrderStatus.Supplement => "核销补正",
        OrderStatus.Notice => "公示中",
        OrderStatus.Redeemed => "已核销",
        OrderStatus.Cancelled => "已取消",
        OrderStatus.Lapsed => "锁定失效",
        _ => "核销不通过",
    };

    public static string Of(ServiceType type) => type switch
    {
        ServiceType.Research => "研发设计",
        ServiceType.Testing => "检验检测",
        ServiceType.Pilot => "中试",
        ServiceType.PatentSearch => "知识产权检索",
        _ => "仪器共享",
    };

    /// <summary>Whether money is still locked by an order in this state.</summary>
    public static bool Holds(OrderStatus status) => status is not (OrderStatus.Redeemed or OrderStatus.Cancelled or OrderStatus.Lapsed or OrderStatus.Rejected);
}
