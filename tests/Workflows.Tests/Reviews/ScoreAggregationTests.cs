using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class ScoreAggregationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 16, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void FromFiveOnTheHighestAndTheLowestAreLeftOut()
    {
        Assert.Equal(80m, ScoreAggregation.TrimmedMean([60, 70, 80, 90, 100]));
        Assert.Equal(77.5m, ScoreAggregation.TrimmedMean([60, 70, 80, 100]));
        Assert.Equal(70m, ScoreAggregation.TrimmedMean([70, 70, 70, 70, 70]));
        Assert.Equal(90m, ScoreAggregation.TrimmedMean([90, 90, 90, 90, 0]));
    }

    [Fact]
    public void TheExactScoreDecidesNotTheDisplayedOne()
    {
        var score = ScoreAggregation.Aggregate([69.99m, 69.99m, 70.005m, 69.995m, 69.999m], AggregateMethod.TrimmedMean).Score;
        Assert.True(score < 70);
        Assert.Equal("69.99", ScoreAggregation.Display(score));
        Assert.Equal("70.00", ScoreAggregation.Display(69.995m));
        Assert.Equal("52.50", ScoreAggregation.Display(52.5m));
    }

    [Fact]
    public void OutliersAreMoreThanFifteenFromTheMedian()
    {
        var aggregate = ScoreAggregation.Aggregate([80, 65, 95, 96, 64.99m], AggregateMethod.Mean);
        Assert.Equal(80m, aggregate.Median);
        Assert.Equal([3, 4], aggregate.Outliers);
        Assert.Equal(5, aggregate.Count);
        Assert.Equal(72.5m, ScoreAggregation.Median([70, 75]));
        Assert.Throws<ArgumentException>(() => ScoreAggregation.Median([]));
    }

    [Fact]
    public void TiesGoToTheHigherMedianThenTheEarlierSubmission()
    {
        RankingEntry[] entries =
        [
            new("late", 80, 81, Noon.AddHours(1)), new("early", 80, 81, Noon), new("median", 80, 82, Noon.AddDays(1)),
            new("best", 80.01m, 60, Noon), new("twinB", 70, 70, Noon), new("twinA", 70, 70, Noon), new("last", 60, 60, Noon),
        ];
        const int seed = 3;
        var random = new Random(seed);
        for (var run = 0; run < 20; run++)
        {
            random.Shuffle(entries);
            var ranked = Ranking.Rank(entries);
            Assert.Equal(["best", "median", "early", "late", "twinA", "twinB", "last"], ranked.Select(r => r.Entry.CaseId));
            Assert.Equal([1, 2, 3, 4, 5, 5, 7], ranked.Select(r => r.Rank));
            Assert.Equal("得分相同，按中位数排序", ranked[2].TieBrokenBy);
            Assert.Equal("得分和中位数相同，按提交先后排序", ranked[3].TieBrokenBy);
            Assert.Null(ranked[5].TieBrokenBy);
        }
    }

    [Fact]
    public void TheTrimmedMeanStaysBetweenTheExtremesAndIgnoresOrder()
    {
        const int seed = 17;
        var random = new Random(seed);
        for (var run = 0; run < 1_000; run++)
        {
            var scores = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(0, 10_001) / 100m).ToArray();
            var mean = ScoreAggregation.TrimmedMean(scores);
            Assert.InRange(mean, scores.Min(), scores.Max());
            random.Shuffle(scores);
            Assert.Equal(mean, ScoreAggregation.TrimmedMean(scores));
        }
    }
}
