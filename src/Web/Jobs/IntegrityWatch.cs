using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Jobs;

/// <summary>
/// Looks whether the pages of the SQLite file fit together: quickly at start, wholly every night. What it finds is told to the
/// administrators once a day, shown on their first page, and makes <c>/health/ready</c> fail. Database servers have their own.
/// </summary>
public sealed partial class IntegrityWatch(IDbContexts contexts, CommandGate gate, TimeProvider clock, ILogger<IntegrityWatch> log)
{
    /// <summary>What the last check found; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <param name="whole">Indexes against tables too; reads the whole file.</param>
    public async Task RunAsync(bool whole, CancellationToken cancellation)
    {
        if (!contexts.IsSqlite) return;
        var findings = await FindAsync(contexts, whole, cancellation);
        Problem = findings.Count == 0 ? null : string.Join("；", findings);
        if (Problem is null) return;
        LogDamage(log, Problem);
        try
        {
            await TellAsync(cancellation);
        }
        catch (Exception e) when (StorageTrouble.Of(e) is not null)
        {
            LogUntold(log, e);
        }
    }

    /// <summary>What does not fit, in the words of SQLite; empty when all does.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IDbContexts contexts, bool whole, CancellationToken cancellation = default)
    {
        try
        {
            await using var db = contexts.Create();
            await db.Database.OpenConnectionAsync(cancellation);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = whole ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)";
            List<string> lines = [];
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) lines.Add(reader.GetString(0));
            return lines is ["ok"] ? [] : lines;
        }
        catch (Exception e) when (StorageTrouble.Of(e) is { } trouble)
        {
            return [trouble.What];
        }
    }

    private Task<bool> TellAsync(CancellationToken cancellation) => Writes.RunAsync(contexts, gate, clock.GetUtcNow(), async db =>
    {
        var now = clock.GetUtcNow();
        var key = $"integrity/{ChinaTime.DateOf(now):yyyyMMdd}";
        if (await db.Messages.AnyAsync(m => m.Key == key, cancellation)) return false;
        var trouble = StorageTrouble.Of(StorageFault.Damaged);
        await MessageWriter.AddAsync(db, [new NewMessage(key, MessageEvents.SystemAlarm, $"{ProcessRoles.Administrator}@*", new Dictionary<string, string?> { [MessageEvents.Act] = "数据库损坏", [MessageEvents.Reason] = trouble.What + trouble.Remedy }, now)], cancellation);
        await db.SaveChangesAsync(cancellation);
        return true;
    }, told => told, cancellation);

    [LoggerMessage(LogLevel.Critical, "database is damaged: {Problem}")]
    private static partial void LogDamage(ILogger log, string problem);

    [LoggerMessage(LogLevel.Error, "the administrators could not be told of the damage")]
    private static partial void LogUntold(ILogger log, Exception e);
}
