namespace Innovation.Documents.Templates;

/// <summary>Facts of a 现场考察表.</summary>
/// <param name="Case">案件.</param>
/// <param name="Place">考察地点.</param>
/// <param name="Time">考察时间, as printed.</param>
/// <param name="Visitors">考察人员, at least two.</param>
/// <param name="Hosts">受访人员.</param>
/// <param name="Findings">考察情况.</param>
/// <param name="Conclusion">考察结论.</param>
/// <param name="Photos">照片说明.</param>
public sealed record SiteVisitFacts(
    CaseFacts Case, string Place, string Time, IReadOnlyList<string> Visitors, IReadOnlyList<string> Hosts,
    IReadOnlyList<SiteFinding> Findings, string Conclusion, IReadOnlyList<string> Photos);

/// <summary>One checked point.</summary>
/// <param name="Point">考察内容.</param>
/// <param name="Declared">申报情况.</param>
/// <param name="Found">现场情况.</param>
/// <param name="Verdict">是否一致.</param>
public sealed record SiteFinding(string Point, string Declared, string Found, string Verdict);

/// <summary>现场考察表.</summary>
public static class SiteVisitRecord
{
    private const string Name = "现场考察表";

    /// <summary>Builds the record.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(SiteVisitFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var @case = facts.Case.Check(required);
        var visitors = required.Any(facts.Visitors, nameof(facts.Visitors), "考察人员");
        if (visitors.Count < 2) throw new MissingDocumentFieldException(Name, nameof(facts.Visitors), "考察人员（至少 2 人）");
        var findings = required.Any(facts.Findings, nameof(facts.Findings), "考察情况");
        List<Fact> head =
        [
            .. @case.Facts,
            new("考察时间", required.Text(facts.Time, nameof(facts.Time), "考察时间")),
            new("考察地点", required.Text(facts.Place, nameof(facts.Place), "考察地点")),
            new("考察人员", string.Join("、", visitors)),
        ];
        if (facts.Hosts is { Count: > 0 }) head.Add(new("受访人员", string.Join("、", facts.Hosts)));
        if (facts.Photos is { Count: > 0 }) head.Add(new("现场照片", $"{facts.Photos.Count} 张：" + string.Join("；", facts.Photos)));

        return new DocumentModel
        {
            Kind = DocumentKind.SiteVisitRecord,
            Title = Name,
            Blocks =
            [
                new FactList(head),
                new Table(
                [
                    new("序号", ColumnAlign.Center, 8), new("考察内容", Width: 20), new("申报情况", Width: 27), new("现场情况", Width: 30), new("是否一致", ColumnAlign.Center, 15),
                ], [.. findings.Select((f, i) => (IReadOnlyList<string>)[$"{i + 1}", f.Point, f.Declared, f.Found, f.Verdict])]),
                new Heading(3, "考察结论"),
                new Paragraph(required.Text(facts.Conclusion, nameof(facts.Conclusion), "考察结论")),
                new SignatureLines([.. visitors.Select(_ => "考察人员签名"), "受访单位代表签名", "日期"]),
            ],
        };
    }
}
