using Innovation.Workflows.Expressions.Nodes;

namespace Innovation.Workflows.Expressions;

/// <summary>
/// A parsed condition or formula 表达式 in a subset of FEEL (DMN 1.5). Immutable, safe to share between threads.
/// Evaluation is total: a type mismatch, an overflow or a division by zero gives null, as FEEL has it.
/// </summary>
/// <remarks>
/// Departures from FEEL: names hold no spaces; <c>date - date</c> is a number of days and <c>date ± number</c> moves
/// by days (FEEL has durations); comparisons cannot be chained; no filters, functions or contexts are defined in text.
/// </remarks>
public sealed class Expression
{
    /// <summary>Longest accepted text, in characters.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Deepest accepted nesting of brackets, lists, conditions and calls.</summary>
    public const int MaxDepth = 200;

    private readonly Node root;

    private Expression(string text, Node root, IReadOnlyCollection<string> names)
    {
        Text = text;
        this.root = root;
        Names = names;
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>The dotted names the expression reads, such as <c>form.rd_staff</c>; distinct, in order of appearance.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Parses a text.</summary>
    /// <exception cref="ExpressionException">The text is not an expression; carries position and a Chinese message.</exception>
    public static Expression Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new ExpressionException(new(MaxLength, $"表达式太长，最多 {MaxLength} 个字符。"));
        var names = new List<string>();
        var root = new Parser(Lexer.Read(text), names).ParseAll();
        return new Expression(text, root, names.Distinct(StringComparer.Ordinal).ToArray());
    }

    /// <summary>Parses a text and gives the error as a value.</summary>
    public static bool TryParse(
        string text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Expression? expression,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out ExpressionError? error)
    {
        try
        {
            (expression, error) = (Parse(text), null);
            return true;
        }
        catch (ExpressionException refused)
        {
            (expression, error) = (null, refused.Error);
            return false;
        }
    }

    /// <summary>Computes the value.</summary>
    /// <param name="resolve">Gives the value of a dotted name; <see cref="FeelValue.Null"/> when it has none.</param>
    public FeelValue Evaluate(Func<string, FeelValue> resolve) => root.Evaluate(resolve);

    /// <summary>Computes a condition: true only when the value is the boolean true (null counts as not met).</summary>
    public bool IsMet(Func<string, FeelValue> resolve) => root.Evaluate(resolve).IsTrue;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
