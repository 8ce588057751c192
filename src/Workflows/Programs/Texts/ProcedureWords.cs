using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Programs.Texts;

/// <summary>What a paper says about the way to it: the rules it rests on, the steps taken, what is granted.</summary>
public static class ProcedureWords
{
    private static readonly HashSet<string> Kinds = [ReviewStage.Kind, ExpertReviewStage.Kind, SiteVisitStage.Kind, MeetingStage.Kind, PublicNoticeStage.Kind];

    /// <summary>The rules in title marks. The version of a process is no edition of the rules and is never printed.</summary>
    public static string Basis(string rules) => rules.Length == 0 || rules.Contains('《', StringComparison.Ordinal) ? rules : $"《{rules}》";

    /// <summary>The passed steps in words, in the order of the process; a step nobody took is not told.</summary>
    public static string Of(ProcessDefinition process, IReadOnlySet<string> passed) =>
        Join(DefinitionIndex.Of(process).Places.Select(p => p.Stage).Where(s => Kinds.Contains(s.KindName) && passed.Contains(s.Id)).Select(s => s.Name));

    /// <summary>The steps of a draft before the first stage of a kind, for previews.</summary>
    public static string Before(JsonNode? process, string kind) =>
        Join(DraftTree.Objects(process?["stages"]).TakeWhile(s => DraftTree.Text(s["kind"]) != kind).SelectMany(s => DraftTree.Inside(s).Prepend(s))
            .Where(s => Kinds.Contains(DraftTree.Text(s["kind"]))).Select(s => DraftTree.Text(s["name"])));

    /// <summary>The word for what a favourable end gives: 认定, 立项, 准予登记; 通过 where its name is no such word.</summary>
    public static string Verdict(string? favourable) => favourable is { Length: >= 2 and <= 4 } word ? word : "通过";

    /// <summary>The same of a definition.</summary>
    public static string Verdict(ProcessDefinition process) => Verdict(process.Results.FirstOrDefault(r => r.Favourable)?.Name);

    /// <summary>What a certificate obliges its holder to, each year.</summary>
    public static IReadOnlyList<string> Duties(CertificateRule? rule) =>
        [.. (rule?.Obligations ?? []).Select(o => Duty(o.Name, $"{o.Month}", $"{o.Day}"))];

    internal static string Duty(string name, string month, string day) => $"有关单位应当自次年起，每年{month}月{day}日前报送{name}材料。";

    private static string Join(IEnumerable<string> names) => names.Where(n => n.Length > 0).Distinct().ToList() switch
    {
        [] => "",
        [var only] => only,
        [.. var first, var last] => $"{string.Join('、', first)}和{last}",
    };
}
