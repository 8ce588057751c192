using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Verification;

/// <summary>What the history of a case says of papers: id, seal, and whether it is a certificate.</summary>
/// <param name="Seal">Null in histories from before papers were sealed.</param>
public sealed record ProvedDocument(string Id, string? Number, string? Seal, CaseRow? CertificateOf, Programme Programme);

/// <summary>
/// Tells the history of a case again, through the projector, into an empty context, and compares every row of the case with
/// what comes of it. Forms are an input: their hash stands in the events.
/// </summary>
public sealed class CaseRebuild(IDbContexts contexts, ProgrammeStore programmes, CalendarStore calendars)
{
    private readonly List<ProvedDocument> documents = [];

    /// <summary>What the cases compared so far have issued.</summary>
    public IReadOnlyList<ProvedDocument> Documents => documents;

    /// <param name="events">The whole history, whose chain has been checked.</param>
    /// <param name="number">The number that the series gave to this case; null: none.</param>
    /// <returns>Everything that does not fit.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(CaseRow stored, IReadOnlyList<EventRow> events, string? number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(events);
        var subject = $"案件 {stored.Number ?? stored.Id}";
        if (events.Count == 0 || EngineJson.ReadEvent(events[0].Body) is not DraftOpened opened) return [$"{subject}：没有事件"];
        await using var db = contexts.Create();
        var versions = await db.FormVersions.AsNoTracking().Where(f => f.CaseId == stored.Id).ToListAsync(cancellation);
        var told = new Telling(stored, opened, versions);
        var applicants = await db.Users.AsNoTracking().Where(u => u.OrganizationId == opened.Organization).Select(u => u.Id).ToListAsync(cancellation);
        // Nothing of this is ever saved; the context only keeps the rows together.
        await using var empty = contexts.Create();
        empty.ChangeTracker.AutoDetectChangesEnabled = false;
        var visits = (SupervisionProjector?)null;
        var history = new List<ProcessEvent>();
        foreach (var act in Acts(events))
        {
            var happened = act.ConvertAll(e => EngineJson.ReadEvent(e.Body));
            history.AddRange(happened);
            var changes = happened.Where(e => e is not DocumentIssued).ToList();
            var state = changes.Aggregate(told.State, ProcessEngine.Evolve);
            var programme = state.DefinitionVersion > 0 ? await programmes.GetAsync(db, told.Row.ProgrammeCode, state.DefinitionVersion, cancellation) : await programmes.CurrentAsync(db, told.Row.ProgrammeCode, changes[0].At, cancellation);
            told.Name(changes, programme);
            // The title of a draft follows the form while it is being filled.
            if (state.Phase == ProcessPhase.Draft) told.Row.Title = stored.Title;
            if (state.Phase == ProcessPhase.Running) told.Row.Number ??= number;
            new CaseProjector(empty, told.Row, programme, PersonOf(act[0], applicants.Contains(act[0].ActorId) || state.Applicants.Contains(act[0].ActorId) ? opened.Organization : null), cancellation) { ProcessedAt = act[0].ProcessedAt }.Again(changes, state);
            visits = new SupervisionProjector(empty, told.Row, programme, await calendars.GetAsync(db, cancellation), visits);
            foreach (var change in changes) visits.Project(change, act[0].ActorName);
            foreach (var issued in happened.OfType<DocumentIssued>())
                documents.Add(new ProvedDocument(issued.DocumentId, issued.Number, issued.Seal, IsCertificate(programme, issued) ? stored : null, programme));
            told.Row.Follow(changes, state);
            (told.Row.Sequence, told.Row.HeadHash, told.State) = (act[^1].Sequence, act[^1].Hash, state);
        }

