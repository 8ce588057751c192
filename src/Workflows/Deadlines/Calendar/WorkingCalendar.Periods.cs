using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Deadlines;

public sealed partial class WorkingCalendar
{
    /// <summary>Longest accepted period, in its unit.</summary>
    public const int MaxAmount = 10_000;

    /// <summary>
    /// The last day of a period. Working days are counted; calendar days, months and years move to the next working
    /// day when they end on a rest day. A month without the trigger's day ends the period on its last day
    /// (民法典 第二百零二条).
    /// </summary>
    /// <param name="trigger">The day of the act or the last day of the expired period; it does not count itself.</param>
    /// <param name="amount">0 to <see cref="MaxAmount"/>; 0 ends on the trigger day or the working day after it.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount or the unit is outside its range.</exception>
    public DateOnly LastDay(DateOnly trigger, int amount, PeriodUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, MaxAmount);
        return OnOrAfter(unit switch
        {
            PeriodUnit.WorkingDays => CountWorkingDays(trigger, amount),
            PeriodUnit.CalendarDays => trigger.AddDays(amount),
            PeriodUnit.Months => trigger.AddMonths(amount),
            PeriodUnit.Years => trigger.AddYears(amount),
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        });
    }

    /// <summary>The last day with its instant. See <see cref="LastDay"/>.</summary>
    public DeadlineDate Due(DateOnly trigger, int amount, PeriodUnit unit)
    {
        var last = LastDay(trigger, amount, unit);
        var provisional = false;
        for (var year = trigger.Year; year <= last.Year; year++) provisional |= !years.Contains(year);
        return new DeadlineDate(last, ChinaTime.EndOf(last), provisional);
    }

    /// <summary>
    /// What is left of a paused period 中止计时: units strictly after the pause day, up to the last day. The day of the
    /// pause counts as used; counting restarts the day after the answer. Never negative.
    /// </summary>
    /// <remarks>Months and years are rounded up, in favour of the one whose period it is.</remarks>
    public int RemainingAfter(DateOnly pauseDay, DateOnly lastDay, PeriodUnit unit)
    {
        if (lastDay <= pauseDay) return 0;
        switch (unit)
        {
            case PeriodUnit.WorkingDays: return WorkingDaysBetween(pauseDay, lastDay);
            case PeriodUnit.CalendarDays: return lastDay.DayNumber - pauseDay.DayNumber;
        }
        var months = ((lastDay.Year - pauseDay.Year) * 12) + lastDay.Month - pauseDay.Month;
        if (pauseDay.AddMonths(months) < lastDay) months++;
        return unit == PeriodUnit.Months ? months : (months + 11) / 12;
    }

    /// <summary>
    /// The day a reminder goes out: so many working days before the last day (−5, −3, −1 WD), never before
    /// <paramref name="notBefore"/>.
    /// </summary>
    public DateOnly ReminderDay(DateOnly lastDay, int workingDaysBefore, DateOnly notBefore)
    {
        var day = lastDay;
        for (var left = workingDaysBefore; left > 0 && day > notBefore;)
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day)) left--;
        }
        return day < notBefore ? notBefore : day;
    }

    private DateOnly CountWorkingDays(DateOnly day, int amount)
    {
        for (var left = amount; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) left--;
        }
        return day;
    }
}
