using System.Text;

namespace Innovation.Workflows.Programs;

/// <summary>Amounts in capitals 大写 for payment documents (正确填写票据和结算凭证的基本规定).</summary>
public static class AmountInCapitals
{
    /// <summary>The largest amount that can be written, in 元.</summary>
    public const decimal Max = 9_999_999_999_999_999.99m;

    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万"];

    /// <summary>人民币叁仟陆佰元整; with 分 nothing follows, with 角 alone 整 does; negative amounts begin with 负.</summary>
    /// <param name="yuan">Amount in 元 with at most two decimals.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than two decimals or beyond <see cref="Max"/>.</exception>
    public static string Write(decimal yuan)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(yuan), Max);
        if (Math.Round(yuan, 2) != yuan) throw new ArgumentOutOfRangeException(nameof(yuan), "More than two decimals.");
        var whole = (long)decimal.Truncate(Math.Abs(yuan));
        var cents = (int)((Math.Abs(yuan) - whole) * 100);
        var text = new StringBuilder("人民币");
        if (yuan < 0) text.Append('负');
        if (whole > 0 || cents == 0) text.Append(Whole(whole)).Append('元');
        var (jiao, fen) = (cents / 10, cents % 10);
        if (cents == 0) return text.Append('整').ToString();
        // 元位是 0 而角位不是的，元后写零, as the rule's own examples 1680.32 and 107000.53 do.
        if (jiao > 0 && whole > 0 && whole % 10 == 0) text.Append('零');
        if (jiao > 0) text.Append(Digits[jiao]).Append('角');
        else if (whole > 0) text.Append('零');
        return (fen > 0 ? text.Append(Digits[fen]).Append('分') : text.Append('整')).ToString();
    }

    /// <summary>Groups of four digits; a gap of zeros, inside or between groups, is read as one 零.</summary>
    private static string Whole(long number)
    {
        if (number == 0) return "零";
        var text = new StringBuilder();
        var gap = false;
        for (var group = 3; group >= 0; group--)
        {
            var four = (int)(number / (long)Math.Pow(10_000, group) % 10_000);
            // 万亿 is 万 of 亿: the 亿 is written once, after the lower of its two groups.
            if (four == 0)
            {
                if (group == 2 && text.Length > 0) text.Append('亿');
                gap = text.Length > 0;
                continue;
            }
            gap |= text.Length > 0 && four < 1000;
            text.Append(Four(four, gap)).Append(Groups[group]);
            gap = false;
        }
        return text.ToString();
    }

    private static string Four(int number, bool gap)
    {
        var text = new StringBuilder(gap ? "零" : "");
        var (started, zero) = (false, false);
        for (var place = 3; place >= 0; place--)
        {
            var digit = number / (int)Math.Pow(10, place) % 10;
            if (digit == 0)
            {
                zero = started;
                continue;
            }
            if (zero) text.Append('零');
            text.Append(Digits[digit]).Append(Places[place]);
            (started, zero) = (true, false);
        }
        return text.ToString();
    }
}
