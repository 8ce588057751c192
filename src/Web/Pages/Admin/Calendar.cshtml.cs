using Innovation.Web.Access;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>工作日历: a year at a glance, and a proposal to change it.</summary>
[Authorize(Policy = Policies.Calendar)]
public sealed class CalendarModel(SenderFactory senders, IDbContexts contexts, CalendarStore store, CalendarProposals proposals, CurrentUser current, TimeProvider clock) : AdminPage(senders)
{
    private const int MostText = 100_000;
    private const int MostBytes = 400_000;
    private const int MostProblems = 20;
    private const int MostProposals = 20;

    [BindProperty(SupportsGet = true, Name = "year")]
    public int Year { get; set; }

    public WorkingCalendar Shown { get; private set; } = null!;

    public IReadOnlyList<int> Loaded { get; private set; } = [];

    public bool IsPreview { get; private set; }

    public string? Csv { get; private set; }

    public string? Basis { get; private set; }

    public DateOnly Today { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];

    public IReadOnlyList<CalendarProposalRow> Proposals { get; private set; } = [];

    public bool MayPropose { get; private set; }

    /// <summary>Whatever is wrong with a year is wrong in its table.</summary>
    protected override string ControlOf(string field) => field is "basis" or "day" ? field : "csv";

    /// <summary>The change of a state in words, with kind and icon of its chip.</summary>
    public static (string Text, string Kind, string Icon) Look(CalendarProposalState state) => state switch
    {
        CalendarProposalState.Open => ("待批准", "you", "hourglass"),
        CalendarProposalState.Approved => ("已批准", "done", "circle-check"),
        CalendarProposalState.Rejected => ("已退回", "no", "circle-x"),
        CalendarProposalState.Withdrawn => ("已撤回", "", "circle-minus"),
        _ => throw new InvalidOperationException($"no words for {state}"),
    };

    public async Task OnGetAsync()
    {
        await ShowAsync();
        // What is there already is the best beginning of a change by hand.
        Csv = Days.Count > 0 ? CalendarFile.Write(Days) : null;
    }

    public async Task<IActionResult> OnPostAsync(string? csv, IFormFile? file, string? basis, DateOnly? day, string? kind, string? name, [FromForm(Name = "_then")] string? then)
    {
        var sender = await SenderAsync();
        await ShowAsync();
        if (!MayPropose) return Forbid();
        (Csv, Basis) = (csv?.ReplaceLineEndings("\n").Trim() ?? "", basis?.Trim());
        if (file is { Length: > MostBytes }) return Refuse(new("calendar.csv", "csv", $"“{file.FileName}”超过 {MostBytes / 1000} KB，没有读；一年的放假安排表没有这么大。"));
        if (file is { Length: > 0 })
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, HttpContext.RequestAborted);
            var (text, unreadable) = TableText.Decode(content.ToArray());
            if (text is null) return Refuse(new("calendar.csv", "csv", unreadable!));
            Csv = text.ReplaceLineEndings("\n").Trim();
        }

        if (Csv.Length > MostText || (Csv.Length == 0 && then != "add")) return Refuse(new("calendar.csv", "csv", "请粘贴或选择放假安排表。"));
        var (days, problems) = Csv.Length == 0 ? ([], []) : CalendarFile.Read(Csv);
        if (problems.Count > 0) return RefuseAll([.. TableReading.Listed(problems, MostProblems).Select(p => new Refusal("calendar.csv", "csv", p))]);

        if (then == "add")
        {
            if (day is not { } date) return Refuse(new("calendar.day", "day", "请填写要改的日期。"));
            List<CalendarDay> changed = [.. days.Where(d => d.Date != date)];
            if (kind != "plain") changed.Add(new CalendarDay(date, kind == "work" ? DayKind.MakeUpWorkday : DayKind.HolidayOff, (name ?? "").Trim()));
            days = changed;
            Csv = CalendarFile.Write(days);
        }

        if (days.Count == 0) return Refuse(new("calendar.csv", "csv", "表里没有一天；第一行是列名，从第二行起每行一天。"));
        Year = days[0].Date.Year;
        ModelState.Clear();
        if (CalendarYears.Check(Year, days) is { } wrong) return Refuse(wrong with { Field = then == "add" ? "day" : "csv" });
        if (then != "propose")
        {
            (Shown, IsPreview) = (CalendarProposals.Apply(Shown, Year, days), true);
            Days = Special();
            return Page();
        }

        var (proposal, refusal) = await proposals.ProposeAsync(Year, days, Basis, sender, HttpContext.RequestAborted);
        if (refusal is not null) return Refuse(refusal);
        Done = $"{Year} 年的日历变更已提出，待另一位管理员或科室负责人批准。批准前日历不变。";
        return Redirect("/admin/calendar/" + proposal!.Id);
    }

    private async Task ShowAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        Today = ChinaTime.DateOf(Now);
        MayPropose = CalendarProposals.MayPropose(await current.GetAsync());
        Shown = await store.GetAsync(db, HttpContext.RequestAborted);
        Loaded = Shown.LoadedYears;
        if (Year is < 2000 or > 2100) Year = Today.Year;
        Days = Special();
        Proposals = await db.CalendarProposals.AsNoTracking().OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(MostProposals).ToListAsync(HttpContext.RequestAborted);
    }

    private List<CalendarDay> Special() => [.. Shown.Days.Where(d => d.Date.Year == Year)];
}
