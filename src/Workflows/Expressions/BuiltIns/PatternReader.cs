using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>
/// Reads a pattern of XPath part by part and writes it for the engine of .NET, whose $, dot, \w, \s and escapes mean other things.
/// A character beyond U+FFFF counts as one.
/// </summary>
internal sealed class PatternReader(string text, string flags)
{
    /// <summary>Most parts once every repetition is written out, so that a short pattern cannot build a huge machine.</summary>
    private const int MostParts = 2_000;

    private const int MostRepetitions = 1_000;
    private const int MostDepth = 20;
    private const string Pair = "[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]";
    private const string Halves = "\\uD800-\\uDFFF";
    private const string Blanks = " \\t\\n\\r";

    private static readonly HashSet<string> Categories =
    [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn",
    ];

    private readonly StringBuilder written = new();
    private int at;

    /// <summary>The pattern for the engine.</summary>
    public string Translated => written.ToString();

    public int Groups { get; private set; }

    /// <summary>It speaks of the start of the text or of a line.</summary>
    public bool HasStart { get; private set; }

    private bool HasMore => at < text.Length;

    /// <summary>Reads it all; null, or why it cannot be used.</summary>
    public string? Read()
    {
        try
        {
            Alternatives(0);
            return HasMore ? "有多余的右括号" : null;
        }
        catch (FormatException refused)
        {
            return refused.Message;
        }
    }

    private int Alternatives(int depth)
    {
        if (depth > MostDepth) throw new FormatException($"括号嵌套太深，最多 {MostDepth} 层");
        var parts = 0;
        while (HasMore && text[at] != ')')
        {
            if (text[at] == '|')
            {
                written.Append('|');
                at++;
                continue;
            }

            if (IsIgnored(text[at]))
            {
                at++;
                continue;
            }

            parts += Piece(depth);
            if (parts > MostParts) throw new FormatException("模式里的重复太多");
        }

        return Math.Max(1, parts);
    }

    private bool IsIgnored(char c) => c is ' ' or '\t' or '\n' or '\r' && flags.Contains('x', StringComparison.Ordinal);

    /// <summary>One atom with what is said of its repetition; how many parts that makes.</summary>
    private int Piece(int depth)
    {
        var parts = Atom(depth);
        while (HasMore && IsIgnored(text[at])) at++;
        if (!HasMore) return parts;
        var most = 1;
        switch (text[at])
        {
            case '*' or '+' or '?':
                written.Append(text[at++]);
                break;
            case '{':
                most = Repetition();
                break;
            default:
                return parts;
        }

        if (HasMore && text[at] == '?') written.Append(text[at++]);
        if (HasMore && text[at] is '*' or '+' or '?' or '{') throw new FormatException("重复符号不能连写");
        return parts * most;
    }

    private int Repetition()
    {
        var close = text.IndexOf('}', at);
        var bounds = close < 0 ? [] : text[(at + 1)..close].Split(',');
        if (bounds.Length is not (1 or 2) || !Bound(bounds[0], out var least)) throw new FormatException("花括号里应当写次数，例如 {2} 或 {2,5}");
        var most = least;
        if (bounds.Length == 2 && bounds[1].Length > 0 && (!Bound(bounds[1], out most) || most < least)) throw new FormatException("花括号里的次数写错了");
        if (most > MostRepetitions) throw new FormatException($"次数太大，最多 {MostRepetitions} 次");
        written.Append(text, at, close + 1 - at);
        at = close + 1;
        return Math.Max(1, most);
    }

