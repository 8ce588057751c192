using System.Text.Json;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Who was faster: refusals of batches that name the other person and what he did.</summary>
internal static class BatchConflicts
{
    /// <summary>Above this many changes only the last ones are told.</summary>
    private const int Told = 5;

    /// <summary>The batch is another one than the sender saw.</summary>
    public static async Task<CommandResult> StaleAsync(WorkflowsDbContext db, BatchRow row, int seen, CancellationToken cancellation) =>
        CommandResult.No("batch.stale", "revision", $"您打开之后，{await SinceAsync(db, row, seen, cancellation)}，您的操作没有生效，请看过现在的情况再办。");

    /// <summary>Whether this step has been done already by somebody; null: it has not.</summary>
    public static async Task<CommandResult?> OvertakenAsync(WorkflowsDbContext db, BatchRow row, BatchState state, string type, CancellationToken cancellation)
    {
        BatchStatus? wanted = type switch
        {
            "addCase" or "removeCase" or "open" or "publish" or "submitDraft" => BatchStatus.Preparing,
            "vote" or "recuse" or "consensus" or "conclude" or "approveDraft" => BatchStatus.Open,
            "sign" => BatchStatus.Checked,
            "cancel" or "arrange" => BatchStatus.Open,
            _ => null,
        };
        if (wanted is not { } before || state.Status <= before) return null;
        return CommandResult.No("batch.overtaken", "type", $"{await SinceAsync(db, row, row.Sequence - 1, cancellation)}，您的操作没有生效。");
    }

    /// <summary>Why a case cannot be listed any more: it is in another batch, or has gone on.</summary>
    public static async Task<CommandResult?> TakenAsync(WorkflowsDbContext db, LoadedCase loaded, string stageId, Refusal refusal, CancellationToken cancellation)
    {
        if (refusal.Code is not ("batch.inOther" or "batch.published" or "batch.notWaiting")) return null;
        var what = $"{loaded.Row.Number} {loaded.Row.OrganizationName}";
        if (loaded.State.Activations.FirstOrDefault(a => a.StageId == stageId)?.BatchId is { } other)
        {
            var title = await db.Batches.Where(b => b.Id == other).Select(b => b.Title).SingleAsync(cancellation);
            var joined = await LastAsync(db, loaded.Row.Id, "batchJoined", cancellation);
            return CommandResult.No("batch.taken", "caseIds", $"{what} 已由{joined!.ActorWords}在 {When(joined)} 列入“{title}”，没有再列入，您的操作没有生效。");
        }

        if (await LastAsync(db, loaded.Row.Id, null, cancellation) is not { } last || loaded.State.Visits.GetValueOrDefault(stageId) == 0) return null;
        var now = loaded.Row.CurrentStages.Length > 0 ? $"现在是“{loaded.Row.CurrentStages}”" : $"现在是“{loaded.Row.ApplicantStatus}”";
        return CommandResult.No("batch.taken", "caseIds", $"{what} 已不在这个环节（{last.ActorWords}在 {When(last)} 办过，{now}），您的操作没有生效。");
    }

    private static async Task<string> SinceAsync(WorkflowsDbContext db, BatchRow row, int seen, CancellationToken cancellation)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == row.Id && e.Sequence > seen).OrderByDescending(e => e.Sequence).Take(Told).ToListAsync(cancellation);
        events.Reverse();
        var told = events.Select(e => $"{e.ActorWords}在 {When(e)} {BatchActWords.Of(JsonSerializer.Deserialize<BatchEvent>(e.Body, EngineJson.Options)!).Act}").Distinct().ToList();
        return told.Count == 0 ? "这一批有了变化" : string.Join("，", told);
    }

    private static Task<EventRow?> LastAsync(WorkflowsDbContext db, string stream, string? type, CancellationToken cancellation) =>
        db.Events.AsNoTracking().Where(e => e.StreamId == stream && (type == null || e.Type == type)).OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(cancellation);

    private static string When(EventRow row) => $"{ChinaTime.ShortDate(ChinaTime.DateOf(row.At))} {ChinaTime.Clock(row.At)}";
}
