using System.Globalization;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Deadlines;

/// <summary>
/// 日历变更: an administrator proposes a whole year, another person — administrator or section head — approves it or sends
/// it back. Approval replaces the year at once; <see cref="Recomputation"/> then moves the running periods.
/// </summary>
public sealed class CalendarProposals(IDbContexts contexts, CommandGate gate)
{
    private const int MostBasis = 100;
    private const int MostReason = 500;

    /// <summary>Who may propose a year (handbook C: calendars are the administrator's).</summary>
    public static bool MayPropose(UserContext user) => user.Has(ProcessRoles.Administrator);

    /// <summary>Who may decide on a proposal that somebody else made.</summary>
    public static bool MayDecide(UserContext user) => user.HasAny(ProcessRoles.Administrator, ProcessRoles.SectionHead);

    /// <summary>The proposed days.</summary>
    public static IReadOnlyList<CalendarDay> DaysOf(CalendarProposalRow proposal) => CalendarFile.Read(proposal.Days).Days;

    /// <summary>The calendar as it would be.</summary>
    public static WorkingCalendar Apply(WorkingCalendar calendar, int year, IReadOnlyList<CalendarDay> days) =>
        new(calendar.Days.Where(d => d.Date.Year != year).Concat(days), [.. calendar.LoadedYears, year]);

    public Task<(CalendarProposalRow? Proposal, Refusal? Refusal)> ProposeAsync(int year, IReadOnlyList<CalendarDay> days, string? basis, Sender sender, CancellationToken cancellation = default)
    {
        if (!MayPropose(sender.User)) return No("command.notAllowed", null, "只有管理员可以提出日历变更。");
        if (CalendarYears.Check(year, days) is { } refusal) return Task.FromResult<(CalendarProposalRow?, Refusal?)>((null, refusal));
        if (string.IsNullOrWhiteSpace(basis) || basis.Length > MostBasis) return No("calendar.basis", "basis", $"请写明依据，如国务院办公厅通知的文号，最多 {MostBasis} 字。");
        var text = CalendarFile.Write(days);
        return RunAsync(sender, async db =>
        {
            if (await db.CalendarProposals.AnyAsync(p => p.Year == year && p.State == CalendarProposalState.Open, cancellation))
                return (null, new("calendar.pending", "year", $"{year} 年已有一份变更待批准，请先批准、退回或撤回。"));
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            var stored = await db.CalendarDays.AsNoTracking().Where(d => d.Date >= first && d.Date <= last).ToListAsync(cancellation);
            if (await db.CalendarYears.AnyAsync(y => y.Year == year, cancellation) && CalendarFile.Write(stored.Select(CalendarStore.Day)) == text)
                return (null, new("calendar.same", "days", $"和已载入的 {year} 年完全一样，不用再提。"));
            var row = new CalendarProposalRow { Id = Identifiers.Ordered(), Year = year, Days = text, Basis = basis.Trim(), AuthorId = sender.User.UserId, AuthorName = sender.User.Name, CreatedAt = sender.ReceivedAt };
            db.CalendarProposals.Add(row);
            var told = new Dictionary<string, string?> { [MessageEvents.Actor] = sender.User.Name, [MessageEvents.Reason] = $"{year} 年工作日历的变更（{row.Basis}）" };
            var programmes = await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().ToListAsync(cancellation);
            var deciders = programmes.Select(code => $"{ProcessRoles.SectionHead}@programme:{code}").Prepend(ProcessRoles.Administrator + "@*");
            await MessageWriter.AddAsync(db, [.. deciders.Select(to => new NewMessage($"calendar/{row.Id}/{to}", MessageEvents.CalendarProposed, to, told, sender.ReceivedAt))], cancellation);
            await AuditAsync(db, "calendar.proposed", row, sender, cancellation);
            return (row, null);
        }, cancellation);
    }

