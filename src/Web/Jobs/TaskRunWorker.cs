using System.Collections.Concurrent;
using Innovation.Workflows.Cases;
using Quartz;

namespace Innovation.Web.Jobs;

/// <summary>Carries out runs of 成批办理 in the background, one portion at a time; what a stopped process left goes on at the next start.</summary>
public sealed class TaskRunWorker(TaskRuns runs, IHostApplicationLifetime lifetime, ILogger<TaskRunWorker> log)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> going = [];

    /// <summary>Begins a run, or joins it when it is under way.</summary>
    /// <returns>Ends with the run.</returns>
    public Task Start(string runId) => going.GetOrAdd(runId, id => new(() => Task.Run(() => WorkAsync(id)))).Value;

    /// <summary>Begins everything that is not finished.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        foreach (var id in await runs.UnfinishedAsync(cancellation)) _ = Start(id);
    }

    private async Task WorkAsync(string runId)
    {
        try
        {
            await runs.ContinueAsync(runId, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the rest is done after the next start.
        }
        catch (Exception e)
        {
            log.LogError(e, "run {RunId} stopped; it is tried again", runId);
        }
        finally
        {
            going.TryRemove(runId, out _);
        }
    }
}

/// <summary>Picks up runs that were interrupted.</summary>
[DisallowConcurrentExecution]
internal sealed class TaskRunJob(TaskRunWorker worker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await worker.ResumeAsync(cancellationToken);
}
