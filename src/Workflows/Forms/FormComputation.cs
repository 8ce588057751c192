using System.Text.Json.Nodes;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Forms;

/// <summary>Gives computed fields 计算字段 their values.</summary>
public static class FormComputation
{
    /// <summary>The types that can be computed.</summary>
    public static IReadOnlyList<FieldType> Types { get; } = [FieldType.Text, FieldType.LongText, FieldType.Integer, FieldType.Decimal, FieldType.Money, FieldType.Date, FieldType.YesNo];

    /// <summary>Writes the values of all computed fields; a formula without a value leaves the field empty. A field may read those above it.</summary>
    public static void Apply(FormSchema schema, JsonObject values, FormContext context)
    {
        foreach (var field in schema.Sections.Where(section => !section.IsReadOnly).SelectMany(section => section.Fields).Where(field => field.Computed is not null))
        {
            values.Remove(field.Id);
            if (Value(field, new FormFacts(schema, values, context).Evaluate(field.Computed!)) is { } value) values[field.Id] = value;
        }
    }

    /// <summary>What the formula of a field must give; null when the type cannot be computed.</summary>
    public static FeelKind? Wanted(FieldType type) => type switch
    {
        FieldType.Text or FieldType.LongText => FeelKind.Text,
        FieldType.Integer or FieldType.Decimal or FieldType.Money => FeelKind.Number,
        FieldType.Date => FeelKind.Date,
        FieldType.YesNo => FeelKind.Boolean,
        _ => null,
    };

    private static JsonValue? Value(FormField field, FeelValue value) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => value.AsText is { } text ? JsonValue.Create(text) : null,
        FieldType.Integer => value.AsNumber is { } number ? JsonValue.Create(Math.Round(number, MidpointRounding.AwayFromZero)) : null,
        FieldType.Decimal or FieldType.Money => value.AsNumber is { } number ? JsonValue.Create(Math.Round(number, field.Precision ?? 2, MidpointRounding.AwayFromZero)) : null,
        FieldType.Date => value.AsDate is { } day ? JsonValue.Create(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : null,
        FieldType.YesNo => value.AsBoolean is { } flag ? JsonValue.Create(flag) : null,
        _ => null,
    };
}
