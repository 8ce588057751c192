using Innovation.Web.Api;
using Innovation.Web.Shell;
using Innovation.Web.Startup;

var builder = WebApplication.CreateBuilder(args);
builder.AddApplication();
var app = builder.Build();
if (args is ["verify", ..])
{
    await using var scope = app.Services.CreateAsyncScope();
    return (await ActivatorUtilities.CreateInstance<Verify>(scope.ServiceProvider).RunAsync(Console.Out)).Count == 0 ? 0 : 1;
}

await Database.PrepareAsync(app.Services);
app.UseApiProblems();
app.UseShell();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapRazorPages();
app.MapApi();
await app.RunAsync();
return 0;
