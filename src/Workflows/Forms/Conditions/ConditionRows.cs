using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Forms.Conditions;

/// <summary>One line of a simple condition.</summary>
/// <param name="Name">Dotted name, such as <c>form.rd_staff</c>.</param>
/// <param name="Operator">One of <see cref="ConditionRows.Operators"/>.</param>
/// <param name="Value">The value as typed, without quotes; empty for the operators that need none.</param>
public sealed record ConditionRow(string Name, string Operator, string Value);

/// <summary>A condition as rows, joined by one word.</summary>
/// <param name="Any">True: 任一满足 (or); false: 全部满足 (and).</param>
/// <param name="Rows">The lines in order.</param>
public sealed record ConditionList(bool Any, IReadOnlyList<ConditionRow> Rows);

/// <summary>Turns a condition into rows that officers edit, and rows into FEEL; both say the same.</summary>
public static partial class ConditionRows
{
    /// <summary>Operators with their Chinese words, in the order of the list.</summary>
    public static IReadOnlyDictionary<string, string> Operators { get; } = new Dictionary<string, string>
    {
        ["="] = "等于",
        ["!="] = "不等于",
        [">"] = "大于",
        [">="] = "不小于",
        ["<"] = "小于",
        ["<="] = "不大于",
        ["contains"] = "包含",
        ["filled"] = "已填写",
        ["empty"] = "未填写",
    };

    /// <summary>The rows of a condition; null when it says more than rows can.</summary>
    public static ConditionList? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(false, []);
        if (!Expression.TryParse(text, out _, out _) || Split(text) is not { } parts) return null;
        var rows = new List<ConditionRow>();
        foreach (var clause in parts.Clauses)
        {
            if (Row(clause) is not { } row) return null;
            rows.Add(row);
        }

        return new(parts.Any, rows);
    }

    /// <summary>FEEL of the rows; empty when there are none.</summary>
    /// <param name="list">The rows.</param>
    /// <param name="kind">What a name holds; null when it is not known.</param>
    public static string Write(ConditionList list, Func<string, FeelKind?> kind) =>
        string.Join(list.Any ? " or " : " and ", list.Rows.Select(row => Clause(row, kind(row.Name))));

    private static string Clause(ConditionRow row, FeelKind? kind) => row.Operator switch
    {
        "filled" => kind == FeelKind.List ? $"count({row.Name}) > 0" : $"{row.Name} != null",
        "empty" => kind == FeelKind.List ? $"count({row.Name}) = 0" : $"{row.Name} = null",
        "contains" => kind == FeelKind.Text ? $"contains({row.Name}, {Quote(row.Value)})" : $"list contains({row.Name}, {Quote(row.Value)})",
        _ => $"{row.Name} {row.Operator} {Literal(row.Value, kind)}",
    };

    private static string Literal(string value, FeelKind? kind) => kind switch
    {
        FeelKind.Number when decimal.TryParse(value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
        FeelKind.Boolean when value.Trim() is "true" or "false" => value.Trim(),
        FeelKind.Date when value.Trim() == "today" => "today",
        FeelKind.Date => $"date({Quote(value.Trim())})",
        _ => Quote(value),
    };

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static ConditionRow? Row(string clause)
    {
        if (Comparison().Match(clause) is { Success: true } m)
        {
            var (name, op, literal) = (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value);
            if (literal == "null") return op switch { "=" => new(name, "empty", ""), "!=" => new(name, "filled", ""), _ => null };
            return Plain(literal) is { } value ? new(name, op, value) : null;
        }

        if (Counted().Match(clause) is { Success: true } count) return new(count.Groups[1].Value, count.Groups[2].Value == ">" ? "filled" : "empty", "");
        return Contained().Match(clause) is { Success: true } inside && Plain(inside.Groups[2].Value) is { } part ? new(inside.Groups[1].Value, "contains", part) : null;
    }

    private static string? Plain(string literal)
    {
        if (DateLiteral().Match(literal) is { Success: true } date) return date.Groups[1].Value;
        if (literal is ['"', .., '"'] && literal.Length >= 2) return literal[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return literal is "true" or "false" or "today" || decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? literal : null;
    }

    /// <summary>Splits at the words and/or outside texts and brackets; null when both words occur.</summary>
    private static (bool Any, List<string> Clauses)? Split(string text)
    {
        var (clauses, words, part) = (new List<string>(), new HashSet<string>(), new StringBuilder());
        var (depth, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '\\' && i + 1 < text.Length)
            {
                part.Append(c).Append(text[++i]);
                continue;
            }

            if (c == '"') quoted = !quoted;
            if (!quoted) depth += c switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (!quoted && depth == 0 && char.IsWhiteSpace(c) && Joint().Match(text, i) is { Success: true } joint)
            {
                words.Add(joint.Groups[1].Value);
                clauses.Add(part.ToString().Trim());
                part.Clear();
                i += joint.Length - 1;
                continue;
            }

            part.Append(c);
        }

        clauses.Add(part.ToString().Trim());
        return words.Count > 1 ? null : (words.Contains("or"), clauses);
    }

    [GeneratedRegex(@"\G\s+(and|or)\s+")]
    private static partial Regex Joint();

    [GeneratedRegex(@"^([a-z]+(?:\.\w+)+|today)\s*(!=|<=|>=|=|<|>)\s*(""(?:[^""\\]|\\[""\\])*""|-?[0-9.]+|true|false|null|today|date\(""[0-9-]+""\))$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^count\(([a-z]+(?:\.\w+)+)\)\s*(=|>)\s*0$")]
    private static partial Regex Counted();

    [GeneratedRegex(@"^(?:list )?contains\(([a-z]+(?:\.\w+)+),\s*(""(?:[^""\\]|\\[""\\])*"")\)$")]
    private static partial Regex Contained();

    [GeneratedRegex(@"^date\(""([0-9-]+)""\)$")]
    private static partial Regex DateLiteral();
}
