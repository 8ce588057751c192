namespace Innovation.Web.Design;

/// <summary>The parts of a stage's panel, and which of them an option belongs to.</summary>
public static class PanelPart
{
    public const string Handling = "handling";
    public const string Outcomes = "outcomes";
    public const string Deadline = "deadline";

    public static IReadOnlyList<(string Part, string Title)> All { get; } = [(Handling, "办理"), (Outcomes, "结论与去向"), (Deadline, "期限")];

    /// <summary>The part that shows an option, given by its path, or a problem's field.</summary>
    public static string Of(string? path) => path?.Split('.')[0] switch
    {
        "outcomes" or "returnTo" => Outcomes,
        "deadline" or "supplement" => Deadline,
        _ => Handling,
    };

    /// <summary>End of the element id of what shows an option: an outcome is one element, whatever of it is meant.</summary>
    public static string Anchor(string path) => string.Join('-', path.Split('.').Take(path.StartsWith("outcomes.", StringComparison.Ordinal) ? 2 : int.MaxValue));

    /// <summary>The known part with this name; the first one for anything else.</summary>
    public static string Known(string? part) => part is Outcomes or Deadline ? part : Handling;
}
