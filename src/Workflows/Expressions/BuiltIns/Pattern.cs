using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>
/// Regular expressions 模式 as FEEL means them (XPath functions and operators), run by an engine that never goes back, so that
/// no pattern is slow. References back (\1), \i, \c, blocks (\p{Is…}) and characters beyond U+FFFF in a class are refused.
/// </summary>
internal sealed class Pattern
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int MostLength = 200;

    /// <summary>Longest text that a pattern is run over, in characters.</summary>
    public const int MostText = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly string translated;
    private readonly RegexOptions options;
    private readonly bool startsLines;

    private Pattern(PatternReader reader, string flags)
    {
        translated = reader.Translated;
        Groups = reader.Groups;
        options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (flags.Contains('i', StringComparison.Ordinal)) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m', StringComparison.Ordinal)) options |= RegexOptions.Multiline;
        startsLines = reader.HasStart && options.HasFlag(RegexOptions.Multiline);
    }

    /// <summary>How many groups in brackets it has.</summary>
    public int Groups { get; }

    /// <summary>Reads a pattern; a flag is one of s (dot matches line ends), m (by lines), i (any case), x (blanks do not count).</summary>
    public static bool TryRead(string text, string flags, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out string? why)
    {
        pattern = null;
        why = flags.FirstOrDefault(f => f is not ('s' or 'm' or 'i' or 'x')) is not '\0' and var unknown ? $"没有“{unknown}”这个选项，可以用 s、m、i、x"
            : text.Length > MostLength ? $"模式太长，最多 {MostLength} 个字符"
            : null;
        if (why is not null) return false;
        var reader = new PatternReader(text, flags);
        why = reader.Read();
        if (why is not null) return false;
        pattern = new Pattern(reader, flags);
        try
        {
            // What the reader let pass must also be what the engine takes.
            pattern.IsMatch("");
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException or ExpressionException)
        {
            (pattern, why) = (null, "模式写错了");
            return false;
        }
    }

    public bool IsMatch(string text) => Run(text, whole => Regex.IsMatch(whole, translated, options, Patience));

    /// <summary>Replaces every match; the parts are texts and numbers of groups.</summary>
    public string Replace(string text, IReadOnlyList<(string? Text, int Group)> parts) => Run(text, whole => Regex.Replace(whole, translated, match =>
    {
        var made = new StringBuilder();
        foreach (var (part, group) in parts) made.Append(part ?? match.Groups[group].Value);
        return made.ToString();
    }, options, Patience));

    /// <summary>What stands between the matches; empty pieces are kept.</summary>
    public IReadOnlyList<string> Split(string text) => Run(text, whole =>
    {
        var (pieces, from) = (new List<string>(), 0);
        foreach (Match match in Regex.Matches(whole, translated, options, Patience))
        {
            pieces.Add(whole[from..match.Index]);
            from = match.Index + match.Length;
        }

        pieces.Add(whole[from..]);
        return pieces;
    });

    /// <summary>Reads a replacement: $1 is a group, $0 the whole match, \$ and \\ are themselves.</summary>
    public string? ReadReplacement(string text, out IReadOnlyList<(string? Text, int Group)> parts)
    {
        var read = new List<(string?, int)>();
        parts = read;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                if (++at == text.Length || text[at] is not ('\\' or '$')) return "替换成的文字里，反斜杠后只能写 $ 或 \\";
                read.Add((text[at].ToString(), 0));
            }
            else if (text[at] == '$')
            {
                if (++at == text.Length || !char.IsAsciiDigit(text[at])) return "替换成的文字里，$ 后面应当写第几个括号，写 $ 本身用 \\$";
                var group = text[at] - '0';
                // As many digits as there are groups for.
                while (at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (group * 10) + text[at + 1] - '0' <= Groups) group = (group * 10) + text[++at] - '0';
                read.Add(group <= Groups ? (null, group) : ("", 0));
            }
            else
            {
                read.Add((text[at].ToString(), 0));
            }
        }

        return null;
    }

    private T Run<T>(string text, Func<string, T> run)
    {
        if (text.Length > MostText) throw new ExpressionException(new(0, $"文字太长，模式最多用于 {MostText.ToString(CultureInfo.InvariantCulture)} 个字符。"));
        // For FEEL no line begins after a line end that is the last character; for .NET one does.
        if (startsLines && text.EndsWith('\n')) throw new ExpressionException(new(0, "文字以换行结尾时，选项 m 不能和 ^ 一起用。"));
        try
        {
            return run(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ExpressionException(new(0, "模式太复杂，没有算完，请改简单些。"));
        }
    }
}
