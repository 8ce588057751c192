using System.Text;
using System.Text.RegularExpressions;

namespace Innovation.Workflows.Programs;

/// <summary>
/// How numbers are written: 发文字号 without 第 and without leading zeros, the year in full in 六角括号〔〕
/// (GB/T 9704-2012); certificates and cases with four digits.
/// </summary>
public static partial class NumberFormat
{
    /// <summary>发文字号: 冶科〔2026〕3号.</summary>
    /// <param name="agency">Agency code 机关代字, such as 冶科.</param>
    /// <param name="year">Four-digit year.</param>
    /// <param name="number">From 1.</param>
    public static string Document(string agency, int year, int number) => Document(agency, "", year, number);

    /// <summary>A machine notice of a series: 冶科受〔2026〕33号, 冶科补〔2026〕5号, 冶科不受〔2026〕2号.</summary>
    /// <param name="agency">Agency code.</param>
    /// <param name="series">受, 补, 不受; empty for 发文字号.</param>
    /// <param name="year">Four-digit year.</param>
    /// <param name="number">From 1.</param>
    public static string Document(string agency, string series, int year, int number)
    {
        Check(year, number);
        return $"{agency}{series}〔{year}〕{number}号";
    }

    /// <summary>Certificate serial 证书编号: DYPT-2026-0042; more than 9999 grows a digit.</summary>
    public static string Certificate(string prefix, int year, int number)
    {
        Check(year, number);
        return $"{prefix}-{year}-{number:0000}";
    }

    /// <summary>Case number 案号: PT2026-0037.</summary>
    public static string Case(string prefix, int year, int number)
    {
        Check(year, number);
        return $"{prefix}{year}-{number:0000}";
    }

    /// <summary>
    /// 发文字号 as somebody typed it, written as it is printed: 冶科[2026]2号, 冶科（2026）2号 and 冶科【2026】 2 号 are 冶科〔2026〕2号.
    /// So is 冶科2026年第2号 when nothing else is typed. A text without a year in brackets stays as it is.
    /// </summary>
    public static string Read(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var folded = Blank().Replace(typed.Normalize(NormalizationForm.FormKC), "");
        return Year().IsMatch(folded) ? Year().Replace(folded, "〔$1〕") : ReadBare(typed) ?? typed;
    }

    /// <summary>发文字号 of which the brackets were left out: 冶科2026 2号; null when the text is anything else.</summary>
    public static string? ReadBare(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var match = Bare().Match(Blank().Replace(typed.Normalize(NormalizationForm.FormKC), ""));
        return match.Success ? $"{match.Groups[1].Value}〔{match.Groups[2].Value}〕{match.Groups[3].Value}号" : null;
    }

    [GeneratedRegex(@"[\[(【〔〖〘「{<《〈]([0-9]{4})[\])】〕〗〙」}>》〉](?:第|0)*")]
    private static partial Regex Year();

    [GeneratedRegex(@"^([\u4e00-\u9fff]{2,12})((?:19|20)[0-9]{2})[年第\-]*0*([1-9][0-9]{0,5})号$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    private static void Check(int year, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1949);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
    }
}
