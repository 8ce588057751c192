using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Expressions;

/// <summary>Cuts a text into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
        ["**", "..", "<=", ">=", "!=", "(", ")", "[", "]", "{", "}", ":", "?", "@", ",", ".", "+", "-", "*", "/", "=", "<", ">"];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", 0, at));
                return tokens;
            }
            tokens.Add(Next(text, ref at));
        }
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        var first = text[at];
        if (first == '"') return new Token(TokenKind.Text, ReadString(text, ref at), 0, start);
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return new Token(TokenKind.Number, "", ReadNumber(text, ref at), start);
        if (IsNameStart(first))
        {
            while (at < text.Length && (IsNameStart(text[at]) || char.IsAsciiDigit(text[at]))) at++;
            return new Token(TokenKind.Word, text[start..at], 0, start);
        }
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            at += symbol.Length;
            return new Token(TokenKind.Symbol, symbol, 0, start);
        }
        throw Fail(start, IsFullWidth(first)
            ? $"“{first}”是全角符号，请改用半角符号。"
            : $"不认识的符号“{(char.IsControl(first) || char.IsSurrogate(first) ? "?" : first)}”，请删去。");
    }

    /// <summary>Whether a text can be written as a name, without quotes.</summary>
    public static bool IsName(string text) => text.Length > 0 && IsNameStart(text[0]) && text.All(c => IsNameStart(c) || char.IsAsciiDigit(c));

    private static bool IsNameStart(char c) => c == '_' || (char.IsLetter(c) && !IsFullWidth(c));

    private static bool IsFullWidth(char c) =>
        c is >= '\uFF01' and <= '\uFF5E' or '“' or '”' or '‘' or '’' or '。' or '、';

    private static decimal ReadNumber(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }
        return decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fail(start, "数字太大，请改小。");
    }

    private static string ReadString(string text, ref int at)
    {
        var start = at++;
        var content = new StringBuilder();
        while (at < text.Length && text[at] != '"')
        {
            if (text[at] == '\\') content.Append(ReadEscape(text, ref at));
            else content.Append(text[at++]);
        }
        if (at == text.Length) throw Fail(start, "文字没有结束，请在末尾补上英文双引号。");
        at++;
        return content.ToString();
    }

    private static char ReadEscape(string text, ref int at)
    {
        var start = at;
        var code = at + 1 < text.Length ? text[at + 1] : '\0';
        at += 2;
        switch (code)
        {
            case '"' or '\\': return code;
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'u' when at + 4 <= text.Length && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var unit):
                at += 4;
                return (char)unit;
            default: throw Fail(start, "反斜杠后只能写 \"、\\、n、r、t 或 u 加四位十六进制数；模式里的反斜杠写两个，如 \\\\d。");
        }
    }

    private static ExpressionException Fail(int position, string message) => new(new(position, message));
}
