using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Architecture;

public sealed class OrderTests
{
    /// <summary>Ids, numbers and names are put in order by their signs, as the database does, on every machine.</summary>
    [Fact]
    public void NothingIsSortedByTheCultureOfTheMachine()
    {
        // One line a place: an assertion about a collection would cut them off.
        var places = SortsByCulture.In(typeof(ProcessEngine).Assembly).Distinct().ToList();
        Assert.True(places.Count == 0, string.Join(Environment.NewLine, places));
    }

    [Fact]
    public void TheReaderFindsWhatItLooksFor()
    {
        var found = SortsByCulture.In(typeof(OrderTests).Assembly).ToList();
        Assert.Contains(found, place => place.Contains(nameof(ByCulture), StringComparison.Ordinal) && place.EndsWith("Enumerable.OrderBy", StringComparison.Ordinal));
        Assert.DoesNotContain(found, place => place.Contains(nameof(ByOrdinal), StringComparison.Ordinal));
        Assert.Equal(ByCulture(["a"]), ByOrdinal(["a"]));
    }

    private static List<string> ByCulture(string[] texts) => [.. texts.OrderBy(t => (t.Length, t))];

    private static List<string> ByOrdinal(string[] texts) => [.. texts.OrderBy(t => t.Length).ThenBy(t => t, StringComparer.Ordinal)];
}
