using System.Text.Json;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Reviews;

/// <summary>A score sheet 评分表 as data. Immutable; a published version never changes.</summary>
public sealed record ScoreSheet
{
    /// <summary>Stable id, such as <c>platform-2026</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Title for the expert.</summary>
    public required string Title { get; init; }

    /// <summary>Version, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Least length of the opinion, in characters.</summary>
    public int MinCommentLength { get; init; }

    /// <summary>Most length of the opinion, in characters.</summary>
    public int MaxCommentLength { get; init; } = 2000;

    /// <summary>Score from which a case passes 合格; null when the process decides otherwise.</summary>
    public decimal? PassMark { get; init; }

    /// <summary>Expression of the total over <c>score.ID</c>; null: the weighted sum.</summary>
    public string? Formula { get; init; }

    /// <summary>Indicators in printed order.</summary>
    public required IReadOnlyList<ScoreIndicator> Indicators { get; init; }

    /// <summary>Highest total, in points.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal MaxTotal => SheetTotal.Of(this, indicator => indicator.Max);

    /// <summary>Reads a sheet.</summary>
    /// <exception cref="JsonException">The text is not a sheet.</exception>
    public static ScoreSheet Read(string json) =>
        JsonSerializer.Deserialize<ScoreSheet>(json, FormJson.Options) ?? throw new JsonException("null");
}

/// <summary>One indicator of a sheet.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Printed name.</param>
/// <param name="Help">What to look at.</param>
/// <param name="Max">Highest score, in points.</param>
/// <param name="Decimals">Most decimals of a score.</param>
/// <param name="Weight">Factor of the score in the total.</param>
/// <param name="Bands">评分档 such as 优秀 9–10; null: none are printed.</param>
public sealed record ScoreIndicator(string Id, string Name, string? Help, decimal Max, int Decimals = 2, decimal Weight = 1, IReadOnlyList<ScoreBand>? Bands = null);

/// <summary>A band 评分档 that tells the expert which scores are meant for what.</summary>
/// <param name="Name">优秀, 良好, …</param>
/// <param name="From">Lowest score, in points.</param>
/// <param name="To">Highest score, in points.</param>
public sealed record ScoreBand(string Name, decimal From, decimal To);

/// <summary>What an expert filled in.</summary>
/// <param name="Scores">Score by indicator id.</param>
/// <param name="Comment">Opinion 评审意见.</param>
public sealed record ScoreSheetAnswer(IReadOnlyDictionary<string, decimal?> Scores, string? Comment);
