using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>
/// Reminds of what waits outside the tasks of cases: from the third working day on and then every fifth, two working days before
/// a last day, and on it. One message a person and day, on working days from nine. Which days have been told is read from the
/// messages themselves: after an outage one message says what has come together, and several processes send it once.
/// </summary>
public sealed class ToDoReminders(IDbContexts contexts, CommandGate gate, CalendarStore calendars, ToDoHolders holders, TimeProvider clock)
{
    private const int FirstAfter = 3;
    private const int ThenEvery = 5;
    private const int BeforeLastDay = 2;
    private const int FromHour = 9;

    /// <summary>The last day that this process has looked at.</summary>
    private DateOnly looked;

    /// <returns>How many people were reminded.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        if (looked == today || now < ChinaTime.StartOf(today).AddHours(FromHour)) return 0;
        WorkingCalendar calendar;
        await using (var db = contexts.Create()) calendar = await calendars.GetAsync(db, cancellation);
        if (!calendar.IsWorkingDay(today))
        {
            looked = today;
            return 0;
        }

        var people = await holders.PeopleAsync(organizations: true, cancellation);
        var count = await Writes.RunAsync(contexts, gate, now, async db =>
        {
            var candidates = people.Select(p => "user:" + p.Person.UserId).ToList();
            var last = (await db.Messages.AsNoTracking().Where(m => m.Event == MessageEvents.ToDoReminder.Key && candidates.Contains(m.Candidate))
                .GroupBy(m => m.Candidate).Select(g => new { g.Key, At = g.Max(m => m.CreatedAt) }).ToListAsync(cancellation)).ToDictionary(m => m.Key, m => ChinaTime.DateOf(m.At));
            var messages = new List<NewMessage>();
            foreach (var (person, groups) in people)
            {
                var told = last.GetValueOrDefault("user:" + person.UserId, DateOnly.MinValue);
                var due = groups.Select(g => (g.Kind, Items: g.First.Where(t => IsDue(t, told, today, calendar)).ToList())).Where(g => g.Items.Count > 0).ToList();
                if (due.Count == 0) continue;
                var words = string.Join("；", due.Select(g => Words(g.Kind, g.Items, today, calendar))) + "。";
                messages.Add(new NewMessage($"toDo/{person.UserId}/{today:yyyyMMdd}", MessageEvents.ToDoReminder, "user:" + person.UserId,
                    new Dictionary<string, string?> { [MessageEvents.Act] = $" {due.Sum(g => g.Items.Count)} 项", [MessageEvents.Reason] = words }, now));
            }

            await MessageWriter.AddAsync(db, messages, cancellation);
            await db.SaveChangesAsync(cancellation);
            return messages.Count;
        }, told => told > 0, cancellation);
        looked = today;
        return count;
    }

    /// <summary>Whether a day of reminding lies after the last message and not after today.</summary>
    internal static bool IsDue(ToDo item, DateOnly told, DateOnly today, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(calendar);
        var since = ChinaTime.DateOf(item.Since);
        if (today <= since || told >= today) return false;
        var before = told < since ? since : told;
        if (Step(calendar.WorkingDaysBetween(since, today)) > Step(calendar.WorkingDaysBetween(since, before))) return true;
        if (item.DueAt is not { } dueAt) return false;
        var lastDay = ChinaTime.LastDayOf(dueAt);
        return Nearness(today, lastDay, calendar) > (told < since ? 0 : Nearness(before, lastDay, calendar));
    }

    private static int Step(int waited) => waited < FirstAfter ? 0 : 1 + (waited - FirstAfter) / ThenEvery;

    private static int Nearness(DateOnly day, DateOnly lastDay, WorkingCalendar calendar) => day >= lastDay ? 2 : calendar.WorkingDaysBetween(day, lastDay) <= BeforeLastDay ? 1 : 0;

    private static string Words(ToDoKind kind, List<ToDo> items, DateOnly today, WorkingCalendar calendar)
    {
        var lastDay = items.Min(t => t.DueAt) is { } due ? ChinaTime.LastDayOf(due) : (DateOnly?)null;
        var waited = calendar.WorkingDaysBetween(ChinaTime.DateOf(items.Min(t => t.Since)), today);
        return $"{kind.Act} {items.Count} 项，{(lastDay is { } day ? day < today ? $"最早的 {ChinaTime.Date(day, today)} 已经到期" : $"最早的 {ChinaTime.Date(day, today)} 到期" : $"最早的已等 {waited} 个工作日")}";
    }
}
