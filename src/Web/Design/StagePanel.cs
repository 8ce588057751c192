using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;

namespace Innovation.Web.Design;

/// <summary>One control of the panel of a stage, drawn from the description of the option.</summary>
/// <param name="Path">The option, with dots for members.</param>
/// <param name="Value">As text; the items of a list between commas.</param>
public sealed record PanelOption(string Path, string Title, StageOption Option, string Value)
{
    public string ElementId => "o-" + Path.Replace('.', '-');

    /// <summary>The items of a list; the lines of a map, each <c>key=value</c>; else the one value.</summary>
    public IReadOnlyList<string> Values => Option.Type switch { "list" => Value.Split(',', StringSplitOptions.RemoveEmptyEntries), "map" => Value.Split('\n', StringSplitOptions.RemoveEmptyEntries), _ => [Value] };
}

/// <summary>Reads a stage's options from the draft and from a posted panel.</summary>
public static class StagePanel
{
    /// <summary>The options that have a control: what is no branch and no outcome.</summary>
    public static IReadOnlyList<PanelOption> Of(JsonObject stage)
    {
        if (!StageKindCatalogue.ByName.TryGetValue(stage["kind"]?.ToString() ?? "", out var kind)) return [];
        return [.. StageKindCatalogue.Common.Where(o => o.Name is not ("id" or "name" or "outcomes")).Concat(kind.Options).SelectMany(o => Leaves(o, "", "")).Select(o => o with { Value = Text(Find(stage, o.Path)) })];
    }

    /// <summary>The edits that a posted panel asks for, one for each option that differs, or why one of its values cannot be.</summary>
    /// <param name="posted">What was posted for an option; null when it has no control there.</param>
    public static (IReadOnlyList<SetOption> Edits, Refusal? Refusal) Read(JsonObject stage, Func<string, string?> posted)
    {
        var changed = stage.DeepClone().AsObject();
        var names = new List<string>();
        foreach (var option in Of(stage))
        {
            names.Add(option.Path.Split('.')[0]);
            if (posted(option.Path) is not { } given) continue;
            var text = given.Trim();
            if (text == option.Value || (option.Value.Length == 0 && text == Standard(option.Option))) continue;
            if (!TryParse(option, text, out var value)) return ([], new("draft.option", option.Path, $"“{option.Title}”填写得不对，{Hint(option.Option)}。"));
            Put(changed, option.Path.Split('.'), value);
        }

        var id = stage["id"]!.ToString();
        return ([.. names.Distinct().Where(n => !JsonNode.DeepEquals(stage[n], changed[n])).Select(n => new SetOption(id, n, changed[n]?.DeepClone()))], null);
    }

    /// <summary>Sets a member; an object that is left with nothing goes.</summary>
    private static void Put(JsonObject at, string[] path, JsonNode? value)
    {
        if (path.Length == 1)
        {
            if (value is null) at.Remove(path[0]);
            else at[path[0]] = value;
            return;
        }

        if (at[path[0]] is not JsonObject below) at[path[0]] = below = [];
        Put(below, path[1..], value);
        if (below.Count == 0) at.Remove(path[0]);
    }

    /// <summary>The default as text; empty when there is none.</summary>
    public static string Standard(StageOption option) => option.Default switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => option.Default.ToString() ?? "",
    };

    private static IEnumerable<PanelOption> Leaves(StageOption option, string path, string title) => option.Type switch
    {
        "object" when option.Fields.Count > 0 => option.Fields.SelectMany(f => Leaves(f, path + option.Name + ".", option.Title + "：")),
        "branches" or "object" => [],
        _ => [new(path + option.Name, title + option.Title, option, "")],
    };

    private static JsonNode? Find(JsonObject stage, string path)
    {
        JsonNode? at = stage;
        foreach (var part in path.Split('.')) at = (at as JsonObject)?[part];
        return at;
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonArray items => string.Join(",", items.Select(i => i?.ToString())),
        JsonObject map => string.Join("\n", map.Select(m => $"{m.Key}={m.Value}")),
        _ => node.ToJsonString() is "true" or "false" ? node.ToJsonString() : node.ToString(),
    };

    private static bool TryParse(PanelOption option, string text, out JsonNode? value)
    {
        value = null;
        if (text.Length == 0) return true;
        switch (option.Option.Type)
        {
            case "integer":
                if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) || whole < option.Option.Min || whole > option.Option.Max) return false;
                value = whole;
                return true;
            case "decimal":
                if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number < option.Option.Min || number > option.Option.Max) return false;
                value = number;
                return true;
            case "yesNo":
                value = text == "true";
                return text is "true" or "false";
            case "choice":
                value = text;
                return option.Option.Choices.ContainsKey(text);
            case "list":
                var items = text.Split([',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                if (option.Option.Name == "remind")
                {
                    var days = items.Select(i => int.TryParse(i, out var day) ? day : -1).ToList();
                    value = new JsonArray([.. days.Select(d => JsonValue.Create(d))]);
                    return days.All(d => d is >= 0 and <= 365);
                }

                value = new JsonArray([.. items.Select(i => JsonValue.Create(i))]);
                return option.Option.Choices.Count == 0 || items.All(option.Option.Choices.ContainsKey);
            case "map":
                var map = new JsonObject();
                foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    var at = line.IndexOf('=');
                    var (key, what) = at > 0 ? (line[..at], line[(at + 1)..]) : ("", "");
                    if (key.Length is 0 or > 100 || what.Length is 0 or > 1000 || map.ContainsKey(key)) return false;
                    if (option.Option.Refers != "user") map[key] = what;
                    else if (int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight is > 0 and <= 1000) map[key] = weight;
                    else return false;
                }

                value = map.Count > 0 ? map : null;
                return true;
            default:
                value = text;
                return text.Length <= 1000;
        }
    }

    private static string Hint(StageOption option) => option.Type switch
    {
        "integer" => $"应为 {option.Min:0} 至 {option.Max:0} 的整数",
        "decimal" => $"应为 {option.Min:0.########} 至 {option.Max:0.########} 的数",
        "choice" or "yesNo" => "请从列表里选",
        "list" => "请用逗号分开",
        "map" when option.Refers == "user" => "每人一个 1 至 1000 的整数，不能重复",
        "map" => "名称和内容都要填，名称不能重复",
        _ => "最多 1000 字",
    };
}
