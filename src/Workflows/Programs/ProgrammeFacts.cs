using System.Runtime.CompilerServices;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.DecisionTables;
using Innovation.Workflows.Expressions.Typing;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Programs;

/// <summary>What conditions of a programme can read: the form, and <c>table.ID</c> for the result of a decision table.</summary>
public sealed class ProgrammeFacts(Programme programme, FormFacts form)
{
    private const string TablePrefix = "table.";
    private static readonly ConditionalWeakTable<DecisionTable, CompiledTable> Compiled = [];

    /// <summary>The value of a dotted name; null when it has none, or when rules of a 唯一 table contradict each other.</summary>
    public FeelValue Resolve(string name)
    {
        if (!name.StartsWith(TablePrefix, StringComparison.Ordinal)) return form.Resolve(name);
        var path = name.Split('.');
        if (programme.Tables.FirstOrDefault(t => t.Id == path[1]) is not { } table) return FeelValue.Null;
        var compiled = Compiled.GetValue(table, static t => CompiledTable.Compile(t, []) ?? throw new InvalidOperationException($"table {t.Id} was published although it does not compile"));
        compiled.TryDecide(form.Resolve, out var value, out _);
        foreach (var member in path.Skip(2)) value = value.AsContext?.Get(member) ?? FeelValue.Null;
        return value;
    }

    /// <summary>The type of a dotted name; null when the programme has none of that name.</summary>
    public static FeelType? TypeOf(Programme programme, string name)
    {
        if (!name.StartsWith(TablePrefix, StringComparison.Ordinal)) return FormTypes.Of(programme.Form, name);
        var path = name.Split('.');
        if (programme.Tables.FirstOrDefault(t => t.Id == path[1]) is not { } table) return null;
        var type = TableCheck.ResultType(table);
        return path.Length switch
        {
            2 => type,
            3 => type.Members?.GetValueOrDefault(path[2]),
            _ => null,
        };
    }
}
