using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Innovation.Web.Pages.Office;

/// <summary>环节用时: how long stages take, and where cases wait.</summary>
[Authorize(Policy = Policies.Supervision)]
public sealed class SupervisionStagesModel(CurrentUser current, StageFigures figures, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "programme")]
    public string? Programme { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "until")]
    public DateOnly? Until { get; set; }

    /// <summary>All that the reader may see, for the filter.</summary>
    public IReadOnlyList<(string Code, string Name)> Programmes { get; private set; } = [];

    public IReadOnlyList<StageFigure> Figures { get; private set; } = [];

    /// <summary>What the chart draws; the table says the same.</summary>
    public string Chart => System.Text.Json.JsonSerializer.Serialize(Figures.Where(f => f.Visits > 0).Select(f => new { name = f.StageName, median = f.Median, ninety = f.Ninety, total = f.TotalMedian, limit = f.Limit }), ChartJson);

    /// <summary>The finding, for those who do not see the chart.</summary>
    public string Finding => Figures.Where(f => f.Limit is { } limit && f.Ninety > limit).Select(f => f.StageName).ToList() is { Count: > 0 } late
        ? $"各环节中位用时和九成用时；{string.Join("、", late)}的九成用时超过期限" : "各环节中位用时和九成用时，都在期限以内";

    private static readonly System.Text.Json.JsonSerializerOptions ChartJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    public string Link(string format) => QueryHelpers.AddQueryString("/supervision/stages", new Dictionary<string, string?> { ["programme"] = Programme, ["from"] = $"{From:yyyy-MM-dd}", ["until"] = $"{Until:yyyy-MM-dd}", ["format"] = format }.Where(p => !string.IsNullOrEmpty(p.Value))!);

    public async Task<IActionResult> OnGetAsync(string? format)
    {
        var user = await current.GetAsync();
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        Until ??= today;
        From ??= today.AddMonths(-12).AddDays(1);
        if (From > Until) (From, Until) = (Until, From);
        var all = await figures.ReadAsync(user, Programme, From.Value, Until.Value, HttpContext.RequestAborted);
        Figures = all;
        Programmes = await figures.ProgrammesAsync(user, HttpContext.RequestAborted);
        return format switch
        {
            "csv" => File(TableFile.Write(Rows().Prepend(Header).Select(r => r.Select(c => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", c)))), "text/csv; charset=utf-8", $"环节用时{today:yyyyMMdd}.csv"),
            "xlsx" => File(Xlsx.Write("环节用时", Header, Rows()), Xlsx.ContentType, $"环节用时{today:yyyyMMdd}.xlsx"),
            _ => Page(),
        };
    }

    private static readonly string[] Header = ["项目类型", "环节", "期限（工作日）", "办完（次）", "中位用时", "九成用时", "含暂停中位", "含暂停九成", "退回（次）", "补正（轮）", "超期（次）", "现在在这里（件）"];

    private IEnumerable<IReadOnlyList<object?>> Rows() => Figures.Select(f => (IReadOnlyList<object?>)[f.ProgrammeName, f.StageName, f.Limit, f.Visits, f.Median, f.Ninety, f.TotalMedian, f.TotalNinety, f.Returned, f.Rounds, f.Overdue, f.Waiting]);
}
