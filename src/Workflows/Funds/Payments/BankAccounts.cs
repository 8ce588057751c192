using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
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
            var secret = protector.Protect(number);
            if (row is null)
                act.Db.BankAccounts.Add(row = new BankAccountRow { Id = Identifiers.Ordered(), OrganizationId = organization.Id, AccountName = organization.Name, ProtectedNumber = secret, LastFour = number[^4..], BankName = bank, BankCode = code, ChangedAt = act.At });
            (row.AccountName, row.ProtectedNumber, row.LastFour, row.BankName, row.BankCode, row.ChangedAt) = (organization.Name, secret, number[^4..], bank, code, act.At);
            act.Happened(row, "bankAccountChanged", new { organizationId = organization.Id, row.AccountName, row.LastFour, row.BankName, row.BankCode });
            return await act.DoneAsync(row, null, "已保存");
        }, cancellation);

    /// <summary>The whole number, for a pay order.</summary>
    public string NumberOf(BankAccountRow row) => protector.Unprotect(row.ProtectedNumber);

    /// <summary>Whether two names are the same but for blanks and full-width signs.</summary>
    public static bool SameName(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Select(HalfWidth.Of));
}
