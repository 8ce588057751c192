using System.Text.RegularExpressions;

namespace Innovation.Workflows.Texts;

/// <summary>
/// Telephone numbers as people in China write them: mobile numbers of eleven digits that begin with 1, landlines with area code
/// and perhaps an extension (0714-8866001-802), service numbers that begin with 400 or 800. Full-width digits, blanks, dashes,
/// brackets and a country code (+86, 0086) do not count.
/// </summary>
public static partial class PhoneNumber
{
    /// <summary>The number as it is kept: 13800138000, 0714-8866001, 0714-8866001-802, 400-8866001; anything else without blanks, dashes and brackets.</summary>
    /// <param name="typed">Null: empty.</param>
    public static string Clean(string? typed)
    {
        var text = string.Concat(CleanText.Of(typed ?? "").Select(Plain).Where(c => c != ' '));
        var number = Country().Replace(text, "");
        if (Landline().Match(number) is { Success: true } landline)
            return $"{landline.Groups["area"].Value}-{Dashes().Replace(landline.Groups["own"].Value, "")}{(landline.Groups["inside"] is { Length: > 0 } inside ? "-" + inside.Value : "")}";
        if (Service().Match(Dashes().Replace(number, "")) is { Success: true } service) return $"{service.Groups[1].Value}-{service.Groups[2].Value}";
        return Dashes().Replace(number, "");
    }

    /// <summary>Whether messages can be sent to it: eleven digits that begin with 1.</summary>
    /// <param name="number">As <see cref="Clean"/> gives it.</param>
    public static bool IsMobile(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number.Length == 11 && number[0] == '1' && number.All(char.IsAsciiDigit);
    }

    /// <summary>Whether one can be called there.</summary>
    /// <param name="number">As <see cref="Clean"/> gives it.</param>
    public static bool IsValid(string number) => IsMobile(number) || Landline().IsMatch(number) || Service().IsMatch(number.Replace("-", "", StringComparison.Ordinal));

    /// <summary>What to say where <see cref="IsValid"/> is false.</summary>
    public static string Wanted(string label) => $"{label}应为手机号码（11 位），或者带区号的固定电话，例如 0714-8866001，请改正。";

    /// <summary>Whether the number, without its extension, ends in these digits.</summary>
    /// <param name="number">As <see cref="Clean"/> gives it.</param>
    public static bool EndsWith(string number, string digits)
    {
        ArgumentNullException.ThrowIfNull(number);
        return string.Join('-', number.Split('-').Take(2)).EndsWith(digits, StringComparison.Ordinal);
    }

    // Brackets part the area code like a dash.
    private static char Plain(char typed) => HalfWidth.Of(typed) is var c && char.IsWhiteSpace(c) ? ' ' : c is '(' or ')' or '–' or '—' or '－' or '‐' or '‑' or '−' or '·' or '.' ? '-' : c;

    [GeneratedRegex(@"^-*(?:\+86|0086|86(?=-*1[0-9]{10}$|-*1[0-9]{2}-))-*")]
    private static partial Regex Country();

    // 电信网编号计划: area codes 010, 02x and 0[3-9]xx, subscribers of seven or eight digits that begin with 2 to 9.
    [GeneratedRegex(@"^-*(?<area>010|02[0-9]|0[3-9][0-9]{2})-*(?<own>[2-9][0-9]{3}-?[0-9]{3,4})(?:(?:-|转|#|x|X|ext|分机)+(?<inside>[0-9]{1,6}))?$")]
    private static partial Regex Landline();

    [GeneratedRegex(@"^([48]00)([0-9]{7})$")]
    private static partial Regex Service();

    [GeneratedRegex("-")]
    private static partial Regex Dashes();
}
