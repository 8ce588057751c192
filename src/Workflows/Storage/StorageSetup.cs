using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Workflows.Storage;

/// <summary>Chooses the database: a SQLite file, or SQL Server by connection string.</summary>
public static class StorageSetup
{
    /// <param name="sqlServer">Connection string; null for SQLite.</param>
    /// <param name="sqliteFile">Path of the SQLite file; it is not created here, so that a lost one is not taken for a new one.</param>
    /// <param name="durable">Whether SQLite answers only when the disk has what was committed; otherwise a power cut takes the last of it back. For measuring only.</param>
    public static IServiceCollection AddWorkflowStorage(this IServiceCollection services, string? sqlServer, string sqliteFile, bool durable, params IInterceptor[] interceptors)
    {
        if (sqlServer is null)
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = sqliteFile, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 60, Pooling = true }.ConnectionString;
            services.AddPooledDbContextFactory<SqliteDbContext>(o => o.UseSqlite(connection).AddInterceptors([new SqlitePragmas(durable), .. interceptors]));
            services.AddSingleton<IDbContexts, SqliteContexts>();
        }
        else
        {
            services.AddPooledDbContextFactory<SqlServerDbContext>(o => o.UseSqlServer(sqlServer).AddInterceptors(interceptors));
            services.AddSingleton<IDbContexts, SqlServerContexts>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContexts>().Create());
        return services;
    }

    /// <summary>Brings the database to the newest version; several processes may start at once.</summary>
    public static async Task MigrateAsync(IDbContexts contexts, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        // Asked first, because migrating compares the whole model with its snapshot even when there is nothing to do.
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) await db.Database.MigrateAsync(cancellation);
        if (contexts.IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
    }
}

/// <summary>Settings of each SQLite connection: wait for the writer, and answer only when the disk has what was committed. They stay with the pooled handle.</summary>
internal sealed class SqlitePragmas(bool durable) : DbConnectionInterceptor
{
    private readonly string text = $"PRAGMA busy_timeout=60000; PRAGMA synchronous={(durable ? "FULL" : "NORMAL")}; PRAGMA foreign_keys=ON;";

    private readonly ConditionalWeakTable<object, object> known = [];

    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        if (result is SqliteConnection connection) Searching.SearchQueries.Register(connection);
        return result;
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || known.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
        known.AddOrUpdate(handle, text);
    }

    /// <summary>SQLite does not wait for anything here; the synchronous way is the only one.</summary>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
