using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Programs;

/// <summary>Lets a series go on at a number, e.g. when numbers were given on paper before.</summary>
public sealed class SeriesStart(IDbContexts contexts, CommandGate gate)
{
    /// <param name="next">The next number; not below what has been given.</param>
    public Task<Refusal?> SetAsync(string series, int year, int next, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (series.Length is 0 or > 40) return new("series.name", "series", "请写明编号系列，最多 40 字。");
            if (year is < 2000 or > 2100) return new("series.year", "year", "年份应在 2000 与 2100 之间。");
            if (next is < 1 or > 999_999) return new("series.next", "next", "下一个编号应在 1 与 999999 之间。");
            var key = $"{series}/{year}";
            var row = await db.NumberSeries.FindAsync([key], cancellation);
            if (row is null) db.NumberSeries.Add(row = new NumberSeriesRow { Series = key });
            if (next < row.Next) return new("series.next", "next", $"{key} 已经用到第 {row.Next - 1} 号，不能退回。");
            if (next > row.Next) row.Starts += next + ",";
            row.Next = next;
            row.Revision++;
            await AuditLog.AddAsync(db, sender.User, "series.started", key, new { next }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);
}
