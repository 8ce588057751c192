using Innovation.Documents;
using Innovation.Documents.Templates;
using Innovation.Web.Components;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Statements;

namespace Innovation.Web.Vouchers;

/// <summary>对账单 as a document and as lines of a table.</summary>
internal static class StatementDocuments
{
    private const string Cut = "明细过长，只列前一部分；全部见导出的表格。";

    public static IReadOnlyList<string> Header { get; } = ["时间", "类别", "编号或摘要", "转出", "转入", "金额（元）", "状态"];

    public static DocumentModel Build(BudgetStatement s, string agency, DateTimeOffset now)
    {
        var places = LedgerWords.Places.Where(p => s.Figures.ByKind.ContainsKey(p.Kind)).Select(p => (IReadOnlyList<string>)[LedgerWords.Of(p.Kind), Fen.Number(s.Figures.Of(p.Kind))]).ToList();
        return FundStatement.Build(new FundStatementFacts("预算对账单", $"{s.Budget.Year} 年 {s.Budget.Item}（{s.Budget.Basis}）", s.From, s.Until,
        [
            new("现在的去向", [new("去向", Width: 60), new("金额（元）", ColumnAlign.End, 40)], places, $"合计 {Fen.Words(s.Figures.ByKind.Where(k => k.Key != AccountKind.Source).Sum(k => k.Value))}，下达 {Fen.Words(s.Figures.Appropriated)}，{(s.Figures.AddsUp ? "相符" : "不符")}。"),
            new("本期记账", Columns, [.. s.Postings.Select(p => Line(p, now))], $"本期 {s.Postings.Count} 笔。{(s.IsCut ? Cut : "")}"),
        ], agency, DateText.Today(now)));
    }

    public static DocumentModel Build(OrganizationStatement s, string agency, DateTimeOffset now) => FundStatement.Build(new FundStatementFacts("单位对账单", $"{s.Organization.Name}（{s.Organization.Uscc}）", s.From, s.Until,
    [
        new("创新券", [new("券号", Width: 28), .. ((string[])["面额", "可用", "锁定", "已核销", "核销冲减", "已过期"]).Select(c => new Column(c + "（元）", ColumnAlign.End))],
            [.. s.Vouchers.Select(v => (IReadOnlyList<string>)[v.Voucher.Code, Fen.Number(v.Voucher.Face), Fen.Number(v.Figures.Available), Fen.Number(v.Figures.Locked), Fen.Number(v.Figures.Redeemed), Fen.Number(v.Figures.Reversed), Fen.Number(v.Figures.Expired)])]),
        new("本期券的记账", Columns, [.. s.Postings.Select(p => Line(p, now))]),
        new("本期款项", [new("支付编号", Width: 18), new("用途", Width: 40), new("日期", ColumnAlign.Center, 14), new("金额（元）", ColumnAlign.End, 16), new("状态", ColumnAlign.Center)],
            [.. s.Payments.Select(p => (IReadOnlyList<string>)[p.Number, p.Purpose, Day(p.PaidOn), Fen.Number(p.Amount), PaymentReview.Words(p.Status)])], $"本期已支付 {Fen.Words(s.Paid)}。{(s.IsCut ? Cut : "")}"),
        new("应退回", [new("编号", Width: 18), new("事由", Width: 44), new("应退（元）", ColumnAlign.End), new("已退（元）", ColumnAlign.End), new("期限", ColumnAlign.Center)],
            [.. s.Recoveries.Select(r => (IReadOnlyList<string>)[r.Number, r.Reason, Fen.Number(r.Amount), Fen.Number(r.Received), Day(r.DueOn)])]),
    ], agency, DateText.Today(now)));

    public static IEnumerable<IReadOnlyList<object?>> Rows(BudgetStatement s, DateTimeOffset now) => s.Postings.Select(p => Row(p, now));

    public static IEnumerable<IReadOnlyList<object?>> Rows(OrganizationStatement s, DateTimeOffset now) => s.Postings.Select(p => Row(p, now))
        .Concat(s.Payments.Select(p => (IReadOnlyList<object?>)[p.PaidOn is { } on ? Day(on) : DateText.Moment(p.RequestedAt, now), "款项", $"{p.Number} {p.Purpose}", null, null, Fen.ToYuan(p.Amount), PaymentReview.Words(p.Status)]))
        .Concat(s.Recoveries.Select(r => (IReadOnlyList<object?>)[DateText.Moment(r.DecidedAt, now), "应退回", $"{r.Number} {r.Reason}", null, null, Fen.ToYuan(r.Amount), $"已退 {Fen.Number(r.Received)}"]));

    private static IReadOnlyList<Column> Columns { get; } = [new("时间", Width: 16), new("业务", ColumnAlign.Center, 10), new("摘要", Width: 34), new("转出", Width: 12), new("转入", Width: 12), new("金额（元）", ColumnAlign.End, 16)];

    private static IReadOnlyList<string> Line(PostingRow p, DateTimeOffset now) => [DateText.Effective(p.At, now), LedgerWords.Of(p.Kind), p.Summary, LedgerWords.Of(p.From.Kind), LedgerWords.Of(p.To.Kind), Fen.Number(p.Amount)];

    private static IReadOnlyList<object?> Row(PostingRow p, DateTimeOffset now) => [DateText.Effective(p.At, now), LedgerWords.Of(p.Kind), p.Summary, LedgerWords.Of(p.From.Kind), LedgerWords.Of(p.To.Kind), Fen.ToYuan(p.Amount), null];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
