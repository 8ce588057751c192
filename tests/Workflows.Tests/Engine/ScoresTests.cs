using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

public sealed class ScoresTests
{
    [Fact]
    public void TheHighestAndTheLowestAreLeftOutOnce()
    {
        Assert.Equal(80m, Scores.TrimmedMean([60, 70, 80, 90, 100]));
        Assert.Equal(70m, Scores.TrimmedMean([70, 70, 70, 70, 70]));
        Assert.Equal(90m, Scores.TrimmedMean([90, 90, 90, 90, 0]));
    }

    [Fact]
    public void TheExactScoreDecidesNotTheDisplayedOne() =>
        Assert.True(Scores.TrimmedMean([69.99m, 69.99m, 70.005m, 69.995m, 69.999m]) < 70);

    [Fact]
    public void TheMedianIsInTheMiddleOrBetweenTheTwoThere()
    {
        Assert.Equal(80m, Scores.Median([80, 65, 95, 96, 64.99m]));
        Assert.Equal(72.5m, Scores.Median([70, 75]));
    }

    [Fact]
    public void TheTrimmedMeanStaysBetweenTheExtremesAndIgnoresOrder()
    {
        const int seed = 17;
        var random = new Random(seed);
        for (var run = 0; run < 1_000; run++)
        {
            var scores = Enumerable.Range(0, random.Next(5, 12)).Select(_ => random.Next(0, 10_001) / 100m).ToArray();
            var mean = Scores.TrimmedMean(scores);
            Assert.InRange(mean, scores.Min(), scores.Max());
            random.Shuffle(scores);
            Assert.Equal(mean, Scores.TrimmedMean(scores));
        }
    }
}
