using System.Globalization;

namespace Innovation.Workflows.Expressions.BuiltIns;

internal static class TextFunctions
{
    /// <summary>Characters as people count them: a surrogate pair is one.</summary>
    public static FeelValue Length(FeelValue value) =>
        value.AsText is { } text ? FeelValue.Of((decimal)new StringInfo(text).LengthInTextElements) : FeelValue.Null;

    public static FeelValue Test(FeelValue text, FeelValue part, Func<string, string, bool> test) =>
        text.AsText is { } whole && part.AsText is { } piece ? FeelValue.Of(test(whole, piece)) : FeelValue.Null;
}
