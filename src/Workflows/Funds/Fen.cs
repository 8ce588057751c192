using System.Globalization;
using System.Text.RegularExpressions;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Funds;

/// <summary>
/// Amounts are kept in 分 as whole numbers and shown in 元 with two decimals, so that no sum ever rounds (handbook B0, Money).
/// </summary>
public static partial class Fen
{
    /// <summary>The largest amount that one act may move: a hundred billion 元.</summary>
    public const long Most = 10_000_000_000_000;

    /// <summary>元 as 分.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than two decimals, or too large.</exception>
    public static long FromYuan(decimal yuan)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(yuan), Most / 100m);
        var fen = yuan * 100;
        return decimal.Truncate(fen) == fen ? (long)fen : throw new ArgumentOutOfRangeException(nameof(yuan), "More than two decimals.");
    }

    /// <summary>Reads an amount typed in 元; null when it is no positive amount with at most two decimals. A comma parts thousands and nothing else: 1,5 is no fifteen.</summary>
    public static long? Parse(string? text)
    {
        var plain = string.Concat((text ?? "").Select(HalfWidth.Of)).Trim();
        if (Thousands().IsMatch(plain)) plain = plain.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)) return null;
        return yuan > 0 && yuan <= Most / 100m && decimal.Round(yuan, 2) == yuan ? FromYuan(yuan) : null;
    }

    /// <summary>分 as 元.</summary>
    public static decimal ToYuan(long fen) => fen / 100m;

    /// <summary>As people read it: 12,345.60 元.</summary>
    public static string Words(long fen) => Number(fen) + " 元";

    /// <summary>Without the unit: 12,345.60.</summary>
    public static string Number(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>A share of an amount, cut off below 分: what may be deducted never exceeds the share.</summary>
    /// <param name="percent">0 to 100.</param>
    public static long Share(long fen, decimal percent) => (long)decimal.Floor(fen * percent / 100m);

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();
}
