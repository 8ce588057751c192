using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Innovation.Web.Components;

/// <summary>
/// What a form was drawn from, part by part. Its <see cref="Token"/> goes with the form as <c>seen</c>; when the form comes back, what
/// differs by then has been saved by somebody else.
/// </summary>
public sealed class Seen(params IEnumerable<(string Label, object? Value)> parts)
{
    /// <summary>Name of the hidden field.</summary>
    public const string Field = "seen";

    private const int Digits = 8;

    private readonly List<(string Label, string Value)> parts = [.. parts.Select(p => (p.Label, Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? ""))];

    /// <summary>One short hash a part, in order.</summary>
    public string Token => string.Join('.', parts.Select(Hash));

    /// <summary>Labels and present values of the parts that are no longer what the form was drawn from.</summary>
    public IReadOnlyList<(string Label, string Value)> ChangedSince(string? token)
    {
        if (string.IsNullOrEmpty(token)) return [];
        var seen = token.Split('.');
        return seen.Length == parts.Count ? [.. parts.Where((p, i) => Hash(p) != seen[i])] : parts;
    }

    private static string Hash((string Label, string Value) part) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{part.Label}\n{part.Value}")))[..Digits];
}
