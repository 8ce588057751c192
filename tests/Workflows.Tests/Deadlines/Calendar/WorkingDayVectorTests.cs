using System.Globalization;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Tests.Deadlines.Calendar;

/// <summary>Working days around the holidays of 2025 and 2026, reckoned from the table of the notices and not from our code.</summary>
public sealed class WorkingDayVectorTests
{
    [Theory]
    [InlineData("2024-12-30", 3, "2025-01-03")]
    [InlineData("2024-12-31", 1, "2025-01-02")]
    [InlineData("2025-01-23", 2, "2025-01-26")]
    [InlineData("2025-01-25", 1, "2025-01-26")]
    [InlineData("2025-02-04", 4, "2025-02-08")]
    [InlineData("2025-02-05", 3, "2025-02-08")]
    [InlineData("2025-03-31", 4, "2025-04-07")]
    [InlineData("2025-04-24", 3, "2025-04-28")]
    [InlineData("2025-04-26", 2, "2025-04-28")]
    [InlineData("2025-05-05", 1, "2025-05-06")]
    [InlineData("2025-05-29", 3, "2025-06-04")]
    [InlineData("2025-06-30", 10, "2025-07-14")]
    [InlineData("2025-07-31", 1, "2025-08-01")]
    [InlineData("2025-09-25", 4, "2025-09-30")]
    [InlineData("2025-09-27", 5, "2025-10-10")]
    [InlineData("2025-10-01", 2, "2025-10-10")]
    [InlineData("2025-10-08", 3, "2025-10-11")]
    [InlineData("2025-10-11", 1, "2025-10-13")]
    [InlineData("2025-11-28", 1, "2025-12-01")]
    [InlineData("2025-12-30", 2, "2026-01-04")]
    [InlineData("2025-12-31", 5, "2026-01-08")]
    [InlineData("2026-01-03", 1, "2026-01-04")]
    [InlineData("2026-01-30", 10, "2026-02-13")]
    [InlineData("2026-02-10", 4, "2026-02-14")]
    [InlineData("2026-02-12", 3, "2026-02-24")]
    [InlineData("2026-02-23", 5, "2026-02-28")]
    [InlineData("2026-02-28", 1, "2026-03-02")]
    [InlineData("2026-03-31", 3, "2026-04-03")]
    [InlineData("2026-04-02", 2, "2026-04-07")]
    [InlineData("2026-04-28", 3, "2026-05-06")]
    [InlineData("2026-05-05", 4, "2026-05-09")]
    [InlineData("2026-05-07", 3, "2026-05-11")]
    [InlineData("2026-06-17", 2, "2026-06-22")]
    [InlineData("2026-06-30", 5, "2026-07-07")]
    [InlineData("2026-09-17", 3, "2026-09-21")]
    [InlineData("2026-09-19", 1, "2026-09-20")]
    [InlineData("2026-09-21", 5, "2026-09-29")]
    [InlineData("2026-09-27", 4, "2026-10-08")]
    [InlineData("2026-10-07", 2, "2026-10-09")]
    [InlineData("2026-10-08", 3, "2026-10-12")]
    [InlineData("2026-11-30", 22, "2026-12-30")]
    // Years without a notice, Monday to Friday: a leap day, the turn of the year.
    [InlineData("2028-02-28", 1, "2028-02-29")]
    [InlineData("2028-02-28", 3, "2028-03-02")]
    [InlineData("2026-12-31", 1, "2027-01-01")]
    [InlineData("2026-12-25", 8, "2027-01-06")]
    public void TheLastDayOfSoManyWorkingDays(string trigger, int amount, string last) =>
        Assert.Equal(Day(last), WorkingCalendar.Shipped.LastDay(Day(trigger), amount, PeriodUnit.WorkingDays));

    [Theory]
    [InlineData("2026-09-16", 5, "2026-09-18", "2026-09-22", 3, "2026-09-28")]
    [InlineData("2026-09-28", 5, "2026-09-30", "2026-10-08", 3, "2026-10-12")]
    [InlineData("2026-02-10", 5, "2026-02-13", "2026-02-24", 2, "2026-02-26")]
    [InlineData("2026-02-10", 5, "2026-02-14", "2026-02-25", 1, "2026-02-26")]
    [InlineData("2025-09-26", 10, "2025-09-28", "2025-10-11", 9, "2025-10-23")]
    [InlineData("2026-04-29", 3, "2026-04-30", "2026-05-08", 2, "2026-05-11")]
    [InlineData("2026-06-17", 5, "2026-06-18", "2026-06-22", 4, "2026-06-26")]
    [InlineData("2025-12-29", 5, "2025-12-31", "2026-01-04", 3, "2026-01-07")]
    [InlineData("2026-09-16", 5, "2026-09-22", "2026-09-24", 0, "2026-09-24")]
    public void APauseKeepsWhatIsLeftAndGoesOnTheDayAfterTheAnswer(string trigger, int amount, string paused, string answered, int left, string last)
    {
        var calendar = WorkingCalendar.Shipped;
        var remaining = calendar.RemainingAfter(Day(paused), calendar.LastDay(Day(trigger), amount, PeriodUnit.WorkingDays), PeriodUnit.WorkingDays);
        Assert.Equal(left, remaining);
        Assert.Equal(Day(last), calendar.LastDay(Day(answered), remaining, PeriodUnit.WorkingDays));
    }

    [Theory]
    [InlineData("2026-12-24", 5, false)]
    [InlineData("2026-12-25", 5, true)]
    [InlineData("2026-12-31", 1, true)]
    [InlineData("2027-03-01", 5, true)]
    [InlineData("2024-12-30", 2, true)]
    public void WhatTouchesAYearWithoutANoticeIsProvisional(string trigger, int amount, bool provisional) =>
        Assert.Equal(provisional, WorkingCalendar.Shipped.Due(Day(trigger), amount, PeriodUnit.WorkingDays).Provisional);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
