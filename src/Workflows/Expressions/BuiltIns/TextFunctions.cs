using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Expressions.BuiltIns;

/// <summary>Characters are code points, as in FEEL: a surrogate pair is one, a mark that combines with the letter before it is another.</summary>
internal static class TextFunctions
{
    private const int MostReplacement = 100;

    public static FeelValue Length(FeelValue value) => value.AsText is { } text ? FeelValue.Of((decimal)Count(text)) : FeelValue.Null;

    private static int Count(string text) => text.EnumerateRunes().Count();

    public static FeelValue Test(FeelValue text, FeelValue part, Func<string, string, bool> test) =>
        text.AsText is { } whole && part.AsText is { } piece ? FeelValue.Of(test(whole, piece)) : FeelValue.Null;

    /// <summary>As people write it: 1268.5, 2026-09-16, true; null stays null.</summary>
    public static FeelValue Write(FeelValue value) => value.Kind switch
    {
        FeelKind.Null => FeelValue.Null,
        FeelKind.Text => value,
        FeelKind.Date => FeelValue.Of(value.AsDate!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => FeelValue.Of(value.ToString()),
    };

    /// <summary>From 1; negative from the end; null when the start is outside.</summary>
    public static FeelValue Substring(FeelValue[] values)
    {
        if (values[0].AsText is not { } text || values[1].AsNumber is not { } start || decimal.Truncate(start) != start || start == 0) return FeelValue.Null;
        var count = Count(text);
        var from = start > 0 ? start - 1 : count + start;
        if (from < 0 || from >= count) return FeelValue.Null;
        var left = count - from;
        if (values.Length == 3)
        {
            if (values[2].AsNumber is not { } length || length < 0 || decimal.Truncate(length) != length) return FeelValue.Null;
            left = Math.Min(left, length);
        }
        return FeelValue.Of(string.Concat(text.EnumerateRunes().Skip((int)from).Take((int)left)));
    }

    /// <summary>What stands before or after the first place of a part; empty when it does not occur.</summary>
    public static FeelValue Around(FeelValue text, FeelValue part, bool before)
    {
        if (text.AsText is not { } whole || part.AsText is not { } piece) return FeelValue.Null;
        var at = whole.IndexOf(piece, StringComparison.Ordinal);
        return FeelValue.Of(at < 0 ? "" : before ? whole[..at] : whole[(at + piece.Length)..]);
    }

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

    /// <summary>Replaces every match of a pattern; a pattern that matches nothing at all is refused, as FEEL has it.</summary>
    public static FeelValue Replace(FeelValue[] values)
    {
        if (values[0].AsText is not { } text || Read(values[1], values.Length == 4 ? values[3] : FeelValue.Null) is not { } pattern || values[2].AsText is not { } other) return FeelValue.Null;
        if (other.Length > MostReplacement) throw Refuse($"替换成的文字太长，最多 {MostReplacement} 个字符");
        if (pattern.IsMatch("")) throw Refuse("模式可以什么也不对应，无法替换");
        return pattern.ReadReplacement(other, out var parts) is { } why ? throw Refuse(why) : FeelValue.Of(pattern.Replace(text, parts));
    }

    /// <summary>Whether the text contains the pattern.</summary>
    public static FeelValue Matches(FeelValue[] values) =>
        values[0].AsText is { } text && Read(values[1], values.Length == 3 ? values[2] : FeelValue.Null) is { } pattern ? FeelValue.Of(pattern.IsMatch(text)) : FeelValue.Null;

    /// <summary>Cuts at every match of a pattern.</summary>
    public static FeelValue Split(FeelValue text, FeelValue separator)
    {
        if (text.AsText is not { } whole || Read(separator, FeelValue.Null) is not { } pattern) return FeelValue.Null;
        return pattern.IsMatch("") ? throw Refuse("模式可以什么也不对应，无法分开") : FeelValue.Of(pattern.Split(whole).Select(FeelValue.Of));
    }

    /// <summary>Null when there is none; a pattern that cannot be used ends the evaluation with its reason.</summary>
    private static Pattern? Read(FeelValue pattern, FeelValue flags)
    {
        if (pattern.AsText is not { } text || (flags.AsText is null && !flags.IsNull)) return null;
        return Pattern.TryRead(text, flags.AsText ?? "", out var read, out var why) ? read : throw Refuse(why);
    }

    private static ExpressionException Refuse(string why) => new(new(0, why + "。"));
}
