using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Reviews.BlindCopies;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A line of the task list.</summary>
public sealed record TaskLine(
    string Id, string CaseId, int Revision, string StageId, string StageName, WorkPurpose Purpose, WorkItemState State,
    string? Number, string Title, string OrganizationName, string Area, string ProgrammeCode, string RoundId, DateTimeOffset OpenedAt, DateTimeOffset? DueAt,
    bool Held, string? ClaimedBy, string? ClaimedByName, DateTimeOffset? DoneAt, string? OutcomeName);

/// <summary>What the list is narrowed to.</summary>
public sealed record TaskFilter
{
    /// <summary><c>open</c>, <c>done</c> or <c>copied</c>.</summary>
    public string State { get; init; } = "open";

    /// <summary>Organisation, item or case number.</summary>
    public string? Search { get; init; }

    public string? StageId { get; init; }

    public string? Area { get; init; }

    public string? ProgrammeCode { get; init; }

    /// <summary><c>today</c>, <c>overdue</c>, <c>soon</c>, <c>held</c>, <c>unclaimed</c>, <c>answered</c>, or null.</summary>
    public string? Pick { get; init; }

    /// <summary><c>due</c> (default), <c>opened</c> or <c>organization</c>; a leading hyphen turns it round.</summary>
    public string? Sort { get; init; }

    public int Page { get; init; } = 1;

    public int Size { get; init; } = 20;
}

/// <summary>A page of tasks with the counts that the list shows.</summary>
public sealed record TaskPage(IReadOnlyList<TaskLine> Lines, int Total, TaskCounts Counts);

/// <param name="Answered">补正已答复: the clock runs again after the applicant mended the form.</param>
public sealed record TaskCounts(int Open, int Overdue, int Today, int Held, int Unclaimed, int Answered);

/// <summary>A task with everything that pages and API show of it.</summary>
public sealed record TaskView
{
    public required TaskLine Line { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>The case; null for experts, who see only <see cref="Values"/>.</summary>
    public required CaseView? Case { get; init; }

    public required Programme Programme { get; init; }

    /// <summary>The form values that this stage may read; empty before an expert has declared.</summary>
    public required JsonObject Values { get; init; }

    public required IReadOnlyList<AllowedAction> Actions { get; init; }

    public required ScoreSheet? Sheet { get; init; }

    public required bool Declared { get; init; }

    /// <summary>The expert may see who applies only when the review is not blind.</summary>
    public required bool Blind { get; init; }

    /// <summary>For experts: the attachments they may open as 匿名副本; empty for everybody else.</summary>
    public required IReadOnlyList<BlindFile> Files { get; init; }

    /// <summary>The batch that the case is in, for batch tasks.</summary>
    public required string? BatchId { get; init; }

    public required WorkItemRow Row { get; init; }

    /// <summary>The reader's own score sheet, not handed in yet; null when there is none.</summary>
    public required ScoreDraftRow? Draft { get; init; }
}

/// <summary>Reads tasks within the scope of the reader.</summary>
public sealed class TaskReader(IDbContexts contexts, CaseReader cases, ProgrammeStore programmes, TimeProvider clock)
{
    private const int MaxSize = 200;

    public async Task<TaskPage> ListAsync(UserContext user, TaskFilter filter, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var mine = user.UserId;
        var open = CaseScope.Open(db, user);
        var items = filter.State == "done" ? db.WorkItems.AsNoTracking().Where(w => w.DoneBy == mine && w.State == WorkItemState.Done) : open;
        var now = clock.GetUtcNow();
        var midnight = Deadlines.ChinaTime.EndOf(Deadlines.ChinaTime.DateOf(now));
        items = filter.Pick switch
        {
            "overdue" => items.Where(w => w.DueAt != null && w.DueAt <= now && !w.Held),
            "today" => items.Where(w => w.DueAt != null && w.DueAt > now && w.DueAt <= midnight && !w.Held),
            "soon" => items.Where(w => w.DueAt != null && w.DueAt > now && w.DueAt <= midnight.AddDays(3) && !w.Held),
            "held" => items.Where(w => w.Held),
            "unclaimed" => items.Where(w => w.ClaimedBy == null),
            "answered" => Answered(db, items),
            _ => items,
        };
        if (filter.StageId is { Length: > 0 } stage) items = items.Where(w => w.StageId == stage);
        var joined = items.Join(db.Cases.AsNoTracking(), w => w.CaseId, c => c.Id, (w, c) => new { w, c });
        if (filter.Area is { Length: > 0 } area) joined = joined.Where(x => x.c.Area == area);
        if (filter.ProgrammeCode is { Length: > 0 } programme) joined = joined.Where(x => x.c.ProgrammeCode == programme);
        if (filter.Search?.Trim() is { Length: > 0 } search)
            joined = joined.Where(x => x.c.OrganizationName.Contains(search) || x.c.Title.Contains(search) || (x.c.Number != null && x.c.Number.Contains(search)));
        joined = (filter.State, filter.Sort) switch
        {
            ("done", _) => joined.OrderByDescending(x => x.w.DoneAt),
            (_, "opened") => joined.OrderBy(x => x.w.OpenedAt),
            (_, "-opened") => joined.OrderByDescending(x => x.w.OpenedAt),
            (_, "organization") => joined.OrderBy(x => x.c.OrganizationName),
            (_, "-due") => joined.OrderBy(x => x.w.Held).ThenByDescending(x => x.w.DueAt),
            _ => joined.OrderBy(x => x.w.Held).ThenBy(x => x.w.DueAt == null).ThenBy(x => x.w.DueAt).ThenBy(x => x.w.OpenedAt),
        };
        var size = Math.Clamp(filter.Size, 1, MaxSize);
        var total = await joined.CountAsync(cancellation);
        var rows = await joined.Skip((Math.Max(1, filter.Page) - 1) * size).Take(size).ToListAsync(cancellation);
        // One pass over the open tasks for all counts of the head line.
        var sums = await open.GroupBy(w => 1).Select(g => new
        {
            All = g.Count(),
            Overdue = g.Count(w => w.DueAt != null && w.DueAt <= now && !w.Held),
            Today = g.Count(w => w.DueAt != null && w.DueAt > now && w.DueAt <= midnight && !w.Held),
            Held = g.Count(w => w.Held),
            Unclaimed = g.Count(w => w.ClaimedBy == null),
        }).SingleOrDefaultAsync(cancellation);
        var counts = new TaskCounts(sums?.All ?? 0, sums?.Overdue ?? 0, sums?.Today ?? 0, sums?.Held ?? 0, sums?.Unclaimed ?? 0, await Answered(db, open).CountAsync(cancellation));
        return new TaskPage([.. rows.Select(x => Line(x.w, x.c, user))], total, counts);
    }

