using System.Security.Cryptography;
using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Notices;

/// <summary>
/// An item in 公示 whose applicant comes under a sanction is held at once, with a task for the officer, as an objection holds
/// it (handbook B15). Runs after a sanction was entered and with every sweep, so that one which begins later holds too.
/// </summary>
public sealed class SanctionHolds(IDbContexts contexts, Objections objections, TimeProvider clock) : IDueWork
{
    /// <summary>Who raises it, as the officer reads it.</summary>
    public const string Name = "限制名单核查";

    public async Task<int> RunDueAsync(DateTimeOffset until, CancellationToken cancellation = default)
    {
        List<Held> found;
        await using (var db = contexts.Create())
        {
            var rows = from sanction in Sanctions.InForce(db, ChinaTime.DateOf(until))
                       join organization in db.Organizations on sanction.Uscc equals organization.Uscc
                       join item in db.Cases.Where(c => c.Phase == ProcessPhase.Running) on organization.Id equals item.OrganizationId
                       join listed in db.BatchItems.Where(i => i.Spread == BatchSpread.Done) on item.Id equals listed.CaseId
                       join batch in db.Batches.Where(b => b.Kind == BatchKind.Notice && b.ActedAt != null && b.EndsAt > until) on listed.BatchId equals batch.Id
                       orderby item.Id
                       select new { sanction, item.Id, item.OrganizationName, BatchId = batch.Id };
            found = [.. (await rows.ToListAsync(cancellation)).Select(r => new Held(IdOf(r.sanction.Id, r.Id), r.sanction, r.Id, r.BatchId, r.OrganizationName))];
            var ids = found.ConvertAll(h => h.Id);
            var known = ids.Count == 0 ? [] : await db.Objections.Where(o => ids.Contains(o.Id)).Select(o => o.Id).ToListAsync(cancellation);
            found.RemoveAll(h => known.Contains(h.Id));
        }

        var count = 0;
        foreach (var held in found)
        {
            var s = held.Sanction;
            var facts = $"公示期间发现{held.Organization}自 {ChinaTime.LongDate(s.From)} 至 {ChinaTime.LongDate(s.Until)} 被限制享受政策：{s.Reason}。{(s.Source.Length > 0 ? $"来源：{s.Source}{(s.DecidedOn is { } on ? $"，{ChinaTime.LongDate(on)}" : "")}。" : "")}";
            if (await objections.RaiseOfficialAsync(new ObjectionRow { Id = held.Id, BatchId = held.BatchId, CaseId = held.CaseId, QueryCode = held.Id[..20], Name = Name, Mobile = "", Facts = facts, RealName = true, ReceivedAt = clock.GetUtcNow(), Status = ObjectionStatus.Open }, RaiseObjection.Sanction, cancellation)) count++;
        }

        return count;
    }

    private sealed record Held(string Id, SanctionRow Sanction, string CaseId, string BatchId, string Organization);

    /// <summary>One hold for each sanction and case, however often and wherever this runs.</summary>
    private static string IdOf(string sanction, string caseId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sanction}/{caseId}")))[..32];
}
