using System.Diagnostics.CodeAnalysis;

namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>A table whose cells are parsed. Immutable, safe to share between threads.</summary>
public sealed class CompiledTable
{
    private readonly DecisionTable table;
    private readonly Expression[] inputs;
    private readonly (Expression Cell, UnaryTests Tests)[][] cells;
    private readonly Expression[][] results;
    private readonly Expression?[] defaults;

    private CompiledTable(DecisionTable table, Expression[] inputs, (Expression, UnaryTests)[][] cells, Expression[][] results, Expression?[] defaults)
    {
        this.table = table;
        this.inputs = inputs;
        this.cells = cells;
        this.results = results;
        this.defaults = defaults;
        Names = inputs.Concat(results.SelectMany(r => r)).Concat(defaults.OfType<Expression>()).SelectMany(e => e.Names)
            .Concat(cells.SelectMany(row => row).SelectMany(cell => cell.Item1.Names)).Distinct(StringComparer.Ordinal).ToArray();
    }

    /// <summary>The dotted names that the table reads.</summary>
    public IReadOnlyCollection<string> Names { get; }

    internal IReadOnlyList<(Expression Cell, UnaryTests Tests)[]> Cells => cells;

    internal IReadOnlyList<Expression> Inputs => inputs;

    internal IReadOnlyList<Expression[]> Results => results;

    internal IReadOnlyList<Expression?> Defaults => defaults;

    /// <summary>Parses every cell; null with the cells that do not compile, named by row and column.</summary>
    public static CompiledTable? Compile(DecisionTable table, List<DecisionProblem> problems)
    {
        var before = problems.Count;
        CheckShape(table, problems);
        if (problems.Count > before) return null;
        var inputs = table.Inputs.Select(i => Parse(i.Expression, null, i.Id, $"条件“{i.Label}”的取值", problems)).ToArray();
        var defaults = table.Outputs.Select(o => o.Default is null ? null : Parse(o.Default, null, o.Id, $"结果“{o.Label}”的默认值", problems)).ToArray();
        var cells = new (Expression, UnaryTests)[table.Rules.Count][];
        var results = new Expression[table.Rules.Count][];
        for (var row = 0; row < table.Rules.Count; row++)
        {
            var number = row + 1;
            cells[row] = table.Inputs.Select((input, i) => ParseCell(table.Rules[number - 1].When[i], number, input, problems)).ToArray();
            results[row] = table.Outputs.Select((output, i) => Parse(table.Rules[number - 1].Then[i], number, output.Id, $"第 {number} 行“{output.Label}”", problems)!).ToArray();
        }
        return problems.Count > before ? null : new(table, inputs!, cells, results, defaults);
    }

    private static void CheckShape(DecisionTable table, List<DecisionProblem> problems)
    {
        void Add(string code, string message, int? row = null, string? column = null) => problems.Add(new(code, false, row, column, message));
        if (string.IsNullOrWhiteSpace(table.Id) || !table.Id.All(c => char.IsLetterOrDigit(c) || c == '_')) Add("table.id", $"决策表“{table.Name}”的编号应由字母、数字和下划线组成。");
        if (table.Inputs.Count is 0 or > DecisionTable.MostColumns) Add("table.inputs", $"决策表要有 1 至 {DecisionTable.MostColumns} 个条件列。");
        if (table.Outputs.Count is 0 or > DecisionTable.MostColumns) Add("table.outputs", $"决策表要有 1 至 {DecisionTable.MostColumns} 个结果列。");
        if (table.Rules.Count is 0 or > DecisionTable.MostRules) Add("table.rules", $"决策表要有 1 至 {DecisionTable.MostRules} 行规则。");
        foreach (var repeated in table.Inputs.Select(i => i.Id).Concat(table.Outputs.Select(o => o.Id)).GroupBy(id => id).Where(g => g.Count() > 1 || string.IsNullOrWhiteSpace(g.Key)))
            Add("table.columnId", $"列编号“{repeated.Key}”重复或是空的。", column: repeated.Key);
        for (var row = 0; row < table.Rules.Count; row++)
        {
            if (table.Rules[row].When.Count != table.Inputs.Count) Add("table.width", $"第 {row + 1} 行应有 {table.Inputs.Count} 个条件，现在有 {table.Rules[row].When.Count} 个。", row + 1);
            if (table.Rules[row].Then.Count != table.Outputs.Count) Add("table.width", $"第 {row + 1} 行应有 {table.Outputs.Count} 个结果，现在有 {table.Rules[row].Then.Count} 个。", row + 1);
        }
        if (table.HitPolicy != HitPolicy.Collect && table.Aggregate != CollectAggregate.List) Add("table.aggregate", "只有“汇总”的表可以求和、取最小、取最大或计数。");
        if (table.Aggregate is not (CollectAggregate.List or CollectAggregate.Count) && table.Outputs is [var first, ..])
        {
            if (table.Outputs.Count > 1) Add("table.aggregate", "求和、取最小、取最大的表只能有一个结果列。");
            else if (table.Aggregate == CollectAggregate.Sum && first.Type is not (ColumnType.Integer or ColumnType.Number)) Add("table.aggregate", $"结果“{first.Label}”不是数字，不能求和。", column: first.Id);
        }
    }

