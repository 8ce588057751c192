namespace Innovation.Documents.Templates;

/// <summary>Facts of a 补正通知书.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Case">案件.</param>
/// <param name="Items">The complete list of what to mend 一次性告知.</param>
/// <param name="Round">轮次, 1 or 2.</param>
/// <param name="MaxRounds">最多轮次.</param>
/// <param name="DueOn">补正截止日.</param>
/// <param name="Consequence">逾期后果, such as 将作不予受理处理.</param>
/// <param name="Contact">联系方式.</param>
/// <param name="Rule">依据.</param>
/// <param name="Review">Name of the review, such as 形式审查.</param>
public sealed record SupplementNoticeFacts(
    IssueFacts Issue, CaseFacts Case, IReadOnlyList<SupplementItem> Items, int Round, int MaxRounds, DateOnly DueOn,
    string Consequence, ContactFacts Contact, string? Rule = null, string Review = "形式审查");

/// <summary>One thing to mend.</summary>
/// <param name="Section">所在部分, such as 三、研发条件与投入.</param>
/// <param name="Requirement">补正要求.</param>
public sealed record SupplementItem(string Section, string Requirement);

/// <summary>补正通知书.</summary>
public static class SupplementNotice
{
    private const string Name = "补正通知书";

    /// <summary>Builds the notice.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(SupplementNoticeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        var @case = facts.Case.Check(required);
        var items = required.Any(facts.Items, nameof(facts.Items), "补正事项");
        foreach (var item in items) required.Text(item.Requirement, nameof(item.Requirement), "补正要求");
        if (facts.Round < 1) throw new MissingDocumentFieldException(Name, nameof(facts.Round), "补正轮次");
        var due = required.Date(facts.DueOn, nameof(facts.DueOn), "补正期限");
        var consequence = required.Text(facts.Consequence, nameof(facts.Consequence), "逾期后果").TrimEnd('。');
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");
        var rule = string.IsNullOrWhiteSpace(facts.Rule) ? "" : $"根据{facts.Rule}，";

        return issue.Model(DocumentKind.SupplementNotice, Name,
        [
            new Paragraph($"你单位提交的“{@case.Item}”申报材料（{@case.Round}，案号 {@case.CaseNumber}，统一社会信用代码 {@case.UnifiedCode}）收悉。经{required.Text(facts.Review, nameof(facts.Review), "审查环节")}，材料需要补正。{rule}现将需要补正的全部内容一次性告知如下："),
            new ItemList([.. items.Select(i => string.IsNullOrWhiteSpace(i.Section) ? i.Requirement : $"{i.Section}：{i.Requirement}")]),
            new Paragraph($"本次为第{facts.Round}轮补正（最多{facts.MaxRounds}轮），共{items.Count}项。请于{ChineseText.EndOfDay(due)}前登录科技创新项目申报评审系统提交补正材料，未列明的内容不得修改。逾期未补正的，{consequence}。补正期间暂停计算审查期限。"),
            new Paragraph(facts.Contact!.Sentence),
        ], "业务专用章") with
        { Addressee = @case.Organization };
    }
}
