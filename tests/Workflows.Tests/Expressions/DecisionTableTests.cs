using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.DecisionTables;

namespace Innovation.Workflows.Tests.Expressions;

public sealed class DecisionTableTests
{
    /// <summary>资助档次: by level and R&amp;D staff.</summary>
    private static readonly DecisionTable Grant = new()
    {
        Id = "grant",
        Name = "资助档次",
        Inputs =
        [
            new() { Id = "level", Label = "级别", Expression = "form.level", Type = ColumnType.Text, Values = ["key", "plain"] },
            new() { Id = "staff", Label = "研发人员", Expression = "form.rd_staff", Type = ColumnType.Integer },
        ],
        Outputs = [new() { Id = "amount", Label = "万元", Type = ColumnType.Number }],
        Rules =
        [
            new() { When = ["\"key\"", ">= 50"], Then = ["100"] },
            new() { When = ["\"key\"", "[10..50)"], Then = ["50"] },
            new() { When = ["not(\"key\")", ">= 10"], Then = ["20"] },
            new() { When = ["-", "< 10"], Then = ["0"] },
        ],
        Tests =
        [
            new() { Name = "重点大团队", Given = Given("key", 60), Expect = 100 },
            new() { Name = "一般", Given = Given("plain", 42), Expect = 20 },
        ],
    };

    private static Dictionary<string, JsonNode?> Given(string level, int staff) => new() { ["form.level"] = level, ["form.rd_staff"] = staff };

    private static IReadOnlyList<DecisionProblem> Check(DecisionTable table) => TableCheck.Check(table, Feel.TypeOf);

    private static FeelValue Decide(DecisionTable table, string level, int staff)
    {
        Assert.True(CompiledTable.Compile(table, [])!.TryDecide(n => n == "form.level" ? FeelValue.Of(level) : FeelValue.Of((decimal)staff), out var value, out var problem), problem);
        return value;
    }

    [Fact]
    public void ASoundTableHasNoProblemAndDecides()
    {
        Assert.Empty(Check(Grant));
        Assert.Equal("50", Decide(Grant, "key", 10).ToString());
        Assert.Equal("0", Decide(Grant, "plain", 9).ToString());
        Assert.Equal(["form.level", "form.rd_staff"], CompiledTable.Compile(Grant, [])!.Names);
    }

