namespace Innovation.Documents.Templates;

/// <summary>Facts of a 公示公告.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Title">Such as 关于2026年本级创新平台（第一批）拟认定名单的公示.</param>
/// <param name="Basis">依据, such as 《大冶市本级创新平台认定办法》.</param>
/// <param name="Procedure">办理程序, such as 属地推荐、形式审查和会议审定; empty when no step came before.</param>
/// <param name="Proposal">What is proposed for the listed, such as 拟认定.</param>
/// <param name="Columns">名单列.</param>
/// <param name="Rows">名单.</param>
/// <param name="StartsOn">公示开始日.</param>
/// <param name="EndsOn">公示截止日.</param>
/// <param name="WorkingDays">工作日数.</param>
/// <param name="Contact">联系方式.</param>
/// <param name="ObjectionAddress">Where the objection form is 异议提交地址.</param>
public sealed record PublicNoticeFacts(
    IssueFacts Issue, string Title, string Basis, string Procedure, string Proposal, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows,
    DateOnly StartsOn, DateOnly EndsOn, int WorkingDays, ContactFacts Contact, string ObjectionAddress);

/// <summary>公示公告.</summary>
public static class PublicNoticeAnnouncement
{
    private const string Name = "公示公告";

    /// <summary>Builds the announcement.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(PublicNoticeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        var title = required.Text(facts.Title, nameof(facts.Title), "标题");
        var basis = required.Text(facts.Basis, nameof(facts.Basis), "依据");
        var proposal = required.Text(facts.Proposal, nameof(facts.Proposal), "拟定结论");
        var procedure = string.IsNullOrWhiteSpace(facts.Procedure) ? "" : $"经{facts.Procedure}，";
        var rows = required.Any(facts.Rows, nameof(facts.Rows), "名单");
        var start = required.Date(facts.StartsOn, nameof(facts.StartsOn), "公示开始日");
        var end = required.Date(facts.EndsOn, nameof(facts.EndsOn), "公示截止日");
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");
        var form = required.Text(facts.ObjectionAddress, nameof(facts.ObjectionAddress), "异议提交方式");

        return issue.Model(DocumentKind.PublicNotice, title,
        [
            new Paragraph($"根据{basis}，{procedure}现将{proposal}的{rows.Count}项予以公示。公示期为{ChineseText.Date(start)}至{ChineseText.Date(end)}，共{facts.WorkingDays}个工作日。"),
            new Table(required.Any(facts.Columns, nameof(facts.Columns), "名单列"), rows),
            new Paragraph($"对名单有异议的，请于{ChineseText.EndOfDay(end)}前，以实名方式并附事实和证据提出。提交方式：{form}。匿名反映只作线索。异议只暂停所涉的一项，不影响其他项。"),
            new Paragraph(facts.Contact!.Sentence),
        ]);
    }
}
