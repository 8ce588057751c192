namespace Innovation.Workflows.Engine;

/// <summary>How sheets become one score; exact decimals.</summary>
public static class Scores
{
    public static decimal Mean(IReadOnlyCollection<decimal> totals) => totals.Sum() / totals.Count;

    /// <summary>去掉一个最高分和一个最低分 (handbook B0, for five sheets or more).</summary>
    public static decimal TrimmedMean(IReadOnlyCollection<decimal> totals) =>
        (totals.Sum() - totals.Max() - totals.Min()) / (totals.Count - 2);

    /// <summary>中位数; the mean of the two middle values for an even number.</summary>
    public static decimal Median(IReadOnlyCollection<decimal> totals)
    {
        var sorted = totals.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
