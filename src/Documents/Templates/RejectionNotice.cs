namespace Innovation.Documents.Templates;

/// <summary>Facts of a 不予受理通知书.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Case">案件.</param>
/// <param name="Reason">事实和理由.</param>
/// <param name="RuleArticle">依据条款.</param>
/// <param name="Remedies">救济途径.</param>
/// <param name="Contact">联系方式.</param>
public sealed record RejectionNoticeFacts(
    IssueFacts Issue, CaseFacts Case, string Reason, string RuleArticle, Remedies Remedies, ContactFacts Contact);

/// <summary>不予受理通知书.</summary>
public static class RejectionNotice
{
    private const string Name = "不予受理通知书";

    /// <summary>Builds the notice.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(RejectionNoticeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        var @case = facts.Case.Check(required);
        var reason = Reason(required.Text(facts.Reason, nameof(facts.Reason), "理由"));
        var rule = required.Text(facts.RuleArticle, nameof(facts.RuleArticle), "依据条款");
        required.Text(facts.Remedies?.ReviewAgency, nameof(facts.Remedies), "救济途径");
        required.Text(facts.Remedies?.Court, nameof(facts.Remedies), "救济途径");
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");

        return issue.Model(DocumentKind.RejectionNotice, Name,
        [
            new Paragraph($"你单位提交的“{@case.Item}”申报材料（{@case.Round}，案号 {@case.CaseNumber}，统一社会信用代码 {@case.UnifiedCode}）收悉。经审查，{reason}。"),
            new Paragraph($"根据{rule}的规定，决定不予受理。"),
            facts.Remedies!,
            new Paragraph(facts.Contact!.Sentence),
        ], "业务专用章") with
        { Addressee = @case.Organization };
    }

    /// <summary>The reason without the decision that the next sentence says.</summary>
    private static string Reason(string typed)
    {
        var reason = typed.Trim().TrimEnd('。');
        foreach (var decision in (string[])["不予受理", "决定不予受理"])
            if (reason.EndsWith("，" + decision, StringComparison.Ordinal)) reason = reason[..^(decision.Length + 1)];
        return reason;
    }
}
