using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs;

/// <summary>
/// Consecutive numbers per series and year, taken inside the caller's transaction: a number is given only if everything
/// else commits, so there are no gaps and no repeats (handbook E).
/// </summary>
public static class NumberSeries
{
    /// <summary>Takes the next number and records what it was given to.</summary>
    /// <param name="series">E.g. <c>冶科受</c>.</param>
    /// <param name="year">Calendar year in Asia/Shanghai.</param>
    /// <param name="format">Writes the number out, e.g. 冶科受〔2026〕3号.</param>
    public static async Task<string> TakeAsync(WorkflowsDbContext db, string series, int year, Func<int, string> format, string subjectId, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = $"{series}/{year}";
        var row = db.NumberSeries.Local.FirstOrDefault(n => n.Series == key) ?? await db.NumberSeries.FindAsync([key], cancellation);
        if (row is null)
        {
            row = new NumberSeriesRow { Series = key };
            db.NumberSeries.Add(row);
        }

        var number = row.Next++;
        row.Revision++;
        var text = format(number);
        db.IssuedNumbers.Add(new IssuedNumberRow { Series = key, Number = number, Text = text, SubjectId = subjectId, IssuedAt = at });
        return text;
    }
}
