using System.Text.Json;
using System.Text.Json.Serialization;

namespace Innovation.Workflows.Definitions;

/// <summary>办理结论: one way to finish a stage, with the way on.</summary>
public sealed record Outcome
{
    public required string Id { get; init; }

    /// <summary>The word on the button, e.g. 受理.</summary>
    public required string Name { get; init; }

    /// <summary>One line that tells the actor when to choose it.</summary>
    public string? Help { get; init; }

    public Route? Route { get; init; }

    /// <summary>Condition over what is known, for stages that compute their outcome (expert review).</summary>
    public string? When { get; init; }

    /// <summary>赞成: what an 会签 needs from all, and what a 票签 counts.</summary>
    public bool Positive { get; init; }

    /// <summary>不赞成也继续: an outcome that does not approve and goes the way of the approving one on purpose, e.g. 部分属实.</summary>
    public bool GoesOn { get; init; }

    /// <summary>A reason must be given; adverse outcomes always need one.</summary>
    public bool RequiresComment { get; init; }

    /// <summary>Only time or the engine chooses it; people cannot.</summary>
    public bool Automatic { get; init; }

    /// <summary>Offered only before this instant of the round: <c>closesAt</c> for 退回修改 (handbook B0).</summary>
    public string? OnlyBefore { get; init; }

    /// <summary>Documents issued when the stage ends this way, by template id.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>The outcome gives money: a public notice must come before it on every path.</summary>
    public bool AwardsMoney { get; init; }
}

/// <summary>Where the case goes after an outcome.</summary>
[JsonConverter(typeof(RouteJsonConverter))]
public abstract record Route
{
    private Route() { }

    /// <summary>The following stage of the same sequence, or the end of the branch.</summary>
    public sealed record Next : Route;

    /// <summary>A stage of the same or an enclosing sequence.</summary>
    public sealed record To(string StageId) : Route;

    /// <summary>The end of the process with a result.</summary>
    public sealed record End(string Result) : Route;

    /// <summary>The stage stays open for another batch (暂缓).</summary>
    public sealed record Stay : Route;
}

/// <summary>Reads <c>"next"</c>, <c>"stay"</c>, <c>{"to": id}</c> and <c>{"end": result}</c>.</summary>
internal sealed class RouteJsonConverter : JsonConverter<Route>
{
    public override Route Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.String)
        {
            return root.GetString() switch
            {
                "next" => new Route.Next(),
                "stay" => new Route.Stay(),
                var other => throw new JsonException($"route \"{other}\" 不认识，应为 next、stay、{{to}} 或 {{end}}"),
            };
        }

        if (root.ValueKind == JsonValueKind.Object)
        {
            var members = root.EnumerateObject().ToList();
            if (members is [{ Value.ValueKind: JsonValueKind.String } only])
            {
                if (only.NameEquals("to")) return new Route.To(only.Value.GetString()!);
                if (only.NameEquals("end")) return new Route.End(only.Value.GetString()!);
            }
        }

        throw new JsonException("route 应为 next、stay、{to} 或 {end}");
    }

    public override void Write(Utf8JsonWriter writer, Route value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case Route.Next: writer.WriteStringValue("next"); break;
            case Route.Stay: writer.WriteStringValue("stay"); break;
            case Route.To to:
                writer.WriteStartObject();
                writer.WriteString("to", to.StageId);
                writer.WriteEndObject();
                break;
            case Route.End end:
                writer.WriteStartObject();
                writer.WriteString("end", end.Result);
                writer.WriteEndObject();
                break;
        }
    }
}
