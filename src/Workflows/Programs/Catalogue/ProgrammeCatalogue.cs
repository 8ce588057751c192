using System.Text.Json.Nodes;

namespace Innovation.Workflows.Programs.Catalogue;

/// <summary>The shipped programmes, as data beside this file.</summary>
public static class ProgrammeCatalogue
{
    /// <summary>Codes of the shipped programmes.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["PR01"];

    /// <summary>Reads a shipped programme; its form, sheets and process are put in place.</summary>
    public static Programme Load(string code)
    {
        var root = Node($"{code.ToLowerInvariant()}.programme.json").AsObject();
        root["form"] = Node(root["form"]!.GetValue<string>());
        root["sheets"] = new JsonArray([.. root["sheets"]!.AsArray().Select(name => Node(name!.GetValue<string>()))]);
        root["process"] = Node(root["process"]!.GetValue<string>());
        return Programme.Read(root.ToJsonString());
    }

    private static JsonNode Node(string file) => JsonNode.Parse(ShippedFiles.Read(file))!;
}
