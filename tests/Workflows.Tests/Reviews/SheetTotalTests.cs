using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class SheetTotalTests
{
    private static readonly ScoreSheet Sheet = new() { Id = "s", Title = "表", Indicators = [new("a", "甲", null, 10, Weight: 2), new("b", "乙", null, 20)] };

    [Fact]
    public void Scores_count_by_their_weight()
    {
        Assert.Equal(40, Sheet.MaxTotal);
        Assert.Equal(21.5m, ScoreSheetValidator.Total(Sheet, new(new Dictionary<string, decimal?> { ["a"] = 8.25m, ["b"] = 5 }, null)));
    }

    [Fact]
    public void A_formula_replaces_the_sum_and_is_checked()
    {
        var sheet = Sheet with { Formula = "score.a * 5 + if score.b >= 10 then 10 else 0" };
        Assert.Null(SheetTotal.Problem(sheet));
        Assert.Equal(60, sheet.MaxTotal);
        Assert.Contains("score.c", SheetTotal.Problem(Sheet with { Formula = "score.c" }), StringComparison.Ordinal);
        Assert.NotNull(SheetTotal.Problem(Sheet with { Formula = "score.a > 1" }));
        Assert.NotNull(SheetTotal.Problem(Sheet with { Formula = "score.a +" }));
    }
}
