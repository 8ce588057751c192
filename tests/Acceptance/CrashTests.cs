using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Innovation.Acceptance;

/// <summary>Killed at any moment, the server loses nothing that it acknowledged and doubles nothing.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Killed_again_and_again_under_load_nothing_acknowledged_is_lost_or_doubled()
    {
        Assert.SkipWhen(Site.SqlServer is not null, "this one reads the SQLite file directly");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var kills = Environment.GetEnvironmentVariable("LONG") is null ? 8 : 100;
        var data = Directory.CreateTempSubdirectory("innovation-crash-").FullName;
        var copy = await Site.SeededAsync();
        foreach (var file in Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(data, Path.GetRelativePath(copy, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var password = (await File.ReadAllTextAsync(Path.Combine(data, "keys", "demo-password.txt"))).Trim();
        // Money moves in the same stream: a voucher is locked by orders of one yuan.
        string voucher, service;
        await using (var prepared = await Site.OpenAsync(data))
        {
            prepared.Keep();
            var world = new Funds.VoucherWorld(prepared);
            await world.SetUpAsync(100_000_000, 10_000_000);
            (voucher, service) = (await world.GrantAsync(10_000_000, "ent10"), world.ServiceId);
        }

        var locked = new Dictionary<string, string>();
        var lockPending = new List<string>();
        // What the server has acknowledged: drafts opened, by command id, and how far each was saved.
        var acknowledged = new Dictionary<string, string>();
        var saved = new Dictionary<string, int>();
        var pending = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            var port = 20_000 + random.Next(20_000);
            using var server = Start(data, port);
            try
            {
                using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
                await ReadyAsync(http, server, seed);
                var session = await (await http.PostAsJsonAsync("/api/v1/session", new { userName = "ent10", password })).Content.ReadFromJsonAsync<JsonObject>();
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session!["token"]!);
                var round = (string)(await http.GetFromJsonAsync<JsonObject>("/api/v1/rounds?state=open"))!["items"]![0]!["id"]!;
                // Commands whose answer was lost with the last kill are sent again under their old ids.
                foreach (var id in pending) await OpenAsync(http, round, id, acknowledged);
                pending.Clear();
                foreach (var id in lockPending) await LockAsync(http, voucher, service, id, locked);
                lockPending.Clear();
                var load = Enumerable.Range(0, 3).Select(async _ =>
                {
                    while (true)
                    {
                        var id = Journey.NewId();
                        lock (pending) pending.Add(id);
                        await OpenAsync(http, round, id, acknowledged);
                        lock (pending) pending.Remove(id);
                        string caseId;
                        lock (acknowledged) caseId = acknowledged[id];
                        for (var revision = 1; revision <= 3; revision++)
                        {
                            var answer = await http.PutAsJsonAsync($"/api/v1/applications/{caseId}/form", new { revision, values = Journey.Form("P22") });
                            answer.EnsureSuccessStatusCode();
                            lock (saved) saved[caseId] = revision + 1;
                        }
                    }
                }).ToList();
                load.Add(Task.Run(async () =>
                {
                    while (true)
                    {
                        var id = Journey.NewId();
                        lock (lockPending) lockPending.Add(id);
                        await LockAsync(http, voucher, service, id, locked);
                        lock (lockPending) lockPending.Remove(id);
                    }
                }));
                await Task.Delay(random.Next(30, 350));
                server.Kill(entireProcessTree: true);
                await server.WaitForExitAsync();
                await Task.WhenAll(load).ContinueWith(_ => { });
            }
            finally
            {
                if (!server.HasExited) server.Kill(entireProcessTree: true);
            }
        }

        Assert.True(acknowledged.Count > kills, $"seed {seed}: the load was too small ({acknowledged.Count})");
        using var db = new SqliteConnection($"Data Source={Path.Combine(data, "innovation.db")};Pooling=False");
        await db.OpenAsync();
        foreach (var (command, caseId) in acknowledged)
        {
            Assert.True(await CountAsync(db, "SELECT COUNT(*) FROM CommandReceipts WHERE CommandId=$id", command) == 1, $"seed {seed}: receipt of {command}");
            Assert.True(await CountAsync(db, "SELECT COUNT(*) FROM Events WHERE CommandId=$id", command) == 1, $"seed {seed}: events of {command}");
            Assert.True(await CountAsync(db, "SELECT COUNT(*) FROM Cases WHERE Id=$id", caseId) == 1, $"seed {seed}: case {caseId}");
            if (saved.TryGetValue(caseId, out var revision))
                Assert.True(await CountAsync(db, "SELECT Revision FROM Forms WHERE CaseId=$id", caseId) >= revision, $"seed {seed}: form of {caseId}");
        }

        Assert.True(locked.Count > kills, $"seed {seed}: too few postings ({locked.Count})");
        foreach (var order in locked.Values)
            Assert.True(await CountAsync(db, "SELECT COUNT(*) FROM LedgerPostings WHERE \"Key\" = 'order/' || $id || '/lock' AND Amount = 100", order) == 1, $"seed {seed}: posting of {order}");
        // Nothing is locked that no order asked for; what the last kill left unanswered may be there once.
        var all = await CountAsync(db, "SELECT COUNT(*) FROM LedgerPostings WHERE Kind = $id", "Lock");
        Assert.True(all >= locked.Count && all <= locked.Count + lockPending.Count, $"seed {seed}: {all} postings for {locked.Count} acknowledged orders");
        await db.CloseAsync();
        await using (var site = await Site.OpenAsync(data)) await WholeWayTests.VerifyAsync(site);
    }

    private static async Task OpenAsync(HttpClient http, string round, string commandId, Dictionary<string, string> acknowledged)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/applications", new { roundId = round, commandId });
        answer.EnsureSuccessStatusCode();
        var id = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        lock (acknowledged) acknowledged[commandId] = id;
    }

    private static async Task LockAsync(HttpClient http, string voucher, string service, string commandId, Dictionary<string, string> locked)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/orders", new { commandId, voucherId = voucher, serviceId = service, contract = 2m, deduction = 1m, deliverBy = "2026-10-30" });
        answer.EnsureSuccessStatusCode();
        var id = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["caseId"]!;
        lock (locked) locked[commandId] = id;
    }

    internal static Process Start(string data, int port)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(Web.Startup.ApplicationHost).Assembly.Location, "--urls", $"http://127.0.0.1:{port}", "--contentRoot", Path.Combine(Site.Root, "src/Web"),
            "--Server:Data", data, "--Server:Demo", "true", "--Server:AdjustableClock", "true", "--Server:Clock", Site.Start.ToString("O"), "--Server:Chromium", "/nonexistent/chromium", "--Logging:LogLevel:Default", "Error"])
            info.ArgumentList.Add(argument);
        var server = Process.Start(info)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    internal static async Task ReadyAsync(HttpClient http, Process server, int seed)
    {
        // Generous: the machine may be busy with other things.
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(3);)
        {
            Assert.False(server.HasExited, $"seed {seed}: the server did not start");
            try
            {
                if ((await http.GetAsync("/api/v1/rounds")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        Assert.Fail($"seed {seed}: the server did not answer");
    }

    private static async Task<long> CountAsync(SqliteConnection db, string sql, string id)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$id", id);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
