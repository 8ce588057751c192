using Innovation.Web.Components;
using Innovation.Workflows.Cases;

namespace Innovation.Web.Vouchers;

/// <summary>The history of an order or a voucher in words.</summary>
internal static class OrderEvents
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["orderPlaced"] = "下单锁券", ["orderAccepted"] = "接单", ["orderCancelled"] = "取消，解除锁定", ["orderDelivered"] = "交付", ["orderConfirmed"] = "确认交付", ["orderDisputed"] = "提出争议", ["confirmationMissed"] = "逾期没有确认，转争议",
        ["lockLapsed"] = "期限届满，锁定失效", ["redoOrdered"] = "责成重做", ["redemptionClaimed"] = "申请核销", ["redemptionSupplement"] = "要求补正", ["redemptionRejected"] = "核销不通过，解除锁定", ["redemptionPassed"] = "核销审核通过，公示",
        ["redemptionObjected"] = "公示期间收到实名异议", ["objectionDismissed"] = "异议不成立", ["objectionUpheld"] = "异议成立，核销不通过", ["orderRedeemed"] = "公示期满，核销", ["orderHeld"] = "挂起", ["orderRated"] = "评价",
        ["stepLate"] = "超过期限", ["spotDrawn"] = "抽中抽查", ["spotPassed"] = "抽查合规", ["spotFailed"] = "抽查发现问题", ["disputeTaken"] = "接手争议", ["redemptionReversed"] = "追回确认，冲减核销", ["fraudDecided"] = "认定弄虚作假，追回",
        ["bookingRequested"] = "预约", ["bookingConfirmed"] = "确认预约", ["bookingDeclined"] = "不接受", ["bookingCancelled"] = "取消预约", ["bookingRecorded"] = "登记服务记录", ["bookingOrdered"] = "用券下单",
        ["foreignOrderTold"] = "发券城市通知", ["foreignActSent"] = "办理，发往发券城市", ["foreignActAccepted"] = "发券城市已接受", ["foreignActRefused"] = "发券城市没有接受",
        ["clearingCollected"] = "汇总", ["clearingCompared"] = "与对方核对", ["lineHeld"] = "暂缓一份订单", ["lineTaken"] = "恢复一份订单", ["clearingBalanced"] = "确认对平", ["clearingPaymentRequested"] = "申请支付", ["clearingPaymentCancelled"] = "支付已取消",
        ["clearingPaid"] = "已支付", ["clearingReturned"] = "退汇", ["clearingAnnounced"] = "对方通知已付款", ["clearingReceived"] = "登记到账", ["clearingRestRequested"] = "补开转付款项",
    };

    public static TimelineView View(IEnumerable<EventRow> events, DateTimeOffset now) =>
        new([.. events.OrderByDescending(e => e.Sequence).Select(e => new Components.TimelineEntry(DateText.Moment(e.At, now), Words.GetValueOrDefault(e.Type, e.Type), e.ActorWords))]);
}