    private static Expression? Parse(string text, int? row, string column, string place, List<DecisionProblem> problems)
    {
        if (Expression.TryParse(text, out var parsed, out var error)) return parsed;
        problems.Add(new("table.malformed", false, row, column, $"{place}写错了：第 {error.Position + 1} 个字符处，{error.Message}"));
        return null;
    }

    private static (Expression, UnaryTests) ParseCell(string text, int row, DecisionInput input, List<DecisionProblem> problems)
    {
        try
        {
            return Expression.ParseCell(text);
        }
        catch (ExpressionException refused)
        {
            problems.Add(new("table.malformed", false, row, input.Id, $"第 {row} 行“{input.Label}”写错了：第 {refused.Position + 1} 个字符处，{refused.Message}"));
            return default;
        }
    }

    /// <summary>Computes the result.</summary>
    /// <param name="resolve">Gives the value of a dotted name.</param>
    /// <param name="value">The result; null when no rule holds and there is no default.</param>
    /// <param name="problem">One Chinese sentence when several rules of 唯一 hold or a limit is exceeded.</param>
    public bool TryDecide(Func<string, FeelValue> resolve, out FeelValue value, [NotNullWhen(false)] out string? problem)
    {
        value = FeelValue.Null;
        if (!TryHit(resolve, out var hits, out problem)) return false;
        if (table.HitPolicy == HitPolicy.Unique && hits.Count > 1)
            return Fail($"决策表“{table.Name}”的第 {string.Join("、", hits.Select(hit => hit + 1))} 行同时命中，只允许命中一行。", out problem);
        problem = null;
        value = table.HitPolicy == HitPolicy.Collect ? Collect(hits, resolve) : hits.Count == 0 ? Combine(i => defaults[i]?.Evaluate(resolve) ?? FeelValue.Null, hits.Count) : Row(hits[0], resolve);
        return true;
    }

    /// <summary>The rules that hold, from 0; 首个 stops at the first.</summary>
    internal bool TryHit(Func<string, FeelValue> resolve, out List<int> hits, [NotNullWhen(false)] out string? problem)
    {
        hits = [];
        problem = null;
        var given = new FeelValue[inputs.Length];
        for (var i = 0; i < given.Length; i++)
        {
            if (!inputs[i].TryEvaluate(resolve, out given[i], out var error)) return Fail(error.Message, out problem);
        }
        for (var row = 0; row < cells.Length; row++)
        {
            if (Holds(row, given, resolve)) hits.Add(row);
            if (hits.Count == 1 && table.HitPolicy == HitPolicy.First) break;
        }
        return true;
    }

    private static bool Fail(string message, out string? problem)
    {
        problem = message;
        return false;
    }

    private bool Holds(int row, FeelValue[] given, Func<string, FeelValue> resolve)
    {
        for (var i = 0; i < given.Length; i++)
        {
            if (!cells[row][i].Cell.IsMetBy(given[i], resolve)) return false;
        }
        return true;
    }

    private FeelValue Row(int row, Func<string, FeelValue> resolve) => Combine(i => results[row][i].Evaluate(resolve), 1);

    /// <summary>One output is a plain value; when nothing holds and no default is written there is no value at all.</summary>
    private FeelValue Combine(Func<int, FeelValue> output, int hits)
    {
        if (table.Outputs.Count == 1) return output(0);
        return hits == 0 && defaults.All(d => d is null) ? FeelValue.Null : FeelValue.OfEntries(table.Outputs.Select((o, i) => KeyValuePair.Create(o.Id, output(i))));
    }

    private FeelValue Collect(List<int> hits, Func<string, FeelValue> resolve)
    {
        if (table.Aggregate == CollectAggregate.Count) return FeelValue.Of((decimal)hits.Count);
        var values = hits.Select(hit => Row(hit, resolve)).ToArray();
        if (values.Length == 0 && table.Aggregate != CollectAggregate.List) return Combine(i => defaults[i]?.Evaluate(resolve) ?? FeelValue.Null, 0);
        return table.Aggregate switch
        {
            CollectAggregate.Sum => BuiltIns.ListFunctions.Sum(values),
            CollectAggregate.Min => BuiltIns.ListFunctions.Extreme(values, -1),
            CollectAggregate.Max => BuiltIns.ListFunctions.Extreme(values, 1),
            _ => FeelValue.Of(values),
        };
    }
}
