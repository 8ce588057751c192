using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>The one scope filter: which cases and tasks a person may see (handbook C).</summary>
public static class CaseScope
{
    /// <summary>
    /// Cases whose application this person may open: the own ones; those of the own area; those of the own programmes;
    /// everything for discipline and audit. Experts and committee members see cases only through their tasks and meetings.
    /// </summary>
    public static IQueryable<CaseRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.Represents.Count == 0) return Own(db, user);
        var ids = Own(db, user).Select(c => c.Id);
        foreach (var absent in user.Represents) ids = ids.Union(Own(db, absent).Select(c => c.Id));
        return db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id));
    }

    private static IQueryable<CaseRow> Own(WorkflowsDbContext db, UserContext user)
    {
        var cases = db.Cases.AsNoTracking();
        if (user.Programmes is { } only) cases = cases.Where(c => only.Contains(c.ProgrammeCode));
        if (user.Has(ProcessRoles.Auditor)) return cases.Where(c => c.SubmittedAt != null);
        if (user.OrganizationId is { } organization) return cases.Where(c => c.OrganizationId == organization);
        var programmes = user.ScopesOf(ProcessRoles.Officer, "programme:")
            .Concat(user.ScopesOf(ProcessRoles.SectionHead, "programme:"))
            .Concat(user.ScopesOf(ProcessRoles.Signatory, "programme:")).Distinct().ToList();
        if (programmes.Contains("*")) return cases.Where(c => c.SubmittedAt != null);
        var areas = user.ScopesOf(ProcessRoles.Recommender, "area:").ToList();
        return cases.Where(c => c.SubmittedAt != null && (programmes.Contains(c.ProgrammeCode) || areas.Contains(c.Area)));
    }

    /// <summary>
    /// Programmes whose figures this person may see on the supervision board: section heads and signatories their own,
    /// auditors and administrators all; <c>*</c> for all.
    /// </summary>
    public static IReadOnlyList<string> Supervised(UserContext user) =>
        user.HasAny(ProcessRoles.Auditor, ProcessRoles.Administrator) ? ["*"]
        : [.. user.ScopesOf(ProcessRoles.SectionHead, "programme:").Concat(user.ScopesOf(ProcessRoles.Signatory, "programme:")).Distinct()];

    /// <summary>Whether the board may also name the cases: an administrator sees figures only (handbook C).</summary>
    public static bool SupervisesCases(UserContext user) => user.HasAny(ProcessRoles.SectionHead, ProcessRoles.Signatory, ProcessRoles.Auditor);

    /// <summary>Open work items on which this person may act, also for those whose substitute they are.</summary>
    public static IQueryable<WorkItemRow> Open(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.Represents.Count == 0) return OpenFor(db, user);
        var ids = OpenFor(db, user).Select(w => w.Id);
        foreach (var absent in user.Represents) ids = ids.Union(OpenFor(db, absent).Select(w => w.Id));
        return db.WorkItems.AsNoTracking().Where(w => ids.Contains(w.Id));
    }

    /// <summary>Open work items of one person alone: the own ones, or what a substitute is given of an absent person's.</summary>
    internal static IQueryable<WorkItemRow> OpenFor(WorkflowsDbContext db, UserContext user)
    {
        var candidates = user.IncludesNamed ? user.Groups.Append("user:" + user.UserId).ToList() : [.. user.Groups];
        var everywhere = user.RolesEverywhere.ToList();
        var mine = user.UserId;
        // A list of ids, read from an index of its own, is many times faster than a question per item.
        var named = db.Candidates.Where(c => candidates.Contains(c.Candidate)).Select(c => c.WorkItemId);
        var may = everywhere.Count == 0 ? named : named.Union(db.Candidates.Where(c => everywhere.Contains(c.Role)).Select(c => c.WorkItemId));
        var open = db.WorkItems.AsNoTracking().Where(w => w.State == WorkItemState.Open && (w.ClaimedBy == null || w.ClaimedBy == mine) && may.Contains(w.Id));
        if (user.Via is null) return open;
        // What experts score and what applicants owe is nobody else's.
        open = open.Where(w => w.Purpose != WorkPurpose.Score && w.Purpose != WorkPurpose.ExplainOutlier && w.Purpose != WorkPurpose.Submit && w.Purpose != WorkPurpose.Supplement);
        return user.Programmes is { } only ? open.Where(w => only.Contains(w.ProgrammeCode)) : open;
    }

    /// <summary>Equal for two readers exactly when <see cref="Open"/> asks for the same tasks.</summary>
    internal static string KeyOf(UserContext user) => System.Text.Json.JsonSerializer.Serialize(new[] { user }.Concat(user.Represents).Select(u =>
        new { u.UserId, Groups = u.Groups.Order(StringComparer.Ordinal), Everywhere = u.RolesEverywhere.Order(StringComparer.Ordinal), u.IncludesNamed, Substituted = u.Via is not null, u.Programmes }));

    /// <summary>In whose name this person acts on an open task: the own where that is possible; null: in nobody's.</summary>
    internal static async Task<UserContext?> ActingAsync(WorkflowsDbContext db, UserContext user, string taskId, CancellationToken cancellation)
    {
        if (user.Represents.Count == 0) return user;
        if (await OpenFor(db, user).AnyAsync(w => w.Id == taskId, cancellation)) return user;
        foreach (var absent in user.Represents)
            if (await OpenFor(db, absent).AnyAsync(w => w.Id == taskId, cancellation)) return absent;
        return null;
    }

    /// <summary>Whether a person may know that this case or task exists.</summary>
    internal static async Task<bool> MayTouchAsync(WorkflowsDbContext db, UserContext user, CaseRow row, int? item, CancellationToken cancellation)
    {
        // Applicants and recommending units see the case, but of its tasks only their own: scores and experts are not theirs to know.
        var all = item is null || user.IsStaff || user.Has(ProcessRoles.Auditor);
        if (all && await Visible(db, user).AnyAsync(c => c.Id == row.Id, cancellation)) return true;
        if (item is not { } id) return false;
        var mine = user.UserId;
        if (await db.WorkItems.AnyAsync(w => w.CaseId == row.Id && w.Item == id && (w.ClaimedBy == mine || w.DoneBy == mine || w.DoneVia == mine), cancellation)) return true;
        var task = $"{row.Id}-{id}";
        var named = "user:" + mine;
        if (await db.Candidates.AnyAsync(c => c.WorkItemId == task && c.Candidate == named, cancellation)) return true;
        // Who could have acted may also learn that somebody was faster; closed items keep their candidates in the history.
        var opened = await db.Events.AsNoTracking().Where(e => e.StreamId == row.Id && e.Type == "workItemOpened").Select(e => e.Body).ToListAsync(cancellation);
        return opened.Select(EngineJson.ReadEvent).OfType<WorkItemOpened>().Any(e => e.Item == id && user.Actor.HoldsAny(e.Candidates));
    }
}
