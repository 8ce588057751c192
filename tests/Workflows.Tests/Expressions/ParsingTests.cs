using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Expressions;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("1 +", 3)]
    [InlineData("1 2", 2)]
    [InlineData("(1", 2)]
    [InlineData("a < b < c", 6)]
    [InlineData("a ＝ 1", 2)]
    [InlineData("\"open", 0)]
    [InlineData("\"\\x\"", 1)]
    [InlineData("nosuch(1)", 0)]
    [InlineData("abs(1, 2)", 0)]
    [InlineData("a..b", 1)]
    [InlineData("a.", 2)]
    [InlineData("and", 0)]
    [InlineData("not x", 0)]
    [InlineData("if a then b", 11)]
    [InlineData("x in [1..5", 10)]
    [InlineData("#", 0)]
    [InlineData("99999999999999999999999999999999", 0)]
    public void RefusesWithAPositionAndAChineseSentence(string text, int position)
    {
        var error = Feel.Error(text);
        Assert.Equal(position, error.Position);
        Assert.EndsWith("。", error.Message);
        Assert.Equal(position, Assert.Throws<ExpressionException>(() => Expression.Parse(text)).Position);
    }

    [Fact]
    public void ListsFreeNamesOnceInOrder() => Assert.Equal(
        ["form.rd_staff", "score", "单位.名称"],
        Expression.Parse("form.rd_staff > score and count(单位.名称) < score or form . rd_staff = 1").Names);

    [Fact]
    public void KeepsItsText() => Assert.Equal("1+1", Expression.Parse("1+1").ToString());

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("not(", ")")]
    [InlineData("if true then ", " else 1")]
    [InlineData("1 in ((", "))")]
    [InlineData("1 in [0..(", ")]")]
    public void LimitsNesting(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 300)) + "1" + string.Concat(Enumerable.Repeat(close, 300));
        Assert.Contains("嵌套太深", Feel.Error(deep).Message, StringComparison.Ordinal);
        var fine = string.Concat(Enumerable.Repeat(open, 90)) + "1" + string.Concat(Enumerable.Repeat(close, 90));
        Expression.Parse(fine).Evaluate(_ => default);
    }

    [Fact]
    public void LimitsLength() =>
        Assert.Contains("太长", Feel.Error(new string('1', 10_001)).Message, StringComparison.Ordinal);

    [Fact]
    public void LongFlatChainsAreNotNesting()
    {
        Assert.Equal(4000m, Feel.Eval(string.Join('+', Enumerable.Repeat('1', 4000))).AsNumber);
        Assert.Equal(1m, Feel.Eval(new string('-', 9000) + "1").AsNumber);
        Assert.True(Feel.Eval(string.Join(" and ", Enumerable.Repeat("true", 1000))).IsTrue);
    }

    [Fact]
    public void NumbersAndBooleansAreComputedWithoutAllocation()
    {
        var expression = Expression.Parse("score >= 70 and form.rd_staff * 2 + 1 in [1..100] and not(abs(score) = 3)");
        var value = FeelValue.Of(7m);
        Func<string, FeelValue> resolve = _ => value;
        for (var i = 0; i < 100; i++) expression.Evaluate(resolve);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) expression.Evaluate(resolve);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
