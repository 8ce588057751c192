namespace Innovation.Workflows.Reviews;

/// <summary>An expert 专家 as the draw sees them. Organisations are told by credit code.</summary>
/// <param name="Id">Opaque id; the only thing the draw's order depends on besides the seed.</param>
/// <param name="Name">Name, for avoidance lists.</param>
public sealed record ExpertCandidate(string Id, string Name)
{
    /// <summary>Technical fields 技术领域.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Present and former employers.</summary>
    public IReadOnlyList<Employment> Employments { get; init; } = [];

    /// <summary>Shares and offices held.</summary>
    public IReadOnlyList<Interest> Interests { get; init; } = [];

    /// <summary>Known relations to persons and organisations.</summary>
    public IReadOnlyList<Relation> Relations { get; init; } = [];

    /// <summary>Cases for which the expert has declared a conflict.</summary>
    public IReadOnlyList<string> DeclaredCaseIds { get; init; } = [];
}

/// <summary>A time with an employer.</summary>
/// <param name="Uscc">Credit code of the employer.</param>
/// <param name="Employer">Name of the employer.</param>
/// <param name="Until">Last day; null while it lasts.</param>
public sealed record Employment(string Uscc, string Employer, DateOnly? Until = null);

/// <summary>Kinds of interest in an organisation.</summary>
public enum InterestKind
{
    /// <summary>股东.</summary>
    Shareholder,

    /// <summary>法定代表人.</summary>
    LegalRepresentative,

    /// <summary>董事、监事或高级管理人员.</summary>
    Director,

    /// <summary>领取报酬的顾问.</summary>
    PaidAdviser,
}

/// <summary>A share or office in an organisation.</summary>
public sealed record Interest(string Uscc, InterestKind Kind);

/// <summary>Kinds of relation to a person or an organisation's people.</summary>
public enum RelationKind
{
    /// <summary>近亲属; never lapses.</summary>
    Kin,

    /// <summary>师生; never lapses.</summary>
    TeacherStudent,

    /// <summary>合著、共同发明或共同申报; counts for three years.</summary>
    Collaborator,
}

/// <summary>A relation row.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Uscc">Organisation of the other person; null when only the person is known.</param>
/// <param name="Person">Name of the other person; null when the relation is to the organisation's people in general.</param>
/// <param name="Until">Last day of a collaboration; null while it lasts.</param>
public sealed record Relation(RelationKind Kind, string? Uscc, string? Person, DateOnly? Until = null);
