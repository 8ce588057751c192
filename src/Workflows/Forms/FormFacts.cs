using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Forms;

/// <summary>
/// Gives expressions the values of a form: <c>form.x</c>, <c>form.table</c> (a list of its rows, each with
/// its columns by name),
/// <c>form.table.column</c> (the column as a list), <c>organization.x</c> and <c>today</c>.
/// </summary>
public sealed class FormFacts(FormSchema schema, JsonObject values, FormContext context)
{
    // Keyed by the schema's own strings, so a compiled condition lives as long as its schema.
    private static readonly ConditionalWeakTable<string, Expression> Compiled = new();

    /// <summary>The value of a dotted name; null when it has none.</summary>
    public FeelValue Resolve(string name)
    {
        var parts = name.Split('.');
        return parts switch
        {
            ["today"] => FeelValue.Of(context.Today),
            ["organization", var id] => Plain(context.Organization[id]),
            ["form", var id] => Field(id),
            ["form", var id, var column] => Column(id, column),
            _ => FeelValue.Null,
        };
    }

    /// <summary>Whether a condition is met; a missing condition is.</summary>
    public bool IsMet(string? condition) => condition is null || Evaluate(condition).IsTrue;

    /// <summary>The value of an expression of the schema.</summary>
    internal FeelValue Evaluate(string text) => Compiled.GetValue(text, Expression.Parse).Evaluate(Resolve);

    private FeelValue Field(string id)
    {
        foreach (var section in schema.Sections)
        {
            foreach (var field in section.Fields)
            {
                if (field.Id == id) return Value(field, section.IsReadOnly ? context.Organization[id] : values[id]);
            }
        }
        return FeelValue.Null;
    }

    private FeelValue Column(string id, string columnId)
    {
        if (schema.Find(id)?.Columns.FirstOrDefault(column => column.Id == columnId) is not { } column)
            return FeelValue.Null;
        return values[id] is JsonArray rows
            ? FeelValue.Of(rows.Select(row => Value(column, (row as JsonObject)?[columnId])))
            : FeelValue.EmptyList;
    }

    private static FeelValue Value(FormField field, JsonNode? node) => field.Type switch
    {
        FieldType.Date => JsonRead.Date(node) is { } day ? FeelValue.Of(day) : FeelValue.Null,
        FieldType.Rows => FeelValue.Of(node is JsonArray rows ? rows.Select(row => Row(field, row as JsonObject)) : []),
        FieldType.Attachment or FieldType.MultiChoice => Plain(node ?? new JsonArray()),
        FieldType.Organization when field.Multiple => Plain(node ?? new JsonArray()),
        _ => Plain(node),
    };

    private static FeelValue Row(FormField table, JsonObject? row) =>
        FeelValue.OfEntries(table.Columns.Select(column => KeyValuePair.Create(column.Id, Value(column, row?[column.Id]))));

    private static FeelValue Plain(JsonNode? node) => node switch
    {
        JsonArray items => FeelValue.Of(items.Select(Plain)),
        JsonObject parts => FeelValue.Of(JsonRead.Text(parts["uscc"]) ?? JsonRead.Text(parts["name"])),
        _ when JsonRead.Number(node) is { } number => FeelValue.Of(number),
        _ when JsonRead.Flag(node) is { } flag => FeelValue.Of(flag),
        _ => FeelValue.Of(JsonRead.Text(node)),
    };
}
