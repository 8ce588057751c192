using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Forms;

/// <summary>The types of the names that <see cref="FormFacts"/> gives values to.</summary>
public static class FormTypes
{
    /// <summary>The type of a dotted name; null when the form has none of that name.</summary>
    public static FeelType? Of(FormSchema schema, string name) => name.Split('.') switch
    {
        ["today"] => FeelType.Date,
        ["organization", var id] => OrganizationFacts.Find(id)?.Type,
        ["form", var id] => schema.Find(id) is { } field ? Of(field) : null,
        ["form", var id, var column] => schema.Find(id)?.Columns.FirstOrDefault(candidate => candidate.Id == column) is { } found ? FeelType.ListOf(Of(found)) : null,
        _ => null,
    };

    private static FeelType Of(FormField field) => field.Type switch
    {
        FieldType.Integer or FieldType.Decimal or FieldType.Money => FeelType.Number,
        FieldType.Date => FeelType.Date,
        FieldType.YesNo => FeelType.Boolean,
        FieldType.Choice when field.Options.Count > 0 => FeelType.OneOf(field.Options.Select(o => o.Value)),
        FieldType.MultiChoice when field.Options.Count > 0 => FeelType.ListOf(FeelType.OneOf(field.Options.Select(o => o.Value))),
        FieldType.MultiChoice or FieldType.Attachment => FeelType.ListOf(FeelType.Text),
        FieldType.Organization when field.Multiple => FeelType.ListOf(FeelType.Text),
        FieldType.Rows => FeelType.ListOf(FeelType.ContextOf(field.Columns.DistinctBy(column => column.Id).ToDictionary(column => column.Id, Of))),
        _ => FeelType.Text,
    };
}
