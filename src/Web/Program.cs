using Innovation.Web.Startup;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage;
using Microsoft.Extensions.Options;

if (args is [ScanProcess.Verb]) return ScanProcess.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());

try
{
    // What verify finds it says in its own words; the log of the database would bury them.
    await using var app = ApplicationHost.Build(args is ["verify", ..] ? [.. args, "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.EntityFrameworkCore", "None"] : args);
    var server = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
    if (args is ["verify", ..])
    {
        if (server.SqlServer is null && !File.Exists(server.DatabaseFile))
        {
            await Console.Error.WriteLineAsync($"{Path.GetFullPath(server.Data)} 里没有数据库 innovation.db，没有可以核对的。请用 --data 指明数据目录。");
            return 2;
        }

        await using var scope = app.Services.CreateAsyncScope();
        return (await ActivatorUtilities.CreateInstance<Verify>(scope.ServiceProvider).RunAsync(Console.Out)).Count == 0 ? 0 : 1;
    }

    await Database.PrepareAsync(app.Services);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is LostDatabaseException or MasterKeyException || StorageTrouble.Of(e) is not null)
{
    await Console.Error.WriteLineAsync("没有启动：" + (StorageTrouble.Of(e) is { } trouble ? trouble.What + trouble.Remedy : e.Message));
    return 1;
}
