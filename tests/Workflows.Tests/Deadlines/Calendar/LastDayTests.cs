using System.Globalization;
using Innovation.Workflows.Deadlines;

using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Tests.Deadlines.Calendar;

public sealed class LastDayTests
{
    [Theory]
    [InlineData("2026-09-28", 5, PeriodUnit.WorkingDays, "2026-10-10")]
    [InlineData("2026-09-23", 10, PeriodUnit.WorkingDays, "2026-10-14")]
    [InlineData("2026-02-11", 5, PeriodUnit.WorkingDays, "2026-02-25")]
    [InlineData("2026-09-04", 30, PeriodUnit.CalendarDays, "2026-10-08")]
    public void HandbookVectors(string trigger, int amount, PeriodUnit unit, string last) =>
        Check(trigger, amount, unit, last);

    // Computed by an independent script from the notices of 2025 and 2026.
    [Theory]
    [InlineData("2025-01-24", 1, PeriodUnit.WorkingDays, "2025-01-26")]
    [InlineData("2025-01-24", 3, PeriodUnit.WorkingDays, "2025-02-05")]
    [InlineData("2025-01-26", 1, PeriodUnit.WorkingDays, "2025-01-27")]
    [InlineData("2025-01-27", 1, PeriodUnit.WorkingDays, "2025-02-05")]
    [InlineData("2025-01-27", 5, PeriodUnit.WorkingDays, "2025-02-10")]
    [InlineData("2025-02-07", 1, PeriodUnit.WorkingDays, "2025-02-08")]
    [InlineData("2025-04-03", 1, PeriodUnit.WorkingDays, "2025-04-07")]
    [InlineData("2025-04-25", 5, PeriodUnit.WorkingDays, "2025-05-06")]
    [InlineData("2025-04-30", 1, PeriodUnit.WorkingDays, "2025-05-06")]
    [InlineData("2025-05-30", 1, PeriodUnit.WorkingDays, "2025-06-03")]
    [InlineData("2025-09-26", 1, PeriodUnit.WorkingDays, "2025-09-28")]
    [InlineData("2025-09-30", 1, PeriodUnit.WorkingDays, "2025-10-09")]
    [InlineData("2025-09-30", 3, PeriodUnit.WorkingDays, "2025-10-11")]
    [InlineData("2025-10-10", 1, PeriodUnit.WorkingDays, "2025-10-11")]
    [InlineData("2025-12-31", 1, PeriodUnit.WorkingDays, "2026-01-04")]
    [InlineData("2025-12-25", 10, PeriodUnit.WorkingDays, "2026-01-09")]
    [InlineData("2026-01-01", 1, PeriodUnit.WorkingDays, "2026-01-04")]
    [InlineData("2026-02-13", 1, PeriodUnit.WorkingDays, "2026-02-14")]
    [InlineData("2026-02-14", 1, PeriodUnit.WorkingDays, "2026-02-24")]
    [InlineData("2026-02-27", 1, PeriodUnit.WorkingDays, "2026-02-28")]
    [InlineData("2026-02-11", 10, PeriodUnit.WorkingDays, "2026-03-03")]
    [InlineData("2026-04-03", 1, PeriodUnit.WorkingDays, "2026-04-07")]
    [InlineData("2026-04-30", 5, PeriodUnit.WorkingDays, "2026-05-11")]
    [InlineData("2026-05-08", 1, PeriodUnit.WorkingDays, "2026-05-09")]
    [InlineData("2026-06-18", 1, PeriodUnit.WorkingDays, "2026-06-22")]
    [InlineData("2026-09-18", 1, PeriodUnit.WorkingDays, "2026-09-20")]
    [InlineData("2026-09-24", 2, PeriodUnit.WorkingDays, "2026-09-29")]
    [InlineData("2026-09-30", 1, PeriodUnit.WorkingDays, "2026-10-08")]
    [InlineData("2026-09-30", 3, PeriodUnit.WorkingDays, "2026-10-10")]
    [InlineData("2026-10-09", 1, PeriodUnit.WorkingDays, "2026-10-10")]
    [InlineData("2026-10-16", 5, PeriodUnit.WorkingDays, "2026-10-23")]
    [InlineData("2026-12-25", 4, PeriodUnit.WorkingDays, "2026-12-31")]
    [InlineData("2026-08-31", 20, PeriodUnit.WorkingDays, "2026-09-28")]
    [InlineData("2025-01-01", 30, PeriodUnit.CalendarDays, "2025-02-05")]
    [InlineData("2025-01-05", 30, PeriodUnit.CalendarDays, "2025-02-05")]
    [InlineData("2025-04-05", 1, PeriodUnit.CalendarDays, "2025-04-07")]
    [InlineData("2025-09-01", 30, PeriodUnit.CalendarDays, "2025-10-09")]
    [InlineData("2025-09-02", 30, PeriodUnit.CalendarDays, "2025-10-09")]
    [InlineData("2025-10-04", 4, PeriodUnit.CalendarDays, "2025-10-09")]
    [InlineData("2026-01-02", 2, PeriodUnit.CalendarDays, "2026-01-04")]
    [InlineData("2026-01-15", 30, PeriodUnit.CalendarDays, "2026-02-14")]
    [InlineData("2026-02-07", 7, PeriodUnit.CalendarDays, "2026-02-14")]
    [InlineData("2026-04-20", 15, PeriodUnit.CalendarDays, "2026-05-06")]
    [InlineData("2026-05-24", 30, PeriodUnit.CalendarDays, "2026-06-23")]
    [InlineData("2026-08-26", 30, PeriodUnit.CalendarDays, "2026-09-28")]
    [InlineData("2026-09-13", 7, PeriodUnit.CalendarDays, "2026-09-20")]
    [InlineData("2026-09-10", 30, PeriodUnit.CalendarDays, "2026-10-10")]
    [InlineData("2025-01-31", 1, PeriodUnit.Months, "2025-02-28")]
    [InlineData("2025-08-31", 1, PeriodUnit.Months, "2025-09-30")]
    [InlineData("2025-12-31", 2, PeriodUnit.Months, "2026-02-28")]
    [InlineData("2026-01-31", 1, PeriodUnit.Months, "2026-02-28")]
    [InlineData("2026-08-31", 6, PeriodUnit.Months, "2027-03-01")]
    [InlineData("2026-04-01", 6, PeriodUnit.Months, "2026-10-08")]
    [InlineData("2026-03-31", 6, PeriodUnit.Months, "2026-09-30")]
    [InlineData("2024-02-29", 1, PeriodUnit.Years, "2025-02-28")]
    [InlineData("2025-01-01", 1, PeriodUnit.Years, "2026-01-04")]
    [InlineData("2025-05-01", 1, PeriodUnit.Years, "2026-05-06")]
    public void AroundHolidays(string trigger, int amount, PeriodUnit unit, string last) =>
        Check(trigger, amount, unit, last);

    private static void Check(string trigger, int amount, PeriodUnit unit, string last)
    {
        var day = DateOnly.Parse(trigger, CultureInfo.InvariantCulture);
        Assert.Equal(
            DateOnly.Parse(last, CultureInfo.InvariantCulture), WorkingCalendar.Shipped.LastDay(day, amount, unit));
    }
}
