using Innovation.Web.Clock;
using Innovation.Web.Startup;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Benchmarks;

/// <summary>A server on a fresh seeded database file.</summary>
internal sealed class Server(WebApplication app, string data) : IAsyncDisposable
{
    public string Data => data;

    public AdjustableClock Clock => Get<AdjustableClock>();

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<Server> StartAsync(bool print = false, bool durable = true)
    {
        var data = Directory.CreateTempSubdirectory("innovation-bench-").FullName;
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Innovation.slnx"))) root = Path.GetDirectoryName(root)!;
        List<string> arguments =
        [
            "--urls", "http://127.0.0.1:0", "--environment", "Production", "--applicationName", "Innovation.Web", "--contentRoot", Path.Combine(root, "src/Web"), "--Server:Data", data, "--Server:Demo", "true",
            "--Server:AdjustableClock", "true", "--Server:Clock", "2026-09-16T10:00:00+08:00", "--Logging:LogLevel:Default", "Error", "--Server:Durable", durable ? "true" : "false",
        ];
        if (!print) arguments.AddRange(["--Server:Chromium", "/nonexistent/chromium"]);
        var app = ApplicationHost.Build([.. arguments]);
        app.Services.GetRequiredService<AdjustableClock>().Set(null, running: false, sweep: false);
        await Database.PrepareAsync(app.Services);
        await app.StartAsync();
        return new Server(app, data);
    }

    public async Task<UserContext> UserAsync(string userName)
    {
        await using var db = Get<IDbContexts>().Create();
        var id = await db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync();
        return (await Web.Access.CurrentUser.LoadAsync(Get<IDbContexts>(), id))!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }
}
