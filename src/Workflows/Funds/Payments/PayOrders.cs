using System.Security.Cryptography;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>A file for the bank with these payments.</summary>
/// <param name="FormatId">Null: CSV.</param>
public sealed record NewPayOrder(IReadOnlyList<string> PaymentIds, string? FormatId = null);

/// <summary>支付指令格式 as typed.</summary>
/// <param name="Id">Null: a new one.</param>
public sealed record PayOrderFormatInput(string? Id, string Name, string Header, string Line, string Footer, string Separator, bool Gb18030);

/// <summary>支付指令: approved payments in one file for the bank.</summary>
public sealed class PayOrders(FundPath path, IDbContexts contexts, BankAccounts accounts, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("funds.payOrder");

    /// <summary>Makes one file of approved payments; all of them or none.</summary>
    public Task<CommandResult> MakeAsync(string commandId, NewPayOrder wanted, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, wanted, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return CommandResult.No("command.notAllowed", null, "支付指令由财政人员生成，您没有这个权限。");
            var ids = wanted.PaymentIds.Distinct().ToList();
            if (ids.Count is 0 or > 500) return CommandResult.No("payment.none", "ids", "请选择要支付的款项，一次最多 500 笔。");
            var format = wanted.FormatId is null ? PayOrderFile.Builtin : await act.Db.PayOrderFormats.SingleOrDefaultAsync(f => f.Id == wanted.FormatId, cancellation);
            if (format is null) return CommandResult.No("format.notFound", "formatId", "没有找到这个支付指令格式。");
            var rows = await act.Db.Payments.Where(p => ids.Contains(p.Id)).OrderBy(p => p.Number).ToListAsync(cancellation);
            if (rows.Count != ids.Count) return CommandResult.No("payment.notFound", "ids", "所选的支付有的没有找到，请刷新页面。");
            var (lines, holds) = (new List<PayOrderLine>(), await PaymentReview.HoldsAsync(act, rows));
            foreach (var row in rows)
            {
                var (line, refusal) = await LineAsync(act, row, holds);
                if (refusal is not null) return refusal;
                lines.Add(line!);
            }

            var (content, unfit) = PayOrderFile.Write(format, lines);
            if (unfit is not null) return new CommandResult.Refused(unfit);
            var id = Identifiers.Ordered();
            var number = await Payments.TakeAsync(act, "ZL", id);
            var order = new PayOrderRow { Id = id, Number = number, Format = format.Name, FileName = number + (format.Id == PayOrderFile.Builtin.Id ? ".csv" : ".txt"), CreatedAt = act.At, CreatedBy = Payments.Person(act.User), Count = rows.Count, Total = rows.Sum(r => r.Amount), ProtectedContent = protector.Protect(content), Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
            act.Db.PayOrders.Add(order);
            foreach (var row in rows)
            {
                (row.Status, row.PayOrderId) = (PaymentStatus.Ordered, id);
                act.Happened(row, "paymentOrdered", new { order = number, row.Attempt });
            }

            act.Happened(order, "payOrderMade", new { number, order.Format, order.Count, order.Total, order.Sha256, payments = rows.Select(r => r.Number) });
            return await act.DoneAsync(order, number, "已生成支付指令");
        }, cancellation);

    /// <summary>The file as the bank gets it; null when there is no such order or the reader may not have it.</summary>
    public async Task<(PayOrderRow Row, byte[] Content)?> FileAsync(string id, Organizations.UserContext user, CancellationToken cancellation = default)
    {
        if (!user.Has(ProcessRoles.Finance)) return null;
        await using var db = contexts.Create();
        return await db.PayOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellation) is { } row ? (row, protector.Unprotect(row.ProtectedContent)) : null;
    }

    /// <summary>Sets a format of a bank.</summary>
    public Task<CommandResult> SaveFormatAsync(string commandId, PayOrderFormatInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            if (!act.User.HasAny(ProcessRoles.Finance, ProcessRoles.Administrator)) return CommandResult.No("command.notAllowed", null, "支付指令格式由财政人员或管理员设置，您没有这个权限。");
            var row = input.Id is null ? new PayOrderFormatRow { Id = Identifiers.Ordered(), Name = "", Line = "", Separator = "" } : await act.Db.PayOrderFormats.SingleOrDefaultAsync(f => f.Id == input.Id, cancellation);
            if (row is null) return CommandResult.No("format.notFound", "id", "没有找到这个支付指令格式。");
            (row.Name, row.Header, row.Line, row.Footer, row.Separator, row.Gb18030) = (input.Name.Trim(), input.Header, input.Line, input.Footer, input.Separator, input.Gb18030);
            if (PayOrderFile.Check(row) is { } problem) return new CommandResult.Refused(problem);
            if (await act.Db.PayOrderFormats.AnyAsync(f => f.Name == row.Name && f.Id != row.Id, cancellation)) return CommandResult.No("format.exists", "name", $"已经有“{row.Name}”这个格式。");
            if (input.Id is null) act.Db.PayOrderFormats.Add(row);
            act.Happened(row, "payOrderFormatChanged", input);
            return await act.DoneAsync(row, null, "已保存");
        }, cancellation);

    private async Task<(PayOrderLine? Line, CommandResult? Refusal)> LineAsync(FundAct act, PaymentRow row, IReadOnlyDictionary<string, string> holds)
    {
        if (row.Status != PaymentStatus.Approved) return (null, CommandResult.No("payment.status", null, $"{row.Number} 现在是“{PaymentReview.Words(row.Status)}”，不是“待支付”。"));
        if (await PaymentReview.HeldAsync(act, row, holds) is { } held) return (null, held);
        var name = await act.Db.Organizations.AsNoTracking().Where(o => o.Id == row.PayeeId).Select(o => o.Name).SingleAsync(act.Cancellation);
        if (await act.Db.BankAccounts.AsNoTracking().SingleOrDefaultAsync(b => b.OrganizationId == row.PayeeId, act.Cancellation) is not { } account) return (null, CommandResult.No("bank.missing", null, $"{name}还没有填写收款账户（{row.Number}）。"));
        if (!BankAccounts.SameName(account.AccountName, name)) return (null, CommandResult.No("bank.name", null, $"{name}的收款账户户名是“{account.AccountName}”，与单位名称不一致（{row.Number}）。"));
        return (new PayOrderLine(row.Number, account.AccountName, accounts.NumberOf(account), account.BankName, account.BankCode, row.Amount, row.Purpose), null);
    }
}
