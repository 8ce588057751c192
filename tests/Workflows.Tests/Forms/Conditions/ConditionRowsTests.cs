using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms.Conditions;

namespace Innovation.Workflows.Tests.Forms.Conditions;

public sealed class ConditionRowsTests
{
    private static FeelKind? Kind(string name) => name switch { "form.n" => FeelKind.Number, "form.d" => FeelKind.Date, "form.b" => FeelKind.Boolean, "form.list" => FeelKind.List, _ => FeelKind.Text };

    [Theory]
    [InlineData("form.n >= 5")]
    [InlineData("form.n > -1.5 and form.t = \"甲 and 乙\"")]
    [InlineData("form.t != \"a\\\"b\" or form.b = true")]
    [InlineData("form.d < date(\"2026-09-16\") and form.d >= today")]
    [InlineData("form.t != null and form.n = null")]
    [InlineData("count(form.list) > 0 or count(form.list) = 0")]
    [InlineData("list contains(form.list, \"新材料\") and contains(form.t, \"x\")")]
    public void A_simple_condition_becomes_rows_and_the_same_text_again(string text)
    {
        var rows = ConditionRows.Read(text);
        Assert.NotNull(rows);
        Assert.Equal(text, ConditionRows.Write(rows, Kind));
    }

    [Theory]
    [InlineData("form.n > 1 and form.n < 5 or form.b = true")]
    [InlineData("not(form.b)")]
    [InlineData("form.n + 1 > 5")]
    [InlineData("some x in form.list satisfies x = \"a\"")]
    [InlineData("form.n >")]
    public void What_rows_cannot_say_stays_a_text(string text) => Assert.Null(ConditionRows.Read(text));

    [Fact]
    public void No_condition_is_no_row_and_an_unfit_value_is_left_for_the_check_to_name()
    {
        Assert.Empty(ConditionRows.Read("")!.Rows);
        Assert.Equal("form.n = \"很多\"", ConditionRows.Write(new(false, [new("form.n", "=", "很多")]), Kind));
    }
}
