using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Tests.Forms;

public sealed class FormComputationTests
{
    private static readonly FormContext Context = new([], new DateOnly(2026, 9, 16));

    private static FormSchema Form(params FormField[] fields) => new() { Id = "f", Title = "表", Sections = [new FormSection { Id = "s", Title = "一", Fields = fields }] };

    private static FormField Field(string id, FieldType type, string? computed = null) => new() { Id = id, Type = type, Label = id, Computed = computed };

    [Fact]
    public void A_computed_field_takes_its_value_from_the_fields_above_and_not_from_what_was_typed()
    {
        var form = Form(Field("a", FieldType.Money), Field("b", FieldType.Money), Field("total", FieldType.Money, "form.a + form.b"), Field("big", FieldType.YesNo, "form.total > 10"));
        var values = new JsonObject { ["a"] = 4.50m, ["b"] = 6m, ["total"] = 999m };
        FormComputation.Apply(form, values, Context);
        Assert.Equal(10.50m, (decimal)values["total"]!);
        Assert.True((bool)values["big"]!);
        values.Remove("b");
        FormComputation.Apply(form, values, Context);
        Assert.False(values.ContainsKey("total"));
        Assert.Empty(FormSchemaCheck.Check(form));
    }

    [Theory]
    [InlineData("form.x + 1", "不存在")]
    [InlineData("form.self", "它自己")]
    [InlineData("form.later", "排在后面")]
    [InlineData("\"文字\"", "应当得出数字")]
    [InlineData("form.a +", "第")]
    public void A_formula_that_cannot_work_is_refused_at_its_field(string formula, string words)
    {
        var form = Form(Field("a", FieldType.Integer), Field("self", FieldType.Integer, formula), Field("later", FieldType.Integer, "form.a"));
        Assert.Contains(FormSchemaCheck.Check(form), p => p.FieldPath == "self" && p.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Types_that_hold_files_or_choices_are_never_computed()
    {
        var form = Form(Field("file", FieldType.Attachment, "null"), new FormField { Id = "rows", Type = FieldType.Rows, Label = "rows", Columns = [Field("c", FieldType.Integer, "1")] });
        Assert.Equal(["file", "rows"], FormSchemaCheck.Check(form).Select(p => p.FieldPath));
    }
}
