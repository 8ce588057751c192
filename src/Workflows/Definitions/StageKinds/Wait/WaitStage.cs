using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>等待: until a period is over (the stage's deadline) or an event arrives.</summary>
public sealed record WaitStage : Stage
{
    public const string Kind = "wait";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>Name of the event that ends the wait early; null: only time ends it.</summary>
    public string? Event { get; init; }

    /// <summary>Whether an event can end the wait.</summary>
    [JsonIgnore]
    public bool AwaitsEvent => !string.IsNullOrWhiteSpace(Event);

    /// <summary>The outcome with which the event ends the wait: the first that is not automatic, else the first.</summary>
    [JsonIgnore]
    public string EventOutcome => (Outcomes.FirstOrDefault(o => !o.Automatic) ?? Outcomes[0]).Id;
}
