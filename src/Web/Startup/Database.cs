using Innovation.Web.Demo;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Startup;

/// <summary>Brings the database up to date before the first request.</summary>
public static class Database
{
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellation = default)
    {
        var server = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        DataFolder.Prepare(server);
        if (services.GetService<MasterKey>() is { } key) MasterKeySetup.Close(server, key);
        var contexts = services.GetRequiredService<IDbContexts>();
        await StorageSetup.MigrateAsync(contexts, cancellation);
        await using var db = contexts.Create();
        await CalendarStore.StoreShippedAsync(db, cancellation);
        await ProgrammeStore.PublishShippedAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellation);
        await StageVisits.EnsureAsync(contexts, services.GetRequiredService<CommandGate>(), services.GetRequiredService<ProgrammeStore>(), services.GetRequiredService<CalendarStore>(), services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellation);
        await FirstAdministrator.EnsureAsync(services, cancellation);
        if (server.Demo) await services.GetRequiredService<DemoSeed>().RunAsync();
    }
}
