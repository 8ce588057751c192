using Innovation.Workflows.Deadlines;

using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Tests.Deadlines.Calendar;

public sealed class ChinaTimeTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Shipped;
    private static readonly DateOnly Today = new(2026, 9, 10);

    [Fact]
    public void DaysTurnAtSixteenHoursUtc()
    {
        Assert.Equal(new DateOnly(2026, 5, 8), ChinaTime.DateOf(new(2026, 5, 8, 15, 59, 59, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2026, 5, 9), ChinaTime.DateOf(new(2026, 5, 8, 16, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void TheLastDayOfMidnightIsTheDayBefore()
    {
        Assert.Equal(new DateOnly(2026, 5, 8), ChinaTime.LastDayOf(new(2026, 5, 9, 0, 0, 0, ChinaTime.Offset)));
        Assert.Equal(new DateOnly(2026, 5, 9), ChinaTime.LastDayOf(new(2026, 5, 9, 17, 30, 0, ChinaTime.Offset)));
        Assert.Equal(new DateOnly(2026, 5, 8), ChinaTime.LastDayOf(ChinaTime.EndOf(new(2026, 5, 8))));
    }

    [Fact]
    public void DatesInWords()
    {
        Assert.Equal("9月16日（周三）24:00", ChinaTime.EndOfDay(new(2026, 9, 16), Calendar, Today));
        Assert.Equal("2026年9月16日（周三）24:00", ChinaTime.EndOfDay(new(2026, 9, 16), Calendar, null));
        Assert.Equal("9月20日（周日，调休上班）", ChinaTime.DayWithWeek(new(2026, 9, 20), Calendar, Today));
        Assert.Equal("9月25日（周五，中秋节放假）", ChinaTime.DayWithWeek(new(2026, 9, 25), Calendar, Today));
        Assert.Equal("2027年1月5日（周二）24:00（暂定）", ChinaTime.EndOfDay(new(2027, 1, 5), Calendar, Today));
        Assert.Equal("2026年9月6日", ChinaTime.LongDate(new(2026, 9, 6)));
    }

    [Fact]
    public void DueInstantsInWords()
    {
        Assert.Equal("9月16日（周三）24:00", ChinaTime.Due(ChinaTime.EndOf(new(2026, 9, 16)), Calendar, Today));
        Assert.Equal("9月16日（周三）17:30",
            ChinaTime.Due(new(2026, 9, 16, 17, 30, 0, ChinaTime.Offset), Calendar, Today));
        Assert.Equal("2026年9月16日09:05:07", ChinaTime.Exact(new(2026, 9, 16, 1, 5, 7, TimeSpan.Zero)));
    }

    [Fact]
    public void PeriodsInWords()
    {
        Assert.Equal("5 个工作日", ChinaTime.Period(5, PeriodUnit.WorkingDays));
        Assert.Equal("30 日", ChinaTime.Period(30, PeriodUnit.CalendarDays));
        Assert.Equal("6 个月", ChinaTime.Period(6, PeriodUnit.Months));
        Assert.Equal("还剩 2 个工作日", ChinaTime.Remaining(new(2026, 9, 14), Today, Calendar));
        Assert.Equal("今天到期", ChinaTime.Remaining(Today, Today, Calendar));
        Assert.Equal("超期 2 个工作日", ChinaTime.Remaining(new(2026, 9, 8), Today, Calendar));
    }
}
