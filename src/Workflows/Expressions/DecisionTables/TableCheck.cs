using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>What publishing refuses in a table, and what it warns of.</summary>
public static class TableCheck
{
    private const int MostGaps = 10;
    private const int MostCombinations = 50_000;

    /// <summary>All problems of a table: cells that do not compile, types, overlaps, gaps, failing tests.</summary>
    /// <param name="table">The table.</param>
    /// <param name="known">The type of a dotted name; null when there is no such name.</param>
    public static IReadOnlyList<DecisionProblem> Check(DecisionTable table, Func<string, FeelType?> known)
    {
        var problems = new List<DecisionProblem>();
        if (CompiledTable.Compile(table, problems) is not { } compiled) return problems;
        CheckTypes(table, compiled, known, problems);
        if (problems.Count > 0) return problems;
        var sets = compiled.Cells.Select(row => row.Select(cell => CellSet.Of(cell.Tests)).ToArray()).ToArray();
        var domains = table.Inputs.Select(Domain).ToArray();
        if (table.HitPolicy == HitPolicy.Unique) CheckOverlaps(table, sets, domains, problems);
        if (table.HitPolicy != HitPolicy.Collect) CheckGaps(table, sets, domains, problems);
        CheckTests(table, compiled, problems);
        return problems;
    }

    private static void CheckTypes(DecisionTable table, CompiledTable compiled, Func<string, FeelType?> known, List<DecisionProblem> problems)
    {
        for (var i = 0; i < table.Inputs.Count; i++)
        {
            var input = table.Inputs[i];
            Report(compiled.Inputs[i].Check(known, Kind(input.Type)), null, input.Id, $"条件“{input.Label}”的取值");
            for (var row = 0; row < table.Rules.Count; row++)
                Report(compiled.Cells[row][i].Cell.CheckCell(FeelType.Of(Kind(input.Type)), known), row + 1, input.Id, $"第 {row + 1} 行“{input.Label}”");
            foreach (var value in input.Values.Where(v => Value(JsonValue.Create(v), input.Type).IsNull))
                problems.Add(new("table.values", false, null, input.Id, $"条件“{input.Label}”的可选值“{value}”与列的类型不符。"));
        }
        for (var i = 0; i < table.Outputs.Count; i++)
        {
            var output = table.Outputs[i];
            if (compiled.Defaults[i] is { } otherwise) Report(otherwise.Check(known, Kind(output.Type)), null, output.Id, $"结果“{output.Label}”的默认值");
            for (var row = 0; row < table.Rules.Count; row++)
                Report(compiled.Results[row][i].Check(known, Kind(output.Type)), row + 1, output.Id, $"第 {row + 1} 行“{output.Label}”");
        }

        void Report(IReadOnlyList<ExpressionError> errors, int? row, string column, string place)
        {
            foreach (var error in errors)
                problems.Add(new(error.UnknownName is null ? "table.type" : "table.unknownName", false, row, column, $"{place}第 {error.Position + 1} 个字符处：{error.Message}"));
        }
    }

    private static void CheckOverlaps(DecisionTable table, CellSet?[][] sets, CellSet?[] domains, List<DecisionProblem> problems)
    {
        for (var one = 0; one < sets.Length; one++)
        {
            for (var two = one + 1; two < sets.Length; two++)
            {
                var common = new Interval?[table.Inputs.Count];
                var meets = true;
                for (var i = 0; i < common.Length && meets; i++)
                {
                    // A cell that only computing can tell is no proof.
                    if (sets[one][i] is not { } first || sets[two][i] is not { } second) meets = false;
                    else meets = (common[i] = first.Meets(second, IsWhole(table.Inputs[i]), domains[i])) is not null;
                }
                if (!meets) continue;
                var example = string.Join("，", table.Inputs.Select((input, i) => $"{input.Label}为{common[i]!.Value.Words}"));
                problems.Add(new("table.overlap", false, two + 1, null, $"第 {one + 1} 行与第 {two + 1} 行会同时命中（{example}），“唯一”的表不允许，请改条件或改用“首个”。"));
            }
        }
    }

