using System.Collections.Immutable;

namespace Innovation.Workflows.Engine;

/// <summary>
/// Where a case stands: a tree of activations (each names the block that holds it) that mirrors the definition. It is the
/// fold of the case's events and nothing else.
/// </summary>
public sealed record ProcessState
{
    /// <summary>Format of the serialised state.</summary>
    public const int CurrentFormat = 1;

    // Before Empty, which uses them.
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> EmptyActors =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, string> EmptyText =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, int> EmptyCounts =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The state before any event.</summary>
    public static ProcessState Empty { get; } = new();

    public int Format { get; init; } = CurrentFormat;

    public ProcessPhase Phase { get; init; }

    /// <summary>The version to which the case is pinned; 0 while it is a draft.</summary>
    public int DefinitionVersion { get; init; }

    /// <summary>The applying organisation.</summary>
    public string Organization { get; init; } = "";

    /// <summary>The recommending unit of the applicant, as written in <c>area:</c> scopes.</summary>
    public string Area { get; init; } = "";

    /// <summary>The case state that the applicant sees.</summary>
    public string ApplicantStatus { get; init; } = "";

    public string? Result { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who terminated the case; null: it ended otherwise, or before this was kept.</summary>
    public string? EndedBy { get; init; }

    /// <summary>复核; null: none was asked for.</summary>
    public Reconsideration? Reconsideration { get; init; }

    /// <summary>中止计时: set while the whole case is suspended.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>Who opened and handed in the application: they do not decide about it.</summary>
    public ImmutableArray<string> Applicants { get; init; } = [];

    /// <summary>The last step of a person, while it may be taken back.</summary>
    public StepMark? LastStep { get; init; }

    /// <summary>逐项批注 that the applicant sees beside the fields, until the form is handed in again; null: none.</summary>
    public ImmutableArray<SupplementRequestItem>? Remarks { get; init; }

    /// <summary>催办: when the last reminder was sent.</summary>
    public DateTimeOffset? UrgedAt { get; init; }

    /// <summary>The last identifier given to an activation, work item or deadline.</summary>
    public int LastId { get; init; }

    /// <summary>The result of the latest expert review.</summary>
    public decimal? Score { get; init; }

    public ImmutableArray<Activation> Activations { get; init; } = [];

    /// <summary>Who acted on which stage, oldest first.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Actors { get; init => field = value.WithComparers(StringComparer.Ordinal); } = EmptyActors;

    /// <summary>The latest outcome of each finished stage.</summary>
    public ImmutableSortedDictionary<string, string> Outcomes { get; init => field = value.WithComparers(StringComparer.Ordinal); } = EmptyText;

    /// <summary>How often each stage has been entered.</summary>
    public ImmutableSortedDictionary<string, int> Visits { get; init => field = value.WithComparers(StringComparer.Ordinal); } = EmptyCounts;

    public Activation? FindActivation(int id)
    {
        foreach (var activation in Activations)
            if (activation.Id == id) return activation;
        return null;
    }

    /// <summary>The activation and work item with this id, or nulls.</summary>
    public (Activation? Activation, WorkItem? Item) FindItem(int itemId)
    {
        foreach (var activation in Activations)
            foreach (var item in activation.Items)
                if (item.Id == itemId) return (activation, item);
        return (null, null);
    }

    /// <summary>The activation and deadline with this id, or nulls.</summary>
    public (Activation? Activation, Deadline? Deadline) FindDeadline(int deadlineId)
    {
        foreach (var activation in Activations)
            foreach (var deadline in activation.Deadlines)
                if (deadline.Id == deadlineId) return (activation, deadline);
        return (null, null);
    }
}

public enum ProcessPhase
{
    /// <summary>Nothing has happened yet.</summary>
    None,

    /// <summary>草稿: the applicant is filling the form; nothing is pinned.</summary>
    Draft,

    /// <summary>Submitted and not ended.</summary>
    Running,

    Ended,
}

/// <summary>The stage that a person finished last.</summary>
/// <param name="Mark">Activations with a higher number came after it.</param>
/// <param name="Left">The period as it stood.</param>
public sealed record StepMark(string StageId, string By, int? Block, int Branch, int Mark, Deadline? Left, int SupplementRounds, ImmutableArray<string> SupplementFields);

/// <summary>中止计时 of a whole case.</summary>
/// <param name="Since">From this instant.</param>
/// <param name="Reason">Why.</param>
public sealed record Suspension(DateTimeOffset Since, string Reason);
