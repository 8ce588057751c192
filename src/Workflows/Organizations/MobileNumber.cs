using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Organizations;

/// <summary>手机号码</summary>
public static class MobileNumber
{
    /// <summary>Half-width digits without blanks and hyphens.</summary>
    public static string Clean(string? text) => UnifiedSocialCreditCode.Normalize(text);

    /// <summary>Eleven digits that begin with 1.</summary>
    public static bool IsValid(string text) => text.Length == 11 && text[0] == '1' && text.All(char.IsAsciiDigit);
}
