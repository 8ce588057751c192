using System.Text.Json.Nodes;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Entry = Innovation.Web.Components.TimelineEntry;

namespace Innovation.Web.Office;

/// <summary>One 补正 item with what was changed for it.</summary>
public sealed record AnsweredItem(string Label, string Remark, IReadOnlyList<FieldChange> Changes, IReadOnlyList<FileView> Files);

/// <summary>补正答复, before and after.</summary>
public sealed record AnswerView(int Round, string By, DateTimeOffset At, IReadOnlyList<AnsweredItem> Items);

/// <summary>Changes from one version of the form to the next.</summary>
public sealed record VersionView(int Version, DateTimeOffset At, string By, string Hash, IReadOnlyList<FieldChange> Changes);

/// <summary>A deadline with its day strip.</summary>
public sealed record DeadlineView(DeadlineRow Row, string Name, string Last, IReadOnlyList<DayCell> Cells, string Sentence);

/// <summary>What the task page and the case page show of a case.</summary>
public sealed record CaseSheet
{
    public required CaseView Case { get; init; }

    public required IReadOnlyList<ReadSection> Sections { get; init; }

    public required IReadOnlyList<FileView> Files { get; init; }

    public required AnswerView? Answer { get; init; }

    public required IReadOnlyList<VersionView> Versions { get; init; }

    /// <summary>前面的意见, oldest first.</summary>
    public required IReadOnlyList<Entry> Opinions { get; init; }

    /// <summary>历程, newest first.</summary>
    public required IReadOnlyList<Entry> History { get; init; }

    public required StageListView Stages { get; init; }

    public required IReadOnlyList<DeadlineView> Deadlines { get; init; }

    public required DateTimeOffset Now { get; init; }
}

/// <summary>Gathers what is shown of a case.</summary>
public sealed class CaseDesk(IDbContexts contexts, CalendarStore calendars, TimeProvider clock)
{
    /// <param name="stageId">Whose permissions the form is read with; null: everything.</param>
    public async Task<CaseSheet> ReadAsync(CaseView view, string? stageId)
    {
        ArgumentNullException.ThrowIfNull(view);
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        var calendar = await calendars.GetAsync(db);
        var items = await db.WorkItems.AsNoTracking().Where(w => w.CaseId == view.Row.Id).OrderBy(w => w.Item).ToListAsync();
        var hidden = Hidden(view, stageId);
        var files = view.Files.Where(f => !hidden.Contains(f.Field)).ToList();
        var history = view.Timeline.Select(t => Tell(t, view, now)).ToList();
        return new CaseSheet
        {
            Case = view,
            Sections = FormReading.Sections(view.Programme.Form, view.Programme.Permissions, stageId, view.Values, files, now),
            Files = [.. files.OrderByDescending(f => f.Current).Select(f => FormReading.File(f, now) with { Material = FieldLabels.Of(view.Programme.Form, f.Field) })],
            Answer = await AnswerAsync(db, view, files, hidden, now),
            Versions = await VersionsAsync(db, view, hidden),
            Opinions = [.. view.Timeline.Where(t => t.StageId is not null && t.Detail is not null).Reverse().Select(t => Tell(t, view, now))],
            History = history,
            Stages = StageWords.Map(view, items, now, calendar),
            Deadlines = [.. view.Deadlines.Where(d => view.Audience == Audience.Staff || d.Purpose != DeadlinePurpose.Stage || d.ClosedAt is null)
                .OrderBy(d => d.ClosedAt is not null).ThenByDescending(d => d.Deadline)
                .Select(d => new DeadlineView(d, d.Purpose == DeadlinePurpose.Supplement ? d.StageName + DeadlineWords.Of(d.Purpose) : DeadlineWords.Of(d.Purpose) ?? d.StageName,
                    ChinaTime.Due(d.DueAt, calendar, today), DueViews.Cells(d, now, calendar),
                    DueViews.Sentence(d, d.Purpose == DeadlinePurpose.Stage ? DefinitionIndex.Of(view.Programme.Process).Find(d.StageId)?.Stage : null, now, calendar, DueViews.ResumesWhen(view.State, d))))],
            Now = now,
        };
    }

