using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Recommend;

/// <summary>推荐汇总表: the rounds of the town.</summary>
[Authorize(Policy = Policies.Recommender), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class SummariesModel(CurrentUser current, RecommendationSummaries summaries, TimeProvider clock) : PageModel
{
    public IReadOnlyList<SummarySheet> Sheets { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        var sheets = new List<SummarySheet>();
        foreach (var area in RecommendationSummaries.AreasOf(await current.GetAsync())) sheets.AddRange(await summaries.ListAsync(area, Now, HttpContext.RequestAborted));
        Sheets = sheets;
    }
}

/// <summary>One 推荐汇总表: ranking, print, seal.</summary>
[Authorize(Policy = Policies.Recommender), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class SummaryModel(CurrentUser current, SenderFactory senders, RecommendationSummaries summaries, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "area")]
    public string? Area { get; set; }

    public SummarySheet Sheet { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>Case ids in the order shown.</summary>
    public IReadOnlyList<SummaryLine> Lines { get; private set; } = [];

    public Refusal? Refused { get; private set; }

    /// <summary>名次 as typed, by case, when they were refused.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    /// <summary>Cases whose 名次 is no number from 1, or another's too.</summary>
    public IReadOnlySet<string> Wrong { get; private set; } = new HashSet<string>();

    /// <summary>The error summary; a line leads to its field when it has one.</summary>
    public IReadOnlyList<ErrorItem> Errors => Refused is not { } r ? [] : [new(r.Message, r.Field == "scan" ? "#scan" : Lines.FirstOrDefault(l => Wrong.Contains(l.Case.Id)) is { } line ? "#rank-" + line.Case.Id : null)];

    [TempData]
    public string? Done { get; set; }

    public string Address => $"/summaries/{Sheet.Round.Id}?area={Uri.EscapeDataString(Sheet.Area)}";

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, int revision, List<string> ids, List<string> ranks, string? move)
    {
        var sender = await senders.CreateAsync();
        if (!await LoadAsync(id)) return NotFound();
        var order = Order(ids, ranks);
        if (order is null)
        {
            Typed = ids.Zip(ranks).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second ?? "");
            Wrong = Typed.Where(t => !int.TryParse(t.Value, out var rank) || rank < 1 || Typed.Count(o => o.Value == t.Value) > 1).Select(t => t.Key).ToHashSet();
            return Refuse(new Refusal("summary.rank", "ranking", "名次要填从 1 开始的整数，不能重复。请改好再保存。"));
        }

        if (move?.Split(':') is [var way, var caseId] && order.IndexOf(caseId) is >= 0 and var at)
        {
            var to = Math.Clamp(at + (way == "up" ? -1 : 1), 0, order.Count - 1);
            order.RemoveAt(at);
            order.Insert(to, caseId);
        }

        if (await summaries.SaveAsync(id, Sheet.Area, revision, order, sender, HttpContext.RequestAborted) is { } refusal) return Refuse(refusal);
        Done = $"排序已保存（{Workflows.Deadlines.ChinaTime.Clock(sender.ReceivedAt)}）。盖章上报前可以再改。";
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostSealAsync(string id, int revision, IFormFile? scan)
    {
        var sender = await senders.CreateAsync();
        if (!await LoadAsync(id)) return NotFound();
        if (scan is null) return Refuse(new Refusal("summary.scan", "scan", "请选择盖章后的扫描件（PDF）。"));
        await using var content = scan.OpenReadStream();
        if (await summaries.SealAsync(id, Sheet.Area, revision, scan.FileName, content, sender, HttpContext.RequestAborted) is { } refusal) return Refuse(refusal);
        Done = "汇总表已盖章上报，市科技局可以看到。";
        return Redirect(Address);
    }

    private PageResult Refuse(Refusal refusal)
    {
        Refused = refusal;
        Response.StatusCode = refusal.Code is "summary.stale" or "summary.sealed" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(string id)
    {
        var areas = RecommendationSummaries.AreasOf(await current.GetAsync());
        Area ??= areas is [var only, ..] ? only : null;
        Now = clock.GetUtcNow();
        if (Area is null || !areas.Contains(Area) || await summaries.ReadAsync(id, Area, Now, HttpContext.RequestAborted) is not { } sheet) return false;
        Sheet = sheet;
        Lines = sheet.Lines;
        return true;
    }

    private static List<string>? Order(List<string> ids, List<string> ranks)
    {
        if (ids.Count != ranks.Count) return null;
        var pairs = new List<(int Rank, string Id)>();
        for (var i = 0; i < ids.Count; i++)
        {
            if (!int.TryParse(ranks[i], out var rank) || rank < 1) return null;
            pairs.Add((rank, ids[i]));
        }

        return pairs.Select(p => p.Rank).Distinct().Count() == pairs.Count ? [.. pairs.OrderBy(p => p.Rank).Select(p => p.Id)] : null;
    }
}

/// <summary>Sealed 推荐汇总表 of all towns, for the office.</summary>
[Authorize(Policy = Policies.Staff), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class SummariesAllModel(CurrentUser current, RecommendationSummaries summaries, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(RecommendationSummaryRow Row, string RoundTitle, int Count)> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        Rows = await summaries.SealedAsync(await current.GetAsync(), null, HttpContext.RequestAborted);
    }
}

/// <summary>The stamped scan.</summary>
[Authorize(Policy = Policies.Register), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class SummaryScanModel(CurrentUser current, RecommendationSummaries summaries) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id, string? area)
    {
        if (await summaries.ScanAsync(id, area ?? "", await current.GetAsync(), HttpContext.RequestAborted) is not { } file) return NotFound();
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(file.Content, "application/pdf", file.Name);
    }
}
