using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Providers;

/// <summary>
/// 关联方 (handbook B10): the same legal representative, a share from the limit on in either direction, or the same group,
/// that is an owner who holds such a share of both. A share just under the limit is allowed and reported to the auditor.
/// </summary>
public static class RelatedParties
{
    /// <summary>From so many percent below the limit on, a share is reported.</summary>
    public const decimal Margin = 5;

    /// <summary>One side: who it is and who owns it.</summary>
    /// <param name="Holders">Name, USCC (null for persons) and share in percent.</param>
    public sealed record Party(string Name, string Uscc, string LegalRepresentative, IReadOnlyList<(string Name, string? Uscc, decimal Percent)> Holders);

    /// <summary>Why the two are related, or what the auditor should know; both null: nothing.</summary>
    /// <param name="limit">In percent.</param>
    public static (string? Related, string? Note) Check(Party one, Party other, decimal limit)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Uscc == other.Uscc) return ("同一单位", null);
        if (Same(one.LegalRepresentative, other.LegalRepresentative)) return ($"法定代表人同为{one.LegalRepresentative.Trim()}", null);
        string? note = null;
        foreach (var (owner, owned) in ((Party, Party)[])[(one, other), (other, one)])
        {
            var share = owned.Holders.Where(h => h.Uscc == owner.Uscc || Same(h.Name, owner.Name)).Sum(h => h.Percent);
            if (share >= limit) return ($"{owner.Name}持有{owned.Name} {share:0.##}% 的股份", null);
            if (share >= limit - Margin) note ??= $"{owner.Name}持有{owned.Name} {share:0.##}% 的股份，接近关联比例 {limit:0.##}%";
        }

        foreach (var holder in one.Holders.Where(h => h.Percent >= limit - Margin))
        {
            var there = other.Holders.Where(h => holder.Uscc is { Length: > 0 } ? h.Uscc == holder.Uscc : Same(h.Name, holder.Name)).Sum(h => h.Percent);
            if (holder.Percent >= limit && there >= limit) return ($"{holder.Name}同时持有双方 {holder.Percent:0.##}% 和 {there:0.##}% 的股份，属同一集团", null);
            if (there >= limit - Margin) note ??= $"{holder.Name}同时持有双方 {holder.Percent:0.##}% 和 {there:0.##}% 的股份，接近关联比例 {limit:0.##}%";
        }

        return (null, note);
    }

    internal static async Task<(string? Related, string? Note)> CheckAsync(WorkflowsDbContext db, OrganizationRow enterprise, ProviderRow provider, decimal limit, CancellationToken cancellation)
    {
        var organization = provider.OrganizationId is { } id ? await db.Organizations.AsNoTracking().Include(o => o.Shareholders).SingleOrDefaultAsync(o => o.Id == id, cancellation) : null;
        return Check(PartyOf(enterprise), organization is null ? new Party(provider.Name, provider.Uscc, provider.LegalRepresentative, []) : PartyOf(organization), limit);
    }

    private static Party PartyOf(OrganizationRow o) => new(o.Name, o.Uscc, o.LegalRepresentative, [.. o.Shareholders.Select(s => (s.Name, s.Uscc, s.Percent))]);

    /// <summary>Names are compared without blanks and with half-width brackets; an unknown name equals nothing.</summary>
    private static bool Same(string one, string other)
    {
        static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c))).Replace('（', '(').Replace('）', ')');
        return Plain(one) is { Length: > 0 } plain && plain == Plain(other);
    }
}
