using System.Text.RegularExpressions;

namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>
/// Cells as people type them, in the language of the table: texts without quotes, 是 and 否, ≥ and full-width signs, plain dates.
/// What is already written in the language stays as it is.
/// </summary>
public static partial class CellWords
{
    /// <summary>A condition cell; empty means any value.</summary>
    public static string Condition(string typed, ColumnType type)
    {
        var text = Signs(typed);
        if (text.Length == 0) return "-";
        if (text is "-" or "null" || Speaks(text)) return text;
        return type switch
        {
            ColumnType.Text => string.Join(", ", text.Split([',', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => $"\"{part}\"")),
            ColumnType.Boolean => YesNo(text),
            ColumnType.Date => Dates(text),
            _ => text,
        };
    }

    /// <summary>A result cell; empty means no value.</summary>
    public static string Result(string typed, ColumnType type)
    {
        var text = Signs(typed);
        if (text.Length == 0) return "null";
        if (text == "null" || Speaks(text)) return text;
        return type switch
        {
            ColumnType.Text => $"\"{text}\"",
            ColumnType.Boolean => YesNo(text),
            ColumnType.Date => Dates(text),
            _ => text,
        };
    }

    /// <summary>Full-width signs of comparison, brackets and quotes outside a text in quotes.</summary>
    private static string Signs(string typed)
    {
        var text = typed.Trim().Replace('“', '"').Replace('”', '"');
        var parts = text.Split('"');
        for (var i = 0; i < parts.Length; i += 2)
            parts[i] = parts[i].Replace("≥", ">=", StringComparison.Ordinal).Replace("≤", "<=", StringComparison.Ordinal).Replace('＞', '>').Replace('＜', '<').Replace('，', ',').Replace('（', '(').Replace('）', ')').Replace('【', '[').Replace('】', ']').Replace('－', '-');
        return string.Join('"', parts);
    }

    /// <summary>Quotes, calls, dotted names and comparisons are the language itself.</summary>
    private static bool Speaks(string text) => text.Contains('"', StringComparison.Ordinal) || text.Contains('(', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal) && Call().IsMatch(text) || Name().IsMatch(text);

    private static string YesNo(string text) => text switch { "是" => "true", "否" => "false", _ => text };

    private static string Dates(string text) => Date().Replace(text, match => $"date(\"{match.Value}\")");

    [GeneratedRegex(@"^(not|date|if|list)\b|\w\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"\b(form|organization)\.\w")]
    private static partial Regex Name();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex Date();
}