    private static IQueryable<WorkItemRow> Answered(WorkflowsDbContext db, IQueryable<WorkItemRow> items) => items.Where(w => w.Purpose == WorkPurpose.Decide
        && db.Deadlines.Any(d => d.CaseId == w.CaseId && d.StageId == w.StageId && d.Purpose == DeadlinePurpose.Stage && d.ClosedAt == null && d.PausedOn == null && d.HeldUntil != null));

    /// <summary>The task, or null when the reader may not see it.</summary>
    public async Task<TaskView?> ReadAsync(UserContext user, string taskId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var item = await db.WorkItems.AsNoTracking().SingleOrDefaultAsync(w => w.Id == taskId, cancellation);
        if (item is null) return null;
        var row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == item.CaseId, cancellation);
        if (!await CaseScope.MayTouchAsync(db, user, row, item.Item, cancellation)) return null;
        var programme = await programmes.ForCaseAsync(db, row, clock.GetUtcNow(), cancellation);
        var stage = DefinitionIndex.Of(programme.Process)[item.StageId].Stage;
        var scoring = stage is ExpertReviewStage && item.Purpose is WorkPurpose.Score or WorkPurpose.ExplainOutlier && IsExpertOnly(user);
        var state = EngineJson.ReadState(row.State);
        var (activation, open) = state.FindItem(item.Item);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var view = scoring ? null : await cases.ReadAsync(db, user, row, cancellation);
        var declared = open?.Declared ?? item.State == WorkItemState.Done;
        var blind = scoring && stage is ExpertReviewStage { Blind: true };
        var values = scoring && !declared ? [] : await ValuesAsync(db, row, programme, stage, view, blind, cancellation);
        var files = scoring ? await BlindFiles.NeutralAsync(db, programme.Form, values, cancellation) : [];
        return new TaskView
        {
            Line = Line(item, row, user),
            Row = item,
            Stage = stage,
            Case = view,
            Programme = programme,
            Values = values,
            Files = files,
            Actions = [.. AllowedActions.For(programme.Process, state, item.Item, user.Actor, name => FactSupplier.Instant(round, name), clock.GetUtcNow())],
            Sheet = stage is ExpertReviewStage expert ? programme.FindSheet(expert.Sheet) : null,
            Declared = declared,
            Blind = blind,
            BatchId = activation?.BatchId,
            Draft = stage is ExpertReviewStage ? await ScoreDrafts.ReadAsync(db, item.Id, user, cancellation) : null,
        };
    }

    /// <summary>匿名案号 of a case for one expert.</summary>
    public static string AnonymousCode(string caseId, string userId) =>
        "MP" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId}/{userId}")))[..8];

    /// <summary>Experts who do not work in the office are shown blind copies only.</summary>
    public static bool IsExpertOnly(UserContext user) => user.Has(ProcessRoles.Expert) && !user.IsStaff && !user.Has(ProcessRoles.Auditor);

    private static async Task<JsonObject> ValuesAsync(WorkflowsDbContext db, CaseRow row, Programme programme, Stage stage, CaseView? view, bool blind, CancellationToken cancellation)
    {
        var values = view?.Values;
        if (values is null)
        {
            var text = await db.FormVersions.Where(f => f.CaseId == row.Id).OrderByDescending(f => f.Version).Select(f => f.Values).FirstOrDefaultAsync(cancellation);
            values = text is null ? [] : JsonNode.Parse(text)!.AsObject();
        }

        var visible = programme.Permissions.Visible(programme.Form, stage.Id, values);
        return blind ? new BlindNames(row.OrganizationName, row.Area, values).Hide(visible)!.AsObject() : visible;
    }

    private static TaskLine Line(WorkItemRow w, CaseRow c, UserContext user)
    {
        var blind = w.Purpose is WorkPurpose.Score or WorkPurpose.ExplainOutlier && IsExpertOnly(user);
        return new TaskLine(w.Id, blind ? "" : c.Id, w.Revision, w.StageId, w.StageName, w.Purpose, w.State,
            blind ? AnonymousCode(c.Id, user.UserId) : c.Number, c.Title, blind ? "已隐去" : c.OrganizationName, blind ? "" : c.Area, c.ProgrammeCode, c.RoundId,
            w.OpenedAt, w.DueAt, w.Held, w.ClaimedBy, w.ClaimedByName, w.DoneAt, w.OutcomeName);
    }
}
