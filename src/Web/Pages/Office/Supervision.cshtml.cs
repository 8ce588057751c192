using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Jobs;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Office;

/// <summary>督办: red cards, late work by unit and stage, and the list behind it.</summary>
[Authorize(Policy = Policies.Supervision)]
public sealed class SupervisionModel(CurrentUser current, SenderFactory senders, SupervisionReader reader, HeldWork held, TaskRuns runs, TaskRunWorker worker, CalendarStore calendars, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 20;
    private const int MostCards = 10;
    private const int MostExported = 5000;

    /// <summary>Filters of the list.</summary>
    public static IReadOnlyList<(string Key, string Name)> Picks { get; } = [("overdue", "超期"), ("today", "今天到期"), ("soon", "3 个工作日内到期"), ("held", "暂停计时")];

    [TempData]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true, Name = "programme")]
    public string? Programme { get; set; }

    [BindProperty(SupportsGet = true, Name = "unit")]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "stage")]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true, Name = "pick")]
    public string? Pick { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public SupervisionBoard Board { get; private set; } = null!;

    public IReadOnlyList<SupervisionLine> Lines { get; private set; } = [];

    public IReadOnlyList<RedCardLine> Cards { get; private set; } = [];

    public int Total { get; private set; }

    public bool SeesCases { get; private set; }

    /// <summary>Whether the reader answers for red cards of a programme.</summary>
    public Func<string, bool> MayAnswer { get; private set; } = _ => false;

    /// <summary>科室负责人: may have the lines urged or given to others.</summary>
    public bool Acts { get; private set; }

    /// <summary>To whom work can be given.</summary>
    public IReadOnlyList<Receiver> People { get; private set; } = [];

    public IReadOnlySet<string> Ticked { get; private set; } = new HashSet<string>();

    public string? To { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>What was wrong with the last order, by control.</summary>
    public Dictionary<string, string> Wrong { get; } = [];

    public IReadOnlyList<ErrorItem> Errors => [.. Wrong.Select(w => new ErrorItem(w.Value, w.Key is "to" or "reason" ? "#" + w.Key : "#list"))];

    /// <summary>This page with its filters, for the form.</summary>
    public string Here => QueryHelpers.AddQueryString(Link(Pick, Unit, Stage), "p", $"{Number}");

    public string CommandId { get; } = Identifiers.Opaque();

    public string? Waiting { get; private set; }

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>Units with what waits there, the worst first.</summary>
    public IEnumerable<(string Unit, int Overdue, int Today, int Soon)> Units => Board.Groups.GroupBy(g => g.Unit).Select(g => (g.Key, g.Sum(x => x.Overdue), g.Sum(x => x.Today), g.Sum(x => x.Soon))).OrderByDescending(u => u.Item2).ThenByDescending(u => u.Item3 + u.Item4).ThenBy(u => u.Key, StringComparer.Ordinal);

    /// <summary>Stages with what waits there, the worst first.</summary>
    public IEnumerable<(string Id, string Name, int Overdue, int Today, int Soon)> Stages => Board.Groups.GroupBy(g => (g.StageId, g.StageName)).Select(g => (g.Key.StageId, g.Key.StageName, g.Sum(x => x.Overdue), g.Sum(x => x.Today), g.Sum(x => x.Soon))).OrderByDescending(s => s.Item3).ThenByDescending(s => s.Item4 + s.Item5);

    public DueView Due(DateTimeOffset at) => DueViews.Of(at, Now, Calendar, held: Pick == "held" ? "暂停计时" : null);

    /// <summary>The page with other filters; null takes one away.</summary>
    public string Link(string? pick = "overdue", string? unit = null, string? stage = null, string? format = null) => QueryHelpers.AddQueryString("/supervision", new Dictionary<string, string?> { ["programme"] = Programme, ["pick"] = pick == "overdue" ? null : pick, ["unit"] = unit, ["stage"] = stage, ["format"] = format }.Where(p => !string.IsNullOrEmpty(p.Value))!);

    public async Task<IActionResult> OnGetAsync(string? format)
    {
        var user = await current.GetAsync();
        await BeginAsync(user);
        var filter = new SupervisionFilter(Programme, Unit, Stage, Pick!, Number, Size);
        if (format is "csv" or "xlsx")
        {
            var rows = await LinesAsync(user, filter);
            return format == "csv"
                ? File(TableFile.Write(rows.Prepend(Header).Select(r => r.Select(c => $"{c}"))), "text/csv; charset=utf-8", $"督办{ChinaTime.DateOf(Now):yyyyMMdd}.csv")
                : File(Xlsx.Write("督办", Header, rows), Xlsx.ContentType, $"督办{ChinaTime.DateOf(Now):yyyyMMdd}.xlsx");
        }

        await ShowAsync(user, filter);
        return Page();
    }

    /// <summary>催办 or 改派 of the ticked lines; carried out like every other batch.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string[]? picks, string? commandId, string? act, string? to, string? reason)
    {
        var user = await current.GetAsync();
        if (!user.Has(ProcessRoles.SectionHead)) return Forbid();
        (To, Reason) = (to, string.IsNullOrWhiteSpace(reason) ? null : reason.ReplaceLineEndings("\n").Trim());
        var tasks = TaskPicks.Read(picks);
        Ticked = tasks.Select(t => t.Id).ToHashSet();
        if (tasks.Count == 0) Wrong["list"] = "请勾选要催办或改派的件。";
        if (act is not ("urge" or "reassign")) Wrong["act"] = "请选择催办还是改派。";
        if (act == "reassign" && string.IsNullOrEmpty(To)) Wrong["to"] = "请选择改派给谁。";
        if (act == "reassign" && Reason is null) Wrong["reason"] = "请写明改派的理由，例如“调离岗位”。";
        if (Wrong.Count == 0)
        {
            // A case is urged as a whole, once.
            if (act == "urge") tasks = [.. tasks.DistinctBy(t => t.Id.Split('-')[0])];
            var order = new TaskRunOrder { CommandId = commandId ?? "", Type = act!, To = act == "reassign" ? To : null, Comment = Reason, Tasks = [.. tasks] };
            var (run, refusal) = await runs.StartAsync(order, await senders.CreateAsync(), HttpContext.RequestAborted);
            if (refusal is null)
            {
                await Task.WhenAny(worker.Start(run!), Task.Delay(TimeSpan.FromSeconds(1), HttpContext.RequestAborted));
                return Redirect("/task-runs/" + run);
            }

            Wrong[refusal.Field switch { "to" => "to", "comment" => "reason", _ => "list" }] = refusal.Message;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await BeginAsync(user);
        await ShowAsync(user, new SupervisionFilter(Programme, Unit, Stage, Pick!, Number, Size));
        return Page();
    }

    /// <summary>Reads what every answer of this page needs.</summary>
    private async Task BeginAsync(UserContext user)
    {
        Pick = Picks.Any(p => p.Key == Pick) ? Pick : "overdue";
        Now = clock.GetUtcNow();
        await using var db = contexts.Create();
        Calendar = await calendars.GetAsync(db);
        if (CalendarProposals.MayDecide(user))
            Waiting = await db.CalendarProposals.Where(p => p.State == CalendarProposalState.Open && p.AuthorId != user.UserId).OrderBy(p => p.CreatedAt).Select(p => p.Id).FirstOrDefaultAsync();
    }

    private async Task ShowAsync(UserContext user, SupervisionFilter filter)
    {
        SeesCases = CaseScope.SupervisesCases(user);
        Acts = user.Has(ProcessRoles.SectionHead);
        if (Acts) People = await held.ReceiversAsync(user, HttpContext.RequestAborted);
        MayAnswer = code => user.HoldsForProgramme(ProcessRoles.SectionHead, code);
        Board = await reader.BoardAsync(user, Programme);
        (Lines, Total) = await reader.LinesAsync(user, filter);
        if (Number > 1 && Lines.Count == 0 && Total > 0)
        {
            Number = (Total + Size - 1) / Size;
            (Lines, Total) = await reader.LinesAsync(user, filter with { Page = Number });
        }

        (Cards, _) = await reader.CardsAsync(user, Programme, 1, MostCards);
    }

    private static readonly string[] Header = ["案号", "单位", "事项", "环节", "责任单位", "办理人", "到期日", "超期工作日", "督办：由谁办理", "督办：承诺日期", "督办：说明"];

    private async Task<List<IReadOnlyList<object?>>> LinesAsync(UserContext user, SupervisionFilter filter)
    {
        var rows = new List<IReadOnlyList<object?>>();
        for (var page = 1; rows.Count < MostExported; page++)
        {
            var (lines, total) = await reader.LinesAsync(user, filter with { Page = page, Size = 200 });
            rows.AddRange(lines.Select(l => (IReadOnlyList<object?>)[l.Number, l.OrganizationName, l.Title, l.StageName, l.Unit, l.Person, ChinaTime.LastDayOf(l.DueAt).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                Math.Max(0, -Due(l.DueAt).WorkingDaysLeft), l.Card?.Handler, l.Card?.PromisedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), l.Card?.Note]));
            if (lines.Count == 0 || rows.Count >= total) break;
        }

        return rows;
    }
}
