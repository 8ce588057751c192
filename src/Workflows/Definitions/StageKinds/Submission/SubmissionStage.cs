using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>申报/材料提交: the applicant fills a form and hands it in.</summary>
public sealed record SubmissionStage : Stage
{
    public const string Kind = "submission";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>Id of the form of the programme.</summary>
    public string Form { get; init; } = "application";

    /// <summary>The case state that the applicant sees when the form has come back (退回修改).</summary>
    public string ReturnedStatus { get; init; } = "退回修改";
}
