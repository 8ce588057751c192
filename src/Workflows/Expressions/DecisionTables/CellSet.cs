using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>
/// Which values a cell lets pass, as intervals in order; an end that is null is open to all sides. Null values pass
/// only <c>-</c> and are not looked at.
/// </summary>
internal sealed class CellSet
{
    private readonly List<Interval> intervals;

    private CellSet(List<Interval> intervals) => this.intervals = intervals;

    public static CellSet Everything { get; } = new([new(FeelValue.Null, true, FeelValue.Null, true)]);

    public IReadOnlyList<Interval> Intervals => intervals;

    /// <summary>The set of a cell; null when it cannot be told without computing.</summary>
    public static CellSet? Of(UnaryTests tests)
    {
        if (tests.Any) return Everything;
        var found = new List<Interval>();
        foreach (var test in tests.Tests)
        {
            if (Read(test) is not { } some) return null;
            found.AddRange(some);
        }
        return tests.Negated ? Complement(found) : new(found);
    }

    /// <summary>The points of a list of values.</summary>
    public static CellSet Points(IEnumerable<FeelValue> values) => new([.. values.Select(v => new Interval(v, true, v, true))]);

    private static List<Interval>? Read(Node test)
    {
        switch (test)
        {
            case RangeNode { Left: LocalNode { IsInput: true }, Low: var low, High: var high } range when Constant(low) is { } from && Constant(high) is { } to:
                var whole = new Interval(from, range.LowIncluded, to, range.HighIncluded);
                return whole.IsEmpty ? [] : [whole];
            case MemberNode { Left: LocalNode { IsInput: true }, Right: ListNode list }:
                return Constants(list) is { } members ? [.. members.Select(v => new Interval(v, true, v, true))] : null;
            case MemberNode { Left: LocalNode { IsInput: true }, Right: var right } when Constant(right) is { } point:
                return [new(point, true, point, true)];
            case ComparisonNode { Left: LocalNode { IsInput: true }, Right: var right } comparison when Constant(right) is { } bound:
                return comparison.Kind switch
                {
                    ComparisonKind.Equal => [new(bound, true, bound, true)],
                    ComparisonKind.NotEqual => [new(FeelValue.Null, true, bound, false), new(bound, false, FeelValue.Null, true)],
                    ComparisonKind.Less => [new(FeelValue.Null, true, bound, false)],
                    ComparisonKind.LessOrEqual => [new(FeelValue.Null, true, bound, true)],
                    ComparisonKind.Greater => [new(bound, false, FeelValue.Null, true)],
                    _ => [new(bound, true, FeelValue.Null, true)],
                };
            default:
                return null;
        }
    }

    /// <summary>The value of an expression that reads nothing; null when it reads something or has no order.</summary>
    private static FeelValue? Constant(Node node)
    {
        if (node is not (ConstantNode or NegateNode { IsConstant: true } or CallNode { IsDate: true })) return null;
        var run = new Evaluation(_ => FeelValue.Null, 0);
        var value = node.Evaluate(ref run);
        return Order(value, value) is not null ? value : null;
    }

    private static List<FeelValue>? Constants(ListNode list)
    {
        var values = new List<FeelValue>();
        foreach (var item in list.Items)
        {
            if (Constant(item) is not { } value) return null;
            values.Add(value);
        }
        return values;
    }

    private static CellSet Complement(List<Interval> found)
    {
        List<Interval> rest = [new(FeelValue.Null, true, FeelValue.Null, true)];
        foreach (var hole in found) rest = [.. rest.SelectMany(interval => interval.Without(hole)).Where(i => !i.IsEmpty)];
        return new(rest);
    }

    /// <summary>Something that both let pass; null when there is nothing.</summary>
    /// <param name="whole">Only whole numbers count.</param>
    /// <param name="domain">All values that can occur; null when there are no such.</param>
    public Interval? Meets(CellSet other, bool whole, CellSet? domain)
    {
        foreach (var one in intervals)
        {
            foreach (var two in other.intervals)
            {
                if (one.With(two) is not { } both || both.IsEmpty || (whole && !both.HoldsWhole)) continue;
                if (domain is null) return both;
                if (domain.intervals.Select(point => both.With(point)).FirstOrDefault(i => i is { IsEmpty: false }) is { } met) return met;
            }
        }
        return null;
    }

