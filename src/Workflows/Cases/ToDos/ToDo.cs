using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>A kind of act that waits for people outside the tasks of cases.</summary>
/// <param name="Key">Such as <c>batch.sign</c>.</param>
/// <param name="Act">What is to be done, as the list writes it: 签发.</param>
/// <param name="Page">Where everything of the kind is listed; null: each stands on a page of its own only.</param>
public sealed record ToDoKind(string Key, string Act, string? Page = null);

/// <summary>One act that waits for the reader.</summary>
public sealed record ToDo
{
    /// <summary>Of the thing that waits: a batch, an order, a payment …</summary>
    public required string SubjectId { get; init; }

    public required string Title { get; init; }

    /// <summary>Its number, where it has one.</summary>
    public string? Number { get; init; }

    /// <summary>Where it is done.</summary>
    public required string Href { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>First instant after the period; null where no rule sets one.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The programme it belongs to; null: to none, or to several.</summary>
    public string? ProgrammeCode { get; init; }

    /// <summary>代: the absent person in whose name the reader would act.</summary>
    public string? For { get; init; }
}

/// <summary>What waits of one kind: how much, and the first of it by last day.</summary>
public sealed record ToDoGroup(ToDoKind Kind, int Count, IReadOnlyList<ToDo> First);

/// <summary>
/// Port: what waits for a person in one subject, under the rules by which the act itself is allowed. The task list, the
/// number in the top bar, the first pages of applicants and administrators and the API all read these sources.
/// </summary>
public interface IToDoSource
{
    /// <summary>Every kind this source can answer.</summary>
    IReadOnlyList<ToDoKind> Kinds { get; }

    /// <summary>What waits for the person; kinds of which nothing waits are left out.</summary>
    /// <param name="most">How many of each kind are named; 0: only counted.</param>
    Task<IReadOnlyList<ToDoGroup>> ReadAsync(WorkflowsDbContext db, UserContext user, int most, CancellationToken cancellation);
}

/// <summary>Helps sources to answer.</summary>
public static class ToDoGroups
{
    /// <summary>Adds what a query finds, if anything: what waits longest first.</summary>
    public static Task AddAsync(this List<ToDoGroup> groups, ToDoKind kind, IQueryable<ToDo> waiting, int most, CancellationToken cancellation) =>
        AddAsync(groups, kind, waiting, waiting.OrderBy(t => t.Since).ThenBy(t => t.SubjectId), most, cancellation);

    /// <summary>Adds what a query finds, if anything: by last day, for kinds that have a period.</summary>
    public static Task AddDatedAsync(this List<ToDoGroup> groups, ToDoKind kind, IQueryable<ToDo> waiting, int most, CancellationToken cancellation) =>
        AddAsync(groups, kind, waiting, waiting.OrderBy(t => t.DueAt == null).ThenBy(t => t.DueAt).ThenBy(t => t.Since).ThenBy(t => t.SubjectId), most, cancellation);

    private static async Task AddAsync(List<ToDoGroup> groups, ToDoKind kind, IQueryable<ToDo> waiting, IQueryable<ToDo> ordered, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (await waiting.CountAsync(cancellation) is var count && count == 0) return;
        var first = most == 0 ? [] : await ordered.Take(most).ToListAsync(cancellation);
        groups.Add(new ToDoGroup(kind, count, first));
    }

    /// <summary>Adds what is in memory, if anything.</summary>
    public static void Add(this List<ToDoGroup> groups, ToDoKind kind, IReadOnlyCollection<ToDo> waiting, int most)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(waiting);
        if (waiting.Count == 0) return;
        groups.Add(new ToDoGroup(kind, waiting.Count, [.. waiting.OrderBy(t => t.DueAt is null).ThenBy(t => t.DueAt).ThenBy(t => t.Since).ThenBy(t => t.SubjectId, StringComparer.Ordinal).Take(most)]));
    }
}
