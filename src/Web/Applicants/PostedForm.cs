using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Forms;

namespace Innovation.Web.Applicants;

/// <summary>
/// Reads what a form page posts: <c>x</c>, <c>table[0].column</c>, <c>person.name</c>, each with the prefix <c>f.</c>
/// taken off. What the page did not show, or may not change, keeps its stored value.
/// </summary>
public static partial class PostedForm
{
    /// <summary>The hidden field that lists what the page shows for editing.</summary>
    public const string Shown = "_shown";

    /// <summary>Merges posted values into the stored ones; not yet normalised.</summary>
    public static JsonObject Read(FormSchema schema, FormEditing editing, JsonObject stored, IReadOnlyDictionary<string, string[]> posted)
    {
        var shown = (posted.GetValueOrDefault(Shown) ?? []).SelectMany(s => s.Split(',')).ToHashSet(StringComparer.Ordinal);
        var cells = Cells(posted);
        var values = new JsonObject();
        foreach (var field in schema.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields).Where(f => f.Type != FieldType.Attachment))
        {
            var value = shown.Contains(field.Id) && editing.Allows(field.Id) ? Value(field, posted, cells) : stored[field.Id]?.DeepClone();
            if (value is not null) values[field.Id] = value;
        }

        return values;
    }

    /// <summary>The values of a posted form, without the prefix.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(IFormCollection form) =>
        form.Where(f => f.Key.StartsWith("f.", StringComparison.Ordinal)).ToDictionary(f => f.Key[2..], f => f.Value.OfType<string>().ToArray());

    /// <summary>The values that autosave sends.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(JsonObject values) => values.ToDictionary(v => v.Key, v => v.Value switch
    {
        JsonArray list => [.. list.Select(i => i?.ToString() ?? "")],
        null => [],
        var one => new[] { one.ToString() },
    });

    private static JsonNode? Value(FormField field, IReadOnlyDictionary<string, string[]> posted, ILookup<string, (int Row, string Column, string Value)> cells)
    {
        var own = posted.GetValueOrDefault(field.Id) ?? [];
        return field.Type switch
        {
            FieldType.Rows => Rows(field.Columns.Select(c => c.Id), cells[field.Id]),
            FieldType.Organization when field.Multiple => Rows(["name", "uscc"], cells[field.Id]),
            FieldType.Organization => Parts(field.Id, posted, "name", "uscc"),
            FieldType.Person => Parts(field.Id, posted, "name", "employer"),
            FieldType.MultiChoice => new JsonArray([.. own.Where(v => v.Length > 0).Select(v => (JsonNode)v)]),
            _ => own.Length > 0 && own[^1].Length > 0 ? JsonValue.Create(own[^1]) : null,
        };
    }

    private static ILookup<string, (int Row, string Column, string Value)> Cells(IReadOnlyDictionary<string, string[]> posted) => posted
        .Select(p => (Match: Cell().Match(p.Key), p.Value)).Where(p => p.Match.Success && p.Value.Length > 0)
        .ToLookup(p => p.Match.Groups[1].Value, p => (int.Parse(p.Match.Groups[2].Value, CultureInfo.InvariantCulture), p.Match.Groups[3].Value, p.Value[^1]));

    private static JsonArray Rows(IEnumerable<string> columns, IEnumerable<(int Row, string Column, string Value)> cells)
    {
        var known = columns.ToHashSet(StringComparer.Ordinal);
        return new JsonArray([.. cells.Where(c => known.Contains(c.Column)).GroupBy(c => c.Row).OrderBy(g => g.Key)
            .Select(row => (JsonNode)new JsonObject(row.Where(c => c.Value.Length > 0).DistinctBy(c => c.Column).Select(c => KeyValuePair.Create(c.Column, (JsonNode?)c.Value))))]);
    }

    private static JsonObject? Parts(string id, IReadOnlyDictionary<string, string[]> posted, params string[] names)
    {
        var parts = new JsonObject();
        foreach (var name in names)
            if (posted.GetValueOrDefault($"{id}.{name}") is [.., { Length: > 0 } text]) parts[name] = text;
        return parts.Count == 0 ? null : parts;
    }

    [GeneratedRegex(@"^([A-Za-z0-9_]+)\[([0-9]{1,4})\]\.([A-Za-z0-9_]+)$")]
    private static partial Regex Cell();
}
