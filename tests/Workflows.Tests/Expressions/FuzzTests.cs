using System.Text;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Expressions;

public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", ",", ".", "..", "+", "-", "*", "/", "**", "=", "!=", "<", ">=", " ", " ", "\"", "\\", "1",
        "0", "0.5", "79228162514264337593543950335", "\"文\"", "true", "null", "and", "or", "in", "between", "if",
        "then", "else", "for x in ", "some x in ", "every x in ", "return ", "satisfies ", "x", "item", "{", "}", ":", "a: ", "1..3", "[1..5]", ".kind", "sort(", "function(a, b) ", "instance of number", "@\"2026-09-01\"", "?", "flatten(", "concatenate(", "not(", "sum(", "round half up(", "date(", "date(\"2026-09-01\")", "form.x", "名称", "，", "\ud842",
    ];

    [Fact]
    public void RandomTextThrowsNothingButExpressionException()
    {
        const int seed = 20260916;
        var random = new Random(seed);
        for (var run = 0; run < 60_000; run++)
        {
            var text = Make(random);
            try
            {
                if (Expression.TryParse(text, out var parsed, out var error))
                {
                    Evaluate(parsed, random);
                    Assert.All(parsed.Check(Feel.TypeOf), wrong => Assert.InRange(wrong.Position, 0, text.Length));
                }
                else Assert.InRange(error.Position, 0, text.Length);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, run {run}: {text}\n{failure}");
            }
        }
    }

    [Fact]
    public void ChainsOfLeftAndRightAgreeWithDecimal()
    {
        const int seed = 7;
        var random = new Random(seed);
        for (var run = 0; run < 5_000; run++)
        {
            int a = random.Next(-99, 99), b = random.Next(-99, 99), c = random.Next(-99, 99), d = random.Next(1, 99);
            Assert.Equal((decimal)a + ((decimal)b * c) - ((decimal)c / d), Feel.Eval($"{a}+{b}*{c}-{c}/{d}").AsNumber);
        }
    }

    private static string Make(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 25); i > 0; i--)
        {
            if (random.Next(20) == 0) text.Append((char)random.Next(0x10000));
            else text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
        }
        return text.ToString();
    }

    private static void Evaluate(Expression expression, Random random) => expression.Evaluate(_ => random.Next(6) switch
    {
        0 => FeelValue.Null,
        1 => FeelValue.Of(decimal.MaxValue),
        2 => FeelValue.Of("2026-09-01"),
        3 => FeelValue.Of(DateOnly.MaxValue),
        4 => FeelValue.Of([FeelValue.Of(1m), FeelValue.Null, FeelValue.True]),
        _ => FeelValue.Of(random.Next(-5, 5)),
    });
}
