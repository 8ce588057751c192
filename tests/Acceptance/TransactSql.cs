using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Innovation.Acceptance;

/// <summary>What can be said of a statement for SQL Server without a server.</summary>
public static class TransactSql
{
    private static readonly Lazy<Dictionary<string, HashSet<string>>> Tables = new(() =>
    {
        using var db = SqlServerMirror.Context();
        return db.Model.GetRelationalModel().Tables.ToDictionary(t => t.Name, t => t.Columns.Select(c => c.Name).ToHashSet());
    });

    /// <summary>Syntax errors of a script; empty when it parses.</summary>
    public static IEnumerable<string> SyntaxErrors(string sql)
    {
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        return errors.Select(e => $"line {e.Line}: {e.Message}");
    }

    /// <summary>Syntax errors, and tables and columns that the model does not have.</summary>
    public static IEnumerable<string> Problems(string sql)
    {
        var fragment = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        if (errors.Count > 0) return errors.Select(e => $"line {e.Line}: {e.Message}");
        var names = new Names();
        fragment.Accept(names);
        return names.Tables.Where(t => !Tables.Value.ContainsKey(t)).Select(t => $"table {t} does not exist")
            .Concat(names.Columns.Where(c => !names.Knows(c.Owner, c.Name, Tables.Value)).Select(c => $"column {(c.Owner is null ? "" : c.Owner + ".")}{c.Name} does not exist"));
    }

    /// <summary>Which tables, columns and aliases a statement names.</summary>
    private sealed class Names : TSqlFragmentVisitor
    {
        private readonly HashSet<string> made = ["value", "Value", "_Position"];
        private readonly HashSet<(string Alias, string Table)> aliases = [];

        public HashSet<string> Tables { get; } = [];

        public HashSet<(string? Owner, string Name)> Columns { get; } = [];

        /// <summary>A column behind the alias of a table must be the table's; any other one of this statement's, or made in it.</summary>
        public bool Knows(string? owner, string column, Dictionary<string, HashSet<string>> model)
        {
            var tables = aliases.Where(a => a.Alias == owner).Select(a => a.Table).ToList();
            return tables.Count > 0
                ? tables.Any(t => model.TryGetValue(t, out var columns) && columns.Contains(column))
                : made.Contains(column) || Tables.Any(t => model.TryGetValue(t, out var columns) && columns.Contains(column));
        }

        public override void Visit(NamedTableReference node)
        {
            var table = node.SchemaObject.BaseIdentifier.Value;
            // UPDATE [c] and DELETE FROM [c] name the alias of their FROM.
            if (node.Alias is null && node.SchemaObject.SchemaIdentifier is null && aliases.Any(a => a.Alias == table)) return;
            Tables.Add(table);
            aliases.Add((node.Alias?.Value ?? table, table));
        }

        public override void ExplicitVisit(UpdateSpecification node)
        {
            node.FromClause?.Accept(this);
            base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(DeleteSpecification node)
        {
            node.FromClause?.Accept(this);
            base.ExplicitVisit(node);
        }

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is { } name) Columns.Add((name.Count > 1 ? name.Identifiers[^2].Value : null, name.Identifiers[^1].Value));
        }

        public override void Visit(SelectScalarExpression node)
        {
            if (node.ColumnName is { } alias) made.Add(alias.Value);
        }

        public override void Visit(ColumnDefinitionBase node) => made.Add(node.ColumnIdentifier.Value);
    }
}
