using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Organizations;

/// <summary>代理人: who really acts.</summary>
public sealed record Substitute(string UserId, string Name);

/// <summary>Who is asking, with what they hold. Built once per request from the grants.</summary>
public sealed class UserContext
{
    private readonly HashSet<string> groups;

    public UserContext(string userId, string name, string? organizationId, IEnumerable<(string Role, string Scope)> grants, Substitute? via = null)
    {
        UserId = userId;
        Name = name;
        OrganizationId = organizationId;
        Via = via;
        Grants = [.. grants];
        groups = [.. Grants.Select(g => $"{g.Role}@{g.Scope}")];
        if (organizationId is not null) groups.Add($"applicant@organization:{organizationId}");
        Actor = new Actor(userId, groups) { Via = via?.UserId };
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

    /// <summary>Set when this is an absent person, in whose name somebody else acts.</summary>
    public Substitute? Via { get; }

    /// <summary>As written on what is done: 张某, or 赵某 代 张某.</summary>
    public string ActorName => SubstituteWords.Of(Via?.Name, Name);

    /// <summary>代理的项目类型: the programmes for which somebody acts in this person's name; null: all.</summary>
    public IReadOnlyList<string>? Programmes { get; init; }

    /// <summary>Whether work given to this person by name belongs to what is seen; it does not when only some roles are substituted.</summary>
    public bool IncludesNamed { get; init; } = true;

    /// <summary>The absent persons for whom this person may act now. Theirs are not followed further.</summary>
    public IReadOnlyList<UserContext> Represents { get; init; } = [];

    /// <summary>通用通兑城市: set when another city's installation acts, for its own providers; its name.</summary>
    public string? City { get; init; }

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

    /// <summary>Whether this person, or the substitute who acts in their name, is the one named.</summary>
    public bool Is(string? userId) => userId is not null && (userId == UserId || userId == Via?.UserId);
}
