using Innovation.Web.Startup;
using Innovation.Workflows.Cases;

if (args is [ScanProcess.Verb]) return ScanProcess.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());

var app = ApplicationHost.Build(args);
if (args is ["verify", ..])
{
    await using var scope = app.Services.CreateAsyncScope();
    return (await ActivatorUtilities.CreateInstance<Verify>(scope.ServiceProvider).RunAsync(Console.Out)).Count == 0 ? 0 : 1;
}

await Database.PrepareAsync(app.Services);
await app.RunAsync();
return 0;
