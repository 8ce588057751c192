using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Innovation.Acceptance;

/// <summary>A disk that takes nothing: every commit on one database file fails as SQLite fails on such a disk.</summary>
internal sealed class StorageFaults : DbTransactionInterceptor
{
    private static readonly ConcurrentDictionary<string, int> Failing = new();

    public static StorageFaults Instance { get; } = new();

    /// <param name="code">13: full; 8: read-only; 10: the device fails; null: all is well again.</param>
    public static void Set(Site site, int? code)
    {
        if (code is { } one) Failing[site.DatabaseFile] = one;
        else Failing.TryRemove(site.DatabaseFile, out _);
    }

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        Throw(transaction.Connection);
        return result;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Throw(transaction.Connection);
        return new(result);
    }

    private static void Throw(DbConnection? connection)
    {
        if (connection is not null && Failing.TryGetValue(connection.DataSource, out var code)) throw new SqliteException($"SQLite Error {code}", code);
    }
}
