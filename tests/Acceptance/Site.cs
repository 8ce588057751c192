using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Clock;
using Innovation.Web.Demo;
using Innovation.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Innovation.Acceptance;

/// <summary>A running server with a database file of its own, seeded with the demonstration; its clock stands still.</summary>
public sealed class Site : IAsyncDisposable
{
    /// <summary>Wednesday, ten o'clock in Shanghai.</summary>
    public static DateTimeOffset Start { get; } = DateTimeOffset.Parse("2026-09-16T10:00:00+08:00");

    private static readonly SemaphoreSlim Once = new(1);
    private static string? seeded;
    private readonly Dictionary<string, string> tokens = [];
    private readonly Microsoft.Extensions.FileProviders.IFileProvider[] watching;

    private Site(WebApplication app, string data, string? sqlServerDatabase, PassingTime realTime)
    {
        watching = [app.Environment.WebRootFileProvider, app.Environment.ContentRootFileProvider];
        RealTime = realTime;
        App = app;
        Data = data;
        SqlServerDatabase = sqlServerDatabase;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromMinutes(2) };
    }

    public WebApplication App { get; }

    public string Data { get; }

    public string DatabaseFile => Path.Combine(Data, "innovation.db");

    /// <summary>Connection string of this server's own database on SQL Server; null on SQLite.</summary>
    public string? SqlServerDatabase { get; }

    public string Address { get; }

    public HttpClient Http { get; }

    /// <summary>What tokens and sessions of this server go by; lets it pass without anybody waiting.</summary>
    public PassingTime RealTime { get; }

    public AdjustableClock Clock => App.Services.GetRequiredService<AdjustableClock>();

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Starts a server on a copy of the seeded data.</summary>
    /// <param name="settings">More command-line settings.</param>
    public static async Task<Site> StartAsync(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("innovation-").FullName;
        if (SqlServer is null) Copy(await SeededAsync(), data);
        return await OpenAsync(data, settings);
    }

    /// <summary>Connection string of a SQL Server on which the suite runs instead of SQLite; each server gets a database of its own.</summary>
    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable("SQLSERVER_TEST_CONNECTION") is { Length: > 0 } text ? text : null;

    /// <summary>Starts a server on this data folder. On SQLite every statement is checked for SQL Server too.</summary>
    public static async Task<Site> OpenAsync(string data, params string[] settings)
    {
        var own = SqlServer is null ? null : new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(SqlServer) { InitialCatalog = "innovation_test_" + Path.GetFileName(data).Replace('-', '_') }.ConnectionString;
        string[] database = own is null ? [] : ["--Server:SqlServer", own];
        var realTime = new PassingTime();
        var app = ApplicationHost.Build([
            .. database,
            "--urls", "http://127.0.0.1:0", "--environment", "Production", "--applicationName", "Innovation.Web", "--contentRoot", Path.Combine(Root, "src/Web"),
            "--Server:Data", data, "--Server:Demo", "true", "--Server:AdjustableClock", "true", "--Server:Clock", Start.ToString("O"),
            "--Server:Chromium", "/nonexistent/chromium", "--hostBuilder:reloadConfigOnChange", "false", "--Logging:LogLevel:Default", "Warning", .. settings,
        ], SqlServer is null ? [SqlServerMirror.Instance, StorageFaults.Instance] : [], realTime);
        var clock = app.Services.GetRequiredService<AdjustableClock>();
        clock.Set(Start, running: false, sweep: false);
        await Database.PrepareAsync(app.Services);
        await app.StartAsync();
        return new Site(app, data, own, realTime);
    }

    /// <summary>A data folder with the demonstration, made once for all tests.</summary>
    public static async Task<string> SeededAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (seeded is not null) return seeded;
            var data = Directory.CreateTempSubdirectory("innovation-seed-").FullName;
            await using (var site = await OpenAsync(data)) site.keep = true;
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return seeded = data;
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Leaves the data folder in place when this server stops: another one works on it.</summary>
    public void Keep() => keep = true;

    private bool keep;

    /// <summary>Stops the server and starts another one on its data.</summary>
    public async Task<Site> RestartAsync()
    {
        keep = true;
        await DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return await OpenAsync(Data);
    }

    /// <summary>Stops the server; fails when one of its statements would not do on SQL Server.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        if (SqlServer is not null)
            await using (var db = Get<Workflows.Storage.IDbContexts>().Create()) await db.Database.EnsureDeletedAsync();
        // The host leaves its watchers of files to the garbage collector; hundreds of servers in one process run out of them.
        await App.DisposeAsync();
        foreach (var provider in watching) (provider as IDisposable)?.Dispose();
        if (!keep)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Data, recursive: true);
        }

        var problems = SqlServerMirror.Instance.TakeProblems();
        Assert.True(problems.Count == 0, "on SQL Server this would fail:\n" + string.Join("\n\n", problems));
    }

    public async Task<string> TokenAsync(string user)
    {
        if (tokens.TryGetValue(user, out var known)) return known;
        var answer = await Http.PostAsJsonAsync("/api/v1/session", new { userName = user, password = Get<DemoAccounts>().Password() });
        answer.EnsureSuccessStatusCode();
        return tokens[user] = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
    }

    /// <summary>Sends a request as somebody, or as nobody.</summary>
    public async Task<Answer> SendAsync(string? user, HttpMethod method, string path, HttpContent? content = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (user is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && bytes.Length > 0 ? JsonNode.Parse(bytes) : null;
        return new Answer((int)response.StatusCode, json, bytes, response.Content.Headers.ContentType?.MediaType);
    }

    public Task<Answer> GetAsync(string? user, string path) => SendAsync(user, HttpMethod.Get, path);

    public Task<Answer> PostAsync(string? user, string path, object body) => SendAsync(user, HttpMethod.Post, path, JsonContent.Create(body));

    public Task<Answer> PutAsync(string? user, string path, object body) => SendAsync(user, HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>Sets the clock; everything that became due has been carried out when it answers, unless the sweep is held.</summary>
    public Task<Answer> ClockAsync(string now, bool sweep = true) => PutAsync(null, "/api/v1/clock", new { now, running = false, sweep });

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Innovation.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

/// <summary>An answer of the server.</summary>
public sealed record Answer(int Status, JsonNode? Json, byte[] Bytes, string? ContentType)
{
    public JsonNode this[string name] => Json![name]!;

    public string? Code => (string?)Json?["code"];

    /// <summary>Fails with the server's words unless it succeeded.</summary>
    public Answer Ok()
    {
        Assert.True(Status is >= 200 and < 300, $"{Status}: {Json?.ToJsonString(Readable)}");
        return this;
    }

    public Answer Refused(int status, string code)
    {
        Assert.True(Status == status && Code == code, $"expected {status} {code}, got {Status}: {Json?.ToJsonString(Readable)}");
        return this;
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
