using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Cases;

/// <summary>Everything outside the tasks of cases that waits for a person.</summary>
/// <param name="Groups">By kind, in the order of the sources.</param>
public sealed record ToDoList(IReadOnlyList<ToDoGroup> Groups)
{
    public int Count => Groups.Sum(g => g.Count);
}

/// <summary>Reads all sources of to-dos for one person.</summary>
public sealed class ToDoReader(IDbContexts contexts, IEnumerable<IToDoSource> sources)
{
    /// <summary>How many of each kind the pages name before they link to the rest.</summary>
    public const int MostNamed = 5;

    private readonly IToDoSource[] sources = [.. sources];

    public IReadOnlyList<ToDoKind> Kinds => [.. sources.SelectMany(s => s.Kinds)];

    /// <param name="most">How many of each kind are named; 0: only counted.</param>
    public async Task<ToDoList> ReadAsync(UserContext user, int most = MostNamed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!user.IsSignedIn) return new ToDoList([]);
        await using var db = contexts.Create();
        var groups = new List<ToDoGroup>();
        foreach (var source in sources) groups.AddRange(await source.ReadAsync(db, user, most, cancellation));
        return new ToDoList(groups);
    }
}
