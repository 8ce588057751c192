using System.Diagnostics.CodeAnalysis;
using Innovation.Workflows.Expressions.Nodes;
using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Expressions;

/// <summary>
/// A parsed condition or formula 表达式 in FEEL (DMN 1.5). Immutable, safe to share between threads.
/// Evaluation is total: a type mismatch, an overflow or a division by zero gives null, as FEEL has it; so does an
/// expression that exceeds its limits, and <see cref="TryEvaluate"/> tells so.
/// </summary>
/// <remarks>
/// Departures from FEEL: names hold no spaces; <c>date - date</c> is a number of days and <c>date ± number</c> moves
/// by days (FEEL has durations); comparisons cannot be chained; functions are defined only for <c>sort</c>.
/// </remarks>
public sealed class Expression
{
    /// <summary>Longest accepted text, in characters.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Deepest accepted nesting of brackets, lists, conditions and calls, and of lists inside lists.</summary>
    public const int MaxDepth = 200;

    /// <summary>Most steps of one evaluation: one for every turn of a loop and every item that is looked at.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Most values in one list or context, those inside it included.</summary>
    public const int MaxSize = 100_000;

    private readonly Node root;
    private readonly int locals;

    private Expression(string text, Node root, Parser parser)
    {
        Text = text;
        this.root = root;
        locals = parser.Locals;
        Constants = parser.Constants;
        Names = parser.Names.Distinct(StringComparer.Ordinal).ToArray();
        ItemNames = parser.ItemNames.Distinct(StringComparer.Ordinal).ToArray();
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>The dotted names the expression reads, such as <c>form.rd_staff</c>; distinct, in order of appearance.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Single names inside a filter: a member of the item when it has one, otherwise a name from outside.</summary>
    public IReadOnlyCollection<string> ItemNames { get; }

    /// <summary>The numbers and texts that are written in it, in order of appearance.</summary>
    public IReadOnlyList<FeelValue> Constants { get; }

    /// <summary>Parses a text.</summary>
    /// <exception cref="ExpressionException">The text is not an expression; carries position and a Chinese message.</exception>
    public static Expression Parse(string text)
    {
        var parser = new Parser(Read(text));
        return new Expression(text, parser.ParseAll(), parser);
    }

    /// <summary>
    /// Parses the condition cell of a decision table: <c>-</c>, <c>&lt; 5</c>, <c>[1..3]</c>, <c>"a", "b"</c>,
    /// <c>not("a")</c> or an expression with <c>?</c> for the input. The input is the name <c>?</c>.
    /// </summary>
    /// <exception cref="ExpressionException">The text is no such cell.</exception>
    internal static (Expression Cell, UnaryTests Tests) ParseCell(string text)
    {
        var parser = new Parser(Read(text));
        var tests = parser.ParseCell();
        return (new Expression(text, tests.Node, parser), tests);
    }

    private static List<Token> Read(string text) =>
        text.Length > MaxLength ? throw new ExpressionException(new(MaxLength, $"表达式太长，最多 {MaxLength} 个字符。")) : Lexer.Read(text);

    /// <summary>Parses a text and gives the error as a value.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionError? error)
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

    /// <summary>Computes the value; null when the expression exceeds its limits.</summary>
    /// <param name="resolve">Gives the value of a dotted name; <see cref="FeelValue.Null"/> when it has none.</param>
    public FeelValue Evaluate(Func<string, FeelValue> resolve) => TryEvaluate(resolve, out var value, out _) ? value : FeelValue.Null;

    /// <summary>Computes the value and gives an exceeded limit as an error.</summary>
    /// <param name="resolve">Gives the value of a dotted name; <see cref="FeelValue.Null"/> when it has none.</param>
    /// <param name="value">The value; null beside an error.</param>
    /// <param name="error">One Chinese sentence; null when the value stands.</param>
    public bool TryEvaluate(Func<string, FeelValue> resolve, out FeelValue value, [NotNullWhen(false)] out ExpressionError? error)
    {
        try
        {
            var run = new Evaluation(resolve, locals);
            (value, error) = (root.Evaluate(ref run), null);
            return true;
        }
        catch (ExpressionException refused)
        {
            (value, error) = (FeelValue.Null, refused.Error);
            return false;
        }
    }

    /// <summary>Computes a condition: true only when the value is the boolean true (null counts as not met).</summary>
    public bool IsMet(Func<string, FeelValue> resolve) => Evaluate(resolve).IsTrue;

    /// <summary>
    /// Finds what is certainly wrong without computing: names that do not exist, a text compared with a number, a
    /// condition that is no boolean. Empty when nothing is.
    /// </summary>
    /// <param name="known">The type of a dotted name; null when there is no such name, <see cref="FeelType.Any"/> when it is not known.</param>
    /// <param name="wanted">What the value must be; null when everything is fine.</param>
    public IReadOnlyList<ExpressionError> Check(Func<string, FeelType?> known, FeelKind? wanted = null)
    {
        var scope = new TypeScope(known, locals);
        var type = root.Infer(scope);
        if (wanted is { } kind && type.Kind is { } found && found != kind)
            scope.Report(root.Position, $"这里应当得出{FeelType.Word(kind)}，而写的是{FeelType.Word(found)}。");
        return scope.Errors.OrderBy(e => e.Position).ToArray();
    }

    /// <summary>Whether a cell lets this input pass; a cell that exceeds its limits does not.</summary>
    internal bool IsMetBy(FeelValue input, Func<string, FeelValue> resolve)
    {
        try
        {
            var run = new Evaluation(resolve, locals);
            run.Locals[0] = input;
            return root.Evaluate(ref run).IsTrue;
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    /// <summary>Like <see cref="Check"/>, for a cell whose input is of this type.</summary>
    internal IReadOnlyList<ExpressionError> CheckCell(FeelType input, Func<string, FeelType?> known)
    {
        var scope = new TypeScope(known, locals);
        scope.Locals[0] = input;
        scope.Want(root.Infer(scope), root.Position, "条件", FeelKind.Boolean);
        return scope.Errors.OrderBy(e => e.Position).ToArray();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
