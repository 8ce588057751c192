using System.Globalization;
using System.Text.RegularExpressions;
using Innovation.Workflows.Deadlines;

namespace Innovation.Workflows.Programs;

/// <summary>复制到明年: a round as it would be called a year later.</summary>
public static partial class NextYear
{
    /// <summary>The same round one year later, not yet saved.</summary>
    public static RoundInput Of(RoundRow round) => new()
    {
        ProgrammeCode = round.ProgrammeCode,
        Title = Title(round.Title),
        Guide = round.Guide,
        OpensAt = Start(round.OpensAt),
        ClosesAt = End(round.ClosesAt),
        RecommendBy = round.RecommendBy is { } by ? End(by) : null,
        Contact = round.Contact,
        Terms = RoundTerms.Read(round.Terms),
    };

    /// <summary>Raises the first year in a title by one; a title without one stays.</summary>
    public static string Title(string title) => Year().Replace(title, m => (int.Parse(m.Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture), 1);

    /// <summary>The same time of the same day a year later, in China; 29 February becomes the 28th.</summary>
    public static DateTimeOffset Start(DateTimeOffset instant)
    {
        var local = instant.ToOffset(ChinaTime.Offset);
        return new DateTimeOffset(local.DateTime.AddYears(1), ChinaTime.Offset).ToUniversalTime();
    }

    /// <summary>The same of the end of a period: the 24:00 of a day stays the 24:00 of that day.</summary>
    public static DateTimeOffset End(DateTimeOffset instant)
    {
        var day = ChinaTime.LastDayOf(instant);
        return ChinaTime.EndOf(day) == instant ? ChinaTime.EndOf(day.AddYears(1)) : Start(instant);
    }

    [GeneratedRegex("(?<![0-9])20[0-9]{2}(?![0-9])")]
    private static partial Regex Year();
}
