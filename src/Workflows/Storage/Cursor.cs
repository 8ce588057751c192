using System.Linq.Expressions;

namespace Innovation.Workflows.Storage;

/// <summary>Goes through rows in the order of a text key, from where an earlier portion ended.</summary>
public static class Cursor
{
    // The database compares; EF Core translates this overload only, and no culture is asked.
#pragma warning disable CA1309, CA1310
    private static readonly Expression<Func<string, string, bool>> IsAfter = (key, cursor) => string.Compare(key, cursor) > 0;
#pragma warning restore CA1309, CA1310

    /// <summary>The rows whose key comes after the cursor in the order of the database.</summary>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, Expression<Func<T, string>> key, string cursor)
    {
        // The cursor as a member of an object, so that it becomes a parameter and the statement stays the same.
        var held = Expression.Property(Expression.Constant(new Position(cursor)), nameof(Position.Text));
        var body = new Place(IsAfter.Parameters, [key.Body, held]).Visit(IsAfter.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(body, key.Parameters));
    }

    private sealed record Position(string Text);

    private sealed class Place(IReadOnlyList<ParameterExpression> from, IReadOnlyList<Expression> to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            from.Select((p, i) => (p, i)).Where(f => f.p == node).Select(f => to[f.i]).FirstOrDefault(node);
    }
}
