using System.Text.RegularExpressions;

namespace Innovation.Workflows.Messages.Templates;

/// <summary>Texts with placeholders like {{案号}}.</summary>
public static partial class MessageText
{
    /// <summary>Puts the values in place; one that is missing is written as nothing.</summary>
    /// <param name="encode">Makes a value safe for where it is put, e.g. inside JSON; null: as it is.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string?> values, Func<string, string>? encode = null) =>
        Placeholder().Replace(text, m => values.GetValueOrDefault(m.Groups[1].Value) is { } value ? encode is null ? value : encode(value) : "").Trim();

    /// <summary>Why a text cannot be filled, in words; null when it can.</summary>
    /// <param name="known">Placeholders that may be used.</param>
    public static string? Problem(string text, IReadOnlyCollection<string> known)
    {
        var unknown = Placeholder().Matches(text).Select(m => m.Groups[1].Value).Where(name => !known.Contains(name)).Distinct().ToList();
        if (unknown.Count > 0) return $"没有{string.Join("、", unknown.Select(u => $"“{{{{{u}}}}}”"))}这样的内容，可以用的是：{string.Join("、", known.Select(k => $"{{{{{k}}}}}"))}。";
        var rest = Placeholder().Replace(text, "");
        return rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal) ? "双花括号没有成对，应写成 {{名称}}。" : null;
    }

    [GeneratedRegex(@"\{\{\s*([^{}]*?)\s*\}\}")]
    private static partial Regex Placeholder();
}
