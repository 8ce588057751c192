using System.Globalization;

namespace Innovation.Workflows.Expressions;

/// <summary>A FEEL value. Numbers, booleans and dates are held in the struct, without an allocation.</summary>
public readonly struct FeelValue : IEquatable<FeelValue>
{
    /// <summary>For lists and contexts the number holds their size and, in this unit, their depth.</summary>
    private const decimal DepthUnit = 1_000_000_000_000m;

    private readonly object? reference;
    private readonly decimal number;

    private FeelValue(FeelKind kind, decimal number, object? reference = null)
    {
        Kind = kind;
        this.number = number;
        this.reference = reference;
    }

    /// <summary>No value.</summary>
    public static FeelValue Null => default;

    /// <summary>The boolean true.</summary>
    public static FeelValue True => new(FeelKind.Boolean, 1);

    /// <summary>The boolean false.</summary>
    public static FeelValue False => new(FeelKind.Boolean, 0);

    /// <summary>The empty list.</summary>
    public static FeelValue EmptyList => Of(Array.Empty<FeelValue>());

    /// <summary>What this value holds.</summary>
    public FeelKind Kind { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => Kind == FeelKind.Null;

    /// <summary>Whether this is the boolean true.</summary>
    public bool IsTrue => Kind == FeelKind.Boolean && number != 0;

    /// <summary>Whether this is the boolean false.</summary>
    public bool IsFalse => Kind == FeelKind.Boolean && number == 0;

    /// <summary>The number; null when this is not a number.</summary>
    public decimal? AsNumber => Kind == FeelKind.Number ? number : null;

    /// <summary>The text; null when this is not a text.</summary>
    public string? AsText => reference as string;

    /// <summary>The boolean; null when this is not a boolean.</summary>
    public bool? AsBoolean => Kind == FeelKind.Boolean ? number != 0 : null;

    /// <summary>The date; null when this is not a date.</summary>
    public DateOnly? AsDate => Kind == FeelKind.Date ? DateOnly.FromDayNumber((int)number) : null;

    /// <summary>The items; null when this is not a list.</summary>
    public IReadOnlyList<FeelValue>? AsList => reference as FeelValue[];

    /// <summary>The named values; null when this is not a context.</summary>
    public FeelContext? AsContext => reference as FeelContext;

    /// <summary>The range; null when this is not one.</summary>
    public FeelRange? AsRange => reference as FeelRange;

    /// <summary>The held number, boolean (0, 1) or day number, unchecked.</summary>
    internal decimal Raw => number;

    /// <summary>How many values a list or context holds, those inside it included; texts count by their length.</summary>
    internal int Size => Kind switch
    {
        FeelKind.List or FeelKind.Context => (int)(number % DepthUnit),
        FeelKind.Text => 1 + (((string)reference!).Length / 16),
        _ => 1,
    };

    /// <summary>How deep lists and contexts are nested; 0 for a plain value.</summary>
    internal int Depth => Kind is FeelKind.List or FeelKind.Context ? (int)(number / DepthUnit) : 0;

    /// <summary>A number.</summary>
    public static FeelValue Of(decimal value) => new(FeelKind.Number, value);

    /// <summary>A boolean.</summary>
    public static FeelValue Of(bool value) => value ? True : False;

    /// <summary>A date.</summary>
    public static FeelValue Of(DateOnly value) => new(FeelKind.Date, value.DayNumber);

    /// <summary>A text, or null for a null reference.</summary>
    public static FeelValue Of(string? value) => value is null ? Null : new(FeelKind.Text, 0, value);

    /// <summary>A list.</summary>
    public static FeelValue Of(IEnumerable<FeelValue> items) => List(items.ToArray());

    /// <summary>A context; of repeated names the last counts.</summary>
    public static FeelValue OfEntries(IEnumerable<KeyValuePair<string, FeelValue>> entries)
    {
        var kept = new List<KeyValuePair<string, FeelValue>>();
        foreach (var entry in entries)
        {
            var at = kept.FindIndex(known => known.Key == entry.Key);
            if (at < 0) kept.Add(entry);
            else kept[at] = entry;
        }
        return Context(kept.ToArray());
    }

    /// <summary>A range.</summary>
    public static FeelValue Of(FeelRange range) => new(FeelKind.Range, 0, range);

    /// <summary>A list that takes the array over.</summary>
    internal static FeelValue List(FeelValue[] items)
    {
        var (size, depth) = (1m, 0);
        foreach (var item in items) (size, depth) = (size + item.Size, Math.Max(depth, item.Depth));
        return new(FeelKind.List, Measure(size, depth), items);
    }

    /// <summary>A context that takes the array over; its names are distinct.</summary>
    internal static FeelValue Context(KeyValuePair<string, FeelValue>[] entries)
    {
        var (size, depth) = (1m, 0);
        foreach (var (_, value) in entries) (size, depth) = (size + value.Size, Math.Max(depth, value.Depth));
        return new(FeelKind.Context, Measure(size, depth), new FeelContext(entries));
    }

    private static decimal Measure(decimal size, int depth) => Math.Min(size, int.MaxValue) + ((depth + 1) * DepthUnit);

    /// <inheritdoc/>
    public bool Equals(FeelValue other) =>
        Kind == other.Kind && number == other.number && (AsList, other.AsList) switch
        {
            ({ } a, { } b) => a.SequenceEqual(b),
            _ when Kind is FeelKind.Context or FeelKind.Range => Equals(reference, other.reference),
            _ => string.Equals(AsText, other.AsText, StringComparison.Ordinal),
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FeelValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, number, AsText, AsList?.Count);

    /// <summary>Same kind and same content.</summary>
    public static bool operator ==(FeelValue left, FeelValue right) => left.Equals(right);

    /// <summary>Different kind or content.</summary>
    public static bool operator !=(FeelValue left, FeelValue right) => !left.Equals(right);

    /// <summary>The value as a FEEL literal, for logs and tests.</summary>
    public override string ToString() => Kind switch
    {
        // Dividing by a one with zeros takes the zeros at the end away.
        FeelKind.Number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        FeelKind.Text => Quote(AsText!),
        FeelKind.Boolean => IsTrue ? "true" : "false",
        FeelKind.Date => $"date(\"{AsDate:yyyy-MM-dd}\")",
        FeelKind.List => $"[{string.Join(", ", AsList!)}]",
        FeelKind.Context => $"{{{string.Join(", ", AsContext!.Entries.Select(entry => $"{(Lexer.IsName(entry.Key) ? entry.Key : Quote(entry.Key))}: {entry.Value}"))}}}",
        FeelKind.Range => AsRange!.ToString(),
        _ => "null",
    };

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";
}
