namespace Innovation.Documents.Templates;

/// <summary>Facts of a 认定通知.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Title">Such as 关于认定2026年本级创新平台（第一批）的通知.</param>
/// <param name="Addressee">主送机关.</param>
/// <param name="Basis">依据, such as 《大冶市本级创新平台认定办法》.</param>
/// <param name="Procedure">办理程序, such as 属地推荐、形式审查和公示; empty when no step came before.</param>
/// <param name="Decision">The officer's draft: what is decided, one paragraph a line.</param>
/// <param name="ListTitle">附件名称.</param>
/// <param name="Columns">名单列.</param>
/// <param name="Rows">名单.</param>
/// <param name="Duties">有关要求, one sentence each; may be empty.</param>
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
    private const string Considered = "经研究，";
    private const string Decided = "决定";

    /// <summary>Words with which a draft begins that gives its own grounds.</summary>
    private static readonly string[] Grounds = ["根据", "依据", "按照", "依照", "为"];

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
        var decision = required.Text(facts.Decision, nameof(facts.Decision), "决定").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var list = required.Text(facts.ListTitle, nameof(facts.ListTitle), "附件名称");
        var rows = required.Any(facts.Rows, nameof(facts.Rows), "名单");
        var printedBy = required.Text(facts.PrintedBy, nameof(facts.PrintedBy), "印发机关");
        var lead = $"根据{basis}，" + (string.IsNullOrWhiteSpace(facts.Procedure) ? "" : $"经{facts.Procedure}，");
        List<Block> blocks = [.. Opened(lead, decision[0]).Concat(decision.Skip(1)).Select(text => new Paragraph(Ended(text)))];
        var draft = string.Concat(decision);
        List<string> rest = [];
        if (!draft.Contains("附件", StringComparison.Ordinal)) rest.Add("名单见附件");
        if (facts.ValidUntil is { } until && !draft.Contains("有效期", StringComparison.Ordinal)) rest.Add($"有效期至{ChineseText.Date(until)}");
        var numbered = facts.Duties.Count > 1;
        var words = (rest.Count > 0 ? string.Join("，", rest) + "。" : "") + (numbered ? "现将有关要求通知如下：" : "");
        if (words.Length > 0) blocks.Add(new Paragraph(words));
        blocks.AddRange(facts.Duties.Select((duty, i) => new Paragraph((numbered ? ChineseText.Ordinal(i + 1) + "、" : "") + Ended(duty))));

        return issue.Model(DocumentKind.AccreditationNotice, title, blocks) with
        {
            Addressee = addressee,
            Attachments = [new Attachment(list, [new Table(required.Any(facts.Columns, nameof(facts.Columns), "名单列"), rows)])],
            Footer = new Colophon(facts.CopyTo, printedBy, issue.IssuedOn),
        };
    }

    /// <summary>Basis and procedure before the draft, so that the whole is one sentence whatever the draft already holds.</summary>
    private static string[] Opened(string lead, string draft)
    {
        if (Grounds.Any(g => draft.StartsWith(g, StringComparison.Ordinal))) return [draft];
        var decided = draft.StartsWith(Considered, StringComparison.Ordinal) ? draft[Considered.Length..] : draft;
        if (decided.StartsWith(Decided, StringComparison.Ordinal)) return [lead + decided];
        return decided.Contains(Decided, StringComparison.Ordinal) ? [lead + "现将有关事项通知如下：", draft] : [lead + Decided + decided];
    }

    private static string Ended(string text) => text[^1] is '。' or '：' or '！' or '；' ? text : text + "。";
}
