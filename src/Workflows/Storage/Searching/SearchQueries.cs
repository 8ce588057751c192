using System.Data;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Innovation.Workflows.Storage.Searching;

/// <summary>Narrows queries to what was searched for; the one way for all lists.</summary>
public static class SearchQueries
{
    private const string Function = "search_has";

    // Case and width do not count in this collation.
    private const string Collation = "Chinese_PRC_CI_AS";

    /// <summary>Rows in which every word occurs; none when the query is refused.</summary>
    /// <param name="has">Whether one word occurs in a row, by <see cref="SearchText.Has"/> of each column that the list shows its reader.</param>
    public static IQueryable<T> Matching<T>(this IQueryable<T> rows, SearchWords words, Func<string, Expression<Func<T, bool>>> has)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(has);
        if (words.Refused is not null) return rows.Where(_ => false);
        foreach (var word in words.Words) rows = rows.Where(has(word));
        return rows;
    }

    /// <summary>Teaches a SQLite connection the comparison.</summary>
    internal static void Register(SqliteConnection connection) => connection.CreateFunction<string?, string, bool>(Function, SearchText.Has, isDeterministic: true);

    /// <summary>Maps <see cref="SearchText.Has"/> for the database of the model.</summary>
    internal static void Map(ModelBuilder builder, bool isSqlServer)
    {
        var function = builder.HasDbFunction(typeof(SearchText).GetMethod(nameof(SearchText.Has), [typeof(string), typeof(string)])!);
        if (isSqlServer) function.HasTranslation(arguments => SqlServer(arguments[0], arguments[1]));
        else function.HasName(Function);
    }

    private static SqlBinaryExpression SqlServer(SqlExpression text, SqlExpression word)
    {
        var number = new IntTypeMapping("int", DbType.Int32);
        SqlExpression folded = text;
        foreach (var blank in (string[])[" ", "\u3000", "\t"]) folded = Call("REPLACE", typeof(string), text.TypeMapping, folded, Constant(blank, word), Constant("", word));
        folded = Call("TRANSLATE", typeof(string), text.TypeMapping, folded, Constant(SearchText.Variants, word), Constant(SearchText.Plain, word));
        folded = Call("REPLACE", typeof(string), text.TypeMapping, folded, Constant(SearchText.Dash.ToString(), word), Constant("", word));
        var at = Call("CHARINDEX", typeof(int), number, word, new CollateExpression(folded, Collation));
        return new SqlBinaryExpression(ExpressionType.GreaterThan, at, new SqlConstantExpression(0, number), typeof(bool), new BoolTypeMapping("bit", DbType.Boolean));
    }

    private static SqlFunctionExpression Call(string name, Type type, RelationalTypeMapping? mapping, params SqlExpression[] arguments) =>
        new(name, arguments, nullable: true, arguments.Select(_ => true), type, mapping);

    private static SqlConstantExpression Constant(string text, SqlExpression like) => new(text, like.TypeMapping);
}
