using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Office;

/// <summary>What the address of the task list carries; the task page keeps it to know the neighbours.</summary>
public sealed record TaskQuery(string State, string? Search, string? Programme, string? Stage, string? Area, string? Pick, string? Sort, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 20;

    public static TaskQuery From(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string? Text(string name) => query[name].ToString() is { Length: > 0 and <= 100 } text ? text : null;
        return new TaskQuery(Text("state") is "done" or "copied" or "asked" ? query["state"].ToString() : "open", query["search"].ToString() is { Length: > 0 } search ? search : null, Text("programme"), Text("stage"), Text("area"), Text("pick"), Text("sort"),
            int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 10_000) : 1);
    }

    public TaskFilter Filter(int page, int size) => new() { State = State, Search = Search, ProgrammeCode = Programme, StageId = Stage, Area = Area, Pick = Pick, Sort = Sort, Page = page, Size = size };

    /// <summary>The list that a kept filter shows.</summary>
    public static TaskQuery Of(SavedFilterRow saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        return new TaskQuery("open", saved.Search, saved.ProgrammeCode, saved.StageId, saved.Area, saved.Pick, saved.Sort, 1);
    }

    /// <summary>Whether this is the list of a kept filter.</summary>
    public bool Is(SavedFilterRow saved) => this with { Page = 1, Sort = null } == Of(saved) with { Sort = null };

    public bool Narrowed => Search is not null || Programme is not null || Stage is not null || Area is not null || Pick is not null;

    /// <summary>The address with some values changed, back on the first page.</summary>
    public string With(string? state = null, string? pick = null, string? sort = null, bool clear = false)
    {
        var values = new Dictionary<string, string?>
        {
            ["state"] = (state ?? State) is "open" ? null : state ?? State,
            ["search"] = clear ? null : Search,
            ["programme"] = clear ? null : Programme,
            ["stage"] = clear ? null : Stage,
            ["area"] = clear ? null : Area,
            ["pick"] = pick ?? (clear ? null : Pick),
            ["sort"] = sort ?? Sort,
        };
        return "/tasks" + QueryString.Create(values.Where(v => !string.IsNullOrEmpty(v.Value)));
    }
}

/// <summary>One row of the task list.</summary>
public sealed record TaskRowView(TaskLine Line, DueView Due, bool Answered, bool Late);

/// <summary>The task list as drawn.</summary>
public sealed record TaskListView
{
    public required TaskQuery Query { get; init; }

    public required IReadOnlyList<TaskRowView> Rows { get; init; }

    public required IReadOnlyList<CopyLine> Copies { get; init; }

    /// <summary>我的发起</summary>
    public required IReadOnlyList<RequestLine> Asked { get; init; }

    /// <summary>我的筛选</summary>
    public required IReadOnlyList<SavedFilterRow> Saved { get; init; }

    public required int Total { get; init; }

    public required TaskCounts Counts { get; init; }

    public required int Copied { get; init; }

    public required IReadOnlyList<OptionView> Programmes { get; init; }

    public required IReadOnlyList<OptionView> Stages { get; init; }

    public required IReadOnlyList<string> Areas { get; init; }

    public required bool Expert { get; init; }

    public required DateTimeOffset Now { get; init; }
}

/// <summary>Gathers what the task list shows.</summary>
public sealed class TaskDesk(IDbContexts contexts, TaskReader tasks, CopyReader copies, RequestReader requests, SavedFilters filters, ProgrammeStore programmes, CalendarStore calendars, TimeProvider clock)
{
    public async Task<TaskListView> ListAsync(UserContext user, TaskQuery query)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(query);
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var calendar = await calendars.GetAsync(db);
        var page = await tasks.ListAsync(user, query.Filter(query.Page, TaskQuery.Size));
        var (copied, copiedTotal) = await copies.ListAsync(user, query.State == "copied" ? query.Page : 1, TaskQuery.Size);
        var (asked, askedTotal) = query.State == "asked" ? await requests.ListAsync(user, query.Page, TaskQuery.Size) : ([], 0);
        var names = new Dictionary<string, string>();
        var stages = new Dictionary<string, string>();
        foreach (var code in page.Groups.Select(g => g.ProgrammeCode).Distinct())
        {
            var programme = await programmes.CurrentAsync(db, code, now);
            names[code] = programme.Name;
            foreach (var stage in page.Groups.Where(g => g.ProgrammeCode == code).Select(g => g.StageId).Distinct())
                stages[stage] = DefinitionIndex.Of(programme.Process).Find(stage)?.Stage.Name ?? stage;
        }

        var expert = TaskReader.IsExpertOnly(user);
        return new TaskListView
        {
            Query = query,
            Rows = query.State is "open" or "done" ? await RowsAsync(db, page.Lines, now, calendar) : [],
            Copies = query.State == "copied" ? copied : [],
            Asked = asked,
            Saved = query.State == "open" ? await filters.ListAsync(user) : [],
            Total = query.State switch { "copied" => copiedTotal, "asked" => askedTotal, _ => page.Total },
            Counts = page.Counts,
            Copied = copiedTotal,
            Programmes = [.. names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new OptionView(n.Key, n.Value))],
            Stages = [.. stages.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new OptionView(s.Key, s.Value))],
            Areas = expert ? [] : [.. page.Groups.Select(f => f.Area).Where(a => a.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            Expert = expert,
            Now = now,
        };
    }

    /// <summary>Where a task stands in the list the reader came from.</summary>
    public async Task<TaskNeighbours> NeighboursAsync(UserContext user, TaskQuery query, string taskId)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.State != "open") return new TaskNeighbours(0, 0, null, null);
        var (ids, total) = await tasks.IdsAsync(user, query.Filter(1, 200));
        var at = ids.ToList().IndexOf(taskId);
        return at < 0
            ? new TaskNeighbours(0, total, null, ids.Count > 0 ? ids[0] : null)
            : new TaskNeighbours(at + 1, total, at > 0 ? ids[at - 1] : null, at + 1 < ids.Count ? ids[at + 1] : null);
    }

    private async Task<IReadOnlyList<TaskRowView>> RowsAsync(WorkflowsDbContext db, IReadOnlyList<TaskLine> lines, DateTimeOffset now, WorkingCalendar calendar)
    {
        var ids = lines.Select(l => l.Id[..32]).Distinct().ToList();
        var cases = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id);
        var rows = new List<TaskRowView>();
        foreach (var line in lines)
        {
            var row = cases[line.Id[..32]];
            var programme = await programmes.ForCaseAsync(db, row, now);
            var stage = DefinitionIndex.Of(programme.Process).Find(line.StageId)?.Stage;
            var due = DueViews.Of(line.DueAt, now, calendar, line.Purpose == WorkPurpose.Decide ? DueViews.SilentEffect(stage) : null, line.Held ? HeldWords(row) : null);
            rows.Add(new TaskRowView(line, due, line.Answered, !line.Held && line.DueAt <= now));
        }

        return rows;
    }

    /// <summary>Why the clock of a case stands.</summary>
    public static string HeldWords(CaseRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var state = EngineJson.ReadState(row.State);
        if (state.Suspension is null && state.Activations.Any(a => !a.Objections.IsEmpty)) return "异议核查中";
        return PauseReasons.Of(state) switch
        {
            PauseReasons.Suspension => "中止计时",
            PauseReasons.Return => "退回中",
            PauseReasons.Supplement => "补正中",
            _ => "已暂停",
        };
    }
}

/// <summary>Position in the list.</summary>
/// <param name="At">From 1; 0 when the task is not in the list.</param>
public sealed record TaskNeighbours(int At, int Total, string? Previous, string? Next);
