using System.Security.Cryptography;
using System.Text;

namespace Innovation.Workflows.Reviews;

/// <summary>What is drawn.</summary>
/// <param name="Subject">The application.</param>
/// <param name="Field">Technical field the experts must have; null takes every field.</param>
/// <param name="Count">How many; odd, at least <see cref="ExpertDraw.LeastPanel"/>.</param>
/// <param name="Seed">Recorded seed, such as 32 hexadecimal digits from a random source; not empty.</param>
/// <param name="Day">Day of the draw, in China.</param>
public sealed record DrawRequest(ReviewSubject Subject, string? Field, int Count, string Seed, DateOnly Day)
{
    /// <summary>Replacements are drawn for a panel that exists; any number will do.</summary>
    public bool Replacement { get; init; }

    /// <summary>Experts already drawn for this panel; nobody is drawn twice.</summary>
    public IReadOnlyCollection<string> AlreadyDrawn { get; init; } = [];
}

/// <summary>An expert who was not in the pool, with every reason.</summary>
public sealed record ExcludedExpert(string ExpertId, IReadOnlyList<ConflictReason> Reasons);

/// <summary>Why a draw gave no panel.</summary>
/// <param name="Code"><c>draw.count</c>, <c>draw.seed</c>, <c>draw.insufficient</c>.</param>
/// <param name="Field">The request's member it is about.</param>
/// <param name="Message">Chinese sentence with the remedy.</param>
public sealed record DrawProblem(string Code, string Field, string Message);

/// <summary>A draw with everything needed to check it again.</summary>
/// <param name="Chosen">Ids of the panel in drawn order; empty when there is a problem.</param>
/// <param name="Reserves">The rest of the pool in drawn order; a replacement is the first who is free.</param>
/// <param name="Excluded">Experts outside the pool, in id order.</param>
/// <param name="PoolHash">SHA-256 of the pool's ids, sorted ordinally, each followed by a line feed.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Problem">Null when the panel is complete.</param>
public sealed record DrawResult(
    IReadOnlyList<string> Chosen, IReadOnlyList<string> Reserves, IReadOnlyList<ExcludedExpert> Excluded,
    string PoolHash, string Seed, DrawProblem? Problem);

/// <summary>
/// Random draw of experts 随机抽取 that anybody can check: every expert of the pool gets the key
/// SHA-256(UTF-8(seed + ":" + id)) in lower-case hexadecimal; the pool is sorted by key; the first n are the panel.
/// The order of the candidates does not matter.
/// </summary>
public static class ExpertDraw
{
    /// <summary>Fewest experts of a panel.</summary>
    public const int LeastPanel = 5;

    /// <summary>Draws a panel. A refusal is in <see cref="DrawResult.Problem"/>.</summary>
    public static DrawResult Draw(IEnumerable<ExpertCandidate> candidates, DrawRequest request)
    {
        var pool = new List<string>();
        var excluded = new List<ExcludedExpert>();
        foreach (var expert in candidates.DistinctBy(expert => expert.Id).OrderBy(expert => expert.Id, StringComparer.Ordinal))
        {
            var reasons = new List<ConflictReason>();
            if (request.AlreadyDrawn.Contains(expert.Id)) reasons.Add(new("draw.already", "已经抽取过"));
            if (request.Field is { } field && !expert.Fields.Contains(field))
                reasons.Add(new("draw.field", $"技术领域不含“{field}”"));
            reasons.AddRange(ConflictFilter.Reasons(expert, request.Subject, request.Day));
            if (reasons.Count == 0) pool.Add(expert.Id);
            else excluded.Add(new ExcludedExpert(expert.Id, reasons));
        }
        var problem = Check(request, pool.Count);
        var order = pool.OrderBy(id => Key(request.Seed, id), StringComparer.Ordinal).ToArray();
        var taken = problem is null ? request.Count : 0;
        return new DrawResult(order[..taken], order[taken..], excluded, PoolHash(pool), request.Seed, problem);
    }

    /// <summary>Whether a recorded draw follows from its seed and the recorded pool.</summary>
    public static bool Verify(IEnumerable<string> pool, string seed, IReadOnlyList<string> chosen) =>
        pool.OrderBy(id => Key(seed, id), StringComparer.Ordinal).Take(chosen.Count).SequenceEqual(chosen);

    /// <summary>The sorting key of an expert, 64 lower-case hexadecimal digits.</summary>
    public static string Key(string seed, string expertId) => Hash($"{seed}:{expertId}");

    /// <summary>The hash of a pool; see <see cref="DrawResult.PoolHash"/>.</summary>
    public static string PoolHash(IEnumerable<string> pool) =>
        Hash(string.Concat(pool.Order(StringComparer.Ordinal).Select(id => id + "\n")));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static DrawProblem? Check(DrawRequest request, int pool)
    {
        if (!request.Replacement && (request.Count < LeastPanel || request.Count % 2 == 0))
            return new("draw.count", "count", $"评审专家应为不少于 {LeastPanel} 人的单数，现在是 {request.Count} 人，请改正。");
        if (string.IsNullOrWhiteSpace(request.Seed))
            return new("draw.seed", "seed", "没有抽取种子，请重新生成后再抽取。");
        return pool >= request.Count ? null : new("draw.insufficient", "field",
            $"符合条件的专家只有 {pool} 人，还差 {request.Count - pool} 人。请补充该领域的专家，或扩大领域后重新抽取。");
    }
}
