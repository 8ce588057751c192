using Innovation.Web.Access;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Admin;

/// <summary>工作日历: a year at a glance, and loading of a year.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class CalendarModel(SenderFactory senders, IDbContexts contexts, CalendarStore store, CalendarLoad load, TimeProvider clock) : AdminPage(senders)
{
    private const int MostText = 100_000;

    [BindProperty(SupportsGet = true, Name = "year")]
    public int Year { get; set; }

    public WorkingCalendar Shown { get; private set; } = null!;

    public IReadOnlyList<int> Loaded { get; private set; } = [];

    public bool IsPreview { get; private set; }

    public string? Csv { get; private set; }

    public DateOnly Today { get; private set; }

    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];

    /// <summary>Whatever is wrong with a year is wrong in its table.</summary>
    protected override string ControlOf(string field) => "csv";

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? csv, IFormFile? file, [FromForm(Name = "_then")] string? then)
    {
        var sender = await SenderAsync();
        await ShowAsync();
        if (file is { Length: > 0 and <= MostText })
        {
            using var reader = new StreamReader(file.OpenReadStream());
            csv = await reader.ReadToEndAsync(HttpContext.RequestAborted);
        }

        Csv = csv?.ReplaceLineEndings("\n").Trim('\uFEFF').Trim() ?? "";
        if (Csv.Length is 0 or > MostText) return Refuse(new("calendar.csv", "csv", "请粘贴或选择放假安排表。"));
        IReadOnlyList<CalendarDay> days;
        try
        {
            days = WorkingCalendar.ReadCsv(new StringReader(Csv));
        }
        catch (FormatException e)
        {
            return Refuse(new("calendar.csv", "csv", e.Message));
        }

        if (days.Count == 0) return Refuse(new("calendar.csv", "csv", "表里没有一天；第一行是列名，从第二行起每行一天。"));
        Year = days[0].Date.Year;
        ModelState.Clear();
        if (then != "load")
        {
            (Shown, IsPreview) = (new WorkingCalendar(days, [Year]), true);
            Days = Special();
            return Page();
        }

        if (await load.LoadAsync(Year, days, sender, HttpContext.RequestAborted) is { } refusal) return Refuse(refusal with { Field = "csv" });
        Done = $"{Year} 年的放假安排已载入，共 {days.Count} 天。正在计时的期限不变，新的期限按它计算。";
        return Redirect("/admin/calendar?year=" + Year);
    }

    private async Task ShowAsync()
    {
        await using var db = contexts.Create();
        Today = ChinaTime.DateOf(clock.GetUtcNow());
        Shown = await store.GetAsync(db, HttpContext.RequestAborted);
        Loaded = Shown.LoadedYears;
        if (Year is < 2000 or > 2100) Year = Today.Year;
        Days = Special();
    }

    private List<CalendarDay> Special()
    {
        var list = new List<CalendarDay>();
        for (var day = new DateOnly(Year, 1, 1); day.Year == Year; day = day.AddDays(1))
            if (Shown.Find(day) is { } special) list.Add(special);
        return list;
    }
}
