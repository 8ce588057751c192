using System.Text;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>支付依据 as the ledger compares it: two ways of writing one certificate, order or contract number are one fact.</summary>
public static class SourceFacts
{
    /// <summary>Without blanks, in capitals, half-width, with one form of every bracket and dash: <c>gr2027－001</c> is <c>GR2027-001</c>.</summary>
    public static string Key(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) key.Append(Sign(HalfWidth.Of(c)));
        return key.ToString().ToUpperInvariant();
    }

    private static char Sign(char c) => c switch
    {
        '〔' or '[' or '【' => '(',
        '〕' or ']' or '】' => ')',
        '—' or '–' or '‐' or '‑' or '−' => '-',
        _ => c,
    };
}
