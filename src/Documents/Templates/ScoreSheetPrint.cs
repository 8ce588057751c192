namespace Innovation.Documents.Templates;

/// <summary>Facts of a 评审意见表. The case and the expert appear by code only.</summary>
/// <param name="CaseCode">匿名代码.</param>
/// <param name="Item">评审事项.</param>
/// <param name="Round">评审批次.</param>
/// <param name="Scores">评分.</param>
/// <param name="Total">总分, as aggregated by the scoring rule.</param>
/// <param name="Comment">评审意见.</param>
/// <param name="Recommendation">结论建议.</param>
/// <param name="ExpertCode">专家代码.</param>
/// <param name="SubmittedOn">提交日期.</param>
/// <param name="Blind">盲评; otherwise the code is the 案号.</param>
public sealed record ScoreSheetFacts(
    string CaseCode, string Item, string Round, IReadOnlyList<ScoreLine> Scores, decimal Total, string Comment,
    string? Recommendation, string ExpertCode, DateOnly SubmittedOn, bool Blind = true);

/// <summary>One scored criterion.</summary>
/// <param name="Criterion">指标.</param>
/// <param name="Max">满分.</param>
/// <param name="Score">得分.</param>
/// <param name="Remark">说明.</param>
public sealed record ScoreLine(string Criterion, decimal Max, decimal Score, string? Remark = null);

/// <summary>评审意见表.</summary>
public static class ScoreSheetPrint
{
    private const string Name = "专家评审意见表";

    /// <summary>Builds the sheet.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(ScoreSheetFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var scores = required.Any(facts.Scores, nameof(facts.Scores), "评分");
        List<IReadOnlyList<string>> rows =
        [
            .. scores.Select((s, i) => (IReadOnlyList<string>)[$"{i + 1}", s.Criterion, $"{s.Max:0.########}", $"{s.Score:0.00######}", s.Remark ?? ""]),
            ["", "合计", $"{scores.Sum(s => s.Max):0.########}", $"{facts.Total:0.00######}", ""],
        ];
        return new DocumentModel
        {
            Kind = DocumentKind.ScoreSheet,
            Title = Name,
            Subtitle = required.Text(facts.Round, nameof(facts.Round), "评审批次"),
            Blocks =
            [
                new FactList(
                [
                    new(facts.Blind ? "匿名代码" : "案号", required.Text(facts.CaseCode, nameof(facts.CaseCode), facts.Blind ? "匿名代码" : "案号")),
                    new("评审事项", required.Text(facts.Item, nameof(facts.Item), "评审事项")),
                    new("专家代码", required.Text(facts.ExpertCode, nameof(facts.ExpertCode), "专家代码")),
                    new("提交日期", ChineseText.Date(required.Date(facts.SubmittedOn, nameof(facts.SubmittedOn), "提交日期"))),
                ]),
                new Table(
                [
                    new("序号", ColumnAlign.Center, 8), new("评审指标", Width: 40), new("满分", ColumnAlign.End, 10), new("得分", ColumnAlign.End, 12), new("说明", Width: 30),
                ], rows),
                new Heading(3, "评审意见"),
                new Paragraph(required.Text(facts.Comment, nameof(facts.Comment), "评审意见")),
                .. string.IsNullOrWhiteSpace(facts.Recommendation) ? (Block[])[] : [new Paragraph($"结论建议：{facts.Recommendation}")],
                new SignatureLines(["专家签名", "日期"]),
            ],
        };
    }
}
