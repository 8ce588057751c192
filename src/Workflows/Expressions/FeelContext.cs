namespace Innovation.Workflows.Expressions;

/// <summary>Named values 上下文 in the order in which they were written; two are equal whatever their order.</summary>
public sealed class FeelContext : IEquatable<FeelContext>
{
    private readonly KeyValuePair<string, FeelValue>[] entries;

    internal FeelContext(KeyValuePair<string, FeelValue>[] entries) => this.entries = entries;

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<KeyValuePair<string, FeelValue>> Entries => entries;

    /// <summary>The value of a name; null when there is none.</summary>
    public FeelValue Get(string name) => TryGet(name, out var value) ? value : FeelValue.Null;

    /// <summary>Whether there is an entry of this name, and its value.</summary>
    public bool TryGet(string name, out FeelValue value)
    {
        foreach (var entry in entries)
        {
            if (entry.Key != name) continue;
            value = entry.Value;
            return true;
        }
        value = FeelValue.Null;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(FeelContext? other)
    {
        if (other is null || other.entries.Length != entries.Length) return false;
        foreach (var entry in entries)
        {
            if (!other.TryGet(entry.Key, out var value) || !value.Equals(entry.Value)) return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeelContext);

    /// <inheritdoc/>
    public override int GetHashCode() => entries.Length;
}

/// <summary>A range 范围; a null end is open.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="LowIncluded">Whether the lower end belongs to it.</param>
/// <param name="High">Upper end.</param>
/// <param name="HighIncluded">Whether the upper end belongs to it.</param>
public sealed record FeelRange(FeelValue Low, bool LowIncluded, FeelValue High, bool HighIncluded)
{
    /// <summary>Whether a value lies inside; null when they have no common order.</summary>
    public FeelValue Includes(FeelValue value)
    {
        var above = Comparison.Apply(LowIncluded ? ComparisonKind.GreaterOrEqual : ComparisonKind.Greater, value, Low);
        if (above.IsFalse) return above;
        var below = Comparison.Apply(HighIncluded ? ComparisonKind.LessOrEqual : ComparisonKind.Less, value, High);
        return below.IsTrue ? above : below;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(LowIncluded ? '[' : '(')}{Low}..{High}{(HighIncluded ? ']' : ')')}";
}
