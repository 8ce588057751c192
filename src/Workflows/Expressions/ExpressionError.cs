namespace Innovation.Workflows.Expressions;

/// <summary>Why an expression text was refused.</summary>
/// <param name="Position">Zero-based index of the offending character in the text.</param>
/// <param name="Message">One Chinese sentence that tells what to change.</param>
public sealed record ExpressionError(int Position, string Message)
{
    /// <summary>The name that does not exist; null for any other error.</summary>
    public string? UnknownName { get; init; }
}

/// <summary>Thrown by <see cref="Expression.Parse"/>; limits at run time throw it too, and <see cref="Expression.TryEvaluate"/> gives it as a value.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>Wraps an error value.</summary>
    public ExpressionException(ExpressionError error) : base(error.Message) => Error = error;

    /// <summary>The error as a value.</summary>
    public ExpressionError Error { get; }

    /// <summary>Zero-based index of the offending character in the text.</summary>
    public int Position => Error.Position;
}
