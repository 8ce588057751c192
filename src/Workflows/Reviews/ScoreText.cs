using System.Globalization;

namespace Innovation.Workflows.Reviews;

/// <summary>How a score that decides something is written, on pages, papers and in files alike.</summary>
public static class ScoreText
{
    /// <summary>
    /// Two decimals where they are the whole score. Otherwise four, or as many as it takes: 69.99666… is 69.9967 and never the
    /// 70.00 that a pass mark of 70 would contradict, and two scores that rank apart do not look alike.
    /// </summary>
    public static string Of(decimal score)
    {
        var two = Math.Round(score, 2, MidpointRounding.AwayFromZero);
        if (two == score) return two.ToString("0.00", CultureInfo.InvariantCulture);
        for (var digits = 4; digits < 28; digits += 2)
        {
            var told = Math.Round(score, digits, MidpointRounding.AwayFromZero);
            if (told != two || told == score) return told.ToString("0.00" + new string('#', digits - 2), CultureInfo.InvariantCulture);
        }

        return score.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The score in words; a dash where there is none.</summary>
    public static string OrDash(decimal? score) => score is { } known ? Of(known) : "—";
}
