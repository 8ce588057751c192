using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>
/// 编号: a case prefix or a series of certificates belongs to one programme. Two that share one would number into each other, for
/// the counter is kept by the prefix. Series of documents are the bureau's own and are shared on purpose.
/// </summary>
internal static class Ownership
{
    /// <summary>Prefixes in which money is numbered: 拨付, 指令, 追回, 创新券.</summary>
    private static readonly string[] Reserved = ["ZF", "ZL", "ZH", "CXQ"];

    private static readonly (string Pointer, string Title)[] Prefixes = [("/casePrefix", "案号前缀"), ("/certificate/series", "证书编号字头")];

    /// <summary>Errors for the prefixes of a draft that are somebody else's, or that it has twice.</summary>
    public static async Task<IReadOnlyList<ProgrammeProblem>> CheckAsync(WorkflowsDbContext db, JsonObject document, CancellationToken cancellation)
    {
        var owners = await OwnersAsync(db, DraftTree.Text(document["code"]), cancellation);
        var problems = new List<ProgrammeProblem>();
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (pointer, title) in Prefixes)
        {
            if (Prefix(document, pointer) is not { } prefix) continue;
            if (owners.TryGetValue(prefix, out var owner)) problems.Add(new(pointer, "series.owned", $"{title}“{prefix}”已由{owner}使用，号码会混在一起，请换一个。"));
            else if (!own.Add(prefix)) problems.Add(new(pointer, "series.owned", $"{title}“{prefix}”和案号前缀相同，号码会混在一起，请换一个。"));
        }

        return problems;
    }

    /// <summary>Gives a copy prefixes of its own: the wish with a letter after it where somebody else has it.</summary>
    public static async Task FreeAsync(WorkflowsDbContext db, JsonObject document, CancellationToken cancellation)
    {
        var owners = await OwnersAsync(db, DraftTree.Text(document["code"]), cancellation);
        foreach (var (pointer, _) in Prefixes)
        {
            if (Prefix(document, pointer) is not { } wish || !owners.ContainsKey(wish)) continue;
            var free = Enumerable.Range('B', 25).Select(letter => wish + (char)letter).FirstOrDefault(p => !owners.ContainsKey(p)) ?? wish;
            if (pointer == "/casePrefix") document["casePrefix"] = free;
            else document["certificate"]!["series"] = free;
        }
    }

    private static string? Prefix(JsonObject document, string pointer) =>
        DraftTree.Text(pointer == "/casePrefix" ? document["casePrefix"] : (document["certificate"] as JsonObject)?["series"]).Trim() is { Length: > 0 } prefix ? prefix : null;

    private static async Task<Dictionary<string, string>> OwnersAsync(WorkflowsDbContext db, string code, CancellationToken cancellation)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reserved in Reserved) owners[reserved] = "资金";
        // Every version counts: running cases and certificates keep the prefixes of theirs.
        var versions = await db.ProgrammeVersions.AsNoTracking().Where(v => v.ProgrammeCode != code).OrderBy(v => v.ProgrammeCode).ThenBy(v => v.Version).Select(v => v.Json).ToListAsync(cancellation);
        foreach (var json in versions)
        {
            if (JsonNode.Parse(json) is not JsonObject other) continue;
            foreach (var (pointer, _) in Prefixes)
                if (Prefix(other, pointer) is { } prefix) owners[prefix] = $"“{DraftTree.Text(other["name"])}”";
        }

        return owners;
    }
}
