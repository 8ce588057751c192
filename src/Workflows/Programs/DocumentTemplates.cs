namespace Innovation.Workflows.Programs;

/// <summary>Where a document of a programme can be issued, because only there its facts are known.</summary>
public enum DocumentPlace
{
    /// <summary>When a stage ends with an outcome.</summary>
    Outcome,

    /// <summary>When the applicant is asked for 补正.</summary>
    Supplement,

    /// <summary>When a 公示 begins.</summary>
    PublicNotice,

    /// <summary>When a batch is decided.</summary>
    Decision,

    /// <summary>For each case of a decided batch.</summary>
    Certificate,
}

/// <summary>A shipped template 文书模板.</summary>
/// <param name="Id">As programmes name it.</param>
/// <param name="Title">文书名称</param>
/// <param name="Place">Where all its fields have a source.</param>
/// <param name="Series">Usual number series; null: it has no document number.</param>
/// <param name="PrintsContact">It prints 联系方式, which must be filled in then.</param>
public sealed record ShippedTemplate(string Id, string Title, DocumentPlace Place, string? Series, bool PrintsContact);

/// <summary>The shipped templates, and where documents are issued.</summary>
public static class DocumentTemplates
{
    public const string AcceptanceNotice = "acceptanceNotice";
    public const string RejectionNotice = "rejectionNotice";
    public const string SupplementNotice = "supplementNotice";
    public const string PublicNotice = "publicNotice";
    public const string AccreditationNotice = "accreditationNotice";
    public const string Certificate = "certificate";

    /// <summary>All shipped templates, in the order in which a case meets them.</summary>
    public static IReadOnlyList<ShippedTemplate> Shipped { get; } =
    [
        new(AcceptanceNotice, "受理通知书", DocumentPlace.Outcome, "受", true),
        new(RejectionNotice, "不予受理通知书", DocumentPlace.Outcome, "不受", true),
        new(SupplementNotice, "补正通知书", DocumentPlace.Supplement, "补", true),
        new(PublicNotice, "公示公告", DocumentPlace.PublicNotice, "公示", true),
        new(AccreditationNotice, "认定通知", DocumentPlace.Decision, "", false),
        new(Certificate, "证书", DocumentPlace.Certificate, null, false),
    ];

    /// <summary>A shipped template by id; null when there is none.</summary>
    public static ShippedTemplate? Find(string id) => Shipped.FirstOrDefault(t => t.Id == id);

    /// <summary>Where a document is issued; null when neither a template nor its text tells.</summary>
    public static DocumentPlace? PlaceOf(string id, DocumentRule rule) => Find(id)?.Place ?? (rule.Text is null ? null : rule.Place);

    /// <summary>The place in words.</summary>
    public static string Word(DocumentPlace place) => place switch
    {
        DocumentPlace.Outcome => "环节的结论",
        DocumentPlace.Supplement => "补正",
        DocumentPlace.PublicNotice => "公示",
        DocumentPlace.Decision => "决定与发文的文件",
        _ => "决定与发文的证书",
    };
}