    /// <summary>Cuts every input at the ends of its cells and looks which combination no rule covers.</summary>
    private static void CheckGaps(DecisionTable table, CellSet?[][] sets, CellSet?[] domains, List<DecisionProblem> problems)
    {
        if (table.Outputs.All(o => o.Default is not null) || sets.Any(row => row.Any(set => set is null))) return;
        var parts = table.Inputs.Select((input, i) => domains[i]?.Intervals ?? Cut(sets.SelectMany(row => row[i]!.Intervals), IsWhole(input))).ToArray();
        var combinations = parts.Aggregate(1L, (product, list) => Math.Min(product * Math.Max(1, list.Count), MostCombinations + 1L));
        if (combinations > MostCombinations)
        {
            problems.Add(new("table.gapsUnknown", true, null, null, "条件的组合太多，没有检查是否有遗漏。"));
            return;
        }
        var gaps = 0;
        var chosen = new Interval[parts.Length];
        Walk(0, Enumerable.Range(0, sets.Length).ToArray());
        if (gaps > MostGaps) problems.Add(new("table.gap", true, null, null, $"还有 {gaps - MostGaps} 种情况没有规则。"));

        void Walk(int input, int[] rows)
        {
            if (input == parts.Length)
            {
                if (rows.Length > 0) return;
                if (++gaps <= MostGaps) problems.Add(new("table.gap", true, null, null, $"没有规则的情况：{string.Join("，", table.Inputs.Select((column, i) => $"{column.Label}为{chosen[i].Words}"))}。"));
                return;
            }
            foreach (var part in parts[input])
            {
                chosen[input] = part;
                var probe = CellSet.Everything.Intervals[0].With(part)!.Value;
                Walk(input + 1, [.. rows.Where(row => sets[row][input]!.Intervals.Any(interval => Covers(interval, probe)))]);
            }
        }
    }

    private static bool Covers(Interval interval, Interval part) => interval.With(part) is { IsEmpty: false } both && both == part;

    /// <summary>The pieces between all ends, the ends themselves included as points.</summary>
    private static List<Interval> Cut(IEnumerable<Interval> intervals, bool whole)
    {
        var ends = intervals.SelectMany(i => (FeelValue[])[i.Low, i.High]).Where(v => !v.IsNull).Distinct().ToList();
        ends.Sort((a, b) => CellSet.Order(a, b) ?? 0);
        var parts = new List<Interval>();
        var low = FeelValue.Null;
        foreach (var end in ends)
        {
            parts.Add(new(low, low.IsNull, end, false));
            parts.Add(new(end, true, end, true));
            low = end;
        }
        parts.Add(new(low, low.IsNull, FeelValue.Null, true));
        // Between "甲" and "乙" lie texts that nobody enters; only the named ones and "anything else" matter.
        if (ends.Count > 0 && ends[0].Kind == FeelKind.Text) return [.. parts.Where(p => p.LowIncluded && p.HighIncluded && !p.Low.IsNull), parts[^1]];
        if (ends.Count > 0 && ends[0].Kind == FeelKind.Boolean) return [new(FeelValue.False, true, FeelValue.False, true), new(FeelValue.True, true, FeelValue.True, true)];
        return [.. parts.Where(p => !p.IsEmpty && (!whole || p.HoldsWhole))];
    }

    private static void CheckTests(DecisionTable table, CompiledTable compiled, List<DecisionProblem> problems)
    {
        for (var i = 0; i < table.Tests.Count; i++)
            if (Run(table, compiled, table.Tests[i]) is { Problem: { } wrong, Code: var code }) problems.Add(new(code, false, null, null, wrong, i + 1));
    }

    /// <summary>Runs the examples of a table; null when its cells do not compile.</summary>
    public static IReadOnlyList<DecisionTestResult>? Run(DecisionTable table) =>
        CompiledTable.Compile(table, []) is { } compiled ? [.. table.Tests.Select(test => Run(table, compiled, test).Result)] : null;

