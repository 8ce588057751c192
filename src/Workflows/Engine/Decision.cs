namespace Innovation.Workflows.Engine;

/// <summary>The answer of the engine to a command.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <param name="Events">What happened, in order.</param>
    /// <param name="State">The state after them.</param>
    public sealed record Accepted(IReadOnlyList<ProcessEvent> Events, ProcessState State) : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>Decide again with these facts.</summary>
    public sealed record NeedFacts(IReadOnlyList<FactRequest> Requests) : Decision;
}

/// <summary>办不成的原因.</summary>
/// <param name="Code">Stable code, e.g. <c>task.claimedByOther</c>.</param>
/// <param name="Field">The field it is about, or null.</param>
/// <param name="Message">Chinese sentence that says what happened and what to do.</param>
public sealed record Refusal(string Code, string? Field, string Message)
{
    /// <summary>The field of the form that it is about, as a path; whoever knows the form puts its label before the message.</summary>
    public string? FormField { get; init; }
}
