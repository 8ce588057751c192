using Innovation.Workflows.Audit;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases.Migration;

/// <summary>迁移 (handbook B0): an administrator plans it, another person — administrator or the programme's section head — approves it or sends it back.</summary>
public sealed class MigrationPlans(IDbContexts contexts, CommandGate gate)
{
    private const int MostReason = 500;

    /// <summary>Who may plan a migration.</summary>
    public static bool MayPlan(UserContext user) => user.Has(ProcessRoles.Administrator);

    /// <summary>Who may decide on a plan that somebody else made.</summary>
    public static bool MayDecide(UserContext user, string programme) => user.Has(ProcessRoles.Administrator) || user.HoldsForProgramme(ProcessRoles.SectionHead, programme);

    /// <summary>Plans to move the running cases of one version to another.</summary>
    /// <param name="passesInserted">Cases past a stage that the new version inserts go on without it; otherwise they stay.</param>
    /// <param name="reason">1 to 500 characters; stands in the history of every moved case.</param>
    public Task<(MigrationPlanRow? Plan, Refusal? Refusal)> PlanAsync(string code, int from, int to, string? reason, bool passesInserted, Sender sender, CancellationToken cancellation = default) => RunAsync(sender, async db =>
    {
        if (!MayPlan(sender.User)) return (null, new("command.notAllowed", null, "只有管理员可以提出迁移。"));
        var words = reason?.Trim() ?? "";
        if (words.Length is 0 or > MostReason) return (null, new("migration.reason", "reason", $"请写明为什么迁移，1 至 {MostReason} 字，它会写进每一件的办理经过。"));
        if (from == to) return (null, new("migration.version", "to", "请选择另一个版本。"));
        var versions = await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code && (v.Version == from || v.Version == to)).ToListAsync(cancellation);
        if (versions.Count < 2) return (null, new("migration.version", "to", "没有这一版。"));
        if (versions.Any(v => v.Version == to && (v.WithdrawnAt != null || v.EffectiveAt > sender.ReceivedAt))) return (null, new("migration.version", "to", "只能迁移到已经生效、没有撤下的版本。"));
        if (await db.Migrations.AnyAsync(p => p.ProgrammeCode == code && (p.State == MigrationState.Open || (p.State == MigrationState.Approved && p.FinishedAt == null)), cancellation)) return (null, new("migration.pending", null, "这个项目类型已有一个迁移方案没有办完，请先批准、退回或撤回。"));
        if (!await MigrationPreview.Running(db, code, from).AnyAsync(cancellation)) return (null, new("migration.none", "from", $"第 {from} 版没有在办的件，不用迁移。"));
        var row = new MigrationPlanRow { Id = Identifiers.Ordered(), ProgrammeCode = code, FromVersion = from, ToVersion = to, Reason = words, PassesInserted = passesInserted, AuthorId = sender.User.UserId, AuthorName = sender.User.Name, CreatedAt = sender.ReceivedAt };
        db.Migrations.Add(row);
        var told = new Dictionary<string, string?> { [MessageEvents.Actor] = sender.User.Name, [MessageEvents.Reason] = $"{code} 在办件由第 {from} 版迁移到第 {to} 版（{words}）" };
        await MessageWriter.AddAsync(db, [.. new[] { ProcessRoles.Administrator + "@*", $"{ProcessRoles.SectionHead}@programme:{code}" }.Select(who => new NewMessage($"migration/{row.Id}/{who}", MessageEvents.MigrationPlanned, who, told, sender.ReceivedAt))], cancellation);
        await AuditAsync(db, "migration.planned", row, sender, cancellation);
        return (row, null);
    }, cancellation);

    public Task<(MigrationPlanRow? Plan, Refusal? Refusal)> WithdrawAsync(string id, Sender sender, CancellationToken cancellation = default) => DecideAsync(id, sender, async (db, row) =>
    {
        if (row.AuthorId != sender.User.UserId) return new("command.notAllowed", null, "只有提出的人可以撤回。");
        row.State = MigrationState.Withdrawn;
        await AuditAsync(db, "migration.withdrawn", row, sender, cancellation);
        return null;
    }, cancellation);

    public Task<(MigrationPlanRow? Plan, Refusal? Refusal)> RejectAsync(string id, string? reason, Sender sender, CancellationToken cancellation = default) => DecideAsync(id, sender, async (db, row) =>
    {
        if (IsOwn(row, sender.User) is { } own) return own;
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MostReason) return new("comment.required", "decision", $"请写明退回的理由，最多 {MostReason} 字。");
        (row.State, row.DecisionReason) = (MigrationState.Rejected, reason.Trim());
        await AuditAsync(db, "migration.rejected", row, sender, cancellation);
        return null;
    }, cancellation);

    /// <summary>Approves; <see cref="MigrationRun"/> then moves the cases one by one.</summary>
    public Task<(MigrationPlanRow? Plan, Refusal? Refusal)> ApproveAsync(string id, Sender sender, CancellationToken cancellation = default) => DecideAsync(id, sender, async (db, row) =>
    {
        if (IsOwn(row, sender.User) is { } own) return own;
        if (await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == row.ProgrammeCode && v.Version == row.ToVersion && v.WithdrawnAt != null, cancellation)) return new("migration.version", null, $"第 {row.ToVersion} 版已经撤下，不能迁移过去。");
        row.State = MigrationState.Approved;
        await AuditAsync(db, "migration.approved", row, sender, cancellation);
        return null;
    }, cancellation);

    private static Refusal? IsOwn(MigrationPlanRow row, UserContext user) =>
        row.AuthorId == user.UserId ? new("migration.ownPlan", null, "您提出的迁移要由另一位管理员或科室负责人批准。") : null;

    private Task<(MigrationPlanRow?, Refusal?)> DecideAsync(string id, Sender sender, Func<WorkflowsDbContext, MigrationPlanRow, Task<Refusal?>> decide, CancellationToken cancellation) => RunAsync(sender, async db =>
    {
        if (await db.Migrations.SingleOrDefaultAsync(p => p.Id == id, cancellation) is not { } row || !MayDecide(sender.User, row.ProgrammeCode)) return (null, new("migration.notFound", null, "没有找到这个迁移方案，或您没有权限。"));
        if (row.State != MigrationState.Open) return (null, new("migration.decided", null, $"这个方案已经{Words(row.State)}，您的操作没有生效。"));
        (row.DecidedBy, row.DecidedByName, row.DecidedAt) = (sender.User.UserId, sender.User.Name, sender.ReceivedAt);
        return await decide(db, row) is { } refusal ? (null, refusal) : (row, null);
    }, cancellation);

    /// <summary>待批准, 撤回, 退回 or 批准.</summary>
    public static string Words(MigrationState state) => state switch
    {
        MigrationState.Open => "待批准",
        MigrationState.Withdrawn => "撤回",
        MigrationState.Rejected => "退回",
        MigrationState.Approved => "批准",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private Task<(MigrationPlanRow?, Refusal?)> RunAsync(Sender sender, Func<WorkflowsDbContext, Task<(MigrationPlanRow?, Refusal?)>> work, CancellationToken cancellation) => Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
    {
        var result = await work(db);
        if (result.Item2 is null) await db.SaveChangesAsync(cancellation);
        return result;
    }, result => result.Item2 is null, cancellation);

    private static Task AuditAsync(WorkflowsDbContext db, string kind, MigrationPlanRow row, Sender sender, CancellationToken cancellation) =>
        AuditLog.AddAsync(db, sender.User, kind, row.ProgrammeCode, new { plan = row.Id, from = row.FromVersion, to = row.ToVersion, reason = row.DecisionReason ?? row.Reason, row.PassesInserted }, sender.ReceivedAt, cancellation);
}
