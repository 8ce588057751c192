using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Office;

/// <summary>Deadlines as the office sees them, counted from the working calendar.</summary>
public static class DueViews
{
    /// <summary>The due chip of an instant.</summary>
    /// <param name="dueAt">First instant after the period; null: 不限期.</param>
    /// <param name="silent">What silence does.</param>
    /// <param name="held">Why the clock stands.</param>
    public static DueView Of(DateTimeOffset? dueAt, DateTimeOffset now, WorkingCalendar calendar, string? silent = null, string? held = null)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (dueAt is not { } due) return new DueView(null, now, 0, null, held);
        var last = ChinaTime.LastDayOf(due);
        var today = ChinaTime.DateOf(now);
        var left = today <= last ? calendar.WorkingDaysBetween(today, last) : -calendar.WorkingDaysBetween(last, today);
        return new DueView(last, now, left, silent, held, calendar.IsProvisional(last));
    }

    /// <summary>视为受理, for a stage that ends by itself; null when silence does nothing.</summary>
    public static string? SilentEffect(Stage? stage)
    {
        if (stage?.Deadline?.OnExpiry?.Outcome is not { } id || stage.FindOutcome(id) is not { } outcome) return null;
        return outcome.Name.StartsWith("视为", StringComparison.Ordinal) ? outcome.Name : "按“" + outcome.Name + "”处理";
    }

    /// <summary>The cells of a period in working days; empty when there are more than ten.</summary>
    public static IReadOnlyList<DayCell> Cells(DeadlineRow row, DateTimeOffset now, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(calendar);
        if (row.Unit != PeriodUnit.WorkingDays) return [];
        var today = ChinaTime.DateOf(row.ClosedAt ?? now);
        var last = ChinaTime.LastDayOf(row.DueAt);
        var (from, until) = HeldDays(row, today);
        var cells = new List<DayCell>();
        for (var day = row.Trigger.AddDays(1); day <= last && cells.Count <= 10; day = day.AddDays(1))
        {
            if (day > from && day <= until)
            {
                if (cells is not [.., { State: DayState.Held }]) cells.Add(new DayCell("暂停", DayState.Held));
                continue;
            }

            if (!calendar.IsWorkingDay(day)) continue;
            var state = day == today && row.ClosedAt is null ? DayState.Now : day < today || row.ClosedAt is not null && day == today ? DayState.Used : DayState.Left;
            cells.Add(new DayCell(state == DayState.Now ? "今天" : day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture), state, day == last));
        }

        return cells.Count > 10 ? [] : cells;
    }

    /// <summary>When a paused clock goes on, by what it was paused for: 答复后 of 补正, 恢复后 of 中止, 退回办好后 of 退回.</summary>
    public static string ResumesWhen(ProcessState state, DeadlineRow row)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(row);
        // The deadline's own reason: during a suspension a period may stand for a 补正 that came before.
        var deadline = state.FindActivation(row.Activation)?.Deadlines.FirstOrDefault(d => d.Id == row.Deadline);
        return PauseReasons.EndedBy(deadline?.PausedFor) + "后";
    }

    /// <summary>The sentence under the cells.</summary>
    /// <param name="resumes">What ends a pause that still runs; see <see cref="ResumesWhen"/>.</param>
    public static string Sentence(DeadlineRow row, Stage? stage, DateTimeOffset now, WorkingCalendar calendar, string resumes)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(calendar);
        var today = ChinaTime.DateOf(now);
        var last = ChinaTime.LastDayOf(row.DueAt);
        var text = row.Amount > 0 ? $"共 {ChinaTime.Period(row.Amount, row.Unit)}" : $"截至 {ChinaTime.Due(row.DueAt, calendar, today)}";
        if (row.Unit == PeriodUnit.WorkingDays && row.Amount > 0 && row.ClosedAt is null)
        {
            var cells = Used(row, today, last, calendar);
            text += $"，已用 {cells} 天" + (row.PausedOn is null && calendar.IsWorkingDay(today) && today > row.Trigger && today <= last ? $"，今天是第 {cells + 1} 天" : "");
        }

        text += "。";
        if (row.HeldFrom is { } from)
            text += row.HeldUntil is { } until
                ? $"{ChinaTime.Date(from, today)}起暂停计时，{ChinaTime.Date(until, today)}恢复，次日起续计；原到期日 {ChinaTime.Date(ChinaTime.LastDayOf(row.OriginalDueAt), today)}。"
                : $"{ChinaTime.Date(from, today)}起暂停计时，{resumes}次日起续计；原到期日 {ChinaTime.Date(ChinaTime.LastDayOf(row.OriginalDueAt), today)}。";
        if (row.HeldFrom is null && row.OriginalDueAt != row.DueAt) text += $"工作日历有变，原到期日 {ChinaTime.Date(ChinaTime.LastDayOf(row.OriginalDueAt), today)}。";
        if (row.ClosedAt is { } closed) return text + $"{ChinaTime.Date(ChinaTime.DateOf(closed), today)}结束计时{(row.Overdue ? "，曾超期" : "")}。";
        if (SilentEffect(stage) is { } silent) text += $"到期未办，{silent}。";
        else if (stage?.Deadline?.OnExpiry?.Escalate is { } role) text += $"到期未办，上报{ProcessRoles.Names.GetValueOrDefault(role, role)}。";
        else if (stage?.Deadline?.OnExpiry?.ReplaceExperts == true) text += "到期未交评分的，更换专家。";
        return text;
    }

    private static (DateOnly From, DateOnly Until) HeldDays(DeadlineRow row, DateOnly today) =>
        row.HeldFrom is { } from ? (from, row.HeldUntil ?? today) : (DateOnly.MaxValue, DateOnly.MinValue);

    private static int Used(DeadlineRow row, DateOnly today, DateOnly last, WorkingCalendar calendar)
    {
        var (from, until) = HeldDays(row, today);
        var used = 0;
        for (var day = row.Trigger.AddDays(1); day < today && day <= last; day = day.AddDays(1))
            if (calendar.IsWorkingDay(day) && !(day > from && day <= until)) used++;
        return used;
    }
}
