using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A score sheet that is filled in half. Only its writer reads it; it goes with the work item.</summary>
public sealed class ScoreDraftRow
{
    public required string WorkItemId { get; init; }

    public required string UserId { get; init; }

    /// <summary>As <c>values</c> of the command that hands the sheet in; a score that is no number yet is kept as typed.</summary>
    public string Values { get; set; } = "{}";

    public string Comment { get; set; } = "";

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Another one for other content: what a page that shows the draft says it was drawn from.</summary>
    public string Stamp => StampOf(Values, Comment);

    internal static string StampOf(string values, string comment) => CanonicalJson.Sha256Hex($"{values}\n{comment}")[..12];
}

/// <summary>Keeps score sheets until they are handed in. A draft is no event: nobody but its writer may ever learn of it.</summary>
public sealed class ScoreDrafts(IDbContexts contexts, CommandGate gate, ProgrammeStore programmes)
{
    private const int MaxTyped = 12;

    /// <summary>Stores what is filled in so far in place of what was stored; invalid scores are kept and block only the submission.</summary>
    /// <param name="revision">The task revision that the sender saw.</param>
    /// <param name="values">As for the command that hands the sheet in: <c>{"scores":{…}}</c>.</param>
    /// <param name="seen"><see cref="ScoreDraftRow.Stamp"/> of the draft that the sender saw, empty where there was none; null: not said.</param>
    /// <returns>Null when stored; otherwise <c>case.notFound</c>, <c>task.stale</c>, <c>task.draftStale</c>, <c>task.notYours</c>, <c>task.notNow</c>,
    /// <c>score.declareFirst</c>, or what cannot be stored at all.</returns>
    public Task<Refusal?> SaveAsync(string caseId, int item, int revision, JsonObject values, string? comment, Sender sender, string? seen = null, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId, cancellation);
            if (row is null || !await CaseScope.MayTouchAsync(db, sender.User, row, item, cancellation)) return CaseCommands.NotFound.Refusal;
            var state = EngineJson.ReadState(row.State);
            if (await CaseCommands.StaleAsync(db, row.Id, state, item, revision, cancellation) is { } stale) return stale;
            var (activation, work) = state.FindItem(item);
            if (!sender.User.Actor.HoldsAny(work!.Candidates)) return Refusals.NotYours;
            if (work.Purpose != WorkPurpose.Score) return Refusals.NotNow;
            if (!work.Declared) return Refusals.DeclareFirst;
            var programme = await programmes.ForCaseAsync(db, row, sender.ReceivedAt, cancellation);
            var sheet = programme.FindSheet(((ExpertReviewStage)DefinitionIndex.Of(programme.Process)[activation!.StageId].Stage).Sheet)!;
            if (Check(sheet, values, comment) is { } wrong) return wrong;

            var id = TaskIds.Of(caseId, item);
            var draft = await db.ScoreDrafts.SingleOrDefaultAsync(d => d.WorkItemId == id && d.UserId == sender.User.UserId, cancellation);
            var (typed, written) = (Stored(values), comment ?? "");
            if (Overwrites(draft, seen, typed, written) is { } other) return other;
            if (draft is null) db.ScoreDrafts.Add(draft = new ScoreDraftRow { WorkItemId = id, UserId = sender.User.UserId });
            draft.Values = typed;
            draft.Comment = written;
            draft.SavedAt = sender.ReceivedAt;
            await db.SaveChangesAsync(cancellation);
            return null;
        }, refusal => refusal is null, cancellation);

    /// <summary>Scores as a draft keeps them.</summary>
    private static string Stored(JsonObject values) => CanonicalJson.Write(new JsonObject { ["scores"] = values["scores"]?.DeepClone() ?? new JsonObject() });

    /// <summary>The stamp that the draft has once this is stored.</summary>
    public static string StampOf(JsonObject values, string? comment)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ScoreDraftRow.StampOf(Stored(values), comment ?? "");
    }

    /// <summary>Whether the draft was changed elsewhere since the sender saw it, and what he sends is not the same.</summary>
    public static Refusal? Overwrites(ScoreDraftRow? draft, string? seen, JsonObject values, string? comment) => Overwrites(draft, seen, Stored(values), comment ?? "");

    private static Refusal? Overwrites(ScoreDraftRow? draft, string? seen, string values, string comment) =>
        seen is null || draft is null || draft.Stamp == seen || draft.Stamp == ScoreDraftRow.StampOf(values, comment) ? null
            : new Refusal("task.draftStale", "revision", $"您在 {ChinaTime.Clock(draft.SavedAt)} 在另一个页面改过这份评分，您在这里填的没有保存。请核对；要用这里的，再点一次。");

    /// <summary>The draft of this person; null when there is none.</summary>
    internal static Task<ScoreDraftRow?> ReadAsync(WorkflowsDbContext db, string taskId, UserContext user, CancellationToken cancellation) =>
        db.ScoreDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.WorkItemId == taskId && d.UserId == user.UserId, cancellation);

    /// <summary>Drops the drafts of items that are done or taken back.</summary>
    internal static async Task DropAsync(WorkflowsDbContext db, string caseId, IEnumerable<ProcessEvent> events, CancellationToken cancellation)
    {
        var over = events.Select(e => e switch { WorkItemCompleted done => done.Item, WorkItemClosed closed => closed.Item, _ => 0 }).Where(i => i > 0).Select(i => TaskIds.Of(caseId, i)).ToList();
        if (over.Count > 0) db.ScoreDrafts.RemoveRange(await db.ScoreDrafts.Where(d => over.Contains(d.WorkItemId)).ToListAsync(cancellation));
    }

    private static Refusal? Check(ScoreSheet sheet, JsonObject values, string? comment)
    {
        if (comment is not null && comment.Length > sheet.MaxCommentLength * 2) return new Refusal("comment.tooLong", "comment", $"评审意见最多 {sheet.MaxCommentLength} 字，请删减。");
        if (values["scores"] is not (null or JsonObject)) return new Refusal("score.missing", "values.scores", "请给每一项打分。");
        foreach (var (id, node) in values["scores"] as JsonObject ?? [])
        {
            if (sheet.Indicators.All(i => i.Id != id)) return new Refusal(FormProblemCodes.UnknownField, $"values.scores.{id}", "评分表已经更新，请刷新页面后重新评分。");
            if (node is not null && !(node is JsonValue value && (value.TryGetValue<decimal>(out _) || (value.TryGetValue<string>(out var typed) && typed.Length <= MaxTyped))))
                return new Refusal("score.notNumber", $"values.scores.{id}", "分数应当填数字，请改正。");
        }

        return null;
    }
}
