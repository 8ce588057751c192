using Innovation.Workflows.Deadlines;

using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Tests.Deadlines.Calendar;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Shipped;

    [Fact]
    public void WeekendsHolidaysAndMakeUpDays()
    {
        Assert.True(Calendar.IsWorkingDay(new(2026, 9, 20)));
        Assert.False(Calendar.IsWorkingDay(new(2026, 9, 19)));
        Assert.False(Calendar.IsWorkingDay(new(2026, 9, 25)));
        Assert.True(Calendar.IsWorkingDay(new(2026, 9, 28)));
        Assert.Equal([2025, 2026], Calendar.LoadedYears);
        Assert.Equal("中秋节", Calendar.Find(new(2026, 9, 25))!.Name);
    }

    [Theory]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void WorkingDaysOfTheYear(int year, int expected) =>
        Assert.Equal(expected, Calendar.WorkingDaysBetween(new(year - 1, 12, 31), new(year, 12, 31)));

    [Fact]
    public void DueIsMidnightAfterTheLastDayInUtc()
    {
        var due = Calendar.Due(new(2026, 4, 28), 5, PeriodUnit.WorkingDays);
        Assert.Equal(new DateOnly(2026, 5, 8), due.LastDay);
        Assert.Equal(new DateTimeOffset(2026, 5, 8, 16, 0, 0, TimeSpan.Zero), due.DueInstant);
        Assert.Equal(TimeSpan.Zero, due.DueInstant.Offset);
        Assert.False(due.Provisional);
    }

    [Fact]
    public void APeriodIntoAnUnloadedYearIsProvisional()
    {
        Assert.True(Calendar.Due(new(2026, 12, 30), 5, PeriodUnit.WorkingDays).Provisional);
        Assert.True(Calendar.Due(new(2026, 1, 4), 2, PeriodUnit.Years).Provisional);
        Assert.True(Calendar.IsProvisional(new(2027, 1, 1)));
    }

    [Fact]
    public void APauseUsesItsOwnDayAndCountingRestartsAfterTheAnswer()
    {
        // Ten working days from 09-08 end on 09-21 (09-20 is a make-up day).
        var last = Calendar.LastDay(new(2026, 9, 8), 10, PeriodUnit.WorkingDays);
        Assert.Equal(new DateOnly(2026, 9, 21), last);
        var left = Calendar.RemainingAfter(new(2026, 9, 11), last, PeriodUnit.WorkingDays);
        Assert.Equal(7, left);
        Assert.Equal(new DateOnly(2026, 9, 28), Calendar.LastDay(new(2026, 9, 17), left, PeriodUnit.WorkingDays));
        Assert.Equal(0, Calendar.RemainingAfter(last, last, PeriodUnit.WorkingDays));
        Assert.Equal(10, Calendar.RemainingAfter(new(2026, 9, 11), last, PeriodUnit.CalendarDays));
        Assert.Equal(2, Calendar.RemainingAfter(new(2026, 1, 31), new(2026, 3, 31), PeriodUnit.Months));
        Assert.Equal(1, Calendar.RemainingAfter(new(2026, 1, 31), new(2026, 3, 31), PeriodUnit.Years));
    }

    [Fact]
    public void NothingLeftEndsOnTheAnswerDay() =>
        Assert.Equal(new DateOnly(2026, 9, 17), Calendar.LastDay(new(2026, 9, 17), 0, PeriodUnit.WorkingDays));

    [Fact]
    public void RemindersCountBackInWorkingDays()
    {
        Assert.Equal(new DateOnly(2026, 9, 30), Calendar.ReminderDay(new(2026, 10, 10), 3, new(2026, 9, 1)));
        Assert.Equal(new DateOnly(2026, 10, 9), Calendar.ReminderDay(new(2026, 10, 10), 5, new(2026, 10, 9)));
    }

    [Fact]
    public void PausingAnywhereKeepsTheNumberOfDays()
    {
        const int seed = 11;
        var random = new Random(seed);
        for (var run = 0; run < 2_000; run++)
        {
            var trigger = new DateOnly(2025, 1, 1).AddDays(random.Next(600));
            var amount = random.Next(1, 30);
            var last = Calendar.LastDay(trigger, amount, PeriodUnit.WorkingDays);
            Assert.Equal(amount, Calendar.WorkingDaysBetween(trigger, last));
            var pause = trigger.AddDays(random.Next(last.DayNumber - trigger.DayNumber));
            var used = Calendar.WorkingDaysBetween(trigger, pause);
            Assert.Equal(amount, used + Calendar.RemainingAfter(pause, last, PeriodUnit.WorkingDays));
        }
    }
}
