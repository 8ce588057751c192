using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Expressions;

/// <summary>Short forms for expression tests.</summary>
internal static class Feel
{
    private static readonly Dictionary<string, FeelValue> Values = new()
    {
        ["score"] = FeelValue.Of(70m),
        ["form.rd_staff"] = FeelValue.Of(42m),
        ["form.level"] = FeelValue.Of("key"),
        ["form.研发费用"] = FeelValue.Of(412.36m),
        ["form.spend"] = FeelValue.Of(new[] { 356.20m, 412.36m, 508.75m }.Select(FeelValue.Of)),
        ["today"] = FeelValue.Of(new DateOnly(2026, 9, 16)),
        ["yes"] = FeelValue.True,
        ["no"] = FeelValue.False,
    };

    public static FeelValue Eval(string text) =>
        Expression.Parse(text).Evaluate(name => Values.GetValueOrDefault(name));

    public static ExpressionError Error(string text) =>
        Expression.TryParse(text, out _, out var error) ? throw new InvalidOperationException("parsed: " + text) : error;
}
