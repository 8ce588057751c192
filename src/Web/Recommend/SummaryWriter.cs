using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Documents.Templates;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Recommend;

/// <summary>Writes a 推荐汇总表 with the template of the Documents project.</summary>
internal sealed class SummaryWriter : ISummaryWriter
{
    public string Write(SummarySheet sheet, DateOnly on) => HtmlRenderer.Render(RecommendationSummary.Build(new RecommendationSummaryFacts(
        sheet.Area, sheet.Round.Title,
        [.. sheet.Lines.Select(l => new RecommendationLine(l.Rank, l.Case.Number ?? "", l.Case.OrganizationName, l.Case.Title, l.Opinion.Length > 0 ? l.Opinion : "同意推荐"))],
        $"经审核，同意推荐上述 {sheet.Lines.Count} 项，按推荐顺序排列。",
        new ContactFacts(sheet.Area, sheet.Round.Contact.Length > 0 ? sheet.Round.Contact : sheet.Programme.Contact), on)));
}
