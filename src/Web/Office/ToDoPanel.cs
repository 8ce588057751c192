using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Office;

/// <summary>A to-do with its period in working days.</summary>
public sealed record ToDoView(ToDo Item, DueView Due);

/// <summary>What waits of one kind.</summary>
public sealed record ToDoGroupView(ToDoKind Kind, int Count, IReadOnlyList<ToDoView> First);

/// <summary>The panel of to-dos outside the tasks of cases.</summary>
public sealed record ToDoPanel(IReadOnlyList<ToDoGroupView> Groups, int Count, DateTimeOffset Now)
{
    public static ToDoPanel Empty { get; } = new([], 0, default);
}

/// <summary>Gathers the panel of one request's reader.</summary>
public sealed class ToDoDesk(IDbContexts contexts, ToDoReader todos, CalendarStore calendars, TimeProvider clock)
{
    private int? counted;

    public async Task<ToDoPanel> ReadAsync(UserContext user, CancellationToken cancellation)
    {
        var panel = await GatherAsync(user, cancellation);
        counted = panel.Count;
        return panel;
    }

    /// <summary>How much waits; not asked again on a page that shows the panel.</summary>
    public async Task<int> CountAsync(UserContext user, CancellationToken cancellation) => counted ??= (await todos.ReadAsync(user, 0, cancellation)).Count;

    private async Task<ToDoPanel> GatherAsync(UserContext user, CancellationToken cancellation)
    {
        var list = await todos.ReadAsync(user, cancellation: cancellation);
        if (list.Count == 0) return ToDoPanel.Empty;
        await using var db = contexts.Create();
        var calendar = await calendars.GetAsync(db, cancellation);
        var now = clock.GetUtcNow();
        return new ToDoPanel([.. list.Groups.Select(g => new ToDoGroupView(g.Kind, g.Count, [.. g.First.Select(t => new ToDoView(t, DueViews.Of(t.DueAt, now, calendar)))]))], list.Count, now);
    }
}