    private static bool Bound(string digits, out int bound) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bound);

    private int Atom(int depth)
    {
        var c = text[at++];
        switch (c)
        {
            case '(':
                return Group(depth);
            case '[':
                Class();
                return 1;
            case '.':
                written.Append(flags.Contains('s', StringComparison.Ordinal) ? $"(?:{Pair}|[^{Halves}])" : $"(?:{Pair}|[^\\n\\r{Halves}])");
                return 1;
            case '^':
                HasStart = true;
                written.Append('^');
                return 1;
            case '$':
                // In .NET a plain $ also stands before a last line end.
                written.Append(flags.Contains('m', StringComparison.Ordinal) ? "$" : "\\z");
                return 1;
            case '\\':
                Escape();
                return 1;
            case '*' or '+' or '?' or '{' or '}' or ']':
                throw new FormatException($"“{c}”前面没有可以重复的内容，或者要写成 \\{c}");
            default:
                if (char.IsHighSurrogate(c) && HasMore && char.IsLowSurrogate(text[at])) written.Append("(?:").Append(c).Append(text[at++]).Append(')');
                else Literal(c);
                return 1;
        }
    }

    private int Group(int depth)
    {
        if (HasMore && text[at] == '?')
        {
            if (at + 1 >= text.Length || text[at + 1] != ':') throw new FormatException("不支持 (? 开头的写法，只能用 (?: )");
            at += 2;
            written.Append("(?:");
        }
        else
        {
            Groups++;
            written.Append('(');
        }

        var parts = Alternatives(depth + 1);
        if (!HasMore) throw new FormatException("括号没有写完");
        at++;
        written.Append(')');
        return parts;
    }

    private void Literal(char c) => written.Append(Regex(c));

    private static string Regex(char c) => char.IsAsciiLetterOrDigit(c) || c > 127 ? c.ToString() : $"\\u{(int)c:X4}";

    private void Escape()
    {
        if (!HasMore) throw new FormatException("反斜杠后面没有内容");
        var c = text[at++];
        switch (c)
        {
            case 'd' or 's':
                written.Append('[').Append(Set(c)).Append(']');
                break;
            case 'w' or 'D' or 'S':
                Outside(c == 'w' ? "\\p{P}\\p{Z}\\p{C}" : Set(char.ToLowerInvariant(c)));
                break;
            case 'W':
                written.Append("[\\p{P}\\p{Z}\\p{C}]");
                break;
            case 'p' or 'P':
                var category = Category();
                if (c == 'p') written.Append("\\p{").Append(category).Append('}');
                else Outside($"\\p{{{category}}}");
                break;
            default:
                written.Append(Single(c));
                break;
        }
    }

    /// <summary>Everything but these, characters beyond U+FFFF included.</summary>
    private void Outside(string set, string without = "") =>
        written.Append("(?:").Append(Pair).Append("|[^").Append(set).Append(Halves).Append(without).Append("])");

    private static string Set(char c) => c == 'd' ? "\\p{Nd}" : Blanks;

    /// <summary>An escape that means one character.</summary>
    private static string Single(char c) => c switch
    {
        'n' or 'r' or 't' => "\\" + c,
        '\\' or '|' or '.' or '?' or '*' or '+' or '(' or ')' or '{' or '}' or '-' or '[' or ']' or '^' or '$' => Regex(c),
        ' ' => " ",
        >= '0' and <= '9' => throw new FormatException($"不支持引用前面括号的 \\{c}"),
        'i' or 'I' or 'c' or 'C' => throw new FormatException($"不支持 \\{c}"),
        _ => throw new FormatException($"没有 \\{c} 这种写法"),
    };

    private string Category()
    {
        var close = text.IndexOf('}', at);
        if (!HasMore || text[at] != '{' || close < 0) throw new FormatException("\\p 后面应当写花括号里的字符类别，例如 \\p{L}");
        var name = text[(at + 1)..close];
        if (flags.Contains('x', StringComparison.Ordinal)) name = string.Concat(name.Where(c => !IsIgnored(c)));
        at = close + 1;
        return Categories.Contains(name) ? name : throw new FormatException($"不支持字符类别“{name}”");
    }

    /// <summary>A class in square brackets, with one that is taken away from it.</summary>
    private void Class()
    {
        var negated = HasMore && text[at] == '^';
        if (negated) at++;
        var set = new StringBuilder();
        var without = "";
        var start = at;
        while (true)
        {
            if (!HasMore) throw new FormatException("方括号没有写完");
            if (text[at] == ']' && at > start) break;
            if (text[at] == '-' && at + 1 < text.Length && text[at + 1] == '[')
            {
                at += 2;
                without = Taken();
                break;
            }

            Member(set, at == start);
        }

        if (!HasMore || text[at] != ']') throw new FormatException("方括号没有写完");
        at++;
        if (!negated) written.Append('[').Append(set).Append(without).Append(']');
        else Outside(set.ToString(), without);
    }

    /// <summary>The class that is taken away: written on its own, then cut out.</summary>
    private string Taken()
    {
        var before = written.Length;
        if (HasMore && text[at] == '^') throw new FormatException("减去的方括号里不支持 ^");
        Class();
        var inner = written.ToString(before, written.Length - before);
        written.Length = before;
        return "-" + inner;
    }

    private void Member(StringBuilder set, bool isFirst)
    {
        var c = text[at++];
        if (c == '\\' && HasMore && text[at] is 'd' or 's' or 'w' or 'D' or 'S' or 'W' or 'p' or 'P')
        {
            var kind = text[at++];
            set.Append(kind switch
            {
                'd' or 's' => Set(kind),
                'p' => $"\\p{{{Category()}}}",
                _ => throw new FormatException($"方括号里不支持 \\{kind}"),
            });
            return;
        }

        var from = One(c, isFirst);
        set.Append(from.Written);
        if (at + 1 >= text.Length || text[at] != '-' || text[at + 1] is ']' or '[') return;
        at++;
        var to = One(text[at++], false);
        if (to.Code < from.Code) throw new FormatException("方括号里的范围前后颠倒了");
        set.Append('-').Append(to.Written);
    }

    private (char Code, string Written) One(char c, bool isFirst)
    {
        if (char.IsSurrogate(c)) throw new FormatException("方括号里不支持 U+FFFF 以外的字");
        if (c == '\\')
        {
            if (!HasMore) throw new FormatException("反斜杠后面没有内容");
            var escaped = text[at++];
            return (escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escaped }, Single(escaped));
        }

        if (c == '[' || (c == '-' && !isFirst && HasMore && text[at] != ']')) throw new FormatException($"方括号里的“{c}”要写成 \\{c}");
        return (c, Regex(c));
    }
}
