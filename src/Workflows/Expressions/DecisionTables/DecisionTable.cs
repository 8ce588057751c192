using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>决策表 (DMN): from inputs to outputs by rules that officers read as a table. Data; part of the programme.</summary>
public sealed record DecisionTable
{
    /// <summary>Most rules of one table.</summary>
    public const int MostRules = 500;

    /// <summary>Most inputs, and most outputs.</summary>
    public const int MostColumns = 20;

    /// <summary>Stable id; conditions read the result as <c>table.ID</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Title, such as 资助档次.</summary>
    public required string Name { get; init; }

    /// <summary>What happens when several rules hold.</summary>
    public HitPolicy HitPolicy { get; init; } = HitPolicy.Unique;

    /// <summary>How collected values become one.</summary>
    public CollectAggregate Aggregate { get; init; } = CollectAggregate.List;

    /// <summary>Condition columns in order.</summary>
    public required IReadOnlyList<DecisionInput> Inputs { get; init; }

    /// <summary>Result columns in order; one of them gives a plain value, several give a context.</summary>
    public required IReadOnlyList<DecisionOutput> Outputs { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<DecisionRule> Rules { get; init; }

    /// <summary>Examples that must hold; a failing one keeps the table from being published.</summary>
    public IReadOnlyList<DecisionTest> Tests { get; init; } = [];
}

/// <summary>命中策略</summary>
public enum HitPolicy
{
    /// <summary>唯一: at most one rule may hold.</summary>
    Unique,

    /// <summary>首个: the first rule that holds, from the top.</summary>
    First,

    /// <summary>汇总: all rules that hold.</summary>
    Collect,
}

/// <summary>How 汇总 makes one value of several.</summary>
public enum CollectAggregate
{
    /// <summary>All values as a list.</summary>
    List,

    Sum,

    Min,

    Max,

    Count,
}

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    Number,

    Date,

    Boolean,
}

/// <summary>A condition column.</summary>
public sealed record DecisionInput
{
    /// <summary>Stable id of the column.</summary>
    public required string Id { get; init; }

    /// <summary>Head of the column.</summary>
    public required string Label { get; init; }

    /// <summary>The value that is tested, such as <c>form.rd_staff</c>.</summary>
    public required string Expression { get; init; }

    public ColumnType Type { get; init; }

    /// <summary>All values that can occur, where there are few; gaps are looked for among these.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>A result column.</summary>
public sealed record DecisionOutput
{
    /// <summary>Stable id; the member of the context where there are several outputs.</summary>
    public required string Id { get; init; }

    /// <summary>Head of the column.</summary>
    public required string Label { get; init; }

    public ColumnType Type { get; init; }

    /// <summary>Expression of the value when no rule holds; null: no value.</summary>
    public string? Default { get; init; }
}

/// <summary>A row.</summary>
public sealed record DecisionRule
{
    /// <summary>One test per input: <c>-</c>, <c>&lt; 5</c>, <c>[1..3]</c>, <c>"a", "b"</c>, <c>not("a")</c>.</summary>
    public required IReadOnlyList<string> When { get; init; }

    /// <summary>One expression per output.</summary>
    public required IReadOnlyList<string> Then { get; init; }

    /// <summary>Why, such as 办法第六条.</summary>
    public string? Note { get; init; }
}

/// <summary>An example with its expected result.</summary>
public sealed record DecisionTest
{
    /// <summary>What it shows.</summary>
    public required string Name { get; init; }

    /// <summary>Values by name, such as <c>form.rd_staff</c>; texts like 2026-09-16 count as dates where the column holds dates.</summary>
    public required IReadOnlyDictionary<string, JsonNode?> Given { get; init; }

    /// <summary>The result: a value, a list for 汇总, or an object by output id; null for no value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonNode? Expect { get; init; }
}
