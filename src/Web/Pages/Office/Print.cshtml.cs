using System.Text.Json.Nodes;
using Innovation.Documents.Html;
using Innovation.Documents;
using Innovation.Documents.Templates;
using Innovation.Web.Access;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Office;

/// <summary>评审意见表 and 现场考察表, for the file.</summary>
[Authorize(Policies.Staff)]
public sealed class PrintModel(CurrentUser current, CaseReader reader, IDbContexts contexts, PaperAnswer papers) : PaperPage(papers)
{
    public string Heading { get; private set; } = "";

    public string Missing { get; private set; } = "";

    public string CaseId { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string kind, string id)
    {
        if (await reader.ReadAsync(await current.GetAsync(), id) is not { Audience: Audience.Staff } view) return NotFound();
        (CaseId, Heading, Missing) = (id, kind == "scores" ? "评审意见表" : "现场考察表", kind == "scores" ? "还没有专家提交评分，提交后可以打印评审意见表。" : "还没有现场考察记录，考察办结后可以打印现场考察表。");
        await using var db = contexts.Create();
        var purpose = kind == "scores" ? WorkPurpose.Score : WorkPurpose.Decide;
        var items = await db.WorkItems.AsNoTracking().Where(w => w.CaseId == id && w.State == WorkItemState.Done && w.Purpose == purpose && w.Values != null).OrderBy(w => w.DoneAt).ToListAsync();
        var index = DefinitionIndex.Of(view.Programme.Process);
        var document = kind == "scores" ? Scores(view, items, index) : await VisitAsync(db, view, items, index);
        return document is null ? Page() : await ShowAsync(HtmlRenderer.Render(document), Heading, view.Row.Number, $"{Heading} {view.Row.Number}", $"/cases/{id}");
    }

    private static DocumentModel? Scores(CaseView view, IReadOnlyList<WorkItemRow> items, DefinitionIndex index)
    {
        var sheets = new List<DocumentModel>();
        foreach (var item in items)
        {
            if (index.Find(item.StageId)?.Stage is not ExpertReviewStage stage || view.Programme.FindSheet(stage.Sheet) is not { } sheet) continue;
            if (JsonNode.Parse(item.Values!)?["scores"] is not JsonObject scores) continue;
            sheets.Add(ScoreSheetPrint.Build(new ScoreSheetFacts(
                stage.Blind ? TaskReader.AnonymousCode(view.Row.Id, item.DoneBy!) : view.Row.Number!, view.Row.Title, view.Round.Title,
                [.. sheet.Indicators.Select(i => new ScoreLine(i.Name, i.Max, scores[i.Id]?.GetValue<decimal>() ?? 0))],
                item.Total ?? 0, item.Comment ?? "（没有填写）", null, $"专家 {sheets.Count + 1}", ChinaTime.DateOf(item.DoneAt!.Value), stage.Blind)));
        }

        return sheets.Count == 0 ? null : sheets[0] with { Blocks = [.. sheets.SelectMany((s, i) => i == 0 ? s.Blocks : [new PageBreak(), .. s.Blocks])] };
    }

    private static async Task<DocumentModel?> VisitAsync(WorkflowsDbContext db, CaseView view, IReadOnlyList<WorkItemRow> items, DefinitionIndex index)
    {
        if (items.LastOrDefault(i => index.Find(i.StageId)?.Stage is SiteVisitStage) is not { } item || JsonNode.Parse(item.Values!) is not JsonObject values) return null;
        var uscc = await db.Organizations.AsNoTracking().Where(o => o.Id == view.Row.OrganizationId).Select(o => o.Uscc).SingleAsync();
        var day = DateOnly.ParseExact(values["visitedOn"]!.GetValue<string>(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return SiteVisitRecord.Build(new SiteVisitFacts(
            new CaseFacts(view.Row.Number ?? "", view.Row.OrganizationName, uscc, view.Row.Title, view.Round.Title),
            values["place"]!.GetValue<string>(), ChinaTime.LongDate(day), [.. values["visitors"]!.AsArray().Select(v => v!.GetValue<string>())], [],
            [new SiteFinding("申报内容核查", "见申报书", values["findings"]!.GetValue<string>(), item.OutcomeName ?? "")],
            string.IsNullOrWhiteSpace(item.Comment) ? item.OutcomeName ?? "" : $"{item.OutcomeName}。{item.Comment}", []));
    }
}
