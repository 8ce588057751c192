using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Reviews.BlindCopies;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A line of the task list.</summary>
public sealed record TaskLine(
    string Id, string CaseId, int Revision, string StageId, string StageName, WorkPurpose Purpose, WorkItemState State,
    string? Number, string Title, string OrganizationName, string Area, string ProgrammeCode, string RoundId, DateTimeOffset OpenedAt, DateTimeOffset? DueAt,
    bool Held, bool Answered, string? ClaimedBy, string? ClaimedByName, DateTimeOffset? DoneAt, string? OutcomeName)
{
    /// <summary>代: name of the absent person for whom the reader may act on it; null: it is the reader's own.</summary>
    public string? For { get; init; }
}

/// <summary>What the list is narrowed to.</summary>
public sealed record TaskFilter
{
    /// <summary><c>open</c>, <c>done</c> or <c>copied</c>.</summary>
    public string State { get; init; } = "open";

    /// <summary>Organisation with its code, item or case number: of these only what the line shows its reader.</summary>
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

/// <summary>A page of tasks with what the list shows around it.</summary>
/// <param name="Groups">Where the open tasks stand, one entry per programme, stage and area.</param>
public sealed record TaskPage(IReadOnlyList<TaskLine> Lines, int Total, TaskCounts Counts, IReadOnlyList<TaskGroup> Groups);

/// <param name="Soon">Due after today and within three working days, today included.</param>
/// <param name="Answered">补正已答复: the clock runs again after the applicant mended the form.</param>
public sealed record TaskCounts(int Open, int Overdue, int Today, int Soon, int Held, int Unclaimed, int Answered);

/// <summary>Open tasks of one stage and area.</summary>
public sealed record TaskGroup(string ProgrammeCode, string StageId, string Area, int Open, int Overdue, int Today, int Soon, int Held, int Unclaimed, int Answered);

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

    /// <summary>For experts: the attachments of what they read; empty for everybody else.</summary>
    public required IReadOnlyList<BlindFile> Files { get; init; }

    /// <summary>The batch that the case is in, for batch tasks.</summary>
    public required string? BatchId { get; init; }

    public required WorkItemRow Row { get; init; }

    /// <summary>代: the absent person in whose name the reader would act; null: the reader's own.</summary>
    public Organizations.UserContext? For { get; init; }

    /// <summary>The reader's own score sheet, not handed in yet; null when there is none.</summary>
    public required ScoreDraftRow? Draft { get; init; }
}

/// <summary>Several tasks and what can be done with all of them.</summary>
/// <param name="Lines">Those that are still open for the reader.</param>
/// <param name="Stage">Null when they are not of one kind.</param>
/// <param name="Actions">Offered by each of them.</param>
public sealed record CommonActions(IReadOnlyList<TaskLine> Lines, Stage? Stage, Programme? Programme, IReadOnlyList<AllowedAction> Actions)
{
    /// <summary>To whom they can be given.</summary>
    public IReadOnlyList<Receiver> People { get; init; } = [];
}

/// <summary>Reads tasks within the scope of the reader.</summary>
public sealed class TaskReader(IDbContexts contexts, CaseReader cases, ProgrammeStore programmes, TaskCounter counter, TimeProvider clock)
{
    private const int MaxSize = 200;

    /// <summary>One page of the list with counts over all open tasks of the reader.</summary>
    public async Task<TaskPage> ListAsync(UserContext user, TaskFilter filter, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var edges = await counter.EdgesAsync(db, cancellation);
        var groups = await GroupsAsync(db, user, edges, cancellation);
        var counts = new TaskCounts(groups.Sum(g => g.Open), groups.Sum(g => g.Overdue), groups.Sum(g => g.Today), groups.Sum(g => g.Soon), groups.Sum(g => g.Held), groups.Sum(g => g.Unclaimed), groups.Sum(g => g.Answered));
        var size = Math.Clamp(filter.Size, 1, MaxSize);
        var before = (Math.Max(1, filter.Page) - 1) * size;
        if (IsExpertOnly(user))
        {
            var shown = await ShownAsync(db, user, filter, edges, cancellation);
            return new TaskPage([.. shown.Skip(before).Take(size)], shown.Count, counts, groups);
        }

        var chosen = Chosen(db, user, filter, edges);
        if (SearchWords.Read(filter.Search).Any)
        {
            // A search looks into every open task once: all ids, of which one page is shown.
            var all = await Ordered(db, chosen, filter).ToListAsync(cancellation);
            return new TaskPage(await LinesAsync(db, user, [.. all.Skip(before).Take(size)], cancellation), all.Count, counts, groups);
        }

        var ids = await PageAsync(db, chosen, filter, before, size, cancellation);
        return new TaskPage(await LinesAsync(db, user, ids, cancellation), Counted(filter, groups) ?? await chosen.CountAsync(cancellation), counts, groups);
    }

