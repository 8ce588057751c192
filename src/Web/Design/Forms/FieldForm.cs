using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Forms;

namespace Innovation.Web.Design.Forms;

/// <summary>The panel of a field, or of a column of a table, as it stands on the page: everything as typed.</summary>
public sealed class FieldForm
{
    public string? Id { get; set; }

    public string? Label { get; set; }

    /// <summary>The chosen type, by its JSON name.</summary>
    public string? Type { get; set; }

    /// <summary>The type whose settings the page showed.</summary>
    public string? Shown { get; set; }

    public string? Help { get; set; }

    public string? Unit { get; set; }

    public bool Optional { get; set; }

    public string? RequiredMessage { get; set; }

    public ConditionForm VisibleWhen { get; set; } = new();

    public string? Computed { get; set; }

    public string? Min { get; set; }

    public bool MinExclusive { get; set; }

    public string? Max { get; set; }

    public string? MinLength { get; set; }

    public string? MaxLength { get; set; }

    public string? Precision { get; set; }

    public string? Format { get; set; }

    /// <summary>One option a line: value, a bar, words; or words alone.</summary>
    public string? Options { get; set; }

    public List<FieldForm> Columns { get; set; } = [];

    public string? UniqueColumn { get; set; }

    public string? MinRows { get; set; }

    public string? MaxRows { get; set; }

    /// <summary>File endings between commas.</summary>
    public string? Accept { get; set; }

    public bool Multiple { get; set; }

    public string? MaxFiles { get; set; }

    public string? Template { get; set; }

    public bool MustAccept { get; set; }

    public FieldType? FieldType => FieldTypes.Parse(Type);

    /// <summary>The type whose settings are shown.</summary>
    public FieldType ShownType => FieldTypes.Parse(Shown) ?? Workflows.Forms.FieldType.Text;

    /// <summary>A column that was left blank.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Label) && string.IsNullOrWhiteSpace(Id);

    /// <summary>The panel of a field as the draft has it.</summary>
    public static FieldForm Of(JsonObject field)
    {
        string? Text(string member) => field[member] is JsonValue value ? value.ToString() : null;
        bool Flag(string member, bool otherwise = false) => field[member] is JsonValue value ? value.ToJsonString() == "true" : otherwise;
        var form = new FieldForm
        {
            Id = Text("id"),
            Label = Text("label"),
            Type = Text("type"),
            Shown = Text("type"),
            Help = Text("help"),
            Unit = Text("unit"),
            Optional = !Flag("required", true),
            RequiredMessage = Text("requiredMessage"),
            VisibleWhen = ConditionForm.Of(Text("visibleWhen")),
            Computed = Text("computed"),
            Min = Text("min"),
            MinExclusive = Flag("minExclusive"),
            Max = Text("max"),
            MinLength = Text("minLength"),
            MaxLength = Text("maxLength"),
            Precision = Text("precision"),
            Format = Text("format"),
            Options = Lines(field["options"] as JsonArray ?? []),
            UniqueColumn = Text("uniqueColumn"),
            MinRows = Text("minRows"),
            MaxRows = Text("maxRows"),
            Accept = string.Join("、", (field["accept"] as JsonArray ?? []).Select(a => a?.ToString().TrimStart('.'))),
            Multiple = Flag("multiple"),
            MaxFiles = Text("maxFiles"),
            Template = Text("template"),
            MustAccept = Flag("mustAccept"),
        };
        form.Columns.AddRange(DraftTree.Objects(field["columns"]).Select(Of));
        return form;
    }

    /// <summary>What is shown when the page comes up again: the settings of the chosen type, and one blank column.</summary>
    public void Settle()
    {
        Shown = Type;
        foreach (var column in Columns) column.Shown = column.Type;
        if (ShownType == Workflows.Forms.FieldType.Rows && (Columns.Count == 0 || !Columns[^1].IsBlank)) Columns.Add(new FieldForm { Type = "text", Shown = "text" });
    }

    private static string Lines(JsonArray options) =>
        string.Join('\n', options.OfType<JsonObject>().Select(o => (o["value"]?.ToString(), o["label"]?.ToString())).Select(o => o.Item1 == o.Item2 ? o.Item2 : $"{o.Item1}|{o.Item2}"));
}
