using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Web.Design;

/// <summary>Somebody to whom work can be given by name.</summary>
/// <param name="Unit">Where the person works.</param>
public sealed record PanelPerson(string UserId, string Name, string Unit);

/// <summary>What can be picked for an option of a stage: from the kind's own choices, from the draft, or from the accounts.</summary>
/// <param name="Document">The draft.</param>
/// <param name="Stage">The stage whose panel is shown.</param>
/// <param name="People">Everybody who can be named.</param>
public sealed record PanelChoices(JsonObject Document, JsonObject Stage, IReadOnlyList<PanelPerson> People)
{
    /// <summary>Values with their words; null when the option is typed.</summary>
    public IReadOnlyList<(string Value, string Words)>? Of(PanelOption option)
    {
        var known = Known(option.Option);
        if (known is null) return null;
        // What is set stays visible, also when it is not there any more.
        var missing = option.Values.Where(v => v.Length > 0 && known.All(k => k.Value != v)).Select(v => (v, v + "（不存在）"));
        return [.. known, .. missing];
    }

    private IReadOnlyList<(string Value, string Words)>? Known(StageOption option) => option switch
    {
        { Type: "yesNo" } => [("true", "是"), ("false", "否")],
        { Choices.Count: > 0 } => [.. option.Choices.Select(c => (c.Key, c.Value))],
        { Refers: "stage" } => [.. Stages().Where(s => s != Stage).Select(s => (DraftTree.Id(s), Name(s)))],
        { Refers: "user" } => [.. People.Select(p => (p.UserId, $"{p.Unit}　{p.Name}"))],
        { Refers: "outcome" } => [.. DraftTree.Objects(Stage["outcomes"]).Select(o => (DraftTree.Id(o), Name(o)))],
        { Refers: "document" } => [.. (Document["documents"] as JsonObject ?? []).Select(d => (d.Key, DraftTree.Text(d.Value?["title"])))],
        { Refers: "sheet" } => [.. DraftTree.Objects(Document["sheets"]).Select(s => (DraftTree.Id(s), DraftTree.Text(s["title"])))],
        { Refers: "field" } => [.. DraftTree.Objects(Document["form"]?["sections"]).SelectMany(s => DraftTree.Objects(s["fields"])).Select(f => ("form." + DraftTree.Id(f), DraftTree.Text(f["label"])))],
        { Refers: "form" } => [("application", "申报表单")],
        _ => null,
    };

    private IEnumerable<JsonObject> Stages() => DraftTree.Open(Document)?.All().Select(s => s.Stage) ?? [];

    private static string Name(JsonObject item) => DraftTree.Text(item["name"]) is { Length: > 0 } name ? name : DraftTree.Id(item);
}
