using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>A scheme as the office sets it; amounts in 分.</summary>
public sealed record SchemeInput
{
    /// <summary>Null: a new one.</summary>
    public string? SchemeId { get; init; }

    public int Year { get; init; }

    public string Name { get; init; } = "";

    public string BudgetId { get; init; } = "";

    public long Cap { get; init; } = 10_000_000;

    public decimal Percent { get; init; } = 50;

    public int ValidMonths { get; init; } = 12;

    public int GrantDays { get; init; } = 5;

    public int LockDays { get; init; } = 30;

    public int ConfirmDays { get; init; } = 10;

    public int RedeemDays { get; init; } = 90;

    public int AuditDays { get; init; } = 10;

    public int NoticeDays { get; init; } = 5;

    public int PayoutDays { get; init; } = 15;

    public decimal RelatedPercent { get; init; } = 25;

    public decimal SpotPercent { get; init; } = 10;

    public int BarYears { get; init; } = 2;

    public bool Open { get; init; } = true;
}

/// <summary>创新券方案: set up and changed by the section head. Periods that already run are not moved by a change.</summary>
public sealed class Schemes(FundPath path)
{
    public Task<CommandResult> SaveAsync(string commandId, SchemeInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            if (!VoucherPeople.IsHead(act.User)) return CommandResult.No("command.notAllowed", null, "创新券方案由科室负责人制定，您没有这个权限。");
            if (Check(input) is { } wrong) return wrong;
            var row = input.SchemeId is { } id ? await act.Db.VoucherSchemes.FindAsync([id], cancellation) : null;
            if (input.SchemeId is not null && row is null) return CommandResult.No("scheme.notFound", "schemeId", "没有找到这个创新券方案。");
            if (row is null)
            {
                if (await act.Db.Budgets.FindAsync([input.BudgetId], cancellation) is not { } budget) return CommandResult.No("budget.notFound", "budgetId", "请选择出资的预算项目。");
                if (budget.Year != input.Year) return CommandResult.No("scheme.year", "year", $"“{budget.Item}”是 {budget.Year} 年的预算，方案年度应与它一致。");
                if (await act.Db.VoucherSchemes.AnyAsync(s => s.Year == input.Year && s.Name == input.Name.Trim(), cancellation)) return CommandResult.No("scheme.exists", "name", $"{input.Year} 年已经有同名的方案。");
                row = new SchemeRow { Id = Identifiers.Ordered(), Year = input.Year, Name = input.Name.Trim(), BudgetId = budget.Id, CreatedAt = act.At };
                act.Db.VoucherSchemes.Add(row);
            }

            row.Name = input.Name.Trim();
            (row.Cap, row.Percent, row.RelatedPercent, row.SpotPercent) = (input.Cap, input.Percent, input.RelatedPercent, input.SpotPercent);
            (row.ValidMonths, row.GrantDays, row.LockDays, row.ConfirmDays, row.RedeemDays) = (input.ValidMonths, input.GrantDays, input.LockDays, input.ConfirmDays, input.RedeemDays);
            (row.AuditDays, row.NoticeDays, row.PayoutDays, row.BarYears, row.Open) = (input.AuditDays, input.NoticeDays, input.PayoutDays, input.BarYears, input.Open);
            act.Happened(row, "schemeSaved", input);
            return await act.DoneAsync(row, null, row.Open ? "受理中" : "暂停申领");
        }, cancellation);

    private static CommandResult? Check(SchemeInput input)
    {
        if (input.Name.Trim().Length is 0 or > 60) return CommandResult.No("scheme.name", "name", "请填写方案名称，最多 60 字。");
        if (input.Cap is <= 0 or > Fen.Most) return CommandResult.No("scheme.cap", "cap", "每家企业年度上限应大于 0。");
        foreach (var (field, label, value) in (ReadOnlySpan<(string, string, decimal)>)[("percent", "抵扣比例上限", input.Percent), ("relatedPercent", "关联持股比例", input.RelatedPercent)])
            if (value is <= 0 or > 100) return CommandResult.No("scheme." + field, field, $"{label}应大于 0，不超过 100%。");
        if (input.SpotPercent is < 0 or > 100) return CommandResult.No("scheme.spotPercent", "spotPercent", "抽查比例应在 0 与 100% 之间。");
        foreach (var (field, label, value, most) in (ReadOnlySpan<(string, string, int, int)>)[
            ("validMonths", "券有效期（月）", input.ValidMonths, 36), ("grantDays", "发券期限", input.GrantDays, 60), ("lockDays", "锁定期限", input.LockDays, 365), ("confirmDays", "确认期限", input.ConfirmDays, 60),
            ("redeemDays", "核销申请期限", input.RedeemDays, 365), ("auditDays", "核销审核期限", input.AuditDays, 60), ("noticeDays", "公示期", input.NoticeDays, 30), ("payoutDays", "兑付期限", input.PayoutDays, 90), ("barYears", "违规限制年限", input.BarYears, 5)])
            if (value < 1 || value > most) return CommandResult.No("scheme." + field, field, $"{label}应在 1 与 {most} 之间。");
        return null;
    }
}
