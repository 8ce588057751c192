using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Registers;

/// <summary>
/// Issues documents inside the caller's transaction: number, facts, template and HTML together. The PDF is ordered
/// through the outbox.
/// </summary>
public sealed class DocumentRegister(IDocumentWriter writer)
{
    /// <summary>How facts are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Issues one document.</summary>
    /// <param name="order">Everything but number and title, which come from the rule.</param>
    /// <param name="caseId">The case it is about, or null for a list.</param>
    /// <param name="batchId">The batch it is about, or null.</param>
    /// <param name="organizationId">The addressee, or null.</param>
    public async Task<DocumentRow> IssueAsync(WorkflowsDbContext db, Programme programme, DocumentOrder order, string? caseId, string? batchId, string? organizationId, DateTimeOffset at, CancellationToken cancellation)
    {
        var rule = programme.Documents[order.Template];
        var number = order.Number;
        if (number is null && rule.Series is { } series)
        {
            var year = ChinaTime.DateOf(at).Year;
            number = await NumberSeries.TakeAsync(db, programme.AgencyCode + series, year, n => NumberFormat.Document(programme.AgencyCode, series, year, n), order.DocumentId, at, cancellation);
        }

        order = Ruled(order with { Number = number }, rule);
        var html = writer.Write(order);
        var row = new DocumentRow
        {
            Id = order.DocumentId,
            CaseId = caseId,
            BatchId = batchId,
            OrganizationId = organizationId,
            Template = order.Template,
            Title = rule.Title,
            Number = number,
            Facts = JsonSerializer.Serialize(order, Json),
            Html = html,
            HtmlSha256 = CanonicalJson.Sha256Hex(html),
            IssuedAt = at,
            Public = rule.Public,
            ExpiresOn = order.ExpiresOn,
        };
        db.Documents.Add(row);
        db.Outbox.Add(new OutboxRow { Id = row.Id, Kind = OutboxRow.Pdf, Key = "pdf/" + row.Id, Payload = row.Id, CreatedAt = at, NextAt = at });
        return row;
    }

    /// <summary>The order with everything that the rule of its document says.</summary>
    internal static DocumentOrder Ruled(DocumentOrder order, DocumentRule rule) =>
        order with { Title = rule.Title, Heading = rule.Heading, Addressee = rule.Addressee, Body = rule.Text, Place = rule.Text is null ? null : DocumentTemplates.PlaceOf(order.Template, rule) };
}
