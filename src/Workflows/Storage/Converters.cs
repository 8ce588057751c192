using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Innovation.Workflows.Storage;

/// <summary>Instants as UTC ticks.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>Days as day numbers, so that they compare the same everywhere.</summary>
internal sealed class DayNumberConverter() : ValueConverter<DateOnly, int>(
    day => day.DayNumber,
    number => DateOnly.FromDayNumber(number));
