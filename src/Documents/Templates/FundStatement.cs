namespace Innovation.Documents.Templates;

/// <summary>Facts of a 对账单.</summary>
/// <param name="Title">Such as 预算对账单.</param>
/// <param name="Owner">The budget or the organisation.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Sections">What it lists, each with its sum.</param>
/// <param name="Agency">Who states it.</param>
/// <param name="PrintedOn">日期.</param>
public sealed record FundStatementFacts(string Title, string Owner, DateOnly From, DateOnly Until, IReadOnlyList<StatementSection> Sections, string Agency, DateOnly PrintedOn);

/// <summary>One list of a statement.</summary>
/// <param name="Title">Without a number.</param>
/// <param name="Rows">Cells as printed.</param>
/// <param name="Sum">The sum in words of the list; null: none.</param>
public sealed record StatementSection(string Title, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Sum = null);

/// <summary>对账单 of a budget or of an organisation.</summary>
public static class FundStatement
{
    /// <summary>Builds the statement; a list without rows says so.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(FundStatementFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required("对账单");
        var (from, until) = (required.Date(facts.From, nameof(facts.From), "起始日期"), required.Date(facts.Until, nameof(facts.Until), "截止日期"));
        var blocks = new List<Block>();
        foreach (var (i, section) in facts.Sections.Index())
        {
            blocks.Add(new Heading(1, $"{ChineseText.Ordinal(i + 1)}、{section.Title}"));
            blocks.Add(section.Rows.Count == 0 ? new Paragraph("没有。") : new Table(section.Columns, section.Rows));
            if (section.Sum is { } sum) blocks.Add(new Paragraph(sum));
        }

        blocks.Add(new Paragraph($"打印日期：{ChineseText.Date(required.Date(facts.PrintedOn, nameof(facts.PrintedOn), "日期"))}。"));
        blocks.Add(new SignatureLines(["经办人（签字）", required.Text(facts.Agency, nameof(facts.Agency), "出具单位") + "（盖章）"]));
        return new DocumentModel
        {
            Kind = DocumentKind.FundStatement,
            Title = required.Text(facts.Title, nameof(facts.Title), "标题"),
            Subtitle = $"{required.Text(facts.Owner, nameof(facts.Owner), "对象")}　{ChineseText.Date(from)}至{ChineseText.Date(until)}",
            Blocks = blocks,
        };
    }
}
