using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.Typing;

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
        ["form.ip"] = FeelValue.Of(new[] { ("发明", 30m, true), ("实用新型", 5m, false), ("发明", 12m, true) }
            .Select(row => FeelValue.OfEntries([new("kind", FeelValue.Of(row.Item1)), new("amount", FeelValue.Of(row.Item2)), new("granted", FeelValue.Of(row.Item3))]))),
        ["form.ip.kind"] = FeelValue.Of(new[] { "发明", "实用新型", "发明" }.Select(FeelValue.Of)),
        ["form.ip.amount"] = FeelValue.Of(new[] { 30m, 5m, 12m }.Select(FeelValue.Of)),
        ["yes"] = FeelValue.True,
        ["no"] = FeelValue.False,
    };

    public static FeelValue Eval(string text) =>
        Expression.Parse(text).Evaluate(name => Values.GetValueOrDefault(name));

    /// <summary>The types of the names above.</summary>
    public static FeelType? TypeOf(string name) => name switch
    {
        "score" or "form.rd_staff" or "form.研发费用" => FeelType.Number,
        "form.level" => FeelType.Text,
        "form.spend" => FeelType.ListOf(FeelType.Number),
        "form.ip" => FeelType.ListOf(FeelType.ContextOf(new Dictionary<string, FeelType> { ["kind"] = FeelType.Text, ["amount"] = FeelType.Number, ["granted"] = FeelType.Boolean })),
        "today" => FeelType.Date,
        "yes" or "no" => FeelType.Boolean,
        "missing" => FeelType.Any,
        _ => null,
    };

    public static ExpressionError Error(string text) =>
        Expression.TryParse(text, out _, out var error) ? throw new InvalidOperationException("parsed: " + text) : error;
}
