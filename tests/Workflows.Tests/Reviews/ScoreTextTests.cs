using Innovation.Workflows.Engine;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class ScoreTextTests
{
    [Theory]
    [InlineData("70", "70.00")]
    [InlineData("82.5", "82.50")]
    [InlineData("69.99", "69.99")]
    [InlineData("69.995", "69.995")]
    [InlineData("69.99666666666666666666666667", "69.9967")]
    [InlineData("69.99999666", "69.999997")]
    [InlineData("70.00003", "70.00003")]
    [InlineData("82.33333333333333333333333333", "82.3333")]
    public void A_score_is_written_as_it_was_compared(string score, string text) =>
        Assert.Equal(text, ScoreText.Of(decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Sheets_of_80_69_99_70_70_and_60_do_not_look_like_the_pass_line_they_are_under()
    {
        var score = Scores.TrimmedMean([80m, 69.99m, 70m, 70m, 60m]);
        Assert.True(score < 70);
        Assert.Equal("69.9967", ScoreText.Of(score));
        Assert.Equal("—", ScoreText.OrDash(null));
    }

    [Fact]
    public void What_is_under_a_line_is_never_written_as_the_line()
    {
        var random = new Random(12);
        for (var i = 0; i < 10_000; i++)
        {
            decimal[] sheets = [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => 69.9m + random.Next(0, 20) / 100m)];
            var score = Scores.Mean(sheets);
            if (score < 70) Assert.True(decimal.Parse(ScoreText.Of(score), System.Globalization.CultureInfo.InvariantCulture) < 70, $"{score}");
        }
    }
}
