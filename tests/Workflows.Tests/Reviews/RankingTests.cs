using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class RankingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 16, 4, 0, 0, TimeSpan.Zero);

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
}
