using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>What the list of the board is narrowed to.</summary>
/// <param name="Unit">责任单位 by its name.</param>
/// <param name="Pick"><c>overdue</c>, <c>today</c>, <c>soon</c> or <c>held</c>.</param>
public sealed record SupervisionFilter(string? ProgrammeCode = null, string? Unit = null, string? StageId = null, string Pick = "overdue", int Page = 1, int Size = 20);

/// <summary>Open work of one unit and stage.</summary>
public sealed record SupervisionGroup(string ProgrammeCode, string StageId, string StageName, string Unit, int Overdue, int Today, int Soon);

/// <summary>The board: totals and groups.</summary>
/// <param name="Running">在办件数.</param>
/// <param name="Held">Work items whose clock stands.</param>
/// <param name="Cards">红牌 that are not settled.</param>
/// <param name="Unanswered">红牌 for which nobody has answered yet.</param>
public sealed record SupervisionBoard(int Running, int Overdue, int Today, int Soon, int Held, int Cards, int Unanswered, IReadOnlyList<SupervisionGroup> Groups, IReadOnlyList<Programme> Programmes);

/// <summary>A late or nearly late piece of work.</summary>
/// <param name="Task">Id of the work item.</param>
/// <param name="Revision">Of the work item, as it is shown.</param>
/// <param name="Person">Who has claimed it, or null.</param>
public sealed record SupervisionLine(string Task, int Revision, string CaseId, string? Number, string OrganizationName, string Title, string StageId, string StageName, string Unit, string? Person, DateTimeOffset DueAt, RedCardRow? Card);

/// <summary>A red card with its case.</summary>
public sealed record RedCardLine(RedCardRow Card, string? Number, string OrganizationName, string Title);

/// <summary>The supervision board (督办): overdue work by unit and stage, and the red cards. Figures come from projected rows alone.</summary>
public sealed class SupervisionReader(IDbContexts contexts, CalendarStore calendars, ProgrammeStore programmes, TimeProvider clock)
{
    private const int MostSize = 200;

    /// <summary>How many red cards nobody has answered for; for the top bar.</summary>
    public static async Task<int> UnansweredAsync(WorkflowsDbContext db, UserContext user, CancellationToken cancellation = default)
    {
        var codes = CaseScope.Supervised(user);
        var cards = db.RedCards.Where(r => r.SettledAt == null && r.AnsweredAt == null);
        return await (codes.Contains("*") ? cards : cards.Where(r => codes.Contains(r.ProgrammeCode))).CountAsync(cancellation);
    }

    public async Task<SupervisionBoard> BoardAsync(UserContext user, string? programmeCode, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var all = await ProgrammesAsync(db, user, cancellation);
        var codes = Chosen(all, programmeCode);
        var (now, midnight, soon) = await EdgesAsync(db, cancellation);
        var open = db.WorkItems.AsNoTracking().Where(w => w.State == WorkItemState.Open && codes.Contains(w.ProgrammeCode));
        var rows = await open.Where(w => !w.Held && w.DueAt != null && w.DueAt <= soon)
            .GroupBy(w => new { w.ProgrammeCode, w.StageId, w.Holder })
            .Select(g => new { g.Key, Overdue = g.Count(w => w.DueAt <= now), Today = g.Count(w => w.DueAt > now && w.DueAt <= midnight), Soon = g.Count(w => w.DueAt > midnight) }).ToListAsync(cancellation);
        var units = await UnitsAsync(db, [.. rows.Select(r => r.Key.Holder).Distinct()], cancellation);
        var stages = all.ToDictionary(p => p.Code, p => DefinitionIndex.Of(p.Process));
        var groups = rows.Select(r => new SupervisionGroup(r.Key.ProgrammeCode, r.Key.StageId, stages[r.Key.ProgrammeCode].Find(r.Key.StageId)?.Stage.Name ?? r.Key.StageId, units[r.Key.Holder], r.Overdue, r.Today, r.Soon)).ToList();
        var cards = await db.RedCards.Where(r => codes.Contains(r.ProgrammeCode) && r.SettledAt == null).GroupBy(r => r.AnsweredAt == null).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        return new SupervisionBoard(await db.Cases.CountAsync(c => codes.Contains(c.ProgrammeCode) && c.Phase == ProcessPhase.Running, cancellation),
            groups.Sum(g => g.Overdue), groups.Sum(g => g.Today), groups.Sum(g => g.Soon), await open.CountAsync(w => w.Held, cancellation), cards.Sum(c => c.Count), cards.Where(c => c.Key).Sum(c => c.Count), groups, all);
    }

