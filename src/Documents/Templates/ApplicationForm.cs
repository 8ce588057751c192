namespace Innovation.Documents.Templates;

/// <summary>Facts of an 申报书.</summary>
/// <param name="Title">Such as 大冶市本级创新平台申报书.</param>
/// <param name="Round">申报批次.</param>
/// <param name="Item">申报事项.</param>
/// <param name="Organization">申报单位.</param>
/// <param name="UnifiedCode">统一社会信用代码.</param>
/// <param name="Recommender">推荐单位.</param>
/// <param name="CaseNumber">案号; null for a draft.</param>
/// <param name="Version">版本, such as 第 3 版.</param>
/// <param name="Hash">内容指纹, hex.</param>
/// <param name="Sections">In printed order.</param>
/// <param name="Commitment">承诺.</param>
/// <param name="FilledOn">填报日期.</param>
public sealed record ApplicationFormFacts(
    string Title, string Round, string Item, string Organization, string UnifiedCode, string Recommender, string? CaseNumber,
    string Version, string Hash, IReadOnlyList<ApplicationSection> Sections, string Commitment, DateOnly FilledOn);

/// <summary>One section of an application.</summary>
/// <param name="Title">Section title with its number.</param>
/// <param name="Content">Facts, paragraphs and tables in order.</param>
public sealed record ApplicationSection(string Title, IReadOnlyList<Block> Content);

/// <summary>申报书, watermarked with its version and hash so that the stamped scan can be matched to the data.</summary>
public static class ApplicationForm
{
    private const string Name = "申报书";

    /// <summary>Builds the form.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(ApplicationFormFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var sections = required.Any(facts.Sections, nameof(facts.Sections), "申报内容");
        var version = required.Text(facts.Version, nameof(facts.Version), "版本");
        var hash = required.Text(facts.Hash, nameof(facts.Hash), "内容指纹");
        List<Block> blocks =
        [
            new FactList(
            [
                new("申报事项", required.Text(facts.Item, nameof(facts.Item), "申报事项")),
                new("申报单位", required.Text(facts.Organization, nameof(facts.Organization), "申报单位")),
                new("统一社会信用代码", required.Text(facts.UnifiedCode, nameof(facts.UnifiedCode), "统一社会信用代码")),
                new("推荐单位", required.Text(facts.Recommender, nameof(facts.Recommender), "推荐单位")),
                new("案号", string.IsNullOrWhiteSpace(facts.CaseNumber) ? "草稿，提交后编号" : facts.CaseNumber),
                new("填报日期", ChineseText.Date(required.Date(facts.FilledOn, nameof(facts.FilledOn), "填报日期"))),
            ]),
            new PageBreak(),
        ];
        foreach (var section in sections)
        {
            blocks.Add(new Heading(1, section.Title));
            blocks.AddRange(section.Content);
        }

        blocks.Add(new Heading(1, "申报单位承诺"));
        blocks.Add(new Paragraph(required.Text(facts.Commitment, nameof(facts.Commitment), "承诺")));
        blocks.Add(new SignatureLines(["法定代表人（签字）", "申报单位（盖章）", "日期"]));

        return new DocumentModel
        {
            Kind = DocumentKind.ApplicationForm,
            Title = required.Text(facts.Title, nameof(facts.Title), "标题"),
            Subtitle = required.Text(facts.Round, nameof(facts.Round), "申报批次"),
            Blocks = blocks,
            Watermark = $"{version} {(hash.Length > 16 ? hash[..16] : hash)}",
        };
    }
}
