using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Reviews;

/// <summary>Reads from the database who could be drawn, and what each must not be close to.</summary>
public static class PanelPool
{
    /// <summary>All active experts as candidates.</summary>
    public static async Task<IReadOnlyList<ExpertCandidate>> CandidatesAsync(WorkflowsDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Experts.AsNoTracking().Where(e => e.Active).Include(e => e.Employments).Include(e => e.Relations).AsSplitQuery().ToListAsync(cancellation);
        var disabled = (await db.Users.Where(u => u.Disabled).Select(u => u.Id).ToListAsync(cancellation)).ToHashSet();
        return [.. rows.Where(e => !disabled.Contains(e.Id)).Select(ToCandidate)];
    }

    /// <summary>The application as the conflict filter sees it.</summary>
    public static async Task<ReviewSubject> SubjectAsync(WorkflowsDbContext db, CaseRow row, JsonObject values, CancellationToken cancellation)
    {
        var organization = await db.Organizations.AsNoTracking().Include(o => o.Shareholders).SingleAsync(o => o.Id == row.OrganizationId, cancellation);
        var partners = (values["partners"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var partnerNames = partners.Select(p => (string?)p["name"]).OfType<string>().ToList();
        var partnerCodes = partners.Select(p => (string?)p["uscc"]).OfType<string>()
            .Concat(await db.Organizations.Where(o => partnerNames.Contains(o.Name)).Select(o => o.Uscc).ToListAsync(cancellation)).Distinct().ToList();
        var competitors = await db.Cases.Where(c => c.RoundId == row.RoundId && c.Id != row.Id && c.SubmittedAt != null)
            .Join(db.Organizations, c => c.OrganizationId, o => o.Id, (c, o) => o.Uscc).Distinct().ToListAsync(cancellation);
        return new ReviewSubject(row.Id, organization.Uscc)
        {
            PartnerUsccs = [.. partnerCodes],
            Persons = [organization.LegalRepresentative, organization.ContactName, .. organization.Shareholders.Select(s => s.Name)],
            Avoided = [.. (values["avoid_experts"] as JsonArray ?? []).OfType<JsonObject>().Take(ReviewSubject.MaxAvoided)
                .Select(a => new AvoidedExpert((string?)a["name"] ?? "", (string?)a["employer"]))],
            CompetitorUsccs = competitors,
        };
    }

    private static ExpertCandidate ToCandidate(ExpertRow row) => new(row.Id, row.Name)
    {
        Fields = row.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries),
        Employments = [.. row.Employments.Select(e => new Employment(e.Uscc ?? "", e.Employer, e.To))],
        Interests = [.. row.Relations.Where(r => Interest(r.Kind) is not null).Select(r => new Interest(r.Other, Interest(r.Kind)!.Value))],
        Relations = [.. row.Relations.Where(r => Interest(r.Kind) is null).Select(ToRelation)],
    };

    private static InterestKind? Interest(string kind) => kind switch
    {
        "shareholder" => InterestKind.Shareholder,
        "legalRepresentative" => InterestKind.LegalRepresentative,
        "director" => InterestKind.Director,
        "adviser" => InterestKind.PaidAdviser,
        _ => null,
    };

    private static Relation ToRelation(RelationRow row)
    {
        var kind = row.Kind switch
        {
            "kin" => RelationKind.Kin,
            "teacher" => RelationKind.TeacherStudent,
            _ => RelationKind.Collaborator,
        };
        return UnifiedSocialCreditCode.TryParse(row.Other, out var code)
            ? new Relation(kind, code.ToString(), null, row.Until)
            : new Relation(kind, null, row.Other, row.Until);
    }
}
