using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Expressions;

public sealed class TypingTests
{
    [Theory]
    [InlineData("form.level > 5", 11)]
    [InlineData("score = \"70\"", 6)]
    [InlineData("score >= 70 and form.level", 16)]
    [InlineData("nosuch > 1", 0)]
    [InlineData("form.ip[sort = 1]", 8)]
    [InlineData("form.ip.price", 0)]
    [InlineData("form.ip[amount = \"a\"]", 15)]
    [InlineData("sum(form.ip.kind) > 1", 4)]
    [InlineData("form.level + 1", 13)]
    [InlineData("today > 5", 6)]
    [InlineData("today + today", 8)]
    [InlineData("yes < no", 4)]
    [InlineData("starts with(score, \"a\")", 12)]
    [InlineData("score in [1..\"a\"]", 13)]
    [InlineData("score in (\"a\", 5)", 10)]
    [InlineData("form.level in [1, 2]", 14)]
    [InlineData("if score then 1 else 2", 3)]
    [InlineData("some x in form.ip satisfies x.amount = \"a\"", 37)]
    [InlineData("every x in form.spend satisfies x", 32)]
    [InlineData("for x in 1..2 return x + \"a\"", 25)]
    [InlineData("-form.level", 1)]
    [InlineData("{a: 1}.b", 6)]
    [InlineData("year(form.level)", 5)]
    [InlineData("sort(form.ip, function(a, b) a.amount)", 29)]
    public void NamesWhatIsCertainlyWrong(string text, int position)
    {
        var error = Assert.Single(Expression.Parse(text).Check(Feel.TypeOf));
        Assert.Equal(position, error.Position);
        Assert.EndsWith("。", error.Message);
    }

    [Theory]
    [InlineData("missing > 5 and missing = \"a\"")]
    [InlineData("form.ip[kind = \"发明\" and score > 1]")]
    [InlineData("count(form.ip[granted].amount) > 1 or max(form.spend) > 5")]
    [InlineData("max(form.ip.amount) <= 3 and max(score, 5) < 3")]
    [InlineData("form.spend[1] > 3 and form.spend[-1] > score")]
    [InlineData("score in (< 10, [65..75], 80) and form.level in (\"key\", \"top\")")]
    [InlineData("today + 14 >= date(\"2026-09-30\") and today - today = 0")]
    [InlineData("null = score or score != null")]
    [InlineData("if yes then 1 else \"a\"")]
    [InlineData("sum(1, score, 3) > 1")]
    public void LeavesAloneWhatMayBeRight(string text) => Assert.Empty(Expression.Parse(text).Check(Feel.TypeOf));

    [Fact]
    public void AConditionMustBeABoolean()
    {
        Assert.Empty(Expression.Parse("score > 1").Check(Feel.TypeOf, FeelKind.Boolean));
        Assert.Contains("是否", Assert.Single(Expression.Parse("score + 1").Check(Feel.TypeOf, FeelKind.Boolean)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SingleNamesOfAFilterAreNotNamesOfTheExpression()
    {
        var expression = Expression.Parse("form.ip[amount > score and form.level = \"a\"]");
        Assert.Equal(["form.ip", "form.level"], expression.Names);
        Assert.Equal(["amount", "score"], expression.ItemNames);
    }
}
