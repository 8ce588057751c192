using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class ScoreSheetTests
{
    private static readonly ScoreSheet Sheet = ShippedSheets.Get("platform-2026");
    private static readonly string Comment = string.Concat(Enumerable.Repeat("场地设备较好。", 8));

    private static ScoreSheetAnswer Answer(decimal? team) => new(
        new Dictionary<string, decimal?> { ["conditions"] = 20, ["team"] = team, ["cooperation"] = 16.5m, ["ip"] = 15, ["plan"] = 12 },
        Comment);

    [Fact]
    public void TheShippedSheetHasAHundredPoints()
    {
        Assert.Equal(100m, Sheet.MaxTotal);
        Assert.Equal(["研发条件", "研发团队", "产学研合作", "知识产权与成果", "建设方案与管理"], Sheet.Indicators.Select(i => i.Name));
        Assert.Equal([25m, 20m, 20m, 20m, 15m], Sheet.Indicators.Select(i => i.Max));
        Assert.Equal(70m, Sheet.PassMark);
    }

    [Fact]
    public void ACompleteSheetCanBeSubmitted()
    {
        Assert.Empty(ScoreSheetValidator.Validate(Sheet, Answer(18)));
        Assert.Equal(81.5m, ScoreSheetValidator.Total(Sheet, Answer(18)));
    }

    [Theory]
    [InlineData(null, "请给“研发团队”打分，最高 20 分。")]
    [InlineData("22", "“研发团队”最高 20 分，请改小。")]
    [InlineData("-1", "“研发团队”不能低于 0 分，请改正。")]
    [InlineData("1.234", "“研发团队”最多保留 2 位小数，请改正。")]
    public void ABrokenScoreTellsTheRemedy(string? team, string message)
    {
        var value = team is null ? (decimal?)null : decimal.Parse(team);
        var problem = Assert.Single(ScoreSheetValidator.Validate(Sheet, Answer(value)));
        Assert.Equal(("scores.team", message), (problem.FieldPath, problem.Message));
    }

    [Fact]
    public void TheOpinionHasALeastLengthAndUnknownIndicatorsAreRefused()
    {
        Assert.Equal("评审意见至少 50 字，现在 2 字，请补充。",
            Assert.Single(ScoreSheetValidator.Validate(Sheet, Answer(1) with { Comment = " 同 意 \n" })).Message);
        Assert.Equal("form.required", Assert.Single(ScoreSheetValidator.Validate(Sheet, Answer(1) with { Comment = null })).Code);
        var other = new Dictionary<string, decimal?>(Answer(1).Scores) { ["nosuch"] = 1 };
        Assert.Equal("form.unknownField", Assert.Single(ScoreSheetValidator.Validate(Sheet, new(other, Comment))).Code);
    }
}
