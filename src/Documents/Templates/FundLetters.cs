namespace Innovation.Documents.Templates;

/// <summary>Facts of a 兑付通知书; amounts as printed.</summary>
/// <param name="Issue">签发信息; its number is the 支付编号.</param>
/// <param name="Payee">收款单位.</param>
/// <param name="Purpose">用途.</param>
/// <param name="Amount">Such as 10,000.00 元.</param>
/// <param name="PaidOn">支付日期.</param>
/// <param name="Account">Such as 示例银行，尾号 4567; never the whole number.</param>
/// <param name="BankReference">银行流水号.</param>
/// <param name="Contact">联系方式.</param>
public sealed record PayoutNoticeFacts(IssueFacts Issue, string Payee, string Purpose, string Amount, DateOnly PaidOn, string Account, string BankReference, ContactFacts Contact);

/// <summary>兑付通知书: money was paid.</summary>
public static class PayoutNotice
{
    private const string Name = "兑付通知书";

    /// <summary>Builds the notice.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(PayoutNoticeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");
        return issue.Model(DocumentKind.PayoutNotice, Name,
        [
            new Paragraph("下列款项已支付到你单位账户，请查收并入账。到账金额与本通知不一致的，请在五个工作日内与我局联系。"),
            new FactList(
            [
                new("支付编号", issue.Number!), new("用途", required.Text(facts.Purpose, nameof(facts.Purpose), "用途")), new("金额", required.Text(facts.Amount, nameof(facts.Amount), "金额")),
                new("支付日期", ChineseText.Date(required.Date(facts.PaidOn, nameof(facts.PaidOn), "支付日期"))), new("收款账户", required.Text(facts.Account, nameof(facts.Account), "收款账户")), new("银行流水号", required.Text(facts.BankReference, nameof(facts.BankReference), "银行流水号")),
            ]),
            new Paragraph(facts.Contact!.Sentence),
        ], "业务专用章") with
        { Addressee = required.Text(facts.Payee, nameof(facts.Payee), "收款单位") };
    }
}

/// <summary>Facts of a 追回决定书; amounts as printed.</summary>
/// <param name="Issue">签发信息; its number is the 追回编号.</param>
/// <param name="Debtor">应退单位.</param>
/// <param name="UnifiedCode">统一社会信用代码.</param>
/// <param name="Payment">Which payment: number, purpose, amount and day, as one sentence part.</param>
/// <param name="Reason">认定的事实和依据.</param>
/// <param name="Amount">应退金额.</param>
/// <param name="Instalments">Day and amount of each part, in order.</param>
/// <param name="Remedies">救济途径.</param>
/// <param name="Contact">联系方式.</param>
public sealed record RecoveryDecisionFacts(IssueFacts Issue, string Debtor, string UnifiedCode, string Payment, string Reason, string Amount, IReadOnlyList<(DateOnly DueOn, string Amount)> Instalments, Remedies Remedies, ContactFacts Contact);

/// <summary>追回决定书: money must come back, when and how much, and what may be done against it.</summary>
public static class RecoveryDecision
{
    private const string Name = "追回决定书";

    /// <summary>Builds the decision.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(RecoveryDecisionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        var parts = required.Any(facts.Instalments, nameof(facts.Instalments), "退款期限");
        required.Text(facts.Remedies?.ReviewAgency, nameof(facts.Remedies), "救济途径");
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");
        var amount = required.Text(facts.Amount, nameof(facts.Amount), "应退金额");
        return issue.Model(DocumentKind.RecoveryDecision, Name,
        [
            new Paragraph($"你单位（统一社会信用代码 {required.Text(facts.UnifiedCode, nameof(facts.UnifiedCode), "统一社会信用代码")}）{required.Text(facts.Payment, nameof(facts.Payment), "款项")}。经查，{required.Text(facts.Reason, nameof(facts.Reason), "理由").TrimEnd('。')}。"),
            new Paragraph($"决定追回 {amount}。请按下列期限退回，并在附言中注明本决定书编号："),
            new Table([new("期次", ColumnAlign.Center, 20), new("期限", ColumnAlign.Center, 40), new("应退金额", ColumnAlign.End, 40)], [.. parts.Select((p, i) => (IReadOnlyList<string>)[$"第 {i + 1} 期", ChineseText.Date(p.DueOn), p.Amount])]),
            facts.Remedies!,
            new Paragraph(facts.Contact!.Sentence),
        ], "业务专用章") with
        { Addressee = required.Text(facts.Debtor, nameof(facts.Debtor), "应退单位") };
    }
}
