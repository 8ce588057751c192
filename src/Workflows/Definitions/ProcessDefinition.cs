namespace Innovation.Workflows.Definitions;

/// <summary>
/// 流程定义: a block-structured tree of stages. Data only; immutable once published. A running case is pinned to one
/// version of it.
/// </summary>
public sealed record ProcessDefinition
{
    /// <summary>Programme-wide identifier, e.g. <c>PR01</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Version number, from 1; assigned at publication.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The stages of the outermost sequence. The first one must be a submission.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>Every result in which the process can end.</summary>
    public required IReadOnlyList<ResultDefinition> Results { get; init; }

    /// <summary>Names that conditions may use beyond the engine's own, e.g. <c>form.rd_staff</c>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>True for entitlements (凭资格即得): money may be awarded without a public notice before it.</summary>
    public bool Entitlement { get; init; }

    /// <summary>True where only a fact is confirmed (备案, 登记, 验收, 年报): nobody competes for it, so that nothing is announced before the certificate (handbook A).</summary>
    public bool FactOnly { get; init; }
}

/// <summary>A result of the whole process, e.g. 已认定.</summary>
/// <param name="Id">Identifier used by routes.</param>
/// <param name="Name">Name for officers.</param>
/// <param name="ApplicantStatus">One of the case states that applicants are shown (handbook B17).</param>
/// <param name="Favourable">True when the applicant gets what was asked for.</param>
public sealed record ResultDefinition(string Id, string Name, string ApplicantStatus, bool Favourable = false)
{
    /// <summary>撤回: the applicant took the application back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>终止: the bureau ended the case by order of the section head.</summary>
    public const string Terminated = "terminated";
}
