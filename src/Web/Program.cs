using Innovation.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddShell(builder.Configuration);
var app = builder.Build();
app.UseShell();
app.MapRazorPages();
app.Run();
