using System.Globalization;
using Innovation.Workflows.Reviews;

namespace Innovation.Web.Office;

/// <summary>A score sheet as the expert fills it in; partials _ScoreItems and _ScoreTotal of the office.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Scores">Typed scores by indicator.</param>
/// <param name="Comment">The opinion.</param>
/// <param name="TotalAddress">Where the typed scores are added up while typing; null when the sheet is locked.</param>
public sealed record ScoreView(ScoreSheet Sheet, IReadOnlyDictionary<string, string> Scores, string? Comment, string? TotalAddress)
{
    /// <summary>Messages by control: <c>s-ID</c> and <c>comment</c>.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>常用意见</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    public bool Locked => TotalAddress is null;

    public string? Error(string control) => Errors.GetValueOrDefault(control);

    public string Score(string indicator) => Scores.GetValueOrDefault(indicator, "");

    public int Missing => Sheet.Indicators.Count(i => Score(i.Id).Length == 0 || Error("s-" + i.Id) is not null);

    /// <summary>The total as the sheet counts it; a score outside its range is not counted until it is mended.</summary>
    public decimal Total => SheetTotal.Of(Sheet, i => Number(Score(i.Id)) is { } score && score <= i.Max ? score : 0);

    public static decimal? Number(string? text) =>
        text is { Length: > 0 and <= 12 } && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) ? score : null;
}
