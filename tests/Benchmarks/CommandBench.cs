using System.Collections.Concurrent;
using System.Diagnostics;
using Innovation.Web.Demo;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Benchmarks;

/// <summary>Whole commands on a SQLite file beside the raw rate of the same row writes in the same run.</summary>
internal static class CommandBench
{
    public static async Task RunAsync()
    {
        await RunAsync(durable: true);
        await RunAsync(durable: false);
    }

    private static async Task RunAsync(bool durable)
    {
        var synchronous = durable ? "FULL" : "NORMAL";
        await using var server = await Server.StartAsync(durable: durable);
        var people = new List<UserContext>();
        foreach (var name in (string[])["ent01", "ent02", "ent03", "ent04", "ent08", "ent10"]) people.Add(await server.UserAsync(name));
        var single = await MeasureAsync(server, people, 1, TimeSpan.FromSeconds(6));
        var eight = await MeasureAsync(server, people, 8, TimeSpan.FromSeconds(6));
        var raw = Raw(server.Data, synchronous, TimeSpan.FromSeconds(4));
        Table.Row($"synchronous={synchronous}", "", "");
        Table.Row("Raw row writes of one command (Microsoft.Data.Sqlite)", $"{raw:N0} tx/s", "");
        Table.Row("Whole command, one client", $"{single.Rate:N0}/s", $">= {raw / 4:N0}/s (a quarter)");
        Table.Row("  latency", Table.Percentiles(single.Latency), "");
        Table.Row("Whole command, eight clients", $"{eight.Rate:N0}/s", $">= {raw / 4:N0}/s (a quarter)");
        Table.Row("  latency", Table.Percentiles(eight.Latency), "p99 < 50 ms");
    }

    /// <summary>Opening a draft: the smallest whole command; four rows.</summary>
    private static async Task<(double Rate, List<double> Latency)> MeasureAsync(Server server, List<UserContext> people, int clients, TimeSpan time)
    {
        var commands = server.Get<CaseCommands>();
        string round;
        await using (var db = server.Get<IDbContexts>().Create()) round = await db.Rounds.Where(r => r.Title.Contains("第二批")).Select(r => r.Id).SingleAsync();
        var latency = new ConcurrentBag<double>();
        var count = 0;
        async Task ClientAsync(int number, TimeSpan limit, bool record)
        {
            var user = people[number % people.Count];
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < limit)
            {
                var one = Stopwatch.GetTimestamp();
                var result = await commands.OpenDraftAsync(Identifiers.Opaque(), round, new Sender(user, server.Clock.GetUtcNow()));
                if (result is CommandResult.Refused refused) throw new InvalidOperationException(refused.Refusal.Message);
                if (!record) continue;
                latency.Add(Table.Milliseconds(one));
                Interlocked.Increment(ref count);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, clients).Select(n => ClientAsync(n, TimeSpan.FromSeconds(1), false)));
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(() => ClientAsync(n, time, true))));
        return (count / Stopwatch.GetElapsedTime(begin).TotalSeconds, [.. latency]);
    }

    /// <summary>The four rows that opening a draft writes, with prepared statements and the same pragmas.</summary>
    private static double Raw(string data, string synchronous, TimeSpan time)
    {
        var file = Path.Combine(data, "raw.db");
        using (var from = new SqliteConnection($"Data Source={Path.Combine(data, "innovation.db")}"))
        using (var to = new SqliteConnection($"Data Source={file}"))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        using var db = new SqliteConnection($"Data Source={file}");
        db.Open();
        using (var pragmas = db.CreateCommand())
        {
            pragmas.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON;";
            pragmas.ExecuteNonQuery();
        }

        List<(SqliteCommand Command, SqliteParameter Key)> inserts =
        [
            Copy(db, "Cases", "Id", "WHERE Phase='Draft'"), Copy(db, "Forms", "CaseId", ""), Copy(db, "Events", "StreamId", "WHERE Type='draftOpened'"), Copy(db, "CommandReceipts", "CommandId", ""),
        ];
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            using var transaction = db.BeginTransaction();
            var id = Identifiers.Ordered();
            foreach (var (command, key) in inserts)
            {
                command.Transaction = transaction;
                key.Value = id;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
            count++;
        }

        foreach (var (command, _) in inserts) command.Dispose();
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>A prepared insert of a row like an existing one, under another key.</summary>
    private static (SqliteCommand, SqliteParameter) Copy(SqliteConnection db, string table, string key, string where)
    {
        using var read = db.CreateCommand();
        read.CommandText = $"SELECT * FROM {table} {where} LIMIT 1";
        using var row = read.ExecuteReader();
        row.Read();
        var insert = db.CreateCommand();
        var names = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList();
        insert.CommandText = $"INSERT INTO {table} (\"{string.Join("\",\"", names)}\") VALUES ({string.Join(',', names.Select((_, i) => "$p" + i))})";
        SqliteParameter? parameter = null;
        for (var i = 0; i < names.Count; i++)
        {
            var added = insert.Parameters.AddWithValue("$p" + i, row.GetValue(i));
            if (names[i] == key) parameter = added;
        }

        return (insert, parameter!);
    }
}
