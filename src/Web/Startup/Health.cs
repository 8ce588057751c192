using System.Text.Json;
using Innovation.Web.Jobs;
using Innovation.Web.Shell;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Startup;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: work can be done — the database answers, the data folder can be
/// written and has room, and the last check of integrity found nothing. 200 or 503, with a Chinese line per check and no details of the inside.
/// </summary>
internal static class Health
{
    private static readonly JsonSerializerOptions Chinese = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void AddHealth(this IServiceCollection services) => services.AddSingleton<StorageState>().AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<FolderHealth>("folder");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = report.Status == HealthStatus.Healthy ? "ok" : "failed",
            checks = report.Entries.Select(e => new { name = e.Key, ok = e.Value.Status == HealthStatus.Healthy, detail = e.Value.Description }),
        }, Chinese), context.RequestAborted);
    }

    private sealed class DatabaseHealth(IDbContexts contexts, StorageState state, IntegrityWatch integrity) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (state.Current is { } trouble) return HealthCheckResult.Unhealthy(trouble.What);
            if (integrity.Problem is not null) return HealthCheckResult.Unhealthy(StorageTrouble.Of(StorageFault.Damaged).What);
            try
            {
                await using var db = contexts.Create();
                await db.Settings.AsNoTracking().AnyAsync(cancellationToken);
                return HealthCheckResult.Healthy("数据库正常");
            }
            catch (Exception e) when (StorageTrouble.Of(e) is { } met)
            {
                return HealthCheckResult.Unhealthy(met.What);
            }
        }
    }

    private sealed class FolderHealth(IOptions<ServerOptions> options) : IHealthCheck
    {
        private const long Least = 100 << 20;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var probe = Path.Combine(options.Value.Data, $".probe-{Guid.NewGuid():N}.part");
                using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
                return Task.FromResult(new DriveInfo(Path.GetFullPath(options.Value.Data)).AvailableFreeSpace < Least ? HealthCheckResult.Unhealthy("数据目录所在的磁盘剩余不到 100 MB，请尽快清理") : HealthCheckResult.Healthy("数据目录可以写"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy((StorageTrouble.Of(e) ?? StorageTrouble.Of(StorageFault.ReadOnly)).What));
            }
        }
    }
}
