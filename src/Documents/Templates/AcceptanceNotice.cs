namespace Innovation.Documents.Templates;

/// <summary>Facts of a 受理通知书.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Case">案件.</param>
/// <param name="AcceptedOn">受理日期.</param>
/// <param name="PromisedOn">承诺办结日期; null where no period runs after it.</param>
/// <param name="Contact">联系方式.</param>
/// <param name="Rule">依据, such as 《大冶市本级创新平台认定办法》第九条.</param>
/// <param name="Deemed">视为受理: the review period ended in silence.</param>
/// <param name="Review">Name of the review, such as 形式审查.</param>
public sealed record AcceptanceNoticeFacts(
    IssueFacts Issue, CaseFacts Case, DateOnly AcceptedOn, DateOnly? PromisedOn, ContactFacts Contact, string? Rule = null, bool Deemed = false,
    string Review = "形式审查");

/// <summary>受理通知书.</summary>
public static class AcceptanceNotice
{
    private const string Name = "受理通知书";

    /// <summary>Builds the notice.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(AcceptanceNoticeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue);
        var @case = facts.Case.Check(required);
        var accepted = required.Date(facts.AcceptedOn, nameof(facts.AcceptedOn), "受理日期");
        var promised = facts.PromisedOn is { } day ? required.Date(day, nameof(facts.PromisedOn), "承诺办结日期") : (DateOnly?)null;
        var review = required.Text(facts.Review, nameof(facts.Review), "审查环节");
        required.Text(facts.Contact?.Phone, nameof(facts.Contact), "联系方式");
        var rule = string.IsNullOrWhiteSpace(facts.Rule) ? "" : $"根据{facts.Rule}，";
        var decision = facts.Deemed
            ? $"{review}期限届满，本机关未作出补正或者不予受理的决定，{rule}自{ChineseText.Date(accepted)}起视为受理。"
            : $"经{review}，材料齐全，符合规定形式，{rule}决定自{ChineseText.Date(accepted)}起予以受理。";

        return issue.Model(DocumentKind.AcceptanceNotice, Name,
        [
            new Paragraph($"你单位提交的“{@case.Item}”申报材料收悉。{decision}现将有关事项通知如下："),
            new FactList([.. @case.Facts, new("受理日期", ChineseText.Date(accepted)), .. Promised(promised)]),
            new Paragraph("补正、整改和异议核查所需时间不计入办理期限。办理进度可以登录科技创新项目申报评审系统查询。"),
            new Paragraph(facts.Contact!.Sentence),
        ], "业务专用章") with
        { Addressee = @case.Organization };
    }

    private static Fact[] Promised(DateOnly? day) => day is { } promised ? [new("承诺办结日期", ChineseText.Date(promised))] : [];
}
