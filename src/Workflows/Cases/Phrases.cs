using Innovation.Workflows.Audit;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>常用意见: everybody's own, and common ones that an administrator keeps for all or for one programme.</summary>
public sealed class Phrases(IDbContexts contexts, CommandGate gate)
{
    private const int Most = 50;
    private const int Longest = 200;

    /// <summary>What is offered beside an opinion: the own ones first, then the common ones.</summary>
    public async Task<IReadOnlyList<string>> OfferedAsync(UserContext user, string programmeCode, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var me = user.UserId;
        await using var db = contexts.Create();
        var rows = await db.Phrases.AsNoTracking().Where(p => p.OwnerId == me || (p.OwnerId == "" && (p.ProgrammeCode == "" || p.ProgrammeCode == programmeCode))).ToListAsync(cancellation);
        return [.. rows.OrderBy(p => p.OwnerId.Length == 0).ThenBy(p => p.ProgrammeCode.Length == 0).ThenBy(p => p.Order).Select(p => p.Text).Distinct()];
    }

    /// <summary>One list in its order.</summary>
    /// <param name="common">The common ones rather than the person's own.</param>
    public async Task<IReadOnlyList<PhraseRow>> ListAsync(UserContext user, bool common, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var owner = common ? "" : user.UserId;
        await using var db = contexts.Create();
        return await db.Phrases.AsNoTracking().Where(p => p.OwnerId == owner).OrderBy(p => p.ProgrammeCode).ThenBy(p => p.Order).ThenBy(p => p.Id).ToListAsync(cancellation);
    }

    /// <summary>Adds a phrase at the end of its list.</summary>
    /// <param name="programmeCode">For a common one: the programme; null or empty: all.</param>
    public Task<(PhraseRow? Row, Refusal? Refusal)> AddAsync(string? text, string? programmeCode, bool common, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(PhraseRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var words = text?.Trim() ?? "";
            var (owner, programme) = (common ? "" : sender.User.UserId, common ? programmeCode ?? "" : "");
            if (Check(words) is { } wrong) return (null, wrong);
            if (programme.Length > 0 && !await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == programme, cancellation)) return (null, new("phrase.programme", "programme", $"没有“{programme}”这个项目类型。"));
            var list = await db.Phrases.Where(p => p.OwnerId == owner && p.ProgrammeCode == programme).ToListAsync(cancellation);
            if (list.Count >= Most) return (null, new("phrase.tooMany", "text", $"最多 {Most} 条，请先删去不用的。"));
            if (list.Any(p => p.Text == words)) return (null, new("phrase.repeated", "text", "这一条已经有了。"));
            var row = new PhraseRow { Id = Identifiers.Ordered(), OwnerId = owner, ProgrammeCode = programme, Text = words, Order = list.Count == 0 ? 1 : list.Max(p => p.Order) + 1 };
            db.Phrases.Add(row);
            await SaveAsync(db, common, row, "add", sender, cancellation);
            return (row, null);
        }, r => r.Item2 is null, cancellation);

    /// <summary>Changes the words.</summary>
    public Task<Refusal?> ChangeAsync(string id, string? text, bool common, Sender sender, CancellationToken cancellation = default) =>
        WithAsync(id, common, sender, async (db, row) =>
        {
            var words = text?.Trim() ?? "";
            if (Check(words) is { } wrong) return wrong;
            row.Text = words;
            await SaveAsync(db, common, row, "change", sender, cancellation);
            return null;
        }, cancellation);

    public Task<Refusal?> RemoveAsync(string id, bool common, Sender sender, CancellationToken cancellation = default) =>
        WithAsync(id, common, sender, async (db, row) =>
        {
            db.Phrases.Remove(row);
            await SaveAsync(db, common, row, "remove", sender, cancellation);
            return null;
        }, cancellation);

    /// <summary>Moves a phrase one place up or down in its list.</summary>
    public Task<Refusal?> MoveAsync(string id, bool up, bool common, Sender sender, CancellationToken cancellation = default) =>
        WithAsync(id, common, sender, async (db, row) =>
        {
            var list = (await db.Phrases.Where(p => p.OwnerId == row.OwnerId && p.ProgrammeCode == row.ProgrammeCode).ToListAsync(cancellation)).OrderBy(p => p.Order).ThenBy(p => p.Id, StringComparer.Ordinal).ToList();
            var at = list.FindIndex(p => p.Id == id);
            var to = Math.Clamp(up ? at - 1 : at + 1, 0, list.Count - 1);
            (list[at], list[to]) = (list[to], list[at]);
            for (var i = 0; i < list.Count; i++) list[i].Order = i + 1;
            await SaveAsync(db, common, row, "move", sender, cancellation);
            return null;
        }, cancellation);

    private Task<Refusal?> WithAsync(string id, bool common, Sender sender, Func<WorkflowsDbContext, PhraseRow, Task<Refusal?>> work, CancellationToken cancellation) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var owner = common ? "" : sender.User.UserId;
            return await db.Phrases.SingleOrDefaultAsync(p => p.Id == id && p.OwnerId == owner, cancellation) is { } row ? await work(db, row) : new("phrase.notFound", null, "没有找到这一条，可能已经删去。");
        }, r => r is null, cancellation);

    private static async Task SaveAsync(WorkflowsDbContext db, bool common, PhraseRow row, string act, Sender sender, CancellationToken cancellation)
    {
        if (common) await AuditLog.AddAsync(db, sender.User, "phrases.saved", row.Id, new { act, row.Text, row.ProgrammeCode }, sender.ReceivedAt, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private static Refusal? Check(string words) => words.Length switch
    {
        0 => new("phrase.text", "text", "请填写常用意见。"),
        > Longest => new("phrase.text", "text", $"一条最多 {Longest} 字，请删减。"),
        _ => null,
    };
}
