using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions.DecisionTables;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Programs;

/// <summary>项目类型: everything that a programme is made of. Data; a published version never changes.</summary>
public sealed record Programme
{
    /// <summary>E.g. <c>PR01</c>.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>平台认定, 高企培育, 揭榜挂帅, 创新券, …</summary>
    public required string Family { get; init; }

    public string Level { get; init; } = "";

    /// <summary>发文机关, as printed on documents.</summary>
    public required string Agency { get; init; }

    /// <summary>发文机关代字, e.g. 冶科.</summary>
    public required string AgencyCode { get; init; }

    /// <summary>Prefix of case numbers, e.g. PT for PT2026-0037.</summary>
    public required string CasePrefix { get; init; }

    /// <summary>办法的名称, printed as the basis of documents.</summary>
    public required string Rules { get; init; }

    /// <summary>办理科室</summary>
    public string Section { get; init; } = "";

    public string Contact { get; init; } = "";

    /// <summary>申报指南 in Markdown; rounds without a text of their own show it.</summary>
    public string Guide { get; init; } = "";

    /// <summary>Labels of the applicant's progress line, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The form field whose value names the item of a case.</summary>
    public required string TitleField { get; init; }

    /// <summary>Form fields that make an application unique for one organisation while it is open (handbook B1).</summary>
    public IReadOnlyList<string> OpenOnceFields { get; init; } = [];

    public required FormSchema Form { get; init; }

    public FormPermissions Permissions { get; init; } = new();

    public IReadOnlyList<ScoreSheet> Sheets { get; init; } = [];

    /// <summary>决策表, which conditions read as <c>table.ID</c>.</summary>
    public IReadOnlyList<DecisionTable> Tables { get; init; } = [];

    public IReadOnlyDictionary<string, DocumentRule> Documents { get; init; } = new Dictionary<string, DocumentRule>();

    public CertificateRule? Certificate { get; init; }

    public required ProcessDefinition Process { get; init; }

    /// <summary>Number of the published version; not part of its content.</summary>
    [JsonIgnore]
    public int Version { get; init; } = 1;

    /// <summary>The sheet with this id.</summary>
    public ScoreSheet? FindSheet(string id) => Sheets.FirstOrDefault(s => s.Id == id);

    /// <summary>Options for reading and writing programmes.</summary>
    public static JsonSerializerOptions Json { get; } = CreateOptions();

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">The text is not a programme.</exception>
    public static Programme Read(string json) => JsonSerializer.Deserialize<Programme>(json, Json) ?? throw new JsonException("null");

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(DefinitionJson.Options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>文书: how a document of the programme is issued.</summary>
/// <param name="Title">E.g. 受理通知书.</param>
/// <param name="Series">Number series after the agency code: 受 for 冶科受〔2026〕33号; empty for the red-header series; null for no number.</param>
/// <param name="Public">Everybody may read it.</param>
/// <param name="Place">Where a document that only <paramref name="Text"/> describes is issued; the shipped templates have their own place.</param>
/// <param name="Heading">Title on the paper with placeholders; null: <paramref name="Title"/>.</param>
/// <param name="Addressee">主送机关 with placeholders; null: nobody is addressed.</param>
/// <param name="Text">正文 in Markdown with placeholders such as <c>{{申报单位}}</c>; null: the shipped template is printed.</param>
public sealed record DocumentRule(string Title, string? Series, bool Public = false, DocumentPlace? Place = null, string? Heading = null, string? Addressee = null, string? Text = null);

/// <summary>证书</summary>
/// <param name="Title">E.g. 大冶市本级创新平台证书.</param>
/// <param name="Series">E.g. DYPT for DYPT-2026-0042.</param>
/// <param name="ItemField">Form field of the item.</param>
/// <param name="LevelField">Form field of the level.</param>
/// <param name="Obligations">What the holder owes each year.</param>
public sealed record CertificateRule(string Title, string Series, string ItemField, string LevelField, IReadOnlyList<ObligationRule> Obligations);

/// <summary>A yearly obligation, e.g. 年度考核 by 31 March of the following year.</summary>
public sealed record ObligationRule(string Name, int Month, int Day);
