namespace Innovation.Workflows.Reviews;

/// <summary>How sheets become one score.</summary>
public enum AggregateMethod
{
    /// <summary>Plain mean (高新技术企业).</summary>
    Mean,

    /// <summary>去掉一个最高分和一个最低分: from five sheets on; with fewer the plain mean.</summary>
    TrimmedMean,

    /// <summary>The median.</summary>
    Median,
}

/// <summary>The aggregate of one case.</summary>
/// <param name="Score">Exact; thresholds and ranks compare this value, never the displayed one.</param>
/// <param name="Median">Median of all sheets.</param>
/// <param name="Count">Number of sheets.</param>
/// <param name="Outliers">Places of the sheets that need a written reason 异常分; no score is ever removed for it.</param>
public sealed record ScoreAggregate(decimal Score, decimal Median, int Count, IReadOnlyList<int> Outliers);

/// <summary>Aggregation of expert scores 评审得分. Pure; scores are points, usually 0 to 100.</summary>
public static class ScoreAggregation
{
    /// <summary>A score further than this from the median is an outlier.</summary>
    public const decimal OutlierDistance = 15;

    /// <summary>Fewest sheets from which the highest and the lowest are left out.</summary>
    public const int TrimFrom = 5;

    /// <summary>Aggregates the total scores of all valid sheets.</summary>
    /// <exception cref="ArgumentException">There is no sheet.</exception>
    public static ScoreAggregate Aggregate(IReadOnlyList<decimal> scores, AggregateMethod method) => new(
        method switch
        {
            AggregateMethod.Mean => Mean(scores),
            AggregateMethod.TrimmedMean => TrimmedMean(scores),
            AggregateMethod.Median => Median(scores),
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        },
        Median(scores), scores.Count, Outliers(scores));

    /// <summary>Plain mean.</summary>
    public static decimal Mean(IReadOnlyList<decimal> scores) => Some(scores).Sum() / scores.Count;

    /// <summary>Mean without one highest and one lowest from five scores on, else the plain mean.</summary>
    public static decimal TrimmedMean(IReadOnlyList<decimal> scores) => scores.Count < TrimFrom
        ? Mean(scores)
        : (scores.Sum() - scores.Max() - scores.Min()) / (scores.Count - 2);

    /// <summary>Middle score, or the mean of the two in the middle.</summary>
    public static decimal Median(IReadOnlyList<decimal> scores)
    {
        var sorted = Some(scores).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Places of the scores with |score − median| &gt; 15.</summary>
    public static IReadOnlyList<int> Outliers(IReadOnlyList<decimal> scores)
    {
        var median = Median(scores);
        return Enumerable.Range(0, scores.Count).Where(i => Math.Abs(scores[i] - median) > OutlierDistance).ToArray();
    }

    /// <summary>Two decimals, half up, for people only.</summary>
    public static string Display(decimal score) => Math.Round(score, 2, MidpointRounding.AwayFromZero).ToString("0.00");

    private static IReadOnlyList<decimal> Some(IReadOnlyList<decimal> scores) =>
        scores.Count > 0 ? scores : throw new ArgumentException("At least one score.", nameof(scores));
}
