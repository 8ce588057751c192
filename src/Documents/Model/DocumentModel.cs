namespace Innovation.Documents;

/// <summary>
/// One document, ready to be laid out: what it says, not how it looks. Holds only values, so it can be stored
/// as JSON beside the issued file and printed again by any renderer.
/// </summary>
public sealed record DocumentModel
{
    /// <summary>Decides the page layout.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>标题; a line end marks where a long title is broken.</summary>
    public required string Title { get; init; }

    /// <summary>发文机关标志, red; null for internal forms.</summary>
    public string? Agency { get; init; }

    /// <summary>发文字号 such as 冶科〔2026〕3号; null where the document has none.</summary>
    public string? Number { get; init; }

    /// <summary>主送机关 without the colon.</summary>
    public string? Addressee { get; init; }

    /// <summary>A line of facts under the title of an internal form, such as the case number.</summary>
    public string? Subtitle { get; init; }

    /// <summary>正文.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>附件, printed after the signature, each on a new page.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>发文机关署名.</summary>
    public string? Issuer { get; init; }

    /// <summary>成文日期.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>印章.</summary>
    public Seal? Seal { get; init; }

    /// <summary>版记.</summary>
    public Colophon? Footer { get; init; }

    /// <summary>证书编号.</summary>
    public string? Serial { get; init; }

    /// <summary>Address encoded in the QR code: the public verification page.</summary>
    public string? QrUrl { get; init; }

    /// <summary>Opaque public verification id 验真编号.</summary>
    public string? VerifyId { get; init; }

    /// <summary>Faint text repeated over each page: version and hash of an 申报书.</summary>
    public string? Watermark { get; init; }
}

/// <summary>印章.</summary>
/// <param name="AgencyName">Name on the arc.</param>
/// <param name="Demo">Marks the seal 示例 so that no print of a demonstration passes for a real one.</param>
/// <param name="Purpose">Second line such as 业务专用章; null for the agency seal.</param>
public sealed record Seal(string AgencyName, bool Demo, string? Purpose = null);

/// <summary>版记 (GB/T 9704-2012 7.4).</summary>
/// <param name="CopyTo">抄送机关; null when nobody is copied.</param>
/// <param name="PrintedBy">印发机关.</param>
/// <param name="PrintedOn">印发日期.</param>
public sealed record Colophon(string? CopyTo, string PrintedBy, DateOnly PrintedOn);

/// <summary>附件.</summary>
/// <param name="Title">附件名称.</param>
/// <param name="Blocks">Its content.</param>
public sealed record Attachment(string Title, IReadOnlyList<Block> Blocks);