    /// <summary>The first ids of the list, in its order, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<string> Ids, int Total)> IdsAsync(UserContext user, TaskFilter filter, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var edges = await counter.EdgesAsync(db, cancellation);
        if (IsExpertOnly(user))
        {
            var shown = await ShownAsync(db, user, filter, edges, cancellation);
            return ([.. shown.Take(MaxSize).Select(l => l.Id)], shown.Count);
        }

        var chosen = Chosen(db, user, filter, edges);
        var total = Counted(filter, await counter.GroupsAsync(db, user, edges, cancellation)) ?? await chosen.CountAsync(cancellation);
        return (await PageAsync(db, chosen, filter, 0, MaxSize, cancellation), total);
    }

    /// <summary>
    /// The whole list of a reader to whom lines do not show what the rows hold. It is searched, filtered by area and sorted by what
    /// is shown, never by the rows: else a search for a name would say whose the blind copy is. Such readers have some dozens of tasks.
    /// </summary>
    private async Task<IReadOnlyList<TaskLine>> ShownAsync(WorkflowsDbContext db, UserContext user, TaskFilter filter, TaskEdges edges, CancellationToken cancellation)
    {
        var hidden = filter with { Search = null, Area = null, Sort = filter.Sort is "organization" ? null : filter.Sort };
        var ids = await Ordered(db, Chosen(db, user, hidden, edges), hidden).ToListAsync(cancellation);
        var words = SearchWords.Read(filter.Search);
        var lines = (await LinesAsync(db, user, ids, cancellation))
            .Where(l => (string.IsNullOrEmpty(filter.Area) || l.Area == filter.Area) && words.Find(l.Number, l.Title, l.OrganizationName));
        return [.. filter.Sort is "organization" ? lines.OrderBy(l => l.OrganizationName, StringComparer.Ordinal) : lines];
    }

    /// <summary>Where the open tasks stand; without the area for readers to whom lines do not show it.</summary>
    private async Task<IReadOnlyList<TaskGroup>> GroupsAsync(WorkflowsDbContext db, UserContext user, TaskEdges edges, CancellationToken cancellation)
    {
        var groups = await counter.GroupsAsync(db, user, edges, cancellation);
        return !IsExpertOnly(user) ? groups : [.. groups.GroupBy(g => (g.ProgrammeCode, g.StageId)).Select(same => new TaskGroup(same.Key.ProgrammeCode, same.Key.StageId, "",
            same.Sum(g => g.Open), same.Sum(g => g.Overdue), same.Sum(g => g.Today), same.Sum(g => g.Soon), same.Sum(g => g.Held), same.Sum(g => g.Unclaimed), same.Sum(g => g.Answered)))];
    }

    private static IQueryable<WorkItemRow> Chosen(WorkflowsDbContext db, UserContext user, TaskFilter filter, TaskEdges edges)
    {
        var mine = user.UserId;
        var (now, midnight, soon) = edges;
        var items = filter.State == "done" ? db.WorkItems.AsNoTracking().Where(w => (w.DoneBy == mine || w.DoneVia == mine) && w.State == WorkItemState.Done) : CaseScope.Open(db, user);
        items = filter.Pick switch
        {
            "overdue" => items.Where(w => w.DueAt != null && w.DueAt <= now && !w.Held),
            "today" => items.Where(w => w.DueAt != null && w.DueAt > now && w.DueAt <= midnight && !w.Held),
            "soon" => items.Where(w => w.DueAt != null && w.DueAt > midnight && w.DueAt <= soon && !w.Held),
            "held" => items.Where(w => w.Held),
            "unclaimed" => items.Where(w => w.ClaimedBy == null),
            "answered" => items.Where(w => w.Answered),
            _ => items,
        };
        if (filter.StageId is { Length: > 0 } stage) items = items.Where(w => w.StageId == stage);
        if (filter.Area is { Length: > 0 } area) items = items.Where(w => w.Area == area);
        if (filter.ProgrammeCode is { Length: > 0 } programme) items = items.Where(w => w.ProgrammeCode == programme);
        var words = SearchWords.Read(filter.Search);
        if (!words.Any) return items;
        var found = db.Cases.Matching(words, CaseSearch.In(db)).Select(c => c.Id);
        return items.Where(w => found.Contains(w.CaseId));
    }

    /// <summary>
    /// The ids of one page. The usual order, by the last day, is read in its four parts (running and held, with a last day and without), each of
    /// which the index has in order already: sorting tens of thousands for twenty lines would cost more than the rest of the page.
    /// </summary>
    private static async Task<List<string>> PageAsync(WorkflowsDbContext db, IQueryable<WorkItemRow> chosen, TaskFilter filter, int skip, int take, CancellationToken cancellation)
    {
        if (filter.State == "done" || filter.Sort is "opened" or "-opened" or "organization" or "-due" || SearchWords.Read(filter.Search).Any)
            return await Ordered(db, chosen, filter).Skip(skip).Take(take).ToListAsync(cancellation);
        var ids = new List<string>();
        foreach (var (held, endless) in ((bool, bool)[])[(false, false), (false, true), (true, false), (true, true)])
        {
            var part = chosen.Where(w => w.Held == held && (endless ? w.DueAt == null : w.DueAt != null));
            var found = await part.OrderBy(w => w.DueAt).ThenBy(w => w.OpenedAt).ThenBy(w => w.Id).Select(w => w.Id).Skip(skip).Take(take - ids.Count).ToListAsync(cancellation);
            ids.AddRange(found);
            if (ids.Count == take) break;
            // Some lines of this part are on the page, so the next one begins at once; else this part lies before it as a whole.
            skip = found.Count > 0 || skip == 0 ? 0 : skip - await part.CountAsync(cancellation);
        }

        return ids;
    }

    private static IQueryable<string> Ordered(WorkflowsDbContext db, IQueryable<WorkItemRow> items, TaskFilter filter) => (filter.State, filter.Sort) switch
    {
        ("done", _) => items.OrderByDescending(w => w.DoneAt).ThenBy(w => w.Id).Select(w => w.Id),
        (_, "opened") => items.OrderBy(w => w.OpenedAt).ThenBy(w => w.Id).Select(w => w.Id),
        (_, "-opened") => items.OrderByDescending(w => w.OpenedAt).ThenBy(w => w.Id).Select(w => w.Id),
        (_, "organization") => items.Join(db.Cases, w => w.CaseId, c => c.Id, (w, c) => new { w.Id, c.OrganizationName }).OrderBy(x => x.OrganizationName).ThenBy(x => x.Id).Select(x => x.Id),
        (_, "-due") => items.OrderBy(w => w.Held).ThenByDescending(w => w.DueAt).ThenBy(w => w.Id).Select(w => w.Id),
        _ => items.OrderBy(w => w.Held).ThenBy(w => w.DueAt == null).ThenBy(w => w.DueAt).ThenBy(w => w.OpenedAt).ThenBy(w => w.Id).Select(w => w.Id),
    };

    /// <summary>How many tasks the filter leaves, when the groups tell; null when they do not.</summary>
    private static int? Counted(TaskFilter filter, IReadOnlyList<TaskGroup> groups)
    {
        if (filter.State != "open" || SearchWords.Read(filter.Search).Any) return null;
        var chosen = groups.Where(g => (string.IsNullOrEmpty(filter.StageId) || g.StageId == filter.StageId) && (string.IsNullOrEmpty(filter.Area) || g.Area == filter.Area) && (string.IsNullOrEmpty(filter.ProgrammeCode) || g.ProgrammeCode == filter.ProgrammeCode));
        return chosen.Sum(g => filter.Pick switch { "overdue" => g.Overdue, "today" => g.Today, "soon" => g.Soon, "held" => g.Held, "unclaimed" => g.Unclaimed, "answered" => g.Answered, _ => g.Open });
    }

    /// <summary>Only the rows of the page are read whole, and of their cases only what a line shows.</summary>
    private async Task<IReadOnlyList<TaskLine>> LinesAsync(WorkflowsDbContext db, UserContext user, List<string> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return [];
        var found = await db.WorkItems.AsNoTracking().Where(w => ids.Contains(w.Id))
            .Join(db.Cases, w => w.CaseId, c => c.Id, (w, c) => new { w, c.Number, c.Title, c.OrganizationName, c.RoundId, c.DefinitionVersion }).ToDictionaryAsync(x => x.w.Id, cancellation);
        var absent = await ForAsync(db, user, ids, cancellation);
        var lines = new List<TaskLine>();
        foreach (var x in ids.Where(found.ContainsKey).Select(id => found[id]))
        {
            var line = Line(x.w, x.Number, x.Title, x.OrganizationName, x.RoundId) with { For = absent.GetValueOrDefault(x.w.Id) };
            var blind = IsScoring(x.w, user) && IsBlind((await programmes.GetAsync(db, x.w.ProgrammeCode, x.DefinitionVersion, cancellation)).Process, x.w.StageId);
            lines.Add(blind ? Blind(line, user, new BlindNames(x.OrganizationName, x.w.Area, await BlindMaterial.FrozenAsync(db, x.w.CaseId, cancellation))) : line);
        }

        return lines;
    }

    /// <summary>Which of these open tasks are there only for an absent person, with the name.</summary>
    private static async Task<Dictionary<string, string>> ForAsync(WorkflowsDbContext db, UserContext user, List<string> ids, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>();
        if (user.Represents.Count == 0) return names;
        var own = (await CaseScope.OpenFor(db, user).Where(w => ids.Contains(w.Id)).Select(w => w.Id).ToListAsync(cancellation)).ToHashSet();
        foreach (var absent in user.Represents)
            foreach (var id in await CaseScope.OpenFor(db, absent).Where(w => ids.Contains(w.Id)).Select(w => w.Id).ToListAsync(cancellation))
                if (!own.Contains(id)) names.TryAdd(id, absent.Name);
        return names;
    }

    /// <summary>The task, or null when the reader may not see it.</summary>
    public async Task<TaskView?> ReadAsync(UserContext user, string taskId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var item = await db.WorkItems.AsNoTracking().SingleOrDefaultAsync(w => w.Id == taskId, cancellation);
        if (item is null) return null;
        var row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == item.CaseId, cancellation);
        var reader = user;
        var acting = item.State == WorkItemState.Open ? await CaseScope.ActingAsync(db, user, item.Id, cancellation) : null;
        if (acting is { Via: not null }) user = acting;
        else if (!await CaseScope.MayTouchAsync(db, user, row, item.Item, cancellation)) return null;
        var programme = await programmes.ForCaseAsync(db, row, clock.GetUtcNow(), cancellation);
        var stage = DefinitionIndex.Of(programme.Process)[item.StageId].Stage;
        var scoring = stage is ExpertReviewStage && IsScoring(item, user);
        var state = EngineJson.ReadState(row.State);
        var (activation, open) = state.FindItem(item.Item);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var view = scoring ? null : await cases.ReadAsync(db, user, row, cancellation);
        var declared = open?.Declared ?? item.State == WorkItemState.Done;
        var blind = scoring && IsBlind(programme.Process, item.StageId);
        var material = view is null ? await BlindMaterial.ReadAsync(db, row, programme, stage, cancellation) : null;
        var names = blind ? material!.Names : null;
        var visible = scoring && !declared ? [] : material?.Visible ?? programme.Permissions.Visible(programme.Form, stage.Id, view!.Values);
        var files = scoring ? await BlindFiles.ListAsync(db, programme.Form, visible, names, cancellation) : [];
        var values = names is null ? visible : names.Hide(visible)!.AsObject();
        var line = Line(item, row.Number, row.Title, row.OrganizationName, row.RoundId);
        return new TaskView
        {
            Line = (names is null ? line : Blind(line, user, names)) with { For = user.Via is null ? null : user.Name },
            For = user.Via is null ? null : user,
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
            Draft = stage is ExpertReviewStage ? await ScoreDrafts.ReadAsync(db, item.Id, reader, cancellation) : null,
        };
    }

    /// <summary>What the reader may do alike with each of these tasks in one go, and which of them are still the reader's.</summary>
    public async Task<CommonActions> CommonActionsAsync(UserContext user, IReadOnlyList<string> taskIds, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var ids = taskIds.Distinct().ToList();
        var mine = await CaseScope.Open(db, user).Where(w => ids.Contains(w.Id)).Select(w => w.Id).ToListAsync(cancellation);
        var lines = await LinesAsync(db, user, [.. ids.Where(mine.Contains)], cancellation);
        if (lines.Count == 0 || lines.Select(l => (l.ProgrammeCode, l.StageId, l.Purpose)).Distinct().Count() > 1 || lines[0].Purpose != WorkPurpose.Decide) return new CommonActions(lines, null, null, []);
        var cases = lines.Select(l => l.Id[..32]).Distinct().ToList();
        var rows = await db.Cases.AsNoTracking().Where(c => cases.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
        var rounds = await db.Rounds.AsNoTracking().Where(r => rows.Values.Select(c => c.RoundId).Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        List<AllowedAction>? common = null;
        Programme? programme = null;
        foreach (var line in lines)
        {
            var row = rows[line.Id[..32]];
            programme = await programmes.ForCaseAsync(db, row, clock.GetUtcNow(), cancellation);
            TaskIds.TryRead(line.Id, out _, out var item);
            var state = EngineJson.ReadState(row.State);
            // In the own name where that is possible, else for whom one is the substitute, as the command path does.
            var actions = ((IEnumerable<UserContext>)[user, .. user.Represents]).Select(u => AllowedActions.For(programme.Process, state, item, u.Actor, name => FactSupplier.Instant(rounds[row.RoundId], name), clock.GetUtcNow())).FirstOrDefault(a => a.Length > 0, []);
            common = common is null ? [.. actions] : [.. common.Where(a => actions.Any(b => b.Type == a.Type && b.Outcome == a.Outcome && b.ToStage == a.ToStage))];
        }

        var stage = DefinitionIndex.Of(programme!.Process)[lines[0].StageId].Stage;
        var people = await Receivers.ListAsync(db, programme, rows[lines[0].Id[..32]], stage.Id, cancellation);
        people.RemoveAll(p => p.UserId == user.UserId);
        // A finding on the spot is written case by case.
        return new CommonActions(lines, stage, programme, [.. common!.Where(a => a.Type is "claim" or "unclaim" or "return" or "transfer" || (a.Type == "complete" && stage is ReviewStage))]) { People = people };
    }

    /// <summary>To whom the reader's task can be given; empty for experts, who give nothing on.</summary>
    public async Task<IReadOnlyList<Receiver>> ReceiversAsync(UserContext user, TaskView task, CancellationToken cancellation = default)
    {
        if (task.Case is null || task.Actions.All(a => a.Type is not ("transfer" or "delegate" or "addSigner" or "copy" or "reassign"))) return [];
        await using var db = contexts.Create();
        var people = await Receivers.ListAsync(db, task.Programme, task.Case.Row, task.Stage.Id, cancellation);
        people.RemoveAll(p => p.UserId == (task.For ?? user).UserId);
        return people;
    }

    /// <summary>Added signers whom the reader may remove, with names.</summary>
    public async Task<IReadOnlyList<Receiver>> RemovableAsync(UserContext user, TaskView task, CancellationToken cancellation = default)
    {
        if (task.Case is null || task.Actions.All(a => a.Type != "removeSigner") || task.Case.State.FindItem(task.Row.Item) is not { Activation: { } activation, Item: { } item }) return [];
        var ids = AllowedActions.Removable(activation, item, (task.For ?? user).Actor, (task.For ?? user).HoldsForProgramme(ProcessRoles.SectionHead, task.Programme.Code)).ToList();
        await using var db = contexts.Create();
        return await db.Users.Where(u => ids.Contains(u.Id)).OrderBy(u => u.DisplayName).Select(u => new Receiver(u.Id, u.DisplayName, u.Unit)).ToListAsync(cancellation);
    }

    /// <summary>匿名案号 of a case for one expert.</summary>
    public static string AnonymousCode(string caseId, string userId) =>
        "MP" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId}/{userId}")))[..8];

    /// <summary>Experts who do not work in the office are shown blind copies only.</summary>
    public static bool IsExpertOnly(UserContext user) => user.Has(ProcessRoles.Expert) && !user.IsStaff && !user.Has(ProcessRoles.Auditor);

    /// <summary>What an expert scores, or explains, without seeing the case itself.</summary>
    private static bool IsScoring(WorkItemRow item, UserContext user) => item.Purpose is WorkPurpose.Score or WorkPurpose.ExplainOutlier && IsExpertOnly(user);

    private static bool IsBlind(ProcessDefinition process, string stageId) => DefinitionIndex.Of(process).Find(stageId)?.Stage is ExpertReviewStage { Blind: true };

    private static TaskLine Line(WorkItemRow w, string? number, string title, string organizationName, string roundId) =>
        new(w.Id, w.CaseId, w.Revision, w.StageId, w.StageName, w.Purpose, w.State, number, title, organizationName, w.Area, w.ProgrammeCode, roundId,
            w.OpenedAt, w.DueAt, w.Held, w.Answered, w.ClaimedBy, w.ClaimedByName, w.DoneAt, w.OutcomeName);

    /// <summary>The line as a blind copy has it.</summary>
    private static TaskLine Blind(TaskLine line, UserContext user, BlindNames names) =>
        line with { CaseId = "", Number = AnonymousCode(line.CaseId, user.UserId), Title = names.Hide(line.Title), OrganizationName = BlindNames.Other, Area = "" };
}
