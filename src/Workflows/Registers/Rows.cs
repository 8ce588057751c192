using System.Text.Json;

namespace Innovation.Workflows.Registers;

/// <summary>文书: an issued document. Facts, template and HTML never change; the PDF is a rendition made afterwards.</summary>
public sealed class DocumentRow
{
    /// <summary>128 random bits in hexadecimal; the address of the verification page.</summary>
    public required string Id { get; init; }

    public string? CaseId { get; init; }

    public string? BatchId { get; init; }

    /// <summary>The organisation it is addressed to; null for announcements.</summary>
    public string? OrganizationId { get; init; }

    public required string Template { get; init; }

    public required string Title { get; init; }

    /// <summary>文号 or 证书编号</summary>
    public string? Number { get; init; }

    /// <summary>What the document says, as JSON.</summary>
    public required string Facts { get; init; }

    public required string Html { get; init; }

    /// <summary>SHA-256 of the HTML, shown on the verification page.</summary>
    public required string HtmlSha256 { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Shown to everybody, not only to those concerned.</summary>
    public required bool Public { get; init; }

    /// <summary>SHA-256 of the PDF; null while 待生成.</summary>
    public string? PdfSha256 { get; set; }

    public long? PdfSize { get; set; }

    public DateOnly? ExpiresOn { get; init; }

    public DocumentStatus Status { get; set; }

    public string? StatusReason { get; set; }

    public DateTimeOffset? StatusAt { get; set; }

    public string? ReplacedBy { get; set; }

    /// <summary>When somebody of the addressee first opened it.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>What the document says.</summary>
    public DocumentOrder ReadFacts() => ReadFacts(Facts);

    /// <summary>What a document with these facts says.</summary>
    public static DocumentOrder ReadFacts(string facts) => JsonSerializer.Deserialize<DocumentOrder>(facts, DocumentRegister.Json)!;
}

public enum DocumentStatus
{
    /// <summary>有效</summary>
    Valid,

    /// <summary>撤销</summary>
    Revoked,

    /// <summary>被替换</summary>
    Replaced,
}

/// <summary>证书名录</summary>
public sealed class CertificateRow
{
    public required string Id { get; init; }

    public required string Serial { get; init; }

    public required string CaseId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    public required string Uscc { get; init; }

    /// <summary>认定事项</summary>
    public required string Item { get; init; }

    public required string Level { get; init; }

    public required string ProgrammeCode { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string DocumentId { get; init; }

    /// <summary>认定文件 number.</summary>
    public required string DecisionNumber { get; init; }

    /// <summary>What a paper says of the certificate that it is. The register holds it so that it can be searched.</summary>
    public static CertificateRow Of(DocumentOrder paper, string id, string caseId, string organizationId, string programmeCode)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return new CertificateRow
        {
            Id = id,
            Serial = paper.Number ?? "",
            CaseId = caseId,
            OrganizationId = organizationId,
            OrganizationName = paper.OrganizationName,
            Uscc = paper.Uscc,
            Item = paper.Item,
            Level = paper.Level,
            ProgrammeCode = programmeCode,
            IssuedOn = paper.IssuedOn,
            ExpiresOn = paper.ExpiresOn,
            DocumentId = paper.DocumentId,
            DecisionNumber = paper.Reason,
        };
    }

    /// <summary>The same certificate in the words of its paper: pages show these, and the register only finds them.</summary>
    public CertificateRow As(DocumentOrder paper) => Of(paper, Id, CaseId, OrganizationId, ProgrammeCode);
}

/// <summary>后续义务, e.g. 年度考核 by 31 March.</summary>
public sealed class ObligationRow
{
    public required string Id { get; init; }

    public required string CertificateId { get; init; }

    public required string Name { get; init; }

    public required int Year { get; init; }

    /// <summary>First instant after the last day.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>待报送: nothing has been reported.</summary>
    public const string Due = "待报送";

    public string Status { get; set; } = Due;
}
