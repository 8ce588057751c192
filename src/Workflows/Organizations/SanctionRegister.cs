using System.Text.Json;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>限制名单 as typed.</summary>
/// <param name="Source">来源: who decided it, and the number of the paper.</param>
/// <param name="DecidedOn">The day of that decision.</param>
public sealed record NewSanction(string Uscc, DateOnly? From, DateOnly? Until, string Reason, string Source, DateOnly? DecidedOn);

/// <summary>解除 before its last day.</summary>
public sealed record SanctionLift(string SanctionId, string Reason);

/// <summary>限制名单: entered by officers with source and date; lifted early by somebody else, with a reason.</summary>
public sealed class SanctionRegister(CommandPath path)
{
    private const int MostYears = 5;

    /// <summary>Who may enter a sanction.</summary>
    public static bool MayEnter(UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasAny(ProcessRoles.Officer, ProcessRoles.SectionHead, ProcessRoles.Administrator);
    }

    /// <summary>Who may lift one that somebody else entered.</summary>
    public static bool MayLift(UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasAny(ProcessRoles.SectionHead, ProcessRoles.Administrator);
    }

    /// <summary>Enters a sanction. Items of the organisation that are in 公示 are held by <see cref="Notices.SanctionHolds"/>.</summary>
    public Task<CommandResult> EnterAsync(string commandId, NewSanction wanted, Sender sender, CancellationToken cancellation = default) =>
        RunAsync(commandId, wanted, sender, async db =>
        {
            if (!MayEnter(sender.User)) return CommandResult.No("command.notAllowed", null, "限制名单由经办人员、科室负责人或管理员登记，您没有这个权限。");
            var code = UnifiedSocialCreditCode.Normalize(wanted.Uscc);
            if (UnifiedSocialCreditCode.Validate(code) is { } wrong) return CommandResult.No("sanction.uscc", "uscc", wrong);
            if (wanted.From is not { } from || wanted.Until is not { } until) return CommandResult.No("sanction.dates", "from", "请写明限制的起止日期。");
            if (until < from) return CommandResult.No("sanction.until", "until", "截止日期早于开始日期。");
            if (until > from.AddYears(MostYears)) return CommandResult.No("sanction.until", "until", $"限制最长 {MostYears} 年，请核对截止日期。");
            if (wanted.Reason.Trim().Length is 0 or > 400) return CommandResult.No("sanction.reason", "reason", "请写明限制的原因，最多 400 字。");
            if (wanted.Source.Trim().Length is 0 or > 200) return CommandResult.No("sanction.source", "source", "请写明来源：作出决定的机关和文号，最多 200 字。");
            if (wanted.DecidedOn is not { } decided) return CommandResult.No("sanction.decidedOn", "decidedOn", "请写明作出决定的日期。");
            if (decided > ChinaTime.DateOf(sender.ReceivedAt)) return CommandResult.No("sanction.decidedOn", "decidedOn", "作出决定的日期还没有到。");
            if (await db.Sanctions.AnyAsync(s => s.Uscc == code && s.From == from && s.Until == until && s.LiftedAt == null && s.Source == wanted.Source.Trim(), cancellation)) return CommandResult.No("sanction.exists", "uscc", "同一来源、同一期限的限制已经登记过。");
            var row = new SanctionRow
            {
                Id = Identifiers.Ordered(), Uscc = code, From = from, Until = until, Reason = wanted.Reason.Trim(), Source = wanted.Source.Trim(), DecidedOn = decided, EnteredBy = sender.User.ActorName, EnteredAt = sender.ReceivedAt,
            };
            db.Sanctions.Add(row);
            await AuditLog.AddAsync(db, sender.User, "sanction.recorded", row.Id, new { code, from, until, row.Reason, row.Source, decided }, sender.ReceivedAt, cancellation);
            return new CommandResult.Accepted(new CommandAnswer(row.Id, 1, code, "已登记", ["sanctionRecorded"], []));
        }, cancellation);

    /// <summary>Ends a sanction before its last day.</summary>
    public Task<CommandResult> LiftAsync(string commandId, SanctionLift lift, Sender sender, CancellationToken cancellation = default) =>
        RunAsync(commandId, lift, sender, async db =>
        {
            if (!MayLift(sender.User)) return CommandResult.No("command.notAllowed", null, "限制由科室负责人或管理员解除，您没有这个权限。");
            if (await db.Sanctions.SingleOrDefaultAsync(s => s.Id == lift.SanctionId, cancellation) is not { } row) return CommandResult.No("sanction.notFound", "sanctionId", "没有找到这项限制。");
            if (row.LiftedAt is not null) return CommandResult.No("sanction.lifted", null, $"这项限制已由{row.LiftedBy}解除。");
            if (row.Until < ChinaTime.DateOf(sender.ReceivedAt)) return CommandResult.No("sanction.over", null, "这项限制已经期满，不用解除。");
            if (row.EnteredBy == sender.User.ActorName) return CommandResult.No("sanction.samePerson", null, "这项限制是您登记的，应由另一人解除。");
            if (lift.Reason.Trim().Length is 0 or > 400) return CommandResult.No("sanction.liftReason", "reason", "请写明解除的依据和原因，最多 400 字。");
            (row.LiftedAt, row.LiftedBy, row.LiftReason) = (sender.ReceivedAt, sender.User.ActorName, lift.Reason.Trim());
            await AuditLog.AddAsync(db, sender.User, "sanction.lifted", row.Id, new { row.Uscc, row.LiftReason }, sender.ReceivedAt, cancellation);
            return new CommandResult.Accepted(new CommandAnswer(row.Id, 2, row.Uscc, "已解除", ["sanctionLifted"], []));
        }, cancellation);

    private Task<CommandResult> RunAsync(string commandId, object content, Sender sender, Func<WorkflowsDbContext, Task<CommandResult>> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, CanonicalJson.Sha256Hex(content.GetType().Name + JsonSerializer.Serialize(content)), sender, work, cancellation);
}
