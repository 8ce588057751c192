using System.Security.Cryptography;
using System.Text;

namespace Innovation.Workflows.Cases;

/// <summary>The hash chain over the events of one stream.</summary>
public static class EventChain
{
    /// <summary>SHA-256 in hexadecimal over everything that an event says and the hash before it.</summary>
    /// <param name="names">Names as they were written, and the command id; null: as entries hashed before these were covered.</param>
    public static string Hash(string previous, string streamId, int sequence, string type, string body, DateTimeOffset at, DateTimeOffset processedAt, string actorId, string? viaId = null, IReadOnlyList<string?>? names = null)
    {
        var text = string.Join('\n', previous, streamId, sequence, type, body, at.UtcTicks, processedAt.UtcTicks, actorId);
        // Entries of persons who acted themselves hash as they did before substitutes were known.
        if (viaId is not null) text += '\n' + viaId;
        // A sign that no name holds goes before each, so that none can be taken for another.
        foreach (var name in names ?? []) text += "\n\u0001" + name;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Checks a stored event against the one before it. Entries from before names were covered still fit by what they cover.</summary>
    public static bool Fits(EventRow row, string previous)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.PreviousHash == previous && (row.Hash == Of([row.ActorName, row.ViaName, row.CommandId]) || row.Hash == Of(null));

        string Of(IReadOnlyList<string?>? names) => Hash(previous, row.StreamId, row.Sequence, row.Type, row.Body, row.At, row.ProcessedAt, row.ActorId, row.ViaId, names);
    }
}
