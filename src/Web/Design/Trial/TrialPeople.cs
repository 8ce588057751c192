using Innovation.Web.Components;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Engine.Simulation;

namespace Innovation.Web.Design;

/// <summary>A stand-in person of a trial run.</summary>
/// <param name="Key">Names the person in forms: the candidate and a number.</param>
public sealed record TrialPerson(string Key, string Name, Actor Actor);

/// <summary>The persons who can be chosen in a trial run: those who may act, and others to see that they are refused.</summary>
/// <param name="process">The draft's process.</param>
/// <param name="known">Names of real persons whom the draft assigns, by user id.</param>
public sealed class TrialPeople(ProcessDefinition process, IReadOnlyDictionary<string, string> known)
{
    private const int PerRole = 3;

    /// <summary>Three of a role, one where a person is named.</summary>
    public IEnumerable<TrialPerson> Of(string candidate) =>
        Enumerable.Range(1, candidate.StartsWith("user:", StringComparison.Ordinal) ? 1 : PerRole).Select(n => Person(candidate, n));

    /// <summary>One of each kind whom a process knows.</summary>
    public IEnumerable<TrialPerson> Usual() =>
        ((string[])["applicant@organization:trial", $"{ProcessRoles.Recommender}@area:trial", $"{ProcessRoles.Officer}@programme:{process.Id}", $"{ProcessRoles.SectionHead}@programme:{process.Id}", $"{ProcessRoles.Signatory}@*"]).Select(c => Person(c, 1));

    /// <summary>The person of a key; null when there is none.</summary>
    public TrialPerson? Find(string? key)
    {
        if (key is not { Length: > 0 and < 200 } || key.LastIndexOf('#') is not (> 0 and var mark)) return null;
        return int.TryParse(key.AsSpan(mark + 1), out var number) && number is >= 1 and <= 20 ? Person(key[..mark], number) : null;
    }

    public OptionView Option(TrialPerson person) => new(person.Key, person.Name);

    /// <summary>What an actor is called; null for the system.</summary>
    public string? Name(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.UserId == Actor.System.UserId) return null;
        var unit = actor.Groups.Select(g => g.Split('@', 2)).Where(g => g.Length == 2).Select(g => AssignmentRule.UnitOf(g[1])).FirstOrDefault(u => u is not null);
        return Name(actor.UserId) + (unit is null ? "" : $"（{unit}）");
    }

    /// <summary>Who gets a message: the role, or the person.</summary>
    public string Receiver(string candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.StartsWith("user:", StringComparison.Ordinal)) return Name(candidate[5..]);
        var parts = candidate.Split('@', 2);
        if (parts[0] == "applicant") return "申报单位";
        return ProcessRoles.Names.GetValueOrDefault(parts[0], parts[0]) + (parts.Length == 2 && AssignmentRule.UnitOf(parts[1]) is { } unit ? $"（{unit}）" : "");
    }

    private TrialPerson Person(string candidate, int number)
    {
        var actor = StandIn.Person(candidate, number);
        return new($"{candidate}#{number}", Name(actor)!, actor);
    }

    private string Name(string user)
    {
        if (known.TryGetValue(user, out var real)) return real;
        var role = user.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var title = role == "applicant" ? "申报人" : ProcessRoles.Names.GetValueOrDefault(role);
        return title is null ? user : $"{title} {user[role.Length..]}";
    }
}
