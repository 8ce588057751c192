using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Demo;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Benchmarks;

/// <summary>10,000 deadlines due at once in one sweep; the supervision board, lists and case page beside 100,000 cases.</summary>
internal static class SweepBench
{
    private const int Due = 10_000;
    private const int Cases = 100_000;

    public static async Task SweepAsync()
    {
        await using var server = await Server.StartAsync();
        await CopyAsync(server, Due, onlyWaiting: true);
        DateTimeOffset due;
        await using (var db = server.Get<IDbContexts>().Create())
        {
            // The last day of the recommendation, on which most of them run out and are reported.
            var days = await db.Deadlines.Where(d => d.NextAt != null).GroupBy(d => d.DueAt).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
            due = days.MaxBy(d => d.Count)!.Key;
        }

        // The reminders went out on their days.
        server.Clock.Set(due.AddHours(-1), running: false, sweep: false);
        var begun = Stopwatch.GetTimestamp();
        var reminded = await server.Get<DeadlineSweep>().RunAsync();
        Table.Row("Reminders of all of them before", $"{reminded:N0}, {reminded / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0}/s", "");
        server.Clock.Set(due.AddMinutes(1), running: false, sweep: false);
        var started = Stopwatch.GetTimestamp();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var count = await server.Get<DeadlineSweep>().RunAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Table.Row($"One sweep over {Due:N0} deadlines due at once", $"{seconds:0.0} s", "<= 20 s");
        Table.Row("  reminders and expiries carried out", $"{count:N0}, {count / seconds:N0}/s", "");
        Table.Row("  processor time of it", $"{(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0.0} s", "");
        await using var after = server.Get<IDbContexts>().Create();
        Table.Row("  red cards on the board afterwards", $"{await after.RedCards.CountAsync(r => r.SettledAt == null):N0}", "");
    }

    public static async Task BoardAsync()
    {
        await using var server = await Server.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await CopyAsync(server, Cases, onlyWaiting: false);
        Console.WriteLine($"   {Cases:N0} cases inserted as projected rows, without events, in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        // A few days later much of what is open is late.
        server.Clock.Set(server.Clock.GetUtcNow().AddDays(2), running: false, sweep: false);
        string caseId;
        await using (var db = server.Get<IDbContexts>().Create()) caseId = await db.Cases.Where(c => c.CurrentStages == "现场考察" && db.Events.Any(e => e.StreamId == c.Id)).Select(c => c.Id).FirstAsync();
        using var head = await SignInAsync(server, "head");
        using var officer = await SignInAsync(server, "officer1");
        await MeasureAsync(head, $"Supervision board with {Cases:N0} cases", "/supervision", 100);
        await MeasureAsync(head, "  one unit and stage", "/supervision?stage=recommend&pick=overdue", 100);
        await MeasureAsync(head, "  times of stages over twelve months", "/supervision/stages", 500, 20);
        await MeasureAsync(officer, $"Task list page with {Cases:N0} cases", "/tasks", 50);
        await MeasureAsync(officer, "  each time after somebody did something", "/tasks", 200, before: async () =>
        {
            await using var db = server.Get<IDbContexts>().Create();
            var item = await db.WorkItems.FirstAsync(w => w.State == WorkItemState.Open);
            item.Revision++;
            await db.SaveChangesAsync();
        });
        await MeasureAsync(officer, $"Case page with {Cases:N0} cases", "/cases/" + caseId, 50);
    }

    private static async Task<HttpClient> SignInAsync(Server server, string user)
    {
        var http = new HttpClient { BaseAddress = server.Address };
        var answer = await http.PostAsJsonAsync("/api/v1/session", new { userName = user, password = server.Get<DemoAccounts>().Password() });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!);
        return http;
    }

    private static async Task MeasureAsync(HttpClient http, string what, string path, int aim, int times = 60, Func<Task>? before = null)
    {
        for (var i = 0; i < 5; i++) (await http.GetAsync(path)).EnsureSuccessStatusCode();
        var all = new List<double>();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < times; i++)
        {
            if (before is not null) await before();
            var started = Stopwatch.GetTimestamp();
            using var page = await http.GetAsync(path);
            page.EnsureSuccessStatusCode();
            all.Add(Table.Milliseconds(started));
        }

        var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / times;
        all.Sort();
        // On a machine that others use too, the processor time tells more than the clock.
        Table.Row(what, $"p50 {Table.At(all, 0.5):0}, p95 {Table.At(all, 0.95):0}, CPU {used:0} ms", $"p95 <= {aim} ms");
    }

    /// <summary>
    /// Copies seeded cases by SQL: the first eight digits of the id are the number of the copy. For the board only the projected rows
    /// are copied, so a copy can be listed and counted but not opened; for the sweep the events too.
    /// </summary>
    /// <param name="onlyWaiting">One case that waits for its recommendation, so that each copy has one running period.</param>
    private static async Task CopyAsync(Server server, int count, bool onlyWaiting)
    {
        await using var db = server.Get<IDbContexts>().Create();
        var sources = await db.Cases.AsNoTracking().Where(c => c.SubmittedAt != null && (!onlyWaiting || (c.CurrentStageIds == ",recommend," && c.Phase == ProcessPhase.Running))).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync();
        if (onlyWaiting) sources = sources[..1];
        var copies = count / sources.Count;
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Data, "innovation.db")}");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        List<(string Table, string[] Keys, string Case)> tables =
        [
            ("Cases", ["Id"], "Id"), ("Forms", ["CaseId"], "CaseId"), ("WorkItems", ["Id", "CaseId"], "CaseId"), ("WorkItemCandidates", ["WorkItemId"], "substr(WorkItemId, 1, 32)"),
            ("Deadlines", ["Id", "CaseId"], "CaseId"), ("StageVisits", ["Id", "CaseId"], "CaseId"), ("RedCards", ["Id", "CaseId"], "CaseId"),
        ];
        if (onlyWaiting) tables.Add(("Events", ["StreamId"], "StreamId"));
        foreach (var (table, keys, ofCase) in tables)
        {
            using var columns = connection.CreateCommand();
            columns.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
            var names = new List<string>();
            using (var reader = columns.ExecuteReader())
                while (reader.Read()) names.Add(reader.GetString(0));
            using var copy = connection.CreateCommand();
            copy.CommandTimeout = 600;
            copy.CommandText = $"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})
                INSERT INTO {table} ({string.Join(',', names.Select(c => $"\"{c}\""))})
                SELECT {string.Join(',', names.Select(c => keys.Contains(c) ? $"printf('%08x', i) || substr(\"{c}\", 9)" : (table, c) switch { ("Cases", "Number") => "\"Number\" || '/' || i", ("Cases", "OpenKey") => "NULL", _ => $"\"{c}\"" }))}
                FROM n, {table} WHERE {ofCase} IN ({string.Join(',', sources.Select(id => $"'{id}'"))})
                """;
            copy.ExecuteNonQuery();
        }

        await transaction.CommitAsync();
    }
}
