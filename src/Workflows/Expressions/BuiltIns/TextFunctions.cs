using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>Characters are counted as people count them: a surrogate pair is one.</summary>
internal static class TextFunctions
{
    private const int MostPattern = 200;
    private const int MostParts = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static FeelValue Length(FeelValue value) =>
        value.AsText is { } text ? FeelValue.Of((decimal)new StringInfo(text).LengthInTextElements) : FeelValue.Null;

    public static FeelValue Test(FeelValue text, FeelValue part, Func<string, string, bool> test) =>
        text.AsText is { } whole && part.AsText is { } piece ? FeelValue.Of(test(whole, piece)) : FeelValue.Null;

    /// <summary>As people write it: 1268.5, 2026-09-16, true; null stays null.</summary>
    public static FeelValue Write(FeelValue value) => value.Kind switch
    {
        FeelKind.Null => FeelValue.Null,
        FeelKind.Text => value,
        FeelKind.Number => FeelValue.Of((value.Raw / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)),
        FeelKind.Date => FeelValue.Of($"{value.AsDate:yyyy-MM-dd}"),
        _ => FeelValue.Of(value.ToString()),
    };

    /// <summary>From 1; negative from the end; null when the start is outside.</summary>
    public static FeelValue Substring(FeelValue[] values)
    {
        if (values[0].AsText is not { } text || values[1].AsNumber is not { } start || decimal.Truncate(start) != start || start == 0) return FeelValue.Null;
        var info = new StringInfo(text);
        var from = start > 0 ? start - 1 : info.LengthInTextElements + start;
        if (from < 0 || from >= info.LengthInTextElements) return FeelValue.Null;
        var left = info.LengthInTextElements - from;
        if (values.Length == 3)
        {
            if (values[2].AsNumber is not { } length || length < 0 || decimal.Truncate(length) != length) return FeelValue.Null;
            left = Math.Min(left, length);
        }
        return left == 0 ? FeelValue.Of("") : FeelValue.Of(info.SubstringByTextElements((int)from, (int)left));
    }

    /// <summary>What stands before or after the first place of a part; empty when it does not occur.</summary>
    public static FeelValue Around(FeelValue text, FeelValue part, bool before)
    {
        if (text.AsText is not { } whole || part.AsText is not { } piece) return FeelValue.Null;
        var at = whole.IndexOf(piece, StringComparison.Ordinal);
        return FeelValue.Of(at < 0 ? "" : before ? whole[..at] : whole[(at + piece.Length)..]);
    }

    /// <summary>Cuts at a plain separator, not at a pattern.</summary>
    public static FeelValue Split(FeelValue text, FeelValue separator) =>
        text.AsText is { } whole && separator.AsText is { Length: > 0 } mark
            ? FeelValue.Of(whole.Split(mark, MostParts).Select(FeelValue.Of))
            : FeelValue.Null;

    /// <summary>Nulls are left out; another item that is no text gives null.</summary>
    public static FeelValue Join(FeelValue[] values)
    {
        if (values[0].AsList is not { } items) return FeelValue.Null;
        var mark = values.Length == 2 ? values[1].AsText ?? "" : "";
        var text = new StringBuilder();
        var first = true;
        foreach (var item in items)
        {
            if (item.IsNull) continue;
            if (item.AsText is not { } part || text.Length > Expression.MaxSize) return FeelValue.Null;
            if (!first) text.Append(mark);
            text.Append(part);
            first = false;
        }
        return FeelValue.Of(text.ToString());
    }

    /// <summary>Replaces a plain part everywhere, not a pattern.</summary>
    public static FeelValue Replace(FeelValue[] values) =>
        values[0].AsText is { Length: <= 10_000 } text && values[1].AsText is { Length: > 0 } part && values[2].AsText is { Length: <= 100 } other
            ? FeelValue.Of(text.Replace(part, other, StringComparison.Ordinal))
            : FeelValue.Null;

    /// <summary>Whether the text contains the pattern; patterns never run backwards, so no pattern is slow.</summary>
    public static FeelValue Matches(FeelValue text, FeelValue pattern)
    {
        if (text.AsText is not { Length: <= 10_000 } whole || pattern.AsText is not { Length: <= MostPattern } shape) return FeelValue.Null;
        try
        {
            return FeelValue.Of(Regex.IsMatch(whole, shape, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return FeelValue.Null;
        }
    }
}
