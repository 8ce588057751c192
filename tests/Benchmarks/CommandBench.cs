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
        await using var server = await Server.StartAsync();
        var officers = new List<UserContext>();
        for (var i = 1; i <= 3; i++) officers.Add(await server.UserAsync($"officer{i}"));
        var single = await MeasureAsync(server, officers, 1, TimeSpan.FromSeconds(6));
        var eight = await MeasureAsync(server, officers, 8, TimeSpan.FromSeconds(6));
        var raw = Raw(server.Data, TimeSpan.FromSeconds(4));
        Table.Row("Raw row writes of one command (Microsoft.Data.Sqlite)", $"{raw:N0} tx/s", "");
        Table.Row("Whole command, one client", $"{single.Rate:N0}/s", $">= {raw / 4:N0}/s (a quarter)");
        Table.Row("  latency", Table.Percentiles(single.Latency), "");
        Table.Row("Whole command, eight clients", $"{eight.Rate:N0}/s", $">= {raw / 4:N0}/s (a quarter)");
        Table.Row("  latency", Table.Percentiles(eight.Latency), "p99 < 50 ms");
    }

    /// <summary>Claim and unclaim in turn: the smallest whole command, each on a task of its own.</summary>
    private static async Task<(double Rate, List<double> Latency)> MeasureAsync(Server server, List<UserContext> officers, int clients, TimeSpan time)
    {
        var commands = server.Get<CaseCommands>();
        List<(string CaseId, int Item)> tasks;
        await using (var db = server.Get<IDbContexts>().Create())
            tasks = [.. (await db.WorkItems.Where(w => w.StageId == "check" && w.State == WorkItemState.Open && w.ClaimedBy == null && !w.Held).Select(w => new { w.CaseId, w.Item }).ToListAsync()).Select(w => (w.CaseId, w.Item))];
        var latency = new ConcurrentBag<double>();
        var count = 0;
        async Task ClientAsync(int number, TimeSpan limit, bool record)
        {
            var (caseId, item) = tasks[number % tasks.Count];
            var user = officers[number % officers.Count];
            var started = Stopwatch.GetTimestamp();
            for (var claim = true; Stopwatch.GetElapsedTime(started) < limit || !claim; claim = !claim)
            {
                var one = Stopwatch.GetTimestamp();
                var result = await commands.ExecuteAsync(new CaseRequest { CommandId = Identifiers.Opaque(), CaseId = caseId, Item = item, Type = claim ? "claim" : "unclaim" }, new Sender(user, server.Clock.GetUtcNow()));
                if (!result.IsAccepted) throw new InvalidOperationException(((CommandResult.Refused)result).Refusal.Message);
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

    /// <summary>The rows that a claim writes: one event, one receipt, one case, one work item; prepared statements, same pragmas.</summary>
    private static double Raw(string data, TimeSpan time)
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
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;");
        string caseId, state, body;
        using (var read = db.CreateCommand())
        {
            read.CommandText = "SELECT Id, State FROM Cases WHERE CurrentStages='形式审查' LIMIT 1";
            using var row = read.ExecuteReader();
            row.Read();
            (caseId, state) = (row.GetString(0), row.GetString(1));
        }

        using (var read = db.CreateCommand())
        {
            read.CommandText = "SELECT Body FROM Events WHERE Type='workItemClaimed' LIMIT 1";
            body = (string)read.ExecuteScalar()!;
        }

        using var insertEvent = Prepare("INSERT INTO Events VALUES ($s,$n,'workItemClaimed',$b,1,1,'u','n',$c,$h,$h)");
        using var insertReceipt = Prepare("INSERT INTO CommandReceipts (ActorId,CommandId,ContentHash,StreamId,Answer,ReceivedAt) VALUES ('u',$c,$h,$s,$b,1)");
        using var updateCase = Prepare("UPDATE Cases SET State=$b, HeadHash=$h, Sequence=$n, UpdatedAt=$n WHERE Id=$s");
        using var updateItem = Prepare("UPDATE WorkItems SET ClaimedBy='u', ClaimedByName='n', Revision=$n WHERE CaseId=$s AND State='Open'");
        var hash = new string('a', 64);
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            count++;
            using var transaction = db.BeginTransaction();
            foreach (var (command, text) in ((SqliteCommand, string)[])[(insertEvent, body), (insertReceipt, body), (updateCase, state), (updateItem, "")])
            {
                command.Transaction = transaction;
                command.Parameters["$s"].Value = caseId;
                command.Parameters["$n"].Value = 1_000_000 + count;
                command.Parameters["$b"].Value = text;
                command.Parameters["$c"].Value = "raw" + count;
                command.Parameters["$h"].Value = hash;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Run(string sql)
        {
            using var command = db.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        SqliteCommand Prepare(string sql)
        {
            var command = db.CreateCommand();
            command.CommandText = sql;
            foreach (var name in (string[])["$s", "$n", "$b", "$c", "$h"]) command.Parameters.AddWithValue(name, "");
            return command;
        }
    }
}
