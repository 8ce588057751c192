namespace Innovation.Workflows.Programs.Exchange;

/// <summary>What is wrong with a programme document.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) of the place; empty for the whole document.</param>
/// <param name="Code">Stable code, e.g. <c>schema.type</c> or <c>outcome.noRoute</c>.</param>
/// <param name="Message">Chinese sentence.</param>
/// <param name="StageId">The stage it is about, or null.</param>
/// <param name="Field">The option of the stage, the form field or the column it is about, or null.</param>
/// <param name="IsWarning">True when the programme may be published all the same.</param>
public sealed record ProgrammeProblem(string Pointer, string Code, string Message, string? StageId = null, string? Field = null, bool IsWarning = false);
