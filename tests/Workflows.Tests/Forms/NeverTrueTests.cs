using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Tests.Forms;

/// <summary>Conditions that no form can meet, and conditions against what is no option, are found before publishing.</summary>
public sealed class NeverTrueTests
{
    private static readonly FormField[] Fields =
    [
        new() { Id = "kind", Label = "类别", Type = FieldType.Choice, Options = [new("甲", "甲类"), new("乙", "乙类")] },
        new() { Id = "tags", Label = "领域", Type = FieldType.MultiChoice, Options = [new("新材料", "新材料"), new("农业", "农业")] },
        new() { Id = "agreed", Label = "同意", Type = FieldType.YesNo },
        new() { Id = "staff", Label = "人数", Type = FieldType.Integer, Min = 5, Max = 50 },
        new() { Id = "title", Label = "名称", Type = FieldType.Text },
    ];

    private static IReadOnlyList<FormProblem> Problems(string visibleWhen) => FormSchemaCheck.Check(new FormSchema
    {
        Id = "f", Title = "表", Version = 1,
        Sections = [new FormSection { Id = "s", Title = "一", Fields = [.. Fields, new FormField { Id = "more", Label = "补充", Type = FieldType.Text, VisibleWhen = visibleWhen }] }],
    });

    [Theory]
    [InlineData("false")]
    [InlineData("form.kind = \"甲\" and form.kind = \"乙\"")]
    [InlineData("form.staff > 50")]
    [InlineData("form.staff < 5")]
    [InlineData("form.staff > 20 and form.staff < 20")]
    [InlineData("form.agreed and not(form.agreed)")]
    public void AFieldThatCanNeverAppearIsRefused(string condition) =>
        Assert.Equal(("form.neverShown", "more"), Assert.Single(Problems(condition).Select(p => (p.Code, p.FieldPath))));

    [Theory]
    [InlineData("true")]
    [InlineData("form.kind = \"甲\" or form.kind = \"乙\"")]
    [InlineData("form.kind in (\"甲\", \"乙\")")]
    [InlineData("form.kind = \"\"")]
    [InlineData("form.staff > 0")]
    [InlineData("form.staff >= 50")]
    [InlineData("form.staff <= 5")]
    [InlineData("form.staff between 6 and 7")]
    [InlineData("form.agreed = false")]
    [InlineData("form.agreed = null")]
    [InlineData("form.title = \"甲\" and form.kind = \"甲\"")]
    [InlineData("string length(form.title) > 100")]
    [InlineData("form.staff * 2 > 90")]
    [InlineData("list contains(form.tags, \"农业\")")]
    [InlineData("\"农业\" in form.tags")]
    public void AFieldThatMayAppearIsNot(string condition) => Assert.DoesNotContain(Problems(condition), p => p.Code == "form.neverShown" || p.Message.Contains("不是它的选项", StringComparison.Ordinal));

    [Theory]
    [InlineData("form.kind = \"丙\"", "丙")]
    [InlineData("form.kind != \"丙\"", "丙")]
    [InlineData("\"丙\" = form.kind", "丙")]
    [InlineData("form.kind in [\"甲\", \"丙\"]", "丙")]
    [InlineData("form.kind in (\"甲\", \"甲类\")", "甲类")]
    [InlineData("list contains(form.tags, \"渔业\")", "渔业")]
    [InlineData("\"渔业\" in form.tags", "渔业")]
    public void AConditionAgainstWhatIsNoOptionIsRefused(string condition, string value) =>
        Assert.Contains(Problems(condition), p => p.Message.Contains($"“{value}”不是它的选项", StringComparison.Ordinal));
}
