namespace Innovation.Workflows.Definitions;

/// <summary>办理人规则: who acts on a stage. Exactly one of initiator, role, users and sameAs is set.</summary>
public sealed record AssignmentRule
{
    /// <summary>The people of the applying organisation.</summary>
    public bool Initiator { get; init; }

    /// <summary>A role of handbook C, e.g. <c>officer</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Narrows the role: <c>applicant.area</c>, <c>programme</c>, <c>unit:</c> with the name of a unit, or null for all who hold it.</summary>
    public string? Scope { get; init; }

    /// <summary>Named people, by user id.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Whoever acted on that stage.</summary>
    public string? SameAs { get; init; }

    /// <summary>Before the name of a unit, in a scope and in a grant.</summary>
    public const string UnitPrefix = "unit:";

    /// <summary>Scopes with their Chinese words: the applicant's area, the programme, and each department 责任单位.</summary>
    public static IReadOnlyDictionary<string, string> Scopes { get; } = new Dictionary<string, string>(
        [new("applicant.area", "申报单位所属推荐单位"), new("programme", "本项目类型"), .. Departments.All.Select(d => new KeyValuePair<string, string>(UnitPrefix + d.Name, d.Name))]);

    /// <summary>The unit that a scope names; null when it names none.</summary>
    public static string? UnitOf(string? scope) => scope?.StartsWith(UnitPrefix, StringComparison.Ordinal) == true ? scope[UnitPrefix.Length..] : null;
}

/// <summary>Roles that an assignment rule may name (handbook C).</summary>
public static class ProcessRoles
{
    public const string Recommender = "recommender";
    public const string Officer = "officer";
    public const string SectionHead = "sectionHead";
    public const string Signatory = "signatory";
    public const string Expert = "expert";
    public const string Committee = "committee";
    public const string Department = "department";
    public const string Finance = "finance";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";

    /// <summary>Roles to which work may be given, with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        [Recommender] = "推荐单位",
        [Officer] = "经办人员",
        [SectionHead] = "科室负责人",
        [Signatory] = "签发人",
        [Expert] = "评审专家",
        [Committee] = "评审委员会",
        [Department] = "责任单位",
        [Finance] = "财政",
        [Auditor] = "纪检审计",
        [Administrator] = "管理员",
    };
}