    private static (DecisionTestResult Result, string? Problem, string Code) Run(DecisionTable table, CompiledTable compiled, DecisionTest test)
    {
        FeelValue Resolve(string name) => test.Given.TryGetValue(name, out var given) ? Given(table, name, given) : FeelValue.Null;
        IReadOnlyList<int> rows = compiled.TryHit(Resolve, out var hits, out _) ? [.. hits.Select(hit => hit + 1)] : [];
        var expected = Expected(table, test.Expect);
        var decided = compiled.TryDecide(Resolve, out var value, out var problem);
        var unread = test.Given.Keys.FirstOrDefault(name => !compiled.Names.Contains(name));
        var (code, wrong) = unread is not null ? ("table.testName", $"样例“{test.Name}”里的“{unread}”没有用到，请核对名称。")
            : !decided ? ("table.testFailed", $"样例“{test.Name}”没有通过：{problem}")
            : value != expected ? ("table.testFailed", $"样例“{test.Name}”没有通过：应得 {expected}，实得 {value}。")
            : ("", (string?)null);
        return (new(wrong is null, rows, decided ? value.ToString() : "", wrong), wrong, code);
    }

    private static FeelValue Given(DecisionTable table, string name, JsonNode? node) =>
        Value(node, table.Inputs.FirstOrDefault(i => i.Expression.Trim() == name)?.Type);

    private static FeelValue Expected(DecisionTable table, JsonNode? node)
    {
        if (table.Aggregate == CollectAggregate.Count) return Value(node, ColumnType.Integer);
        if (node is JsonArray items && table.HitPolicy == HitPolicy.Collect) return FeelValue.Of(items.Select(One));
        return One(node);

        FeelValue One(JsonNode? one) => table.Outputs.Count > 1 && one is JsonObject members
            ? FeelValue.OfEntries(table.Outputs.Select(o => KeyValuePair.Create(o.Id, Value(members[o.Id], o.Type))))
            : Value(one, table.Outputs[0].Type);
    }

    /// <summary>A JSON value as the column means it; null when it does not fit.</summary>
    private static FeelValue Value(JsonNode? node, ColumnType? type)
    {
        switch (node?.GetValueKind())
        {
            case JsonValueKind.Number:
                return decimal.TryParse(node.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    ? FeelValue.Of(number) : FeelValue.Null;
            case JsonValueKind.True or JsonValueKind.False:
                return FeelValue.Of(node.GetValueKind() == JsonValueKind.True);
            case JsonValueKind.Array:
                return FeelValue.Of(node.AsArray().Select(item => Value(item, type)));
            case JsonValueKind.Object:
                return FeelValue.OfEntries(node.AsObject().Select(member => KeyValuePair.Create(member.Key, Value(member.Value, null))));
            case JsonValueKind.String:
                var text = FeelValue.Of(node.ToString());
                return type switch
                {
                    ColumnType.Date => BuiltIns.DateFunctions.Parse(text),
                    ColumnType.Integer or ColumnType.Number => BuiltIns.NumberFunctions.Parse(text),
                    ColumnType.Boolean => node.ToString() switch { "true" => FeelValue.True, "false" => FeelValue.False, _ => FeelValue.Null },
                    _ => text,
                };
            default:
                return FeelValue.Null;
        }
    }

    private static CellSet? Domain(DecisionInput input) => input.Values.Count == 0 ? null : CellSet.Points(input.Values.Select(v => Value(JsonValue.Create(v), input.Type)));

    private static bool IsWhole(DecisionInput input) => input.Type is ColumnType.Integer or ColumnType.Date;

    /// <summary>The kind of a column's values.</summary>
    public static FeelKind Kind(ColumnType type) => type switch
    {
        ColumnType.Text => FeelKind.Text,
        ColumnType.Date => FeelKind.Date,
        ColumnType.Boolean => FeelKind.Boolean,
        _ => FeelKind.Number,
    };

    /// <summary>The type of the table's result.</summary>
    public static FeelType ResultType(DecisionTable table)
    {
        if (table.Aggregate == CollectAggregate.Count) return FeelType.Number;
        var row = table.Outputs.Count == 1
            ? FeelType.Of(Kind(table.Outputs[0].Type))
            : FeelType.ContextOf(table.Outputs.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => FeelType.Of(Kind(o.Type))));
        return table is { HitPolicy: HitPolicy.Collect, Aggregate: CollectAggregate.List } ? FeelType.ListOf(row) : row;
    }
}
