namespace Innovation.Workflows.Definitions;

/// <summary>Why a definition cannot be published.</summary>
/// <param name="Code">Stable code, e.g. <c>outcome.noRoute</c>.</param>
/// <param name="StageId">The stage it is about, or null.</param>
/// <param name="Field">The member it is about, or null.</param>
/// <param name="Message">Chinese sentence.</param>
/// <param name="IsWarning">True when the definition may be published all the same.</param>
public sealed record DefinitionProblem(string Code, string? StageId, string? Field, string Message, bool IsWarning = false);
