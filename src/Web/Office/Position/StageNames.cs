using System.Text.RegularExpressions;
using Innovation.Web.Design.Forms;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Office;

/// <summary>Conditions, branches and results of a programme as officials read them.</summary>
public sealed partial class StageNames(Programme programme)
{
    private const string Score = "score";
    private readonly DraftNames names = new(programme.Form);

    public Programme Programme => programme;

    /// <summary>综合得分 ≥ 70: a condition in words; what has no words is shown as it is written.</summary>
    public string Condition(string text)
    {
        if (!Expression.TryParse(text, out var parsed, out _)) return text;
        // The quoted values of comparisons first, while the name beside them tells what they mean.
        var words = Compared().Replace(text, m => $"{m.Groups[1].Value} {m.Groups[2].Value} “{Value(m.Groups[1].Value, m.Groups[3].Value)}”");
        foreach (var name in parsed.Names.OrderByDescending(n => n.Length)) words = Regex.Replace(words, $@"(?<![\w.]){Regex.Escape(name)}(?![\w.])", Title(name).Replace("$", "$$", StringComparison.Ordinal));
        words = Unequal().Replace(words.Replace("<=", "≤", StringComparison.Ordinal).Replace(">=", "≥", StringComparison.Ordinal), "不是");
        words = Equal().Replace(words, "是");
        return Joint().Replace(words, m => m.Groups[1].Value == "and" ? "，并且 " : "，或者 ");
    }

    /// <summary>What a dotted name of a condition is called.</summary>
    public string Title(string name) => name.Split('.') switch
    {
        [Score] => "综合得分",
        ["outcome", var stage] => $"“{DefinitionIndex.Of(programme.Process).Find(stage)?.Stage.Name ?? stage}”的结论",
        ["table", var id, ..] => programme.Tables.FirstOrDefault(t => t.Id == id)?.Name ?? name,
        _ => names.Title(name),
    };

    /// <summary>Whether the condition reads the score, which applicants are not told.</summary>
    public static bool ReadsScore(string text) => Expression.TryParse(text, out var parsed, out _) && parsed.Names.Contains(Score);

    /// <summary>The condition of a branch, or its name where it has none.</summary>
    public string Branch(Stage block, int branch)
    {
        ArgumentNullException.ThrowIfNull(block);
        var found = block.Branches[branch];
        var words = found.When is { } when ? Condition(when) : found.Otherwise ? "其余情况" : "";
        if (found.Name.Length == 0) return words.Length > 0 ? words : $"第 {branch + 1} 支";
        return words.Length == 0 || words == found.Name ? found.Name : $"{found.Name}：{words}";
    }

    public string Result(string id) => programme.Process.Results.FirstOrDefault(r => r.Id == id)?.Name ?? id switch { ResultDefinition.Withdrawn => "已撤回", ResultDefinition.Terminated => "已终止", _ => id };

    private string Value(string name, string value)
    {
        if (name.StartsWith("outcome.", StringComparison.Ordinal)) return DefinitionIndex.Of(programme.Process).Find(name["outcome.".Length..])?.Stage.FindOutcome(value)?.Name ?? value;
        return names.Options(name).FirstOrDefault(o => o.Value == value)?.Label ?? value;
    }

    [GeneratedRegex(@"([\w.]+)\s*(=|!=)\s*""([^""\\]*)""")]
    private static partial Regex Compared();

    [GeneratedRegex(@"\s*(?<![<>!≤≥])=\s*")]
    private static partial Regex Equal();

    [GeneratedRegex(@"\s*!=\s*")]
    private static partial Regex Unequal();

    [GeneratedRegex(@"\s+(and|or)\s+")]
    private static partial Regex Joint();
}
