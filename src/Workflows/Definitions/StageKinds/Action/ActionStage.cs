using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions.StageKinds;

/// <summary>自动处理: something the system does by itself; never waits.</summary>
public sealed record ActionStage : Stage
{
    public const string Kind = "action";

    [JsonIgnore]
    public override string KindName => Kind;

    /// <summary>What is done: <c>integrityCheck</c>, <c>registerEntry</c> or <c>webhook</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>Settings of the action, e.g. the register or the address.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public override bool Waits => false;

    /// <summary>Actions that exist.</summary>
    public static IReadOnlyList<string> Known { get; } = ["integrityCheck", "registerEntry", "webhook"];
}
