using Microsoft.AspNetCore.Identity;

namespace Innovation.Workflows.Organizations;

/// <summary>单位: an enterprise, provider, university or institute that registers.</summary>
public sealed class OrganizationRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>统一社会信用代码, normalised.</summary>
    public required string Uscc { get; set; }

    /// <summary><c>enterprise</c>, <c>provider</c>, <c>university</c>, <c>institute</c> or <c>incubator</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>推荐单位; empty for organisations from elsewhere.</summary>
    public string Area { get; set; } = "";

    public string LegalRepresentative { get; set; } = "";

    public string ContactName { get; set; } = "";

    public string ContactMobile { get; set; } = "";

    /// <summary>所属集团, as declared; empty: none. Members of one group are related parties.</summary>
    public string GroupName { get; set; } = "";

    /// <summary>技术领域</summary>
    public string FieldCode { get; set; } = "";

    public int? StaffTotal { get; set; }

    public string Address { get; set; } = "";

    public OrganizationStatus Status { get; set; }

    /// <summary>Why the registration was refused.</summary>
    public string? StatusReason { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Revision { get; set; } = 1;

    public List<ShareholderRow> Shareholders { get; } = [];
}

public enum OrganizationStatus
{
    /// <summary>待审核</summary>
    Pending,

    /// <summary>已通过</summary>
    Approved,

    /// <summary>未通过</summary>
    Rejected,
}

/// <summary>股东</summary>
public sealed class ShareholderRow
{
    public required string Id { get; init; }

    public required string OrganizationId { get; init; }

    public required string Name { get; set; }

    /// <summary>USCC when the shareholder is an organisation.</summary>
    public string? Uscc { get; set; }

    /// <summary>Share in percent.</summary>
    public decimal Percent { get; set; }
}

/// <summary>账号</summary>
public sealed class UserAccount : IdentityUser
{
    public string DisplayName { get; set; } = "";

    /// <summary>The organisation an applicant acts for.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>The unit that staff belong to, e.g. 市科技局.</summary>
    public string Unit { get; set; } = "";

    /// <summary>停用</summary>
    public bool Disabled { get; set; }

    /// <summary>The password was given by an administrator; its owner must change it before anything else.</summary>
    public bool MustChangePassword { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>授权: a role within a scope.</summary>
public sealed class GrantRow
{
    public required string UserId { get; init; }

    public required string Role { get; init; }

    /// <summary><c>*</c>, <c>area:…</c>, <c>programme:…</c> or <c>organization:…</c>.</summary>
    public required string Scope { get; init; }
}

/// <summary>专家; the id is the account's.</summary>
public sealed class ExpertRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>职称</summary>
    public string Title { get; set; } = "";

    /// <summary>Fields of expertise, each between commas.</summary>
    public string Fields { get; set; } = "";

    public bool Active { get; set; } = true;

    public List<EmploymentRow> Employments { get; } = [];

    public List<RelationRow> Relations { get; } = [];
}

/// <summary>任职: an employer of an expert over time.</summary>
public sealed class EmploymentRow
{
    public required string Id { get; init; }

    public required string ExpertId { get; init; }

    public required string Employer { get; set; }

    public string? Uscc { get; set; }

    public DateOnly From { get; set; }

    /// <summary>Null: still there.</summary>
    public DateOnly? To { get; set; }
}

/// <summary>关系: something that stands between an expert and an organisation or person.</summary>
public sealed class RelationRow
{
    public required string Id { get; init; }

    public required string ExpertId { get; init; }

    /// <summary><c>kin</c>, <c>teacher</c>, <c>coauthor</c>, <c>shareholder</c>, <c>director</c> or <c>adviser</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>USCC or name of the other side.</summary>
    public required string Other { get; set; }

    public DateOnly? Until { get; set; }
}

/// <summary>禁止申报: a dated sanction (handbook B15).</summary>
public sealed class SanctionRow
{
    public required string Id { get; init; }

    public required string Uscc { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    public required string Reason { get; init; }

    /// <summary>来源: who decided it, and the number of the paper.</summary>
    public string Source { get; init; } = "";

    /// <summary>The day of that decision; null: not recorded.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>登记人; empty: not recorded.</summary>
    public string EnteredBy { get; init; } = "";

    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>解除 before its last day: from this instant it is no longer in force.</summary>
    public DateTimeOffset? LiftedAt { get; set; }

    public string? LiftedBy { get; set; }

    public string? LiftReason { get; set; }
}