    public bool Holds(FeelValue value) => intervals.Any(interval => interval.Holds(value));

    /// <summary>Like <see cref="Comparison.Order"/>, with false before true.</summary>
    internal static int? Order(FeelValue left, FeelValue right) =>
        left.Kind == FeelKind.Boolean && right.Kind == FeelKind.Boolean ? left.Raw.CompareTo(right.Raw) : Comparison.Order(left, right);
}

/// <summary>All values between two ends; a null end is open.</summary>
internal readonly record struct Interval(FeelValue Low, bool LowIncluded, FeelValue High, bool HighIncluded)
{
    public bool IsEmpty => !Low.IsNull && !High.IsNull && CellSet.Order(Low, High) is { } order && (order > 0 || (order == 0 && !(LowIncluded && HighIncluded)));

    /// <summary>Whether a whole number (or day) lies inside.</summary>
    public bool HoldsWhole
    {
        get
        {
            if (Low.IsNull || High.IsNull || Low.Kind is not (FeelKind.Number or FeelKind.Date)) return true;
            var first = decimal.Ceiling(Low.Raw);
            if (!LowIncluded && first == Low.Raw) first++;
            return HighIncluded ? first <= High.Raw : first < High.Raw;
        }
    }

    /// <summary>What both have in common; null when they are of different kinds.</summary>
    public Interval? With(Interval other)
    {
        var (low, lowIncluded) = Tighter(Low, LowIncluded, other.Low, other.LowIncluded, 1);
        var (high, highIncluded) = Tighter(High, HighIncluded, other.High, other.HighIncluded, -1);
        return !low.IsNull && !high.IsNull && CellSet.Order(low, high) is null ? null : new Interval(low, lowIncluded, high, highIncluded);
    }

    private static (FeelValue, bool) Tighter(FeelValue one, bool oneIncluded, FeelValue two, bool twoIncluded, int sign)
    {
        if (one.IsNull) return (two, twoIncluded);
        if (two.IsNull || CellSet.Order(one, two) is not { } order) return (one, oneIncluded);
        return order == 0 ? (one, oneIncluded && twoIncluded) : order * sign > 0 ? (one, oneIncluded) : (two, twoIncluded);
    }

    /// <summary>What is left on both sides of a hole.</summary>
    public IEnumerable<Interval> Without(Interval hole)
    {
        if (!hole.Low.IsNull && With(new(FeelValue.Null, true, hole.Low, !hole.LowIncluded)) is { } below) yield return below;
        if (!hole.High.IsNull && With(new(hole.High, !hole.HighIncluded, FeelValue.Null, true)) is { } above) yield return above;
    }

    public bool Holds(FeelValue value) => With(new(value, true, value, true)) is { IsEmpty: false } met && CellSet.Order(met.Low, value) == 0;

    /// <summary>In words: 小于 5, 5 至 10（含 5 不含 10）, “甲”.</summary>
    public string Words
    {
        get
        {
            if (Low.IsNull && High.IsNull) return "任何值";
            if (Low.IsNull) return (HighIncluded ? "不大于 " : "小于 ") + Word(High);
            if (High.IsNull) return (LowIncluded ? "不小于 " : "大于 ") + Word(Low);
            if (CellSet.Order(Low, High) == 0) return Word(Low);
            var ends = (LowIncluded, HighIncluded) switch { (true, true) => "", (true, false) => "（不含后者）", (false, true) => "（不含前者）", _ => "（都不含）" };
            return $"{Word(Low)} 至 {Word(High)}{ends}";
        }
    }

    private static string Word(FeelValue value) => value.Kind switch
    {
        FeelKind.Text => $"“{value.AsText}”",
        FeelKind.Boolean => value.IsTrue ? "是" : "否",
        FeelKind.Date => $"{value.AsDate:yyyy-MM-dd}",
        _ => value.ToString(),
    };
}
