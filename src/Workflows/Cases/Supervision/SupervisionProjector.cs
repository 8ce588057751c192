using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Writes the rows of the supervision board from events: visits of stages and red cards.</summary>
internal sealed class SupervisionProjector(WorkflowsDbContext db, CaseRow row, Programme programme, WorkingCalendar calendar, SupervisionProjector? before = null)
{
    private readonly DefinitionIndex index = DefinitionIndex.Of(programme.Process);
    private Dictionary<int, StageVisitRow> visits = before?.visits ?? [];
    private List<RedCardRow> cards = before?.cards ?? [];

    /// <param name="userName">Who acts, for the answer to a red card.</param>
    public async Task ProjectAsync(IReadOnlyList<ProcessEvent> events, string userName, CancellationToken cancellation)
    {
        if (!events.Any(Matters)) return;
        if (row.Sequence > 0)
        {
            visits = await db.StageVisits.Where(v => v.CaseId == row.Id && v.LeftAt == null).ToDictionaryAsync(v => v.Activation, cancellation);
            cards = await db.RedCards.Where(r => r.CaseId == row.Id && r.SettledAt == null).ToListAsync(cancellation);
        }

        foreach (var happened in events) Project(happened, userName);
    }

    /// <summary>Projects one event of a history that is told from its beginning.</summary>
    internal void Project(ProcessEvent happened, string userName)
    {
        switch (happened)
        {
            case StageEntered e when index.Find(e.StageId)?.Stage is { } stage && stage is not (ChoiceStage or ParallelStage): Enter(e); break;
            case StageCompleted e: Leave(e.Activation, e.At, e.Outcome, e.Cause); break;
            case StageCancelled e: Leave(e.Activation, e.At, null, e.Cause); break;
            case SupplementRequested e when visits.TryGetValue(e.Activation, out var visit):
                visit.SupplementRounds++;
                Hold(visit, e.At);
                break;
            case SupplementAnswered e when visits.TryGetValue(e.Activation, out var visit): Release(visit, e.At); break;
            case Returned { Activation: { } back } e when visits.TryGetValue(back, out var visit):
                visit.Returned = true;
                Hold(visit, e.At);
                break;
            case ReturnAnswered e when visits.TryGetValue(e.Activation, out var visit): Release(visit, e.At); break;
            case ObjectionRaised e when visits.TryGetValue(e.Activation, out var visit): Hold(visit, e.At); break;
            case ObjectionResolved e when visits.TryGetValue(e.Activation, out var visit):
                // What was late was the answer: it is settled with it, also while the notice runs on.
                if (visit.HeldSince is { } held)
                    foreach (var card in cards.Where(c => c.SettledAt is null && c.Activation == e.Activation && ChinaTime.DateOf(c.RaisedAt) > held)) card.SettledAt = e.At;
                Release(visit, e.At);
                break;
            case Suspended e:
                foreach (var visit in visits.Values) Hold(visit, e.At);
                break;
            case Resumed e:
                foreach (var visit in visits.Values) Release(visit, e.At);
                break;
            case Escalated { Activation: { } late, Deadline: { } deadline } e: Raise(e, late, deadline); break;
            case RedCardAnswered e when cards.Find(c => c.SettledAt is null && c.Deadline == e.Deadline) is { } card:
                (card.Handler, card.PromisedOn, card.Note, card.AnsweredAt, card.AnsweredByName) = (e.Handler, e.PromisedOn, e.Note, e.At, userName);
                break;
        }
    }

    private static bool Matters(ProcessEvent happened) => happened is StageEntered or StageCompleted or StageCancelled or SupplementRequested or SupplementAnswered or Returned or ReturnAnswered
        or ObjectionRaised or ObjectionResolved or Suspended or Resumed or Escalated or RedCardAnswered;

    private void Enter(StageEntered e)
    {
        var visit = new StageVisitRow { Id = $"{row.Id}-{e.Activation}", CaseId = row.Id, Activation = e.Activation, ProgrammeCode = row.ProgrammeCode, StageId = e.StageId, EnteredAt = e.At };
        visits[e.Activation] = visit;
        db.StageVisits.Add(visit);
    }

    private void Leave(int activation, DateTimeOffset at, string? outcome, string cause)
    {
        foreach (var card in cards.Where(c => c.SettledAt is null && c.Activation == activation)) card.SettledAt = at;
        if (!visits.Remove(activation, out var visit)) return;
        if (visit.HeldSince is not null) (visit.Holds, visit.HeldDays, visit.HeldSince) = (0, visit.HeldDays + Since(visit, at), null);
        (visit.LeftAt, visit.Outcome, visit.Cause) = (at, outcome, cause);
        visit.Returned |= cause == "returned";
        var total = calendar.WorkingDaysBetween(ChinaTime.LastDayOf(visit.EnteredAt), ChinaTime.LastDayOf(at));
        (visit.TotalDays, visit.Days) = (total, Math.Max(0, total - visit.HeldDays));
    }

    private static void Hold(StageVisitRow visit, DateTimeOffset at)
    {
        if (visit.Holds++ == 0) visit.HeldSince = ChinaTime.LastDayOf(at);
    }

    private void Release(StageVisitRow visit, DateTimeOffset at)
    {
        if (visit.Holds == 0 || --visit.Holds > 0) return;
        (visit.HeldDays, visit.HeldSince) = (visit.HeldDays + Since(visit, at), null);
    }

    /// <summary>The day of the pause counts as used; the day of the answer does not.</summary>
    private int Since(StageVisitRow visit, DateTimeOffset at) => calendar.WorkingDaysBetween(visit.HeldSince!.Value, ChinaTime.LastDayOf(at));

    private void Raise(Escalated e, int activation, int deadline)
    {
        if (visits.TryGetValue(activation, out var visit)) visit.Overdue = true;
        var card = new RedCardRow
        {
            Id = $"{row.Id}-{deadline}",
            CaseId = row.Id,
            Deadline = deadline,
            Activation = activation,
            ProgrammeCode = row.ProgrammeCode,
            StageId = e.StageId,
            StageName = index.Find(e.StageId)?.Stage.Name ?? e.StageId,
            RaisedAt = e.At,
        };
        cards.Add(card);
        db.RedCards.Add(card);
    }
}
