using Innovation.Web.Access.Refused;
using Innovation.Web.Clock;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Messages.Delivery;
using Quartz;

namespace Innovation.Web.Jobs;

/// <summary>Background jobs: they remind, advance and print; they never define lateness.</summary>
public static class JobSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(q =>
        {
            q.ScheduleJob<SweepJob>(t => t.WithIdentity("sweep").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(30)).RepeatForever()));
            q.ScheduleJob<PdfJob>(t => t.WithIdentity("pdf").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(2)).RepeatForever()));
            q.ScheduleJob<MessageJob>(t => t.WithIdentity("messages").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(2)).RepeatForever()));
            q.ScheduleJob<CityJob>(t => t.WithIdentity("cities").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(10)).RepeatForever()));
            q.ScheduleJob<BlindScanJob>(t => t.WithIdentity("blindScans").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(10)).RepeatForever()));
            q.ScheduleJob<TaskRunJob>(t => t.WithIdentity("runs").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(30)).RepeatForever()));
            q.ScheduleJob<ToDoJob>(t => t.WithIdentity("toDos").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMinutes(10)).RepeatForever()));
            q.ScheduleJob<RefusedJob>(t => t.WithIdentity("refused").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()));
            q.ScheduleJob<IntegrityJob>(t => t.WithIdentity("integrity").StartNow());
            // 3:00 in China.
            q.ScheduleJob<WholeIntegrityJob>(t => t.WithIdentity("integrity-whole").WithCronSchedule("0 0 19 * * ?", c => c.InTimeZone(TimeZoneInfo.Utc)));
            // 2:30 in China.
            q.ScheduleJob<LedgerJob>(t => t.WithIdentity("ledger").WithCronSchedule("0 30 18 * * ?", c => c.InTimeZone(TimeZoneInfo.Utc)));
            q.ScheduleJob<AnchorJob>(t => t.WithIdentity("anchor").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(24)).RepeatForever()));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services;
    }
}

/// <summary>Carries out what became due, every 30 seconds and at start.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(DeadlineSweep sweep, IServiceProvider services) : IJob
{
    /// <summary>A command received just before a deadline gets this long to reach the database.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var adjustable = services.GetService<AdjustableClock>();
        if (adjustable is { Sweep: false }) return;
        await sweep.RunAsync(adjustable is null ? Grace : TimeSpan.Zero, cancellationToken);
    }
}

/// <summary>Reminds of what waits outside the tasks of cases.</summary>
[DisallowConcurrentExecution]
internal sealed class ToDoJob(ToDoReminders reminders, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (services.GetService<AdjustableClock>() is { Sweep: false }) return;
        await reminders.RunAsync(cancellationToken);
    }
}

/// <summary>Writes how often somebody was refused since the first time was written.</summary>
[DisallowConcurrentExecution]
internal sealed class RefusedJob(RefusedTries tries) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await tries.FlushAsync(cancellationToken);
}

/// <summary>Prints ordered documents.</summary>
[DisallowConcurrentExecution]
internal sealed class PdfJob(PdfOutbox outbox) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await outbox.RunAsync(cancellationToken);
}

/// <summary>Sends what messages are due; held with the sweep of an adjustable clock.</summary>
[DisallowConcurrentExecution]
internal sealed class MessageJob(MessageDelivery delivery, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (services.GetService<AdjustableClock>() is { Sweep: false }) return;
        await delivery.RunAsync(cancellationToken);
    }
}

/// <summary>Sends what other cities are to be told; held with the sweep of an adjustable clock.</summary>
[DisallowConcurrentExecution]
internal sealed class CityJob(CityExchange exchange, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (services.GetService<AdjustableClock>() is { Sweep: false }) return;
        await exchange.RunAsync(cancellationToken);
    }
}

/// <summary>Searches the attachments of new blind reviews; held with the sweep of an adjustable clock.</summary>
[DisallowConcurrentExecution]
internal sealed class BlindScanJob(BlindScans scans, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (services.GetService<AdjustableClock>() is { Sweep: false }) return;
        await scans.RunAsync(cancellationToken);
    }
}

/// <summary>Proves the ledger every night.</summary>
[DisallowConcurrentExecution]
internal sealed partial class LedgerJob(LedgerWatch watch, ILogger<LedgerJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var problem in await watch.RunAsync(cancellationToken)) LogProblem(log, problem);
    }

    [LoggerMessage(LogLevel.Error, "ledger: {Problem}")]
    private static partial void LogProblem(ILogger log, string problem);
}

/// <summary>Looks quickly at the database file when the server starts.</summary>
[DisallowConcurrentExecution]
internal sealed class IntegrityJob(IntegrityWatch watch) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await watch.RunAsync(whole: false, cancellationToken);
}

/// <summary>Looks at the whole database file every night.</summary>
[DisallowConcurrentExecution]
internal sealed class WholeIntegrityJob(IntegrityWatch watch) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await watch.RunAsync(whole: true, cancellationToken);
}

/// <summary>Writes the daily anchor over all heads outside the database.</summary>
[DisallowConcurrentExecution]
internal sealed class AnchorJob(Anchors anchors) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await anchors.WriteAsync(cancellationToken);
}
