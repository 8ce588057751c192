using Innovation.Workflows.Forms;

namespace Innovation.Web.Components;

/// <summary>A labelled one-line control of an ordinary page; partial Components/_Input.</summary>
public sealed record InputView(string Name, string Label, string? Value)
{
    public string? Help { get; init; }

    public string? Error { get; init; }

    /// <summary>text or password.</summary>
    public string Type { get; init; } = "text";

    public string? Autocomplete { get; init; }

    public string? InputMode { get; init; }

    public int? MaxLength { get; init; }

    public int? MaxWidth { get; init; }

    public bool Optional { get; init; }

    /// <summary>Options make it a select; the first line is 请选择.</summary>
    public IReadOnlyList<OptionView>? Options { get; init; }

    public string ElementId => "i-" + Name.Replace('.', '-').Replace("[", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    public string? DescribedBy => (Help, Error) switch
    {
        (null, null) => null,
        (_, null) => ElementId + "-h",
        (null, _) => ElementId + "-e",
        _ => $"{ElementId}-h {ElementId}-e",
    };
}

/// <summary>Problems of a form as pages show them.</summary>
public static class ProblemWords
{
    /// <summary>The message that stands at a field, or null.</summary>
    public static string? At(this IEnumerable<FormProblem> problems, string field) => problems.FirstOrDefault(p => p.FieldPath == field)?.Message;

    /// <summary>The summary above the form; each line leads to its field.</summary>
    public static IReadOnlyList<ErrorItem> Summary(this IEnumerable<FormProblem> problems) =>
        [.. problems.Select(p => new ErrorItem(p.Message, p.FieldPath.Length == 0 ? null : "#i-" + p.FieldPath.Replace('.', '-')))];
}
