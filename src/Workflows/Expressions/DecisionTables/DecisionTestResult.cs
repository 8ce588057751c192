namespace Innovation.Workflows.Expressions.DecisionTables;

/// <summary>What came of an example of a table.</summary>
/// <param name="Passed">Whether the table gives what is expected and every given name is read.</param>
/// <param name="Rows">The rules that hold, from 1; for 首个 the first one only.</param>
/// <param name="Actual">What the table gives, in words; empty when it gives nothing because of a problem.</param>
/// <param name="Problem">Why it did not pass, as one Chinese sentence; null when it did.</param>
public sealed record DecisionTestResult(bool Passed, IReadOnlyList<int> Rows, string Actual, string? Problem);
