using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Organizations;

/// <summary>Who is asking, with what they hold. Built once per request from the grants.</summary>
public sealed class UserContext
{
    private readonly HashSet<string> groups;

    public UserContext(string userId, string name, string? organizationId, IEnumerable<(string Role, string Scope)> grants)
    {
        UserId = userId;
        Name = name;
        OrganizationId = organizationId;
        Grants = [.. grants];
        groups = [.. Grants.Select(g => $"{g.Role}@{g.Scope}")];
        if (organizationId is not null) groups.Add($"applicant@organization:{organizationId}");
        Actor = new Actor(userId, groups);
    }

    /// <summary>Somebody who has not signed in.</summary>
    public static UserContext Anonymous { get; } = new("", "公众", null, []);

    /// <summary>The system itself, for what time does.</summary>
    public static UserContext System { get; } = new("system", "系统", null, []);

    public string UserId { get; }

    public string Name { get; }

    /// <summary>The organisation an applicant acts for.</summary>
    public string? OrganizationId { get; }

    public IReadOnlyList<(string Role, string Scope)> Grants { get; }

    public IReadOnlySet<string> Groups => groups;

    public Actor Actor { get; }

    public bool IsSignedIn => UserId.Length > 0;

    public bool IsApplicant => OrganizationId is not null;

    public bool Has(string role) => Grants.Any(g => g.Role == role);

    public bool HasAny(params string[] roles) => roles.Any(Has);

    /// <summary>Roles that this person holds everywhere.</summary>
    public IEnumerable<string> RolesEverywhere => Grants.Where(g => g.Scope == "*").Select(g => g.Role);

    /// <summary>The scopes of a role, without their prefix; contains <c>*</c> when it is held everywhere.</summary>
    public IReadOnlyList<string> ScopesOf(string role, string prefix) =>
        [.. Grants.Where(g => g.Role == role && (g.Scope == "*" || g.Scope.StartsWith(prefix, StringComparison.Ordinal))).Select(g => g.Scope == "*" ? "*" : g.Scope[prefix.Length..])];

    /// <summary>Whether this person holds the role for the programme.</summary>
    public bool HoldsForProgramme(string role, string programmeCode) => Actor.Holds($"{role}@programme:{programmeCode}");

    /// <summary>Staff of the bureau who work on cases.</summary>
    public bool IsStaff => HasAny(ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Signatory);
}
