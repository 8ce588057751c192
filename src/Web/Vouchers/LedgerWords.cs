using Innovation.Workflows.Funds.Ledger;

namespace Innovation.Web.Vouchers;

/// <summary>The words of the ledger.</summary>
internal static class LedgerWords
{
    /// <summary>The places of money in the order in which it moves.</summary>
    public static IReadOnlyList<(AccountKind Kind, string Colour)> Places { get; } =
    [
        (AccountKind.Available, "#8aa4c8"), (AccountKind.Round, "#a9bcd6"), (AccountKind.Reserved, "#d9a441"), (AccountKind.Committed, "#c27c2c"), (AccountKind.Voucher, "#5b9bd5"), (AccountKind.Locked, "#3a6ea5"),
        (AccountKind.Payable, "#7f6bb3"), (AccountKind.Paid, "#3f8f5f"), (AccountKind.ToRecover, "#b8433f"), (AccountKind.Recovered, "#d98c8a"), (AccountKind.Expired, "#9a9a9a"),
    ];

    public static string Of(AccountKind kind) => kind switch
    {
        AccountKind.Source => "财政下达",
        AccountKind.Available => "可用",
        AccountKind.Round => "批次额度",
        AccountKind.Reserved => "预留",
        AccountKind.Committed => "已承诺",
        AccountKind.Voucher => "券可用余额",
        AccountKind.Locked => "券订单锁定",
        AccountKind.Payable => "待支付",
        AccountKind.Paid => "已支付",
        AccountKind.ToRecover => "应追回",
        AccountKind.Recovered => "已追回",
        _ => "券已过期",
    };

    public static string Of(PostingKind kind) => kind switch
    {
        PostingKind.Appropriate => "下达",
        PostingKind.Withdraw => "调减",
        PostingKind.Allot => "分配到批次",
        PostingKind.Reserve => "预留",
        PostingKind.Commit => "承诺",
        PostingKind.Release => "释放",
        PostingKind.Grant => "发券",
        PostingKind.Lock => "锁定",
        PostingKind.Unlock => "解锁",
        PostingKind.Redeem => "核销",
        PostingKind.Expire => "过期",
        PostingKind.Due => "转待支付",
        PostingKind.Pay => "支付",
        PostingKind.Return => "退汇",
        PostingKind.Claim => "追回立账",
        PostingKind.Recover => "追回到账",
        _ => "冲正",
    };
}
