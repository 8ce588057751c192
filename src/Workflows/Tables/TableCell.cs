using System.Globalization;
using System.Text.RegularExpressions;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Tables;

/// <summary>What a cell of a table means.</summary>
public static partial class TableCell
{
    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    // Day numbers of spreadsheets count from here; true from 1 March 1900 on.
    private static readonly DateOnly Zero = new(1899, 12, 30);
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2100, 12, 31);

    /// <summary>A day: 2026-05-01, 2026/5/1, 2026.5.1, 2026年5月1日, 20260501 or the day number of a spreadsheet (46143); midnight may stand behind it. Null: none of these, or outside 2000 to 2100.</summary>
    public static DateOnly? Day(string text)
    {
        var plain = Midnight().Replace(Half(text), "");
        if (DateOnly.TryParseExact(plain, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day >= First && day <= Last ? day : null;
        return plain.Length == 5 && int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Zero.AddDays(number) is var counted && counted >= First && counted <= Last ? counted : null;
    }

    /// <summary>Half-width, without blanks around it.</summary>
    internal static string Half(string text) => string.Concat(text.Select(HalfWidth.Of)).Trim();

    /// <summary>For comparing headings: half-width, lower case, without blanks.</summary>
    internal static string Key(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Select(HalfWidth.Of)).ToLowerInvariant();

    /// <summary>Without signs that nobody sees, without blanks around it, without the mark of <see cref="Write"/>; line breaks inside stay.</summary>
    internal static string Clean(string text)
    {
        var clean = CleanText.Of(text.ReplaceLineEndings("\n")).Trim();
        return clean is ['\'', '=' or '+' or '-' or '@', ..] ? clean[1..] : clean;
    }

    /// <summary>Digits beyond which a spreadsheet shows a number by its power of ten, and loses the last of a long one.</summary>
    private const int MostDigits = 11;

    /// <summary>
    /// As it stands in a file: what a spreadsheet would take for a formula is marked as text, a code of many digits begins with a tab so
    /// that it stays one; commas, quotes and line ends are quoted. <see cref="Clean"/> takes both marks away again.
    /// </summary>
    public static string Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > MostDigits && value.All(char.IsAsciiDigit)) return $"\"\t{value}\"";
        if (value.TrimStart() is ['=' or '+' or '-' or '@', ..] || value is ['\t' or '\r' or '\n', ..]) value = "'" + value;
        return value.IndexOfAny(['"', ',', '\r', '\n']) >= 0 || value.StartsWith('\'') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    /// <summary>What a spreadsheet made of a value that cannot be read back; null: nothing.</summary>
    internal static string? Ruined(string cell) =>
        Scientific().IsMatch(cell) ? "被电子表格改成了科学计数法，原来的号码已经读不出来；请把这一列设为文本，重新填写"
        : Broken().IsMatch(cell) ? "是电子表格的出错值"
        : null;

    [GeneratedRegex(@"[ T]0{1,2}:00(:00)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Midnight();

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+\d{2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^#(N/A|VALUE!|REF!|NAME\?|DIV/0!|NUM!|NULL!|#+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Broken();
}
