namespace Innovation.Workflows.Expressions.Typing;

/// <summary>What is known of a value before it is computed.</summary>
public sealed record FeelType
{
    private FeelType(FeelKind? kind) => Kind = kind;

    /// <summary>Null when nothing is known.</summary>
    public FeelKind? Kind { get; }

    /// <summary>Of a list: its items; <see cref="Any"/> when not known.</summary>
    public FeelType Element { get => field ?? Any; private init; }

    /// <summary>Of a context: its members by name; null when not known.</summary>
    public IReadOnlyDictionary<string, FeelType>? Members { get; private init; }

    /// <summary>Of a text: all that it can be, as of a field with options; null when it can be anything.</summary>
    public IReadOnlyCollection<string>? Options { get; private init; }

    /// <summary>Of a text: what is written out in the expression; null when it comes from elsewhere.</summary>
    internal IReadOnlyCollection<string>? Written { get; private init; }

    /// <summary>Nothing is known.</summary>
    public static FeelType Any { get; } = new((FeelKind?)null);

    public static FeelType Number { get; } = new(FeelKind.Number);

    public static FeelType Text { get; } = new(FeelKind.Text);

    public static FeelType Boolean { get; } = new(FeelKind.Boolean);

    public static FeelType Date { get; } = new(FeelKind.Date);

    /// <summary>A text that is one of these, or empty.</summary>
    public static FeelType OneOf(IEnumerable<string> options) => new(FeelKind.Text) { Options = [.. options.Distinct()] };

    /// <summary>A text that is written out.</summary>
    internal static FeelType WrittenOut(string text) => new(FeelKind.Text) { Written = [text] };

    /// <summary>A list of such items.</summary>
    public static FeelType ListOf(FeelType element) => new(FeelKind.List) { Element = element };

    /// <summary>A context with these members and no others.</summary>
    public static FeelType ContextOf(IReadOnlyDictionary<string, FeelType> members) => new(FeelKind.Context) { Members = members };

    /// <summary>A range over such values.</summary>
    public static FeelType RangeOf(FeelType element) => new(FeelKind.Range) { Element = element };

    /// <summary>A plain type of this kind.</summary>
    public static FeelType Of(FeelKind? kind) => kind switch
    {
        null or FeelKind.Null => Any,
        FeelKind.Number => Number,
        FeelKind.Text => Text,
        FeelKind.Boolean => Boolean,
        FeelKind.Date => Date,
        _ => new(kind),
    };

    /// <summary>What both have in common.</summary>
    public static FeelType Common(FeelType one, FeelType other) => (one, other) switch
    {
        _ when one.Kind != other.Kind => Any,
        ({ Written: { } first }, { Written: { } second }) => new(FeelKind.Text) { Written = [.. first, .. second] },
        _ when one.Kind == FeelKind.Text => Text,
        _ => one,
    };

    /// <summary>The kind as officers call it.</summary>
    public static string Word(FeelKind kind) => kind switch
    {
        FeelKind.Number => "数字",
        FeelKind.Text => "文字",
        FeelKind.Boolean => "是否",
        FeelKind.Date => "日期",
        FeelKind.List => "列表",
        FeelKind.Context => "一组值",
        FeelKind.Range => "范围",
        _ => "空值",
    };
}
