using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>常用筛选: a filter of the task list that a person keeps under a name.</summary>
public sealed class SavedFilterRow
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>Unique for the person.</summary>
    public required string Name { get; init; }

    public string? Search { get; set; }

    public string? ProgrammeCode { get; set; }

    public string? StageId { get; set; }

    public string? Area { get; set; }

    /// <summary><c>overdue</c>, <c>today</c>, … as in <see cref="TaskFilter.Pick"/>.</summary>
    public string? Pick { get; set; }

    public string? Sort { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>Keeps filters of the task list; everybody sees only their own.</summary>
public sealed class SavedFilters(IDbContexts contexts, CommandGate gate)
{
    /// <summary>Most filters of one person.</summary>
    public const int Most = 20;

    public async Task<IReadOnlyList<SavedFilterRow>> ListAsync(UserContext user, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var me = user.UserId;
        return await db.SavedFilters.AsNoTracking().Where(f => f.UserId == me).OrderBy(f => f.SavedAt).ThenBy(f => f.Id).ToListAsync(cancellation);
    }

    /// <summary>Keeps a filter; one of the same name is replaced.</summary>
    public Task<(string? Id, Refusal? Refusal)> SaveAsync(string? name, TaskFilter filter, Sender sender, CancellationToken cancellation = default)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > 20) return Task.FromResult<(string?, Refusal?)>((null, new("filter.name", "name", "请给这组条件起一个名称，最多 20 字。")));
        foreach (var (field, value) in (IEnumerable<(string, string?)>)[("search", filter.Search), ("programme", filter.ProgrammeCode), ("stage", filter.StageId), ("area", filter.Area), ("pick", filter.Pick), ("sort", filter.Sort)])
            if (value is { Length: > 100 }) return Task.FromResult<(string?, Refusal?)>((null, new("filter.tooLong", field, "条件太长，最多 100 字。")));
        if (filter is { Search: null, ProgrammeCode: null, StageId: null, Area: null, Pick: null }) return Task.FromResult<(string?, Refusal?)>((null, new("filter.empty", null, "还没有选条件，先筛选再保存。")));
        return Writes.RunAsync<(string?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var me = sender.User.UserId;
            var row = await db.SavedFilters.SingleOrDefaultAsync(f => f.UserId == me && f.Name == name, cancellation);
            if (row is null)
            {
                if (await db.SavedFilters.CountAsync(f => f.UserId == me, cancellation) >= Most) return (null, new("filter.tooMany", "name", $"最多保存 {Most} 组条件，请先删去不用的。"));
                row = new SavedFilterRow { Id = Identifiers.Ordered(), UserId = me, Name = name };
                db.SavedFilters.Add(row);
            }

            (row.Search, row.ProgrammeCode, row.StageId, row.Area, row.Pick, row.Sort, row.SavedAt) = (filter.Search, filter.ProgrammeCode, filter.StageId, filter.Area, filter.Pick, filter.Sort, sender.ReceivedAt);
            await db.SaveChangesAsync(cancellation);
            return (row.Id, null);
        }, r => r.Item2 is null, cancellation);
    }

    /// <summary>Removes one of the person's own filters.</summary>
    /// <returns>False when there is none.</returns>
    public Task<bool> RemoveAsync(string id, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            var me = sender.User.UserId;
            if (await db.SavedFilters.SingleOrDefaultAsync(f => f.Id == id && f.UserId == me, cancellation) is not { } row) return false;
            db.SavedFilters.Remove(row);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
}