    /// <summary>The list behind the figures; empty for those who see figures only.</summary>
    public async Task<(IReadOnlyList<SupervisionLine> Lines, int Total)> LinesAsync(UserContext user, SupervisionFilter filter, CancellationToken cancellation = default)
    {
        if (!CaseScope.SupervisesCases(user)) return ([], 0);
        await using var db = contexts.Create();
        var codes = Chosen(await ProgrammesAsync(db, user, cancellation), filter.ProgrammeCode);
        var (now, midnight, soon) = await EdgesAsync(db, cancellation);
        var items = db.WorkItems.AsNoTracking().Where(w => w.State == WorkItemState.Open && codes.Contains(w.ProgrammeCode) && w.DueAt != null);
        items = filter.Pick switch
        {
            "today" => items.Where(w => !w.Held && w.DueAt > now && w.DueAt <= midnight),
            "soon" => items.Where(w => !w.Held && w.DueAt > midnight && w.DueAt <= soon),
            "held" => items.Where(w => w.Held),
            _ => items.Where(w => !w.Held && w.DueAt <= now),
        };
        if (filter.StageId is { Length: > 0 } stage) items = items.Where(w => w.StageId == stage);
        if (filter.Unit is { Length: > 0 } unit)
        {
            var known = await items.Select(w => w.Holder).Distinct().ToListAsync(cancellation);
            var names = await UnitsAsync(db, known, cancellation);
            List<string> wanted = [.. known.Where(h => names[h] == unit)];
            items = items.Where(w => wanted.Contains(w.Holder));
        }

        var total = await items.CountAsync(cancellation);
        var size = Math.Clamp(filter.Size, 1, MostSize);
        var page = await items.OrderBy(w => w.DueAt).ThenBy(w => w.Id).Skip((Math.Clamp(filter.Page, 1, 1_000_000) - 1) * size).Take(size)
            .Join(db.Cases, w => w.CaseId, c => c.Id, (w, c) => new { w.Id, w.Revision, w.CaseId, c.Number, c.OrganizationName, c.Title, w.StageId, w.StageName, w.Holder, w.ClaimedByName, w.DueAt }).ToListAsync(cancellation);
        var ids = page.Select(p => p.CaseId).Distinct().ToList();
        var cards = (await db.RedCards.AsNoTracking().Where(r => ids.Contains(r.CaseId) && r.SettledAt == null).ToListAsync(cancellation)).ToLookup(r => (r.CaseId, r.StageId));
        var unitNames = await UnitsAsync(db, [.. page.Select(p => p.Holder).Distinct()], cancellation);
        return ([.. page.OrderBy(p => p.DueAt).ThenBy(p => p.Id, StringComparer.Ordinal)
            .Select(p => new SupervisionLine(p.Id, p.Revision, p.CaseId, p.Number, p.OrganizationName, p.Title, p.StageId, p.StageName, unitNames[p.Holder], p.ClaimedByName, p.DueAt!.Value, cards[(p.CaseId, p.StageId)].FirstOrDefault()))], total);
    }

    /// <summary>红牌, those without an answer first, then by age; empty for those who see figures only.</summary>
    public async Task<(IReadOnlyList<RedCardLine> Cards, int Total)> CardsAsync(UserContext user, string? programmeCode, int page, int size, CancellationToken cancellation = default)
    {
        if (!CaseScope.SupervisesCases(user)) return ([], 0);
        await using var db = contexts.Create();
        var codes = Chosen(await ProgrammesAsync(db, user, cancellation), programmeCode);
        var cards = db.RedCards.AsNoTracking().Where(r => codes.Contains(r.ProgrammeCode) && r.SettledAt == null);
        size = Math.Clamp(size, 1, MostSize);
        var rows = await cards.OrderBy(r => r.AnsweredAt != null).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id).Skip((Math.Clamp(page, 1, 1_000_000) - 1) * size).Take(size)
            .Join(db.Cases, r => r.CaseId, c => c.Id, (r, c) => new { Card = r, c.Number, c.OrganizationName, c.Title }).ToListAsync(cancellation);
        return ([.. rows.OrderBy(r => r.Card.AnsweredAt is not null).ThenBy(r => r.Card.RaisedAt).ThenBy(r => r.Card.Id, StringComparer.Ordinal).Select(r => new RedCardLine(r.Card, r.Number, r.OrganizationName, r.Title))], await cards.CountAsync(cancellation));
    }

    /// <summary>The programmes whose figures the reader may see, in the version in force.</summary>
    internal async Task<IReadOnlyList<Programme>> ProgrammesAsync(WorkflowsDbContext db, UserContext user, CancellationToken cancellation)
    {
        var may = CaseScope.Supervised(user);
        var codes = await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().OrderBy(c => c).ToListAsync(cancellation);
        var list = new List<Programme>();
        foreach (var code in codes.Where(c => may.Contains("*") || may.Contains(c))) list.Add(await programmes.CurrentAsync(db, code, clock.GetUtcNow(), cancellation));
        return list;
    }

    internal static List<string> Chosen(IReadOnlyList<Programme> all, string? code) => [.. all.Select(p => p.Code).Where(c => string.IsNullOrEmpty(code) || c == code)];

    private async Task<(DateTimeOffset Now, DateTimeOffset Midnight, DateTimeOffset Soon)> EdgesAsync(WorkflowsDbContext db, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateOf(now);
        return (now, ChinaTime.EndOf(today), ChinaTime.EndOf((await calendars.GetAsync(db, cancellation)).LastDay(today, 3, PeriodUnit.WorkingDays)));
    }

    /// <summary>Names of the units behind holders.</summary>
    private static async Task<Dictionary<string, string>> UnitsAsync(WorkflowsDbContext db, List<string> holders, CancellationToken cancellation)
    {
        var ids = holders.Where(h => h.StartsWith("user:", StringComparison.Ordinal)).Select(h => h[5..]).ToList();
        var people = await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.Unit, u.DisplayName }).ToDictionaryAsync(u => "user:" + u.Id, u => u.Unit.Length > 0 ? u.Unit : u.DisplayName, cancellation);
        return holders.ToDictionary(h => h, h => h.Split(':', 2) switch
        {
            ["area", var area] => area,
            ["role", var role] => role == "applicant" ? "申报单位" : $"待认领（{ProcessRoles.Names.GetValueOrDefault(role, role)}）",
            _ => people.GetValueOrDefault(h, "未定"),
        });
    }
}
