using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Registers;

/// <summary>The facts of a document about to be issued. Which of them a template needs, the template knows.</summary>
public sealed record DocumentOrder
{
    /// <summary>Template id, e.g. <c>acceptanceNotice</c>.</summary>
    public required string Template { get; init; }

    /// <summary>128-bit opaque id; part of the verification address.</summary>
    public required string DocumentId { get; init; }

    public required string Title { get; init; }

    public required string Agency { get; init; }

    public string? Number { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public string CaseNumber { get; init; } = "";

    public string OrganizationName { get; init; } = "";

    public string Uscc { get; init; } = "";

    public string Item { get; init; } = "";

    public string Level { get; init; } = "";

    public string RoundTitle { get; init; } = "";

    /// <summary>依据: the name of the rules, in title marks.</summary>
    public string Rules { get; init; } = "";

    /// <summary>办理程序: the steps that every listed case has been through, such as 属地推荐、形式审查和会议审定; empty when there was none.</summary>
    public string Procedure { get; init; } = "";

    /// <summary>What the listed cases are granted, such as 认定 or 立项.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>What holders owe each year, one sentence each.</summary>
    public IReadOnlyList<string> Duties { get; init; } = [];

    public string Section { get; init; } = "";

    public string Contact { get; init; } = "";

    public DateOnly? AcceptedOn { get; init; }

    /// <summary>承诺办结日期 of the next stage.</summary>
    public DateOnly? PromisedOn { get; init; }

    /// <summary>视为受理</summary>
    public bool Deemed { get; init; }

    /// <summary>环节: where the document is issued.</summary>
    public string StageName { get; init; } = "形式审查";

    /// <summary>补正轮次</summary>
    public int Round { get; init; }

    /// <summary>最多轮次</summary>
    public int MaxRounds { get; init; } = 2;

    /// <summary>逾期后果 of a 补正.</summary>
    public string Consequence { get; init; } = "将作不予受理处理";

    public IReadOnlyList<ListedItem> Items { get; init; } = [];

    /// <summary>Last day of the period that the document sets.</summary>
    public DateOnly? DueOn { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>名单</summary>
    public IReadOnlyList<ListedCase> List { get; init; } = [];

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public int NoticeDays { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Where a document with a text of its own is issued.</summary>
    public DocumentPlace? Place { get; init; }

    /// <summary>Title on the paper, written by the programme; null: the template's own.</summary>
    public string? Heading { get; init; }

    /// <summary>主送机关, written by the programme.</summary>
    public string? Addressee { get; init; }

    /// <summary>Text of the programme with placeholders, in Markdown; null: the shipped template is printed.</summary>
    public string? Body { get; init; }

    /// <summary>The fields of the form that the texts name, by id, in words.</summary>
    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    /// <summary>样稿 of the designer: never issued, and its seal says 示例. No fact of a document.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Sample { get; init; }

    /// <summary>正文 as drafted by the officer, in Markdown.</summary>
    public string Text { get; init; } = "";
}

/// <param name="Label">Which field or attachment.</param>
/// <param name="Remark">What is wanted.</param>
public sealed record ListedItem(string Label, string Remark);

/// <summary>One line of a list in a document.</summary>
public sealed record ListedCase(string OrganizationName, string Item, string Area, string Level, string CaseNumber);

/// <summary>Writes documents as complete HTML. The same order always gives the same text.</summary>
public interface IDocumentWriter
{
    string Write(DocumentOrder order);

    /// <summary>The words of the same paper, for pages that tell what it says.</summary>
    DocumentText Read(DocumentOrder order);
}

/// <summary>What a paper says in sentences.</summary>
/// <param name="Title">标题, without line breaks.</param>
/// <param name="Before">Paragraphs before its list; all of them where it has none.</param>
/// <param name="After">Paragraphs after its list.</param>
public sealed record DocumentText(string Title, IReadOnlyList<string> Before, IReadOnlyList<string> After);