    [Fact]
    public void AnOverlapIsFoundWithoutComputing()
    {
        var problem = Assert.Single(Check(Grant with { Rules = [.. Grant.Rules.SkipLast(1), new() { When = ["-", "<= 10"], Then = ["0"] }] }), p => p.Row is not null && p.Message.Contains("第 2 行", StringComparison.Ordinal));
        Assert.Equal(("table.overlap", false, 4), (problem.Code, problem.IsWarning, problem.Row));
        Assert.Contains("级别为“key”，研发人员为10", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGapIsAWarningWithTheCase()
    {
        var problem = Assert.Single(Check(Grant with { Rules = [.. Grant.Rules.SkipLast(1), new() { When = ["\"key\"", "< 9"], Then = ["0"] }, new() { When = ["\"plain\"", "< 10"], Then = ["0"] }] }));
        Assert.True(problem.IsWarning);
        Assert.Equal("没有规则的情况：级别为“key”，研发人员为9。", problem.Message);
    }

    [Fact]
    public void WholeNumbersLeaveNoGapBetweenNeighbours()
    {
        var table = Grant with { Inputs = [Grant.Inputs[1]], Rules = [new() { When = ["<= 4"], Then = ["1"] }, new() { When = [">= 5"], Then = ["2"] }], Tests = [] };
        Assert.Empty(Check(table));
        Assert.Contains("4 至 5（都不含）", Assert.Single(Check(table with { Inputs = [table.Inputs[0] with { Type = ColumnType.Number }] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"key\" >", 0, "level", "table.malformed")]
    [InlineData("> 5", 0, "level", "table.type")]
    [InlineData("\"key\"", 1, "staff", "table.type")]
    [InlineData("< nosuch", 1, "staff", "table.unknownName")]
    [InlineData("", 1, "staff", "table.malformed")]
    public void AWrongCellIsNamedByRowAndColumn(string cell, int column, string id, string code)
    {
        var when = new[] { "-", "-" };
        when[column] = cell;
        var problem = Check(Grant with { Rules = [Grant.Rules[0], new() { When = when, Then = ["1"] }] })[0];
        Assert.Equal((code, 2, id), (problem.Code, problem.Row, problem.Column));
    }

    [Fact]
    public void AWrongResultIsNamedToo()
    {
        var problem = Assert.Single(Check(Grant with { Rules = [new() { When = ["-", "-"], Then = ["\"多\""] }], Tests = [] }));
        Assert.Equal(("table.type", 1, "amount"), (problem.Code, problem.Row, problem.Column));
        Assert.Equal("table.width", Assert.Single(Check(Grant with { Rules = [new() { When = ["-"], Then = ["1"] }] })).Code);
    }

    [Fact]
    public void AFailingExampleIsAProblem()
    {
        var problem = Assert.Single(Check(Grant with { Tests = [new() { Name = "记错了", Given = Given("key", 60), Expect = 99 }] }));
        Assert.Equal(("table.testFailed", false), (problem.Code, problem.IsWarning));
        Assert.Contains("应得 99，实得 100", problem.Message, StringComparison.Ordinal);
        Assert.Equal("table.testName", Assert.Single(Check(Grant with { Tests = [new() { Name = "x", Given = new Dictionary<string, JsonNode?> { ["form.level"] = "key", ["form.rd_staff"] = 60, ["form.staf"] = 1 }, Expect = 100 }] })).Code);
    }

    [Fact]
    public void TheFirstRuleCountsUnderFirst()
    {
        var table = Grant with { HitPolicy = HitPolicy.First, Rules = [.. Grant.Rules, new() { When = ["-", "-"], Then = ["7"] }] };
        Assert.Empty(Check(table));
        Assert.Equal("100", Decide(table, "key", 60).ToString());
    }

    [Theory]
    [InlineData(CollectAggregate.List, "[100, 7]")]
    [InlineData(CollectAggregate.Sum, "107")]
    [InlineData(CollectAggregate.Min, "7")]
    [InlineData(CollectAggregate.Max, "100")]
    [InlineData(CollectAggregate.Count, "2")]
    public void CollectTakesAllRulesThatHold(CollectAggregate aggregate, string expected)
    {
        var table = Grant with { HitPolicy = HitPolicy.Collect, Aggregate = aggregate, Rules = [Grant.Rules[0], new() { When = ["-", "-"], Then = ["7"] }], Tests = [] };
        Assert.Empty(Check(table));
        Assert.Equal(expected, Decide(table, "key", 60).ToString());
    }

    [Fact]
    public void SeveralOutputsMakeAContextAndADefaultFillsIn()
    {
        var table = Grant with
        {
            Outputs = [Grant.Outputs[0], new() { Id = "word", Label = "档次", Type = ColumnType.Text, Default = "\"无\"" }],
            Rules = [new() { When = ["\"key\"", "? > 5 and ? < 100"], Then = ["form.rd_staff * 2", "\"甲\""] }],
            Tests = [],
        };
        Assert.Empty(Check(table));
        Assert.Equal("{amount: 120, word: \"甲\"}", Decide(table, "key", 60).ToString());
        Assert.Equal("{amount: null, word: \"无\"}", Decide(table, "plain", 60).ToString());
    }

    [Fact]
    public void UniqueRefusesTwoAtRunTimeWhereNobodyCouldTellBefore()
    {
        var table = Grant with { Rules = [new() { When = ["-", "? > 5"], Then = ["1"] }, new() { When = ["-", "modulo(?, 2) = 0"], Then = ["2"] }], Tests = [] };
        Assert.Empty(Check(table));
        Assert.False(CompiledTable.Compile(table, [])!.TryDecide(_ => FeelValue.Of(8m), out _, out var problem));
        Assert.Contains("第 1、2 行同时命中", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapsAndGapsAgreeWithTryingEveryValue()
    {
        var random = new Random(20261);
        for (var run = 0; run < 400; run++)
        {
            string Cell() => random.Next(7) switch
            {
                0 => "-",
                1 => $"< {random.Next(12)}",
                2 => $">= {random.Next(12)}",
                3 => $"{random.Next(12)}, {random.Next(12)}",
                4 => $"not({random.Next(12)})",
                5 => $"not([{random.Next(6)}..{random.Next(6, 12)}))",
                _ => $"{(random.Next(2) == 0 ? '[' : '(')}{random.Next(6)}..{random.Next(6, 12)}{(random.Next(2) == 0 ? ']' : ')')}",
            };
            var table = new DecisionTable
            {
                Id = "t",
                Name = "t",
                Inputs = [new() { Id = "a", Label = "a", Expression = "score", Type = ColumnType.Integer }, new() { Id = "b", Label = "b", Expression = "form.rd_staff", Type = ColumnType.Integer }],
                Outputs = [new() { Id = "o", Label = "o", Type = ColumnType.Number }],
                Rules = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new DecisionRule { When = [Cell(), Cell()], Then = ["1"] })],
            };
            var compiled = CompiledTable.Compile(table with { HitPolicy = HitPolicy.Collect, Aggregate = CollectAggregate.Count }, [])!;
            bool twice = false, never = false;
            for (var a = -2; a < 15; a++)
            {
                for (var b = -2; b < 15; b++)
                {
                    compiled.TryDecide(n => FeelValue.Of((decimal)(n == "score" ? a : b)), out var hits, out _);
                    twice |= hits.AsNumber > 1;
                    never |= hits.AsNumber == 0;
                }
            }
            var problems = Check(table);
            var words = string.Join("; ", table.Rules.Select(r => string.Join(" | ", r.When)));
            Assert.True(twice == problems.Any(p => p.Code == "table.overlap"), $"run {run}: {words}");
            Assert.True(never == problems.Any(p => p.Code == "table.gap"), $"run {run}: {words}");
        }
    }

    [Fact]
    public void ATableIsReadAndWrittenAsJson()
    {
        var json = JsonSerializer.Serialize(Grant, DefinitionJson.Options);
        var again = JsonSerializer.Deserialize<DecisionTable>(json, DefinitionJson.Options)!;
        Assert.Empty(Check(again));
        Assert.Equal(json, JsonSerializer.Serialize(again, DefinitionJson.Options));
    }
}
