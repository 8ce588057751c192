using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Workflows.Storage;

/// <summary>Chooses the database: a SQLite file, or SQL Server by connection string.</summary>
public static class StorageSetup
{
    /// <param name="sqlServer">Connection string; null for SQLite.</param>
    /// <param name="sqliteFile">Path of the SQLite file.</param>
    public static IServiceCollection AddWorkflowStorage(this IServiceCollection services, string? sqlServer, string sqliteFile, params IInterceptor[] interceptors)
    {
        if (sqlServer is null)
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = sqliteFile, DefaultTimeout = 60, Pooling = true, ForeignKeys = true }.ConnectionString;
            services.AddDbContextFactory<SqliteDbContext>(o => o.UseSqlite(connection).AddInterceptors([new SqlitePragmas(), .. interceptors]));
            services.AddSingleton<IDbContexts, SqliteContexts>();
        }
        else
        {
            services.AddDbContextFactory<SqlServerDbContext>(o => o.UseSqlServer(sqlServer).AddInterceptors(interceptors));
            services.AddSingleton<IDbContexts, SqlServerContexts>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContexts>().Create());
        return services;
    }

    /// <summary>Brings the database to the newest version; several processes may start at once.</summary>
    public static async Task MigrateAsync(IDbContexts contexts, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        await db.Database.MigrateAsync(cancellation);
        if (contexts.IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
    }
}

/// <summary>Settings of each SQLite connection: wait for the writer, keep what was committed.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Text = "PRAGMA busy_timeout=60000; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Text;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
