using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A case with everything that pages and API show of it.</summary>
public sealed record CaseView
{
    public required CaseRow Row { get; init; }

    public required ProcessState State { get; init; }

    public required Programme Programme { get; init; }

    public required RoundRow Round { get; init; }

    public required Audience Audience { get; init; }

    /// <summary>The form as it stands: the draft while it may be edited, the last version otherwise.</summary>
    public required JsonObject Values { get; init; }

    public required int FormRevision { get; init; }

    public required FormEditing Editing { get; init; }

    public required IReadOnlyList<FormVersionRow> Versions { get; init; }

    public required IReadOnlyList<AttachmentRow> Files { get; init; }

    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    public required IReadOnlyList<DeadlineRow> Deadlines { get; init; }

    public required IReadOnlyList<DocumentRow> Documents { get; init; }

    /// <summary>What may be done with the case as a whole: submit, withdraw, terminate.</summary>
    public required IReadOnlyList<AllowedAction> Actions { get; init; }
}

/// <summary>Reads cases within the scope of the reader.</summary>
public sealed class CaseReader(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock)
{
    /// <summary>The case, or null when the reader may not see it.</summary>
    public async Task<CaseView?> ReadAsync(UserContext user, string caseId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var row = await CaseScope.Visible(db, user).SingleOrDefaultAsync(c => c.Id == caseId, cancellation);
        return row is null ? null : await ReadAsync(db, user, row, cancellation);
    }

    internal async Task<CaseView> ReadAsync(WorkflowsDbContext db, UserContext user, CaseRow row, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var programme = await programmes.ForCaseAsync(db, row, now, cancellation);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var state = EngineJson.ReadState(row.State);
        var form = await db.Forms.AsNoTracking().SingleAsync(f => f.CaseId == row.Id, cancellation);
        var versions = await db.FormVersions.AsNoTracking().Where(f => f.CaseId == row.Id).OrderByDescending(f => f.Version).ToListAsync(cancellation);
        var editing = FormEditing.Of(state, programme);
        var files = await db.Attachments.AsNoTracking().Where(a => a.CaseId == row.Id && a.Item == null).OrderBy(a => a.Field).ThenByDescending(a => a.Version).ToListAsync(cancellation);
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == row.Id).ToListAsync(cancellation);
        var audience = AudienceFor(user, programme);
        var names = audience == Audience.Staff ? await NamesAsync(db, events, cancellation) : new Dictionary<string, string>();
        var values = editing.Any && user.OrganizationId == row.OrganizationId || versions.Count == 0 ? form.Values : versions[0].Values;
        return new CaseView
        {
            Row = row,
            State = state,
            Programme = programme,
            Round = round,
            Audience = audience,
            Values = await ApplicationForms.WithAttachmentsAsync(db, row.Id, programme.Form, JsonNode.Parse(values)!.AsObject(), cancellation),
            FormRevision = form.Revision,
            Editing = user.OrganizationId == row.OrganizationId ? editing : FormEditing.None,
            Versions = versions,
            Files = files,
            Timeline = TimelineWords.Tell(events, programme, audience, names),
            // That a sheet is an outlier is the office's to know, as all of scoring is.
            Deadlines = await db.Deadlines.AsNoTracking().Where(d => d.CaseId == row.Id && (audience == Audience.Staff || d.Purpose != DeadlinePurpose.Explanation)).OrderByDescending(d => d.Deadline).ToListAsync(cancellation),
            Documents = await DocumentScope.OfCaseAsync(db, row.Id, cancellation),
            Actions = ActionsOf(user, row, state, programme, now),
        };
    }

    /// <summary>How much of the history a person is told.</summary>
    public static Audience AudienceOf(UserContext user, Programme programme) =>
        user.OrganizationId is not null ? Audience.Applicant
        : user.HoldsForProgramme(ProcessRoles.Officer, programme.Code) || user.HoldsForProgramme(ProcessRoles.SectionHead, programme.Code)
            || user.HoldsForProgramme(ProcessRoles.Signatory, programme.Code) || user.Has(ProcessRoles.Auditor) ? Audience.Staff
        : Audience.Recommender;

    /// <summary>The same for a person who may also read as the substitute of others.</summary>
    internal static Audience AudienceFor(UserContext user, Programme programme) =>
        user.Represents.Any(absent => (absent.Programmes is not { } only || only.Contains(programme.Code)) && AudienceOf(absent, programme) == Audience.Staff) ? Audience.Staff : AudienceOf(user, programme);

    private static List<AllowedAction> ActionsOf(UserContext user, CaseRow row, ProcessState state, Programme programme, DateTimeOffset now)
    {
        var actions = new List<AllowedAction>();
        if (user.OrganizationId == row.OrganizationId && state.Phase != ProcessPhase.Ended)
        {
            var editing = FormEditing.Of(state, programme);
            if (FormEditing.Submits(state)) actions.Add(new("submit", "提交申报"));
            else if (editing.Any) actions.Add(new("submit", "提交补正"));
            if (state.Phase == ProcessPhase.Draft) actions.Add(new("withdraw", "删去草稿", Help: "草稿删去后不能恢复。"));
        }

        actions.AddRange(AllowedActions.ForCase(programme.Process, state, user.Actor, now));
        foreach (var absent in user.Represents.Where(a => a.Programmes is not { } only || only.Contains(row.ProgrammeCode)))
            actions.AddRange(AllowedActions.ForCase(programme.Process, state, absent.Actor, now).Where(a => actions.All(known => known.Type != a.Type)));
        return actions;
    }

    private static async Task<Dictionary<string, string>> NamesAsync(WorkflowsDbContext db, List<EventRow> events, CancellationToken cancellation)
    {
        var ids = events.Select(e => e.ActorId).Concat(events.SelectMany(e => TimelineWords.Named(e))).Distinct().ToList();
        return await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
    }
}
