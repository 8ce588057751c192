using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Cases;

/// <summary>责任单位: by whom an open work item is held, for the supervision board.</summary>
public static class Holders
{
    private const string Area = ProcessRoles.Recommender + "@area:";

    /// <summary><c>area:…</c> for a recommending unit, <c>user:…</c> for who has claimed it or is named, else <c>role:…</c>.</summary>
    public static string Of(WorkItemRow item)
    {
        var candidates = item.Candidates.Select(c => c.Candidate).Order(StringComparer.Ordinal).ToList();
        if (candidates.Find(c => c.StartsWith(Area, StringComparison.Ordinal)) is { } town) return "area:" + town[Area.Length..];
        if (item.ClaimedBy is { } claimed) return "user:" + claimed;
        if (candidates.Find(c => c.StartsWith("user:", StringComparison.Ordinal)) is { } named) return named;
        var role = candidates.Find(c => !c.StartsWith(ProcessRoles.SectionHead, StringComparison.Ordinal)) ?? candidates.FirstOrDefault() ?? "";
        return role.IndexOf('@', StringComparison.Ordinal) is var at and > 0 ? "role:" + role[..at] : "";
    }
}
