using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>What is answered is on the disk, seen at the system calls: between a command's last write and its answer the log is synced.</summary>
public sealed class DurabilityTests
{
    private const int Commands = 100;

    [Fact]
    public async Task Between_the_last_write_of_a_command_and_its_answer_lies_a_sync_of_the_log()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LONG") is null, "in ./test --long");
        Assert.SkipWhen(Site.SqlServer is not null, "about the file of SQLite");
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        await using var seeded = await Site.StartAsync();
        seeded.Keep();
        var password = seeded.Get<Web.Demo.DemoAccounts>().Password();
        await seeded.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var trace = Path.GetTempFileName();
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var info = new ProcessStartInfo("/usr/bin/strace") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-f", "-y", "--seccomp-bpf", "-s", "16", "-e", "trace=pwrite64,write,writev,sendmsg,sendto,fdatasync,fsync", "-o", trace, "dotnet", typeof(Web.Startup.ApplicationHost).Assembly.Location, "--urls", $"http://127.0.0.1:{port}", "--contentRoot", Path.Combine(Site.Root, "src/Web"),
            "--Server:Data", seeded.Data, "--Server:Demo", "true", "--Server:AdjustableClock", "true", "--Server:Clock", Site.Start.ToString("O"), "--Server:Chromium", "/nonexistent/chromium", "--Logging:LogLevel:Default", "Error"])
            info.ArgumentList.Add(argument);
        using var server = Process.Start(info)!;
        _ = server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
            await CrashTests.ReadyAsync(http, server, 0);
            // Nothing writes but the commands.
            (await http.PutAsJsonAsync("/api/v1/clock", new { now = Site.Start.ToString("O"), running = false, sweep = false }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            var session = JsonNode.Parse(await (await http.PostAsJsonAsync("/api/v1/session", new { userName = "ent10", password }, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["token"]!);
            var round = (string)JsonNode.Parse(await http.GetStringAsync("/api/v1/rounds?state=open", TestContext.Current.CancellationToken))!["items"]![0]!["id"]!;
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            for (var i = 0; i < Commands; i++) (await http.PostAsJsonAsync("/api/v1/applications", new { roundId = round, commandId = Journey.NewId() }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }

        var (answers, undurable) = Read(File.ReadLines(trace));
        Assert.True(answers >= Commands, $"{answers} answers in {trace}");
        Assert.True(undurable.Count == 0, $"{undurable.Count} of {answers} answers left before the log was synced: {string.Join(", ", undurable.Take(5))}");
    }

    /// <summary>Follows writes and syncs of the log up to each answer 201.</summary>
    private static (int Answers, List<int> Undurable) Read(IEnumerable<string> lines)
    {
        var (answers, written, line) = (0, 0, 0);
        var begun = new Dictionary<string, int>();
        var (durable, undurable) = (0, new List<int>());
        foreach (var text in lines)
        {
            line++;
            var thread = text.Split(' ', 2)[0];
            if (text.Contains("pwrite64(", StringComparison.Ordinal) && text.Contains("innovation.db-wal>", StringComparison.Ordinal)) written = line;
            else if ((text.Contains("fdatasync(", StringComparison.Ordinal) || text.Contains("fsync(", StringComparison.Ordinal)) && text.Contains("innovation.db-wal>", StringComparison.Ordinal))
            {
                if (text.Contains("unfinished", StringComparison.Ordinal)) begun[thread] = line;
                else durable = Math.Max(durable, line);
            }
            else if (text.Contains("sync resumed>", StringComparison.Ordinal) && begun.Remove(thread, out var start)) durable = Math.Max(durable, start);
            else if (text.Contains("\"HTTP/1.1 201", StringComparison.Ordinal))
            {
                answers++;
                if (written > durable) undurable.Add(line);
            }
        }

        return (answers, undurable);
    }
}
