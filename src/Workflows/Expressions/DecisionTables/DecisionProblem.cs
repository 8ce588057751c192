namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>Something about a table.</summary>
/// <param name="Code">Stable code, e.g. <c>table.overlap</c>.</param>
/// <param name="IsWarning">True when the table may be published all the same.</param>
/// <param name="Row">Rule from 1; null when it is about no rule.</param>
/// <param name="Column">Id of the input or output; null when it is about no column.</param>
/// <param name="Message">Chinese sentence.</param>
/// <param name="Test">Example from 1; null when it is about no example.</param>
public sealed record DecisionProblem(string Code, bool IsWarning, int? Row, string? Column, string Message, int? Test = null);
