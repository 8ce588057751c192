using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Innovation.Web.Design;

/// <summary>One thing that was done in a trial run: a move, time that passed, or other sample values.</summary>
public sealed record TrialAct
{
    /// <summary>Key of the move.</summary>
    public string? Move { get; init; }

    /// <summary>Key of the person who makes it; null: whoever the run proposes.</summary>
    public string? By { get; init; }

    /// <summary>For a score: the total, in points.</summary>
    public decimal? Total { get; init; }

    /// <summary>Until when time passes.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Sample values of the form that hold from here on.</summary>
    public JsonObject? Values { get; init; }
}

/// <summary>A trial run as what was done in it; everything else follows from the draft.</summary>
/// <param name="DraftId">The draft it walks.</param>
/// <param name="Revision">The revision of the draft it walks.</param>
/// <param name="Start">Where the virtual clock began.</param>
/// <param name="Values">Sample values that differ from the made-up ones.</param>
/// <param name="Acts">What was done, in order.</param>
public sealed record TrialScript(string DraftId, int Revision, DateTimeOffset Start, JsonObject Values, IReadOnlyList<TrialAct> Acts)
{
    /// <summary>Most acts of one run.</summary>
    public const int MostActs = 300;

    /// <summary>Longest sealed run, in characters.</summary>
    public const int LongestSeal = 400_000;
}

/// <summary>Seals a trial run for the page that carries it, so that nobody makes up what was done. Nothing is stored.</summary>
public sealed class TrialSeal(IDataProtectionProvider protection)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly IDataProtector protector = protection.CreateProtector("Innovation.TrialRun");

    public string Close(TrialScript script)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest)) JsonSerializer.Serialize(pack, script, Json);
        return WebEncoders.Base64UrlEncode(protector.Protect(packed.ToArray()));
    }

    /// <summary>The run of a draft; null when the seal is broken or belongs to another draft.</summary>
    public TrialScript? Open(string? text, string draftId)
    {
        if (text is not { Length: > 0 and <= TrialScript.LongestSeal }) return null;
        try
        {
            using var packed = new MemoryStream(protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
            using var pack = new BrotliStream(packed, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<TrialScript>(pack, Json) is { } script && script.DraftId == draftId ? script : null;
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or JsonException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }
}
