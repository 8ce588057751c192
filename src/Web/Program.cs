using Innovation.Web.Api;
using Innovation.Web.Shell;
using Innovation.Web.Startup;

var builder = WebApplication.CreateBuilder(args);
builder.AddApplication();
var app = builder.Build();
await Database.PrepareAsync(app.Services);
app.UseSiteHeaders();
app.UseApiProblems();
app.UseShell();
app.UseRouting();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapRazorPages();
app.MapApi();
await app.RunAsync();