        var (model, problems) = (db.Model, new List<string>());
        var id = stored.Id;
        var items = empty.WorkItems.Local.ToList();
        problems.AddRange(RowComparison.Compare(model, subject, [told.Row], [stored]));
        problems.AddRange(RowComparison.Compare(model, subject, told.Versions, versions));
        problems.AddRange(RowComparison.Compare(model, subject, items, await db.WorkItems.AsNoTracking().Where(w => w.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(RowComparison.Compare(model, subject, items.SelectMany(i => i.Candidates), await db.Candidates.AsNoTracking().Where(c => db.WorkItems.Any(w => w.Id == c.WorkItemId && w.CaseId == id)).ToListAsync(cancellation)));
        problems.AddRange(RowComparison.Compare(model, subject, empty.Deadlines.Local, await db.Deadlines.AsNoTracking().Where(d => d.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(RowComparison.Compare(model, subject, empty.Copies.Local, await db.Copies.AsNoTracking().Where(c => c.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(RowComparison.Compare(model, subject, empty.Requests.Local, await db.Requests.AsNoTracking().Where(r => r.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(RowComparison.Compare(model, subject, empty.RedCards.Local, await db.RedCards.AsNoTracking().Where(r => r.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(RowComparison.Compare(model, subject, empty.StageVisits.Local, await db.StageVisits.AsNoTracking().Where(v => v.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(InputProof.Objections(subject, history, await db.Objections.AsNoTracking().Where(o => o.CaseId == id).ToListAsync(cancellation)));
        problems.AddRange(InputProof.Files(subject, history, versions, await db.Attachments.AsNoTracking().Where(a => a.CaseId == id).ToListAsync(cancellation)));
        return problems;
    }

    /// <summary>
    /// Events by the act that wrote them: one command, or one thing that time did. Acts of the system have no command id; they
    /// begin with what became due, and a paper ends its act.
    /// </summary>
    internal static IEnumerable<List<EventRow>> Acts(IReadOnlyList<EventRow> events)
    {
        List<EventRow> act = [];
        foreach (var row in events)
        {
            if (act.Count > 0 && (Of(row) != Of(act[^1]) || (row.CommandId is null && (Begins(row.Type) || (act[^1].Type == "documentIssued" && row.Type != "documentIssued")))))
            {
                yield return act;
                act = [];
            }

            act.Add(row);
        }

        if (act.Count > 0) yield return act;

        static (string?, string, string?, DateTimeOffset, DateTimeOffset?) Of(EventRow e) => (e.CommandId, e.ActorId, e.ViaId, e.ProcessedAt, e.CommandId is null ? e.At : null);
        static bool Begins(string type) => type is "deadlineReminded" or "deadlineExpired";
    }

    /// <summary>Who acted, as far as rows tell of it.</summary>
    private static UserContext PersonOf(EventRow row, string? organization) =>
        new(row.ActorId, row.ActorName, organization, [], row.ViaId is { } via ? new Substitute(via, row.ViaName ?? "") : null);

    private static bool IsCertificate(Programme programme, DocumentIssued issued) =>
        DefinitionIndex.Of(programme.Process).Places.Any(p => p.Stage is DecisionStage { Certificate: { } template } && template == issued.Template);

    /// <summary>The row of a case while its history is told, and the forms that the events prove.</summary>
    private sealed class Telling
    {
        private readonly List<FormVersionRow> given;

        public Telling(CaseRow stored, DraftOpened opened, List<FormVersionRow> given)
        {
            this.given = given;
            Row = new CaseRow
            {
                Id = stored.Id,
                // Histories from before the event named them keep what is stored.
                ProgrammeCode = opened.Programme ?? stored.ProgrammeCode,
                RoundId = opened.Round ?? stored.RoundId,
                OrganizationId = opened.Organization,
                OrganizationName = opened.OrganizationName ?? stored.OrganizationName,
                Area = opened.Area,
                InitiatorId = opened.By,
                CreatedAt = opened.At,
            };
        }

        public CaseRow Row { get; }

        public ProcessState State { get; set; } = ProcessState.Empty;

        /// <summary>The handed-in forms with the hashes that the events name.</summary>
        public List<FormVersionRow> Versions { get; } = [];

        /// <summary>Takes title and key over from what was handed in.</summary>
        public void Name(IReadOnlyList<ProcessEvent> changes, Programme programme)
        {
            if (Row.Title.Length == 0) Row.Title = programme.Name;
            foreach (var change in changes)
            {
                var (version, hash, by, whole) = change switch
                {
                    CaseSubmitted e => (e.FormVersion, e.FormHash, e.By, true),
                    WorkItemCompleted { Values: { } values } e when Purpose(changes, e.Item) is WorkPurpose.Submit or WorkPurpose.Supplement && JsonNode.Parse(values) is JsonObject said && said["formHash"] is { } proof =>
                        ((int)said["formVersion"]!, (string)proof!, e.By, Purpose(changes, e.Item) == WorkPurpose.Submit),
                    _ => (0, "", "", false),
                };
                if (version == 0) continue;
                var text = given.Find(g => g.Version == version)?.Values;
                if (Versions.All(v => v.Version != version)) Versions.Add(new FormVersionRow { CaseId = Row.Id, Version = version, Values = text ?? "", Hash = hash, SubmittedAt = change.At, SubmittedBy = by });
                if (!whole || text is null) continue;
                var form = JsonNode.Parse(text)!.AsObject();
                (Row.Title, Row.OpenKey) = (ApplicationForms.TitleOf(programme, form), ApplicationForms.OpenKey(programme, Row.OrganizationId, form));
            }
        }

        private WorkPurpose? Purpose(IReadOnlyList<ProcessEvent> changes, int item) => State.FindItem(item).Item?.Purpose ?? changes.OfType<WorkItemOpened>().FirstOrDefault(o => o.Item == item)?.Purpose;
    }
}