    /// <summary>The due chip of a task.</summary>
    public async Task<DueView> DueAsync(TaskView task)
    {
        ArgumentNullException.ThrowIfNull(task);
        await using var db = contexts.Create();
        var held = task.Line.Held ? task.Case is { } view ? TaskDesk.HeldWords(view.Row) : "已暂停" : null;
        return DueViews.Of(task.Line.DueAt, clock.GetUtcNow(), await calendars.GetAsync(db), task.Line.Purpose == WorkPurpose.Decide ? DueViews.SilentEffect(task.Stage) : null, held);
    }

    /// <summary>异议 against a case, oldest first.</summary>
    public async Task<IReadOnlyList<ObjectionRow>> ObjectionsAsync(string caseId)
    {
        await using var db = contexts.Create();
        return await db.Objections.AsNoTracking().Where(o => o.CaseId == caseId).OrderBy(o => o.ReceivedAt).ToListAsync();
    }

    private static HashSet<string> Hidden(CaseView view, string? stageId) => stageId is null ? [] :
    [
        .. view.Programme.Form.Sections.SelectMany(s => s.Fields.Where(f => view.Programme.Permissions.AccessTo(stageId, s, f) == FieldAccess.Hidden)).Select(f => f.Id),
    ];

    private static Entry Tell(Innovation.Workflows.Cases.TimelineEntry line, CaseView view, DateTimeOffset now)
    {
        var links = view.Documents.Where(d => d.Id == line.DocumentId).Select(d => new LinkView($"{d.Title}{(d.Number is null ? "" : " " + d.Number)}", $"/documents/{d.Id}")).Concat(line.Files.Select(f => new LinkView(f.Name, "/files/" + f.Id))).ToList();
        return new Entry(DateText.Effective(line.At, now), line.Text, line.By, line.ProcessedAt is { } later ? $"{line.Detail}（于 {DateText.Effective(line.At, now)} 生效，{DateText.Moment(later, now)} 登记）" : line.Detail, links);
    }

    private static async Task<AnswerView?> AnswerAsync(WorkflowsDbContext db, CaseView view, IReadOnlyList<AttachmentRow> files, HashSet<string> hidden, DateTimeOffset now)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == view.Row.Id && (e.Type == "supplementRequested" || e.Type == "supplementAnswered")).OrderBy(e => e.Sequence).ToListAsync();
        if (events.LastOrDefault(e => e.Type == "supplementAnswered") is not { } answered || view.Versions.Count < 2) return null;
        if (events.LastOrDefault(e => e.Type == "supplementRequested" && e.Sequence < answered.Sequence) is not { } asked) return null;
        var request = (SupplementRequested)EngineJson.ReadEvent(asked.Body);
        var changes = FormDiff.Compare(view.Programme.Form, Values(view.Versions[1]), Values(view.Versions[0])).Where(c => !hidden.Contains(FieldLabels.RootOf(c.FieldPath))).ToList();
        return new AnswerView(request.Round, answered.ActorWords, answered.At, [.. request.Items.Select(i =>
        {
            var root = FieldLabels.RootOf(i.Field);
            return new AnsweredItem(FieldLabels.Of(view.Programme.Form, i.Field), i.Remark, [.. changes.Where(c => FieldLabels.RootOf(c.FieldPath) == root)],
                [.. files.Where(f => f.Field == root && f.Current && f.UploadedAt >= asked.At).Select(f => FormReading.File(f, now))]);
        })]);
    }

    private static async Task<IReadOnlyList<VersionView>> VersionsAsync(WorkflowsDbContext db, CaseView view, HashSet<string> hidden)
    {
        var ids = view.Versions.Select(v => v.SubmittedBy).Distinct().ToList();
        var names = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName);
        return [.. view.Versions.Select((v, i) => new VersionView(v.Version, v.SubmittedAt, names.GetValueOrDefault(v.SubmittedBy, ""), v.Hash,
            i + 1 < view.Versions.Count ? [.. FormDiff.Compare(view.Programme.Form, Values(view.Versions[i + 1]), Values(v)).Where(c => !hidden.Contains(FieldLabels.RootOf(c.FieldPath)))] : []))];
    }

    private static JsonObject Values(FormVersionRow row) => JsonNode.Parse(row.Values)!.AsObject();
}
