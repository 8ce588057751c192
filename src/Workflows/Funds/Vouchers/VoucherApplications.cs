using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>申领. Amount in 分.</summary>
public sealed record VoucherClaim(string SchemeId, long Amount, string Plan);

/// <summary>A decision on an application.</summary>
public sealed record ApplicationDecision(string ApplicationId, string Reason = "");

/// <summary>申领与发券: the enterprise applies, one officer checks, another person grants; the money leaves the budget with the grant.</summary>
public sealed class VoucherApplications(FundPath path)
{
    public Task<CommandResult> ApplyAsync(string commandId, VoucherClaim claim, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, claim, sender, async act =>
        {
            var organization = await act.Db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == act.User.OrganizationId, cancellation);
            if (organization is not { Status: OrganizationStatus.Approved, Kind: "enterprise" }) return CommandResult.No("command.notAllowed", null, "创新券由登记已通过审核的企业申领。");
            if (await act.Db.VoucherSchemes.AsNoTracking().SingleOrDefaultAsync(s => s.Id == claim.SchemeId, cancellation) is not { } scheme) return CommandResult.No("scheme.notFound", "schemeId", "没有找到这个创新券方案。");
            if (!scheme.Open || scheme.Year != act.Today.Year) return CommandResult.No("scheme.closed", "schemeId", $"“{scheme.Name}”现在不受理申领。");
            if (claim.Amount is <= 0 or > Fen.Most) return CommandResult.No("voucher.amount", "amount", "申领金额应大于 0。");
            if (claim.Plan.Trim().Length is 0 or > 1000) return CommandResult.No("voucher.plan", "plan", "请写明准备购买哪些服务，最多 1000 字。");
            if (await VoucherPeople.BarredAsync(act, organization.Uscc, organization.Name, "schemeId") is { } barred) return barred;
            if (await CapAsync(act, scheme, organization.Id, claim.Amount) is { } over) return over;
            var row = new VoucherApplicationRow
            {
                Id = Identifiers.Ordered(),
                SchemeId = scheme.Id,
                OrganizationId = organization.Id,
                OrganizationName = organization.Name,
                Amount = claim.Amount,
                Plan = claim.Plan.Trim(),
                SubmittedAt = act.At,
                DueAt = await act.DueAsync(scheme.GrantDays, PeriodUnit.WorkingDays),
            };
            act.Db.VoucherApplications.Add(row);
            act.Happened(row, "voucherApplied", claim);
            await VoucherMessages.TellAsync(act, row.Id, row.Sequence, $"{ProcessRoles.Officer}@programme:{VoucherPeople.Programme}", "新的创新券申领", $"{row.OrganizationName}申领创新券 {Fen.Words(row.Amount)}，请初审。");
            return await act.DoneAsync(row, null, VoucherWords.Of(row.Status));
        }, cancellation);

    public Task<CommandResult> WithdrawAsync(string commandId, ApplicationDecision decision, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "withdraw", decision, sender, async (act, row, _) =>
        {
            if (row.OrganizationId != act.User.OrganizationId) return NotFound;
            if (row.Status is not (ApplicationStatus.Submitted or ApplicationStatus.Checked)) return Closed(row);
            row.Status = ApplicationStatus.Withdrawn;
            act.Happened(row, "voucherWithdrawn", decision);
            return await act.DoneAsync(row, null, VoucherWords.Of(row.Status));
        }, cancellation);

    /// <summary>初审通过</summary>
    public Task<CommandResult> CheckAsync(string commandId, ApplicationDecision decision, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "check", decision, sender, async (act, row, _) =>
        {
            if (!VoucherPeople.IsOfficer(act.User)) return VoucherPeople.NotYours;
            if (row.Status != ApplicationStatus.Submitted) return Closed(row);
            row.Status = ApplicationStatus.Checked;
            (row.CheckedBy, row.CheckedByName) = (act.User.UserId, act.User.ActorName);
            act.Happened(row, "voucherChecked", decision);
            return await act.DoneAsync(row, null, VoucherWords.Of(row.Status));
        }, cancellation);

    /// <summary>不予发放, at either step, with the reason.</summary>
    public Task<CommandResult> RefuseAsync(string commandId, ApplicationDecision decision, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "refuse", decision, sender, async (act, row, _) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return VoucherPeople.NotYours;
            if (row.Status is not (ApplicationStatus.Submitted or ApplicationStatus.Checked)) return Closed(row);
            if (decision.Reason.Trim().Length is 0 or > 400) return CommandResult.No("reason.required", "reason", "请写明不予发放的理由，最多 400 字。");
            row.Status = ApplicationStatus.Refused;
            row.Reason = decision.Reason.Trim();
            act.Happened(row, "voucherRefused", decision);
            await VoucherMessages.TellOrganizationAsync(act, row.Id, row.Sequence, row.OrganizationId, "创新券申领未通过", $"申领 {Fen.Words(row.Amount)} 未通过：{row.Reason}");
            return await act.DoneAsync(row, null, VoucherWords.Of(row.Status));
        }, cancellation);

    /// <summary>发券: by somebody else than the one who checked; refused when the budget no longer has the money.</summary>
    public Task<CommandResult> GrantAsync(string commandId, ApplicationDecision decision, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "grant", decision, sender, async (act, row, scheme) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return VoucherPeople.NotYours;
            if (row.Status != ApplicationStatus.Checked) return Closed(row);
            if (act.User.Is(row.CheckedBy)) return CommandResult.No("voucher.samePerson", null, "初审和发券要由两个人分别办理，请由另一位人员发券。");
            var organization = await act.Db.Organizations.AsNoTracking().SingleAsync(o => o.Id == row.OrganizationId, cancellation);
            if (await VoucherPeople.BarredAsync(act, organization.Uscc, organization.Name, null!) is { } barred) return barred;
            if (await CapAsync(act, scheme, row.OrganizationId, row.Amount, row.Id) is { } over) return over;
            var year = act.Today.Year;
            var id = Identifiers.Ordered();
            var voucher = new VoucherRow
            {
                Id = id,
                Code = await NumberSeries.TakeAsync(act.Db, "CXQ", year, n => NumberFormat.Certificate("CXQ", year, n), id, act.At, cancellation),
                PublicId = Identifiers.Opaque(),
                SchemeId = scheme.Id,
                BudgetId = scheme.BudgetId,
                OrganizationId = row.OrganizationId,
                OrganizationName = row.OrganizationName,
                Face = row.Amount,
                GrantedAt = act.At,
                ExpiresAt = ChinaTime.EndOf(act.Today.AddMonths(scheme.ValidMonths)),
            };
            act.Db.Vouchers.Add(voucher);
            (row.Status, row.VoucherId) = (ApplicationStatus.Granted, voucher.Id);
            act.Happened(row, "voucherApproved", new { voucher.Id, voucher.Code });
            var cause = act.Happened(voucher, "voucherGranted", new { voucher.Code, voucher.Face, voucher.OrganizationId, voucher.ExpiresAt });
            var movement = new Movement($"voucher/{voucher.Id}/grant", PostingKind.Grant, AccountRef.Available(scheme.BudgetId), AccountRef.Voucher(scheme.BudgetId, voucher.Id, voucher.OrganizationId), voucher.Face, $"发券 {voucher.Code} {voucher.OrganizationName}");
            if (await act.PostAsync(movement, cause) is { } poor) return poor;
            await VoucherMessages.TellOrganizationAsync(act, row.Id, row.Sequence, row.OrganizationId, "创新券已发放", $"创新券 {voucher.Code} 已发放，面额 {Fen.Words(voucher.Face)}，有效期至 {ChinaTime.LongDate(ChinaTime.LastDayOf(voucher.ExpiresAt))}。");
            return await act.DoneAsync(voucher, voucher.Code, VoucherWords.Of(row.Status));
        }, cancellation);

    /// <summary>What the enterprise has of the year, granted or applied for, may not pass the cap.</summary>
    private static async Task<CommandResult?> CapAsync(FundAct act, SchemeRow scheme, string organizationId, long amount, string? except = null)
    {
        var ofYear = act.Db.VoucherSchemes.Where(s => s.Year == scheme.Year).Select(s => s.Id);
        var open = await act.Db.VoucherApplications.Where(a => ofYear.Contains(a.SchemeId) && a.OrganizationId == organizationId && a.Id != except
            && a.Status != ApplicationStatus.Refused && a.Status != ApplicationStatus.Withdrawn).SumAsync(a => a.Amount, act.Cancellation);
        return open + amount <= scheme.Cap ? null
            : CommandResult.No("voucher.cap", "amount", $"每家企业年度上限 {Fen.Words(scheme.Cap)}，已发放和申领中 {Fen.Words(open)}，还可申领 {Fen.Words(Math.Max(0, scheme.Cap - open))}。");
    }

    private Task<CommandResult> OnAsync(string commandId, string type, ApplicationDecision decision, Sender sender, Func<FundAct, VoucherApplicationRow, SchemeRow, Task<CommandResult>> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { type, decision }, sender, async act =>
        {
            if (await act.Db.VoucherApplications.FindAsync([decision.ApplicationId], cancellation) is not { } row) return NotFound;
            return await work(act, row, await act.Db.VoucherSchemes.AsNoTracking().SingleAsync(s => s.Id == row.SchemeId, cancellation));
        }, cancellation);

    private static CommandResult NotFound { get; } = CommandResult.No("application.notFound", null, "没有找到这份申领，或您没有权限查看。");

    private static CommandResult Closed(VoucherApplicationRow row) => CommandResult.No("task.stale", null, $"这份申领现在是“{VoucherWords.Of(row.Status)}”，不能这样办。");
}
