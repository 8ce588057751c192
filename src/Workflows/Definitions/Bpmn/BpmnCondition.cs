using System.Text.RegularExpressions;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>Conditions of other tools: what of them can be read as an expression, and which only repeat what a person chose.</summary>
internal static partial class BpmnCondition
{
    /// <summary>The condition as an expression of ours; null when it cannot be read without guessing.</summary>
    public static string? Readable(string? condition)
    {
        if (string.IsNullOrWhiteSpace(condition)) return null;
        var text = Unwrapped(condition);
        if (!Expression.TryParse(text, out _, out _))
        {
            // Texts keep what stands in them; only the signs between them are written as ours.
            text = Parts().Replace(text, part => part.Value[0] switch
            {
                '\'' => $"\"{part.Value[1..^1]}\"",
                '"' => part.Value,
                '=' => "=",
                '&' => " and ",
                _ => " or ",
            });
        }

        // A call of the engine's own functions, or a negation, is nothing that we know.
        return Expression.TryParse(text, out var read, out _) && read.Names.Count > 0 ? text.Trim() : null;
    }

    /// <summary>The single variable that a condition compares with a word or with yes and no, as in ${approved} and ${outcome == 'reject'}.</summary>
    public static (string Variable, string Value)? Answer(string? condition)
    {
        if (string.IsNullOrWhiteSpace(condition)) return null;
        var match = Answers().Match(Unwrapped(condition).Trim());
        if (!match.Success) return null;
        var value = match.Groups["value"] is { Success: true } given ? given.Value.Trim('"', '\'') : "true";
        var turned = match.Groups["not"].Success != (match.Groups["sign"].Value == "!=");
        if (!turned) return (match.Groups["name"].Value, value);
        return value switch { "true" => (match.Groups["name"].Value, "false"), "false" => (match.Groups["name"].Value, "true"), _ => null };
    }

    /// <summary>Whether the words of an outcome or of an answer speak against the applicant.</summary>
    public static bool Refuses(string words) => Against().IsMatch(words);

    /// <summary>Whether a variable holds an approval, as approved and deptOk do; urgent does not.</summary>
    public static bool IsApproval(string variable) => Approval().IsMatch(variable);

    private static string Unwrapped(string condition) => Wrapped().Match(condition.Trim()) is { Success: true } match ? match.Groups[1].Value : condition;

    [GeneratedRegex("""^[$#]\{([^{}]*)\}\z""")]
    private static partial Regex Wrapped();

    [GeneratedRegex("""'[^'"\\]*'|"(?:[^"\\]|\\.)*"|==|&&|\|\|""")]
    private static partial Regex Parts();

    [GeneratedRegex("""^(?<not>!)?\s*(?<name>[\p{L}_]\w*)(?:\s*(?<sign>==?|!=)\s*(?<value>true|false|"[^"]*"|'[^']*'))?\z""")]
    private static partial Regex Answers();

    [GeneratedRegex("approv|agree|accept|pass|(?-i:Ok)$|^ok$|同意|通过", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Approval();

    [GeneratedRegex("""不|否|驳回|拒绝|退回|未通过|reject|refus|den(y|ied)|disapprove|not approved|return|^no\z|^false\z""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Against();
}
