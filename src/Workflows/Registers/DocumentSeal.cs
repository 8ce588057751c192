using System.Text.Json;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Registers;

/// <summary>
/// What is written into the history when a document is issued: a hash over all of it that never changes. Who opens the
/// database by hand can change the register, but not what the chain of events says of it.
/// </summary>
public static class DocumentSeal
{
    /// <summary>The columns that the seal covers, under the names by which they are hashed for ever.</summary>
    private sealed record Sealed(string Id, string? CaseId, string? BatchId, string? OrganizationId, string Template, string Title, string? Number, string Facts, string HtmlSha256, long IssuedAt, bool Public, string? ExpiresOn);

    /// <returns>SHA-256 in hexadecimal.</returns>
    public static string Of(DocumentRow document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return CanonicalJson.Sha256Hex(JsonSerializer.SerializeToNode(new Sealed(document.Id, document.CaseId, document.BatchId, document.OrganizationId, document.Template, document.Title, document.Number,
            document.Facts, document.HtmlSha256, document.IssuedAt.UtcTicks, document.Public, document.ExpiresOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), DocumentRegister.Json));
    }
}
