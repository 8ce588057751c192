using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>超时视为受理: visits that went on because the office let its period run out, with a red card of the same instant.</summary>
public static class DeemedOutcomes
{
    /// <summary>The visits of all cases; a period that ended as it should (a notice that was published to its end) is none.</summary>
    public static IQueryable<StageVisitRow> In(WorkflowsDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.StageVisits.AsNoTracking().Where(v => v.Cause == "deadline" && v.Overdue && v.Outcome != null
            && db.RedCards.Any(r => r.CaseId == v.CaseId && r.Activation == v.Activation && r.RaisedAt == v.LeftAt));
    }

    /// <summary>Only cases that have such a visit, or only those that have none.</summary>
    public static IQueryable<CaseRow> WhereDeemed(this IQueryable<CaseRow> cases, WorkflowsDbContext db, bool deemed)
    {
        var visits = In(db);
        return deemed ? cases.Where(c => visits.Any(v => v.CaseId == c.Id)) : cases.Where(c => !visits.Any(v => v.CaseId == c.Id));
    }
}
