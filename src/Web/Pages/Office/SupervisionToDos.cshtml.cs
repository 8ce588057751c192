using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Innovation.Workflows.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Innovation.Web.Pages.Office;

/// <summary>督办 of what waits outside the tasks of cases: with whom, since when, and 催办.</summary>
[Authorize(Policy = Policies.Supervision)]
public sealed class SupervisionToDosModel(CurrentUser current, SenderFactory senders, ToDoHolders holders, ToDoUrging urging, CalendarStore calendars, IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 20;
    private const int MostNamed = 4;

    [TempData]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>Person, matter or number.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    /// <summary>Kinds of which something waits, with how much.</summary>
    public IReadOnlyList<(ToDoKind Kind, int Count)> Kinds { get; private set; } = [];

    public IReadOnlyList<HeldToDo> Lines { get; private set; } = [];

    /// <summary>The reader sees figures only.</summary>
    public bool SeesLines { get; private set; }

    public bool MayUrge { get; private set; }

    public IReadOnlySet<string> Ticked { get; private set; } = new HashSet<string>();

    public string? Comment { get; private set; }

    /// <summary>Why items of the last order were refused.</summary>
    public IReadOnlyList<ErrorItem> Errors { get; private set; } = [];

    public string CommandId { get; } = Identifiers.Opaque();

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    public static string PickOf(HeldToDo line) => $"{line.Kind.Key}|{line.Item.SubjectId}";

    public int Waited(HeldToDo line) => Calendar.WorkingDaysBetween(ChinaTime.DateOf(line.Item.Since), ChinaTime.DateOf(Now));

    public DueView Due(HeldToDo line) => DueViews.Of(line.Item.DueAt, Now, Calendar);

    /// <summary>The first few by name, and how many more.</summary>
    public static string People(HeldToDo line) => string.Join("、", line.People.Take(MostNamed).Select(p => p.Name)) + (line.People.Count > MostNamed ? $"等 {line.People.Count} 人" : "");

    public string Link(string? format = null) => QueryHelpers.AddQueryString("/supervision/todos", new Dictionary<string, string?> { ["kind"] = Kind, ["q"] = Search, ["format"] = format, ["p"] = format is null && Number > 1 ? $"{Number}" : null }.Where(p => !string.IsNullOrEmpty(p.Value))!);

    public async Task<IActionResult> OnGetAsync(string? format)
    {
        var found = await ReadAsync();
        var today = ChinaTime.DateOf(Now);
        return format switch
        {
            "csv" => File(TableFile.Write(Rows(found).Prepend(Header).Select(r => r.Select(c => string.Format(CultureInfo.InvariantCulture, "{0}", c)))), "text/csv; charset=utf-8", $"其他待办{today:yyyyMMdd}.csv"),
            "xlsx" => File(Xlsx.Write("其他待办", Header, Rows(found)), Xlsx.ContentType, $"其他待办{today:yyyyMMdd}.xlsx"),
            _ => Page(),
        };
    }

    /// <summary>催办 of the ticked lines, each by itself.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string[]? picks, string? commandId, string? comment)
    {
        if (!ToDoUrging.May(await current.GetAsync())) return Forbid();
        Comment = comment;
        var chosen = (picks ?? []).Distinct().Take(Size).Select(p => p.Split('|', 2)).Where(p => p.Length == 2).ToList();
        Ticked = chosen.Select(p => $"{p[0]}|{p[1]}").ToHashSet();
        var errors = new List<ErrorItem>();
        var urged = new List<string>();
        if (chosen.Count == 0) errors.Add(new ErrorItem("请勾选要催办的事项。", "#list"));
        var sender = await senders.CreateAsync();
        foreach (var (pick, at) in chosen.Select((p, i) => (p, i)))
            switch (await urging.UrgeAsync($"{commandId}-{at}", new ToDoUrge(pick[0], pick[1], comment), sender, HttpContext.RequestAborted))
            {
                case CommandResult.Refused { Refusal: var refusal }: errors.Add(new ErrorItem(refusal.Message, refusal.Field == "comment" ? "#comment" : "#list")); break;
                case CommandResult.Accepted { Answer: var answer }: urged.Add(answer.ApplicantStatus); break;
            }

        if (errors.Count == 0)
        {
            Done = $"已催办 {urged.Count} 项，消息已发给{string.Join("、", urged.SelectMany(u => u.Split('、')).Distinct())}。";
            return Redirect(Link());
        }

        await ReadAsync();
        Errors = [.. errors.DistinctBy(e => e.Text), .. urged.Count > 0 ? [new ErrorItem($"其余 {urged.Count} 项已经催办。", "#list")] : Array.Empty<ErrorItem>()];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IReadOnlyList<HeldToDo>> ReadAsync()
    {
        var user = await current.GetAsync();
        Now = clock.GetUtcNow();
        (SeesLines, MayUrge) = (CaseScope.SupervisesCases(user), ToDoUrging.May(user));
        await using (var db = contexts.Create()) Calendar = await calendars.GetAsync(db, HttpContext.RequestAborted);
        var all = await holders.SupervisedAsync(user, HttpContext.RequestAborted);
        Kinds = [.. all.GroupBy(t => t.Kind).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2)];
        var words = SearchWords.Read(Search);
        var found = all.Where(t => (Kind is null || t.Kind.Key == Kind) && words.Find([t.Item.Title, t.Item.Number, t.Kind.Act, .. t.People.Select(p => p.Name)])).ToList();
        Total = found.Count;
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Lines = [.. found.Skip((Number - 1) * Size).Take(Size)];
        return found;
    }

    private static readonly string[] Header = ["待办", "事项", "编号", "等谁办理", "开始等待", "已等工作日", "到期日"];

    private IEnumerable<IReadOnlyList<object?>> Rows(IReadOnlyList<HeldToDo> found) => found.Select(t => (IReadOnlyList<object?>)[
        t.Kind.Act, t.Item.Title, t.Item.Number, string.Join("、", t.People.Select(p => p.Name)), ChinaTime.DateOf(t.Item.Since).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Waited(t),
        t.Item.DueAt is { } due ? ChinaTime.LastDayOf(due).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null]);
}
