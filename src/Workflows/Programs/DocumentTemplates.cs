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

/// <summary>The templates 文书模板 that can be printed, with the place where all their fields have a source.</summary>
public static class DocumentTemplates
{
    /// <summary>Template id → place.</summary>
    public static IReadOnlyDictionary<string, DocumentPlace> Places { get; } = new Dictionary<string, DocumentPlace>
    {
        ["acceptanceNotice"] = DocumentPlace.Outcome,
        ["rejectionNotice"] = DocumentPlace.Outcome,
        ["supplementNotice"] = DocumentPlace.Supplement,
        ["publicNotice"] = DocumentPlace.PublicNotice,
        ["accreditationNotice"] = DocumentPlace.Decision,
        ["certificate"] = DocumentPlace.Certificate,
    };

    /// <summary>Where a document is issued; null when neither a template nor its text tells.</summary>
    public static DocumentPlace? PlaceOf(string id, DocumentRule rule) =>
        Places.TryGetValue(id, out var place) ? place : rule.Text is null ? null : rule.Place;

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
