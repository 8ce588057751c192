using System.Globalization;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Funds.Providers;

/// <summary>One side of an order, as far as the rule against related parties looks at it.</summary>
/// <param name="Uscc">统一社会信用代码; empty when unknown.</param>
/// <param name="LegalRepresentative">法定代表人; empty when unknown.</param>
/// <param name="GroupName">所属集团, as declared; empty: none.</param>
public sealed record RelatedParty(string Name, string Uscc, string LegalRepresentative, string GroupName, IReadOnlyList<RelatedHolder> Holders);

/// <summary>A shareholder of a side.</summary>
/// <param name="Uscc">Null for persons.</param>
public sealed record RelatedHolder(string Name, string? Uscc, decimal Percent);

/// <summary>What the rule says about two sides.</summary>
/// <param name="IsRefused">The order is not allowed; otherwise it is allowed and reported to the auditor.</param>
public sealed record RelatedFinding(bool IsRefused, string Reason);

/// <summary>关联交易: an enterprise may not spend a voucher with a provider that is related to it (handbook B10).</summary>
public static class RelatedParties
{
    /// <summary>The share in percent from which two sides are related.</summary>
    public const decimal DefaultLimit = 25m;

    /// <summary>The share in percent from which the auditor is told.</summary>
    public const decimal ReportedFrom = 20m;

    /// <summary>Looks at both sides; null when nothing connects them.</summary>
    public static RelatedFinding? Examine(RelatedParty enterprise, RelatedParty provider, decimal limit = DefaultLimit)
    {
        ArgumentNullException.ThrowIfNull(enterprise);
        ArgumentNullException.ThrowIfNull(provider);
        if (Same(enterprise.Name, enterprise.Uscc, provider.Name, provider.Uscc)) return new(true, "企业与服务机构是同一单位，不能用券。");
        if (SameWords(enterprise.LegalRepresentative, provider.LegalRepresentative)) return new(true, $"企业与服务机构的法定代表人相同（{provider.LegalRepresentative.Trim()}），属于关联交易，不能用券。");
        if (SameWords(enterprise.GroupName, provider.GroupName)) return new(true, $"企业与服务机构同属“{provider.GroupName.Trim()}”，属于关联交易，不能用券。");
        var shares = Shares(enterprise, provider).ToList();
        if (shares.FirstOrDefault(s => s.Percent >= limit) is { } tooMuch) return new(true, $"{tooMuch.Words}，达到 {Number(limit)}%，属于关联交易，不能用券。");
        return shares.FirstOrDefault(s => s.Percent >= ReportedFrom) is { } reported ? new(false, $"{reported.Words}，不到 {Number(limit)}%，可以用券，已列入纪检审计关注。") : null;
    }

    private static IEnumerable<Share> Shares(RelatedParty enterprise, RelatedParty provider)
    {
        var owned = Held(provider, enterprise.Name, enterprise.Uscc);
        yield return new(owned, $"企业持有服务机构 {Number(owned)}% 的股份");
        var owning = Held(enterprise, provider.Name, provider.Uscc);
        yield return new(owning, $"服务机构持有企业 {Number(owning)}% 的股份");
        foreach (var holder in enterprise.Holders)
        {
            var (here, there) = (Held(enterprise, holder.Name, holder.Uscc), Held(provider, holder.Name, holder.Uscc));
            yield return new(Math.Min(here, there), $"{holder.Name.Trim()} 同时持有企业 {Number(here)}%、服务机构 {Number(there)}% 的股份");
        }
    }

    /// <summary>What one holder has of a side, over all rows that name it.</summary>
    private static decimal Held(RelatedParty of, string name, string? uscc) => of.Holders.Where(h => Same(h.Name, h.Uscc, name, uscc)).Sum(h => h.Percent);

    private static bool Same(string name, string? uscc, string otherName, string? otherUscc) => SameWords(uscc, otherUscc) || SameWords(name, otherName);

    private static bool SameWords(string? one, string? other) => Plain(one) is { Length: > 0 } words && words == Plain(other);

    /// <summary>Without spaces, full-width forms and case.</summary>
    private static string Plain(string? text) =>
        string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)).Select(HalfWidth.Of)).ToUpperInvariant();

    private static string Number(decimal percent) => percent.ToString("0.########", CultureInfo.InvariantCulture);

    private sealed record Share(decimal Percent, string Words);
}