    public Task<(CalendarProposalRow? Proposal, Refusal? Refusal)> WithdrawAsync(string id, Sender sender, CancellationToken cancellation = default) => DecideAsync(id, sender, async (db, row) =>
    {
        if (row.AuthorId != sender.User.UserId) return new("command.notAllowed", null, "只有提出的人可以撤回。");
        row.State = CalendarProposalState.Withdrawn;
        await AuditAsync(db, "calendar.withdrawn", row, sender, cancellation);
        return null;
    }, cancellation);

    public Task<(CalendarProposalRow? Proposal, Refusal? Refusal)> RejectAsync(string id, string? reason, Sender sender, CancellationToken cancellation = default) => DecideAsync(id, sender, async (db, row) =>
    {
        if (Barred(row, sender.User) is { } barred) return barred;
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MostReason) return new("comment.required", "reason", $"请写明退回的理由，最多 {MostReason} 字。");
        (row.State, row.Reason) = (CalendarProposalState.Rejected, reason.Trim());
        await AuditAsync(db, "calendar.rejected", row, sender, cancellation);
        return null;
    }, cancellation);

    /// <summary>Replaces the year; the running periods follow one case after the other.</summary>
    public Task<(CalendarProposalRow? Proposal, Refusal? Refusal)> ApproveAsync(string id, Sender sender, CancellationToken cancellation = default) => DecideAsync(id, sender, async (db, row) =>
    {
        if (Barred(row, sender.User) is { } barred) return barred;
        await CalendarYears.StoreAsync(db, row.Year, DaysOf(row), cancellation);
        row.State = CalendarProposalState.Approved;
        await AuditAsync(db, "calendar.approved", row, sender, cancellation);
        return null;
    }, cancellation);

    private static Refusal? Barred(CalendarProposalRow row, UserContext user) => row.AuthorId == user.UserId
        ? new("calendar.ownProposal", null, "您提出的变更要由另一位管理员或科室负责人批准。")
        : MayDecide(user) ? null : new("command.notAllowed", null, "只有管理员或科室负责人可以批准日历变更。");

    private Task<(CalendarProposalRow?, Refusal?)> DecideAsync(string id, Sender sender, Func<WorkflowsDbContext, CalendarProposalRow, Task<Refusal?>> decide, CancellationToken cancellation) => RunAsync(sender, async db =>
    {
        if (!MayDecide(sender.User) || await db.CalendarProposals.SingleOrDefaultAsync(p => p.Id == id, cancellation) is not { } row)
            return (null, new("calendar.notFound", null, "没有找到这份日历变更，或您没有权限查看。"));
        if (row.State != CalendarProposalState.Open) return (null, new("calendar.decided", null, $"这份变更已经{Words(row.State)}，您的操作没有生效。"));
        (row.DecidedBy, row.DecidedByName, row.DecidedAt) = (sender.User.UserId, sender.User.Name, sender.ReceivedAt);
        return await decide(db, row) is { } refusal ? (null, refusal) : (row, null);
    }, cancellation);

    /// <summary>待批准, 撤回, 退回 or 批准.</summary>
    public static string Words(CalendarProposalState state) => state switch
    {
        CalendarProposalState.Open => "待批准",
        CalendarProposalState.Withdrawn => "撤回",
        CalendarProposalState.Rejected => "退回",
        CalendarProposalState.Approved => "批准",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private Task<(CalendarProposalRow?, Refusal?)> RunAsync(Sender sender, Func<WorkflowsDbContext, Task<(CalendarProposalRow?, Refusal?)>> work, CancellationToken cancellation) => Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
    {
        var result = await work(db);
        if (result.Item2 is null) await db.SaveChangesAsync(cancellation);
        return result;
    }, result => result.Item2 is null, cancellation);

    private static Task AuditAsync(WorkflowsDbContext db, string kind, CalendarProposalRow row, Sender sender, CancellationToken cancellation) =>
        AuditLog.AddAsync(db, sender.User, kind, row.Year.ToString(CultureInfo.InvariantCulture), new { proposal = row.Id, basis = row.Basis, reason = row.Reason }, sender.ReceivedAt, cancellation);

    private static Task<(CalendarProposalRow?, Refusal?)> No(string code, string? field, string message) => Task.FromResult<(CalendarProposalRow?, Refusal?)>((null, new(code, field, message)));
}
