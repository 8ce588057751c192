using System.Text;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Expressions;

/// <summary>A hostile expression ends with an error, not with the machine.</summary>
public sealed class LimitTests
{
    public static TheoryData<string> Hostile =>
    [
        "for a in 1..1000, b in 1..1000, c in 1..1000 return a",
        "for a in 1..79228162514264337593543950335 return a",
        "count(for a in -79228162514264337593543950335..79228162514264337593543950335 return a) > 1",
        "some a in 1..10000, b in 1..10000 satisfies a < 0",
        "count(for a in 1..2000 return sort(for b in 1..2000 return -b))",
        Doubling("[1]", "concatenate({0}, {0})"),
        Doubling("[1]", "[{0}, {0}]"),
        Doubling("\"aaaaaaaaaa\"", "{0} + {0}"),
        Doubling("{x: 1}", "{{l: {0}, r: {0}}}"),
        "for a in 1..1000 return string join(for b in 1..1000 return \"aaaaaaaaaaaaaaaaaaaa\")",
    ];

    private static string Doubling(string first, string next)
    {
        var text = new StringBuilder("{v0: " + first);
        for (var i = 1; i < 30; i++) text.Append($", v{i}: ").AppendFormat(next, "v" + (i - 1));
        return text.Append('}').ToString();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void EndsWithAnError(string text)
    {
        var expression = Expression.Parse(text);
        Assert.False(expression.TryEvaluate(_ => default, out var value, out var error));
        Assert.True(value.IsNull);
        Assert.EndsWith("。", error.Message);
        Assert.True(expression.Evaluate(_ => default).IsNull);
        Assert.False(expression.IsMet(_ => default));
    }

    [Fact]
    public void NestingIsLimitedHoweverItIsMade()
    {
        Assert.Contains("最多", Feel.Error("x" + string.Concat(Enumerable.Repeat("[1]", 300))).Message, StringComparison.Ordinal);
        Assert.Contains("嵌套太深", Feel.Error(string.Concat(Enumerable.Repeat("{a: ", 300))).Message, StringComparison.Ordinal);
        Assert.Contains("变量太多", Feel.Error("{" + string.Join(", ", Enumerable.Range(0, 200).Select(i => $"v{i}: 1")) + "}").Message, StringComparison.Ordinal);
        var deep = new StringBuilder("{v0: 1");
        for (var i = 1; i < 60; i++) deep.Append($", v{i}: [[[[[v{i - 1}]]]]]");
        Assert.False(Expression.Parse(deep + "}").TryEvaluate(_ => default, out _, out _));
        Assert.True(Feel.Eval("a" + string.Concat(Enumerable.Repeat(".b", 4000))).IsNull);
    }

    [Fact]
    public void SortingAgreesWithTheLibrary()
    {
        var random = new Random(5);
        for (var run = 0; run < 300; run++)
        {
            var numbers = Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(20)).ToArray();
            Assert.Equal($"[{string.Join(", ", numbers.Order())}]", Feel.Eval($"sort([{string.Join(", ", numbers)}])").ToString());
            Assert.Equal($"[{string.Join(", ", numbers.OrderDescending())}]", Feel.Eval($"sort([{string.Join(", ", numbers)}], function(a, b) a > b)").ToString());
        }
    }

    [Fact]
    public void FilterAndQuantifiersAgree()
    {
        var random = new Random(6);
        for (var run = 0; run < 1000; run++)
        {
            var list = $"[{string.Join(", ", Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(4) == 0 ? "null" : random.Next(9).ToString()))}]";
            var test = $"> {random.Next(9)}";
            Assert.Equal(Feel.Eval($"any(for x in {list} return x {test})"), Feel.Eval($"some x in {list} satisfies x {test}"));
            Assert.Equal(Feel.Eval($"not(some x in {list} satisfies not(x {test}))"), Feel.Eval($"every x in {list} satisfies x {test}"));
            Assert.Equal(Feel.Eval($"count({list}[item {test}]) > 0"), Feel.Eval($"some x in {list}[item != null] satisfies x {test}"));
        }
    }
}
