using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Storage;

/// <summary>Makes contexts of the configured database.</summary>
public interface IDbContexts
{
    WorkflowsDbContext Create();

    bool IsSqlite { get; }
}

internal sealed class SqliteContexts(IDbContextFactory<SqliteDbContext> factory) : IDbContexts
{
    public bool IsSqlite => true;

    public WorkflowsDbContext Create() => factory.CreateDbContext();
}

internal sealed class SqlServerContexts(IDbContextFactory<SqlServerDbContext> factory) : IDbContexts
{
    public bool IsSqlite => false;

    public WorkflowsDbContext Create() => factory.CreateDbContext();
}

/// <summary>Which errors mean "somebody else was faster, try again".</summary>
internal static class TransientErrors
{
    public static bool IsConflict(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        // 5 busy, 6 locked, 19 constraint: the unique keys are the last guard against two writers.
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 19,
        // 1205 deadlock, 2601 and 2627 unique key.
        Microsoft.Data.SqlClient.SqlException sql => sql.Number is 1205 or 2601 or 2627,
        // The provider wraps what it thinks transient, a deadlock among them, and EF Core wraps what a save met.
        _ => error.InnerException is { } inner && IsConflict(inner),
    };
}
