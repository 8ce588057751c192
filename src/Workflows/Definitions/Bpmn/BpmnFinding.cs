using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>What became of an element that is not taken over as it is.</summary>
public enum BpmnFate
{
    /// <summary>Taken over with less than it said; to be completed by hand.</summary>
    Degraded,

    /// <summary>Left out.</summary>
    Dropped,

    /// <summary>Cannot be imported; the whole file is refused.</summary>
    Refused,
}

/// <summary>One element of the analysis of an imported file.</summary>
/// <param name="Fate">Degraded, dropped or refused.</param>
/// <param name="ElementId">Id of the element; empty for the file.</param>
/// <param name="Name">Its name, or its kind where it has none.</param>
/// <param name="Message">Chinese sentence: what and why.</param>
public sealed record BpmnFinding(BpmnFate Fate, string ElementId, string Name, string Message);

/// <summary>What came of an import.</summary>
/// <param name="Process">The process as a draft; null when the file is refused. It may still have to be completed before publishing.</param>
/// <param name="Findings">Every element that was dropped, degraded or refused.</param>
public sealed record BpmnResult(JsonObject? Process, IReadOnlyList<BpmnFinding> Findings);
