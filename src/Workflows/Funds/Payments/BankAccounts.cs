using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>What an organisation says of its account.</summary>
/// <param name="OrganizationId">结算单位 of another city, whose account finance writes down; null: the sender's own organisation.</param>
public sealed record BankAccountInput(string AccountName, string AccountNumber, string BankName, string BankCode, string? OrganizationId = null);

/// <summary>收款账户: kept by the organisation itself, for 结算单位 of other cities by finance; the number is protected and never shown again.</summary>
public sealed class BankAccounts(FundPath path, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("funds.bankAccount");

    /// <summary>Sets or replaces an account.</summary>
    public Task<CommandResult> SaveAsync(string commandId, BankAccountInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            var organizationId = input.OrganizationId ?? act.User.OrganizationId;
            var organization = await act.Db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == organizationId, cancellation);
            if (organization is null || (organizationId != act.User.OrganizationId && !(organization.Kind == OrganizationDirectory.Settlement && act.User.Has(ProcessRoles.Finance))))
                return CommandResult.No("command.notAllowed", null, "收款账户由单位自己填写，外地结算单位的由财政人员登记；您没有这个权限。");
            if (!SameName(input.AccountName, organization.Name)) return CommandResult.No("bank.name", "accountName", $"户名应与单位名称“{organization.Name}”一致。");
            var number = Plain(input.AccountNumber);
            if (number.Length is < 8 or > 32 || !number.All(char.IsAsciiDigit)) return CommandResult.No("bank.number", "accountNumber", "账号应为 8 至 32 位数字。");
            var bank = input.BankName.Trim();
            if (bank.Length is 0 or > 100) return CommandResult.No("bank.bankName", "bankName", "请填写开户行，最多 100 字。");
            var code = Plain(input.BankCode);
            if (code.Length != 12 || !code.All(char.IsAsciiDigit)) return CommandResult.No("bank.code", "bankCode", "联行号应为 12 位数字。");
            var row = await act.Db.BankAccounts.SingleOrDefaultAsync(b => b.OrganizationId == organization.Id, cancellation);
            if (row is not null && (NumberOf(row), row.AccountName, row.BankName, row.BankCode) == (number, organization.Name, bank, code)) return await act.DoneAsync(row, null, "与原来的账户相同，没有改动");
            var secret = protector.Protect(number);
            if (row is null)
                act.Db.BankAccounts.Add(row = new BankAccountRow { Id = Identifiers.Ordered(), OrganizationId = organization.Id, AccountName = organization.Name, ProtectedNumber = secret, LastFour = number[^4..], BankName = bank, BankCode = code, ChangedAt = act.At });
            (row.AccountName, row.ProtectedNumber, row.LastFour, row.BankName, row.BankCode, row.ChangedAt) = (organization.Name, secret, number[^4..], bank, code, act.At);
            act.Happened(row, "bankAccountChanged", new { organizationId = organization.Id, row.AccountName, row.LastFour, row.BankName, row.BankCode });
            return await act.DoneAsync(row, null, "已保存");
        }, cancellation);

    /// <summary>What banks say when the account is at fault.</summary>
    private static readonly string[] AtFault = ["账号", "账户", "帐号", "帐户", "户名", "销户", "开户行", "行号"];

    /// <summary>Why a returned payment would come back again: the bank found fault with the account, and it has not been changed since; null: it may go out.</summary>
    internal static async Task<CommandResult?> UnchangedAsync(WorkflowsDbContext db, PaymentRow payment, CancellationToken cancellation)
    {
        if (payment.ReturnReason is not { } reason || !AtFault.Any(w => reason.Contains(w, StringComparison.Ordinal))) return null;
        var ordered = await db.PayOrders.AsNoTracking().Where(o => o.Id == payment.PayOrderId).Select(o => (DateTimeOffset?)o.CreatedAt).SingleOrDefaultAsync(cancellation);
        var account = await db.BankAccounts.AsNoTracking().SingleOrDefaultAsync(b => b.OrganizationId == payment.PayeeId, cancellation);
        return account is null || ordered is null || account.ChangedAt > ordered ? null
            : CommandResult.No("bank.unchanged", null, $"{payment.Number} 因“{reason}”退汇，{payment.PayeeName}还没有更改收款账户（尾号 {account.LastFour}）。请通知该单位先更改账户，再重新支付。");
    }

    /// <summary>The whole number, for a pay order.</summary>
    public string NumberOf(BankAccountRow row) => protector.Unprotect(row.ProtectedNumber);

    /// <summary>Whether two names are the same but for blanks and full-width signs.</summary>
    public static bool SameName(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Select(HalfWidth.Of));
}
