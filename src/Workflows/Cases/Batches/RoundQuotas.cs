using System.Text.Json;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>名额 of a round, when a meeting is concluded: what earlier meetings of the round let pass counts too, unless it failed later.</summary>
internal static class RoundQuotas
{
    /// <summary>Why these outcomes go beyond the quotas of the round; null when they do not.</summary>
    public static async Task<Refusal?> CheckAsync(WorkflowsDbContext db, BatchRow row, Programme programme, MeetingStage stage, IReadOnlyDictionary<string, string> outcomes, CancellationToken cancellation)
    {
        var terms = RoundTerms.Read(await db.Rounds.Where(r => r.Id == row.RoundId).Select(r => r.Terms).SingleAsync(cancellation));
        if (!terms.HasQuotas) return null;
        var passed = outcomes.Where(o => stage.FindOutcome(o.Value) is { Positive: true }).Select(o => o.Key).ToHashSet();
        var (now, roundId, stageId, batchId) = (passed.Count, row.RoundId, row.StageId, row.Id);
        var earlier = await db.Batches.AsNoTracking().Where(b => b.RoundId == roundId && b.StageId == stageId && b.Id != batchId).Select(b => b.State).ToListAsync(cancellation);
        passed.UnionWith(earlier.SelectMany(s => JsonSerializer.Deserialize<BatchState>(s, EngineJson.Options)!.Items).Where(i => i.Outcome is { } o && stage.FindOutcome(o) is { Positive: true }).Select(i => i.CaseId));
        var good = programme.Process.Results.Where(r => r.Favourable).Select(r => r.Id).ToList();
        var areas = await db.Cases.Where(c => passed.Contains(c.Id) && (c.Result == null || good.Contains(c.Result))).GroupBy(c => c.Area).Select(g => new { Area = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var all = areas.Sum(a => a.Count);
        if (terms.Quota is { } quota && all > quota) return new("meeting.quota", null, $"这个批次通过 {all} 件{(all > now ? $"（前面的会议已通过 {all - now} 件）" : "")}，超过名额 {quota} 件。");
        return areas.FirstOrDefault(a => terms.AreaQuotas.TryGetValue(a.Area, out var most) && a.Count > most) is { } over
            ? new("meeting.quota", null, $"{over.Area}通过 {over.Count} 件，超过这个批次给它的名额 {terms.AreaQuotas[over.Area]} 件。") : null;
    }
}
