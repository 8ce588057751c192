namespace Innovation.Documents.Templates;

/// <summary>Facts of a 认定通知.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Title">Such as 关于认定2026年本级创新平台（第一批）的通知.</param>
/// <param name="Addressee">主送机关.</param>
/// <param name="Basis">依据, such as 《大冶市本级创新平台认定办法》（2026年第3版）.</param>
/// <param name="Procedure">程序, such as 经属地推荐、形式审查……和公示.</param>
/// <param name="Decision">决定, such as 认定大冶示例新材料有限公司等40家单位的平台为本级创新平台.</param>
/// <param name="ListTitle">附件名称.</param>
/// <param name="Columns">名单列.</param>
/// <param name="Rows">名单.</param>
/// <param name="Duties">有关要求.</param>
/// <param name="ValidUntil">有效期至.</param>
/// <param name="CopyTo">抄送.</param>
/// <param name="PrintedBy">印发机关, usually the office 办公室.</param>
public sealed record AccreditationNoticeFacts(
    IssueFacts Issue, string Title, string Addressee, string Basis, string Procedure, string Decision, string ListTitle,
    IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Duties,
    DateOnly? ValidUntil, string? CopyTo, string PrintedBy);

/// <summary>认定通知, the red-header decision.</summary>
public static class AccreditationNotice
{
    private const string Name = "认定通知";

    /// <summary>Builds the notice.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(AccreditationNoticeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        var title = required.Text(facts.Title, nameof(facts.Title), "标题");
        var addressee = required.Text(facts.Addressee, nameof(facts.Addressee), "主送机关");
        var basis = required.Text(facts.Basis, nameof(facts.Basis), "依据");
        var decision = required.Text(facts.Decision, nameof(facts.Decision), "决定").TrimEnd('。');
        var list = required.Text(facts.ListTitle, nameof(facts.ListTitle), "附件名称");
        var rows = required.Any(facts.Rows, nameof(facts.Rows), "名单");
        var duties = required.Any(facts.Duties, nameof(facts.Duties), "有关要求");
        var printedBy = required.Text(facts.PrintedBy, nameof(facts.PrintedBy), "印发机关");
        var procedure = string.IsNullOrWhiteSpace(facts.Procedure) ? "" : facts.Procedure.TrimEnd('，', '。') + "，";
        var validity = facts.ValidUntil is { } until ? $"，有效期至{ChineseText.Date(until)}" : "";

        List<Block> blocks =
        [
            new Paragraph($"根据{basis}，{procedure}决定{decision}（名单见附件）{validity}。现将有关事项通知如下："),
        ];
        for (var i = 0; i < duties.Count; i++) blocks.Add(new Paragraph($"{ChineseText.Ordinal(i + 1)}、{duties[i]}"));

        return issue.Model(DocumentKind.AccreditationNotice, title, blocks) with
        {
            Addressee = addressee,
            Attachments = [new Attachment(list, [new Table(required.Any(facts.Columns, nameof(facts.Columns), "名单列"), rows)])],
            Footer = new Colophon(facts.CopyTo, printedBy, issue.IssuedOn),
        };
    }
}
