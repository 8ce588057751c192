namespace Innovation.Documents.Templates;

/// <summary>Facts of a 推荐汇总表.</summary>
/// <param name="Unit">推荐单位.</param>
/// <param name="Round">申报批次.</param>
/// <param name="Lines">In ranking order.</param>
/// <param name="Opinion">推荐意见.</param>
/// <param name="Contact">联系方式.</param>
/// <param name="PrintedOn">日期.</param>
public sealed record RecommendationSummaryFacts(
    string Unit, string Round, IReadOnlyList<RecommendationLine> Lines, string Opinion, ContactFacts Contact, DateOnly PrintedOn);

/// <summary>One recommended case.</summary>
/// <param name="Rank">排名.</param>
/// <param name="CaseNumber">案号.</param>
/// <param name="Organization">申报单位.</param>
/// <param name="Item">申报事项.</param>
/// <param name="Opinion">推荐意见.</param>
public sealed record RecommendationLine(int Rank, string CaseNumber, string Organization, string Item, string Opinion);

/// <summary>推荐汇总表, printed by the unit, sealed by hand and uploaded.</summary>
public static class RecommendationSummary
{
    private const string Name = "推荐汇总表";

    /// <summary>Builds the sheet.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(RecommendationSummaryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var lines = required.Any(facts.Lines, nameof(facts.Lines), "推荐名单");
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");
        return new DocumentModel
        {
            Kind = DocumentKind.RecommendationSummary,
            Title = Name,
            Subtitle = $"{required.Text(facts.Round, nameof(facts.Round), "申报批次")}　推荐单位：{required.Text(facts.Unit, nameof(facts.Unit), "推荐单位")}",
            Blocks =
            [
                new Table(
                [
                    new("排名", ColumnAlign.Center, 7), new("案号", ColumnAlign.Center, 14), new("申报单位", Width: 29), new("申报事项", Width: 25), new("推荐意见", Width: 25),
                ], [.. lines.Select(l => (IReadOnlyList<string>)[$"{l.Rank}", l.CaseNumber, l.Organization, l.Item, l.Opinion])]),
                new Paragraph($"推荐意见：{required.Text(facts.Opinion, nameof(facts.Opinion), "推荐意见")}"),
                new Paragraph(facts.Contact!.Sentence),
                new SignatureLines(["负责人（签字）", "推荐单位（盖章）", $"{ChineseText.Date(required.Date(facts.PrintedOn, nameof(facts.PrintedOn), "日期"))}"]),
            ],
        };
    }
}
