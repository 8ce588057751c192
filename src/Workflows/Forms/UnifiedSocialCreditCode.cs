using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Forms;

/// <summary>
/// Unified social credit code 统一社会信用代码 (GB 32100-2015): 18 characters of 31 symbols, the last a check
/// character. A value of this type is always normalised and valid, except <c>default</c>, which is empty.
/// </summary>
public readonly record struct UnifiedSocialCreditCode
{
    /// <summary>Length of every code, in characters.</summary>
    public const int Length = 18;

    private const string Symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private readonly string? value;

    private UnifiedSocialCreditCode(string value) => this.value = value;

    /// <summary>The eighteen characters.</summary>
    public string Value => value ?? "";

    /// <summary>Removes white space and hyphens, turns full-width characters half-width and letters upper-case.</summary>
    public static string Normalize(string? text) => string.Concat(CleanText.Of(text ?? "")
        .Select(HalfWidth.Of)
        .Where(c => !char.IsWhiteSpace(c) && c is not '-')
        .Select(char.ToUpperInvariant));

    /// <summary>Tells in Chinese what is wrong with a code (normalised first); null when it is valid.</summary>
    public static string? Validate(string? text)
    {
        var code = Normalize(text);
        if (code.Length == 0) return "请填写统一社会信用代码。";
        if (code.Length != Length) return $"统一社会信用代码应为 18 位，现在是 {code.Length} 位，请核对营业执照。";
        for (var i = 0; i < Length; i++)
        {
            if (Symbols.Contains(code[i])) continue;
            return code[i] is 'I' or 'O' or 'S' or 'V' or 'Z'
                ? $"统一社会信用代码第 {i + 1} 位“{code[i]}”不对，代码中不使用字母 I、O、S、V、Z，请核对是否应为数字。"
                : $"统一社会信用代码第 {i + 1} 位“{(char.IsSurrogate(code[i]) ? '?' : code[i])}”不对，只能是数字和大写字母。";
        }
        for (var i = 2; i < 8; i++)
        {
            if (!char.IsAsciiDigit(code[i])) return $"统一社会信用代码第 {i + 1} 位应为数字（第 3 至 8 位是行政区划码）。";
        }
        return CheckCharacter(code) == code[^1]
            ? null
            : "统一社会信用代码的校验位不对，可能有一位写错，请对照营业执照逐位核对。";
    }

    /// <summary>Normalises and checks a code. <see cref="Validate"/> tells why when the answer is false.</summary>
    public static bool TryParse(string? text, out UnifiedSocialCreditCode code)
    {
        var valid = Validate(text) is null;
        code = valid ? new UnifiedSocialCreditCode(Normalize(text)) : default;
        return valid;
    }

    /// <summary>Reads a code that must be valid.</summary>
    /// <exception cref="FormatException">It is not; the message is the Chinese reason.</exception>
    public static UnifiedSocialCreditCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException(Validate(text));

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Weights 3^(i−1) mod 31 over the first 17; 31 − (Σ mod 31), where 31 stands for 0.</summary>
    private static char CheckCharacter(string code)
    {
        int sum = 0, weight = 1;
        for (var i = 0; i < Length - 1; i++)
        {
            sum += Symbols.IndexOf(code[i], StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return Symbols[(31 - (sum % 31)) % 31];
    }
}
