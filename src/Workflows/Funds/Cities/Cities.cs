using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>What is agreed with a city.</summary>
/// <param name="CityId">Null: a new one.</param>
/// <param name="PayeeName">结算单位</param>
/// <param name="Secret">Empty: the old one stays.</param>
public sealed record CityInput(string? CityId, string Name, string PayeeName, string PayeeUscc, bool Active, string LinkCode = "", string Endpoint = "", string Secret = "");

/// <summary>通用通兑城市: which cities, who is paid there, and the link between the installations.</summary>
public sealed class Cities(FundPath path, IDataProtectionProvider protection, IOptions<MessageOptions> options)
{
    /// <summary>Shortest secret of a link, in characters.</summary>
    public const int ShortestSecret = 32;

    private readonly IDataProtector protector = protection.CreateProtector("funds.city");

    /// <summary>Adds or changes a city; by the section head of the vouchers.</summary>
    public Task<CommandResult> SaveAsync(string commandId, CityInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            if (!VoucherPeople.IsHead(act.User)) return CommandResult.No("command.notAllowed", null, "通用通兑城市由创新券的科室负责人设置，您没有这个权限。");
            var row = input.CityId is null ? null : await act.Db.Cities.FindAsync([input.CityId], cancellation);
            if (input.CityId is not null && row is null) return NotFound;
            var (name, link, endpoint) = (input.Name.Trim(), input.LinkCode.Trim(), input.Endpoint.Trim().TrimEnd('/'));
            if (Check(input, name, link, endpoint, row?.ProtectedSecret is not null) is { } wrong) return wrong;
            if (row is not null && row.Name != name) return CommandResult.No("city.name", "name", "城市名称写在名录、订单和清算单里，不能改；请停用后另加。");
            if (await act.Db.Cities.AnyAsync(c => c.Id != input.CityId && (c.Name == name || (link != "" && c.LinkCode == link)), cancellation)) return CommandResult.No("city.exists", "name", "已经有这个城市，或这个对接代码已经使用。");
            if (await PayeeAsync(act, input) is not { Id: { } payee }) return CommandResult.No("city.payee", "payeeName", "这个信用代码已登记给另一家单位，请核对结算单位名称。");
            if (row is null) act.Db.Cities.Add(row = new CityRow { Id = Identifiers.Ordered(), Name = name, PayeeId = payee, CreatedAt = act.At });
            (row.PayeeId, row.Active, row.LinkCode, row.Endpoint) = (payee, input.Active, link.Length > 0 ? link : null, endpoint.Length > 0 ? endpoint : null);
            if (input.Secret.Length > 0) row.ProtectedSecret = protector.Protect(input.Secret);
            act.Happened(row, "citySaved", input with { Secret = input.Secret.Length > 0 ? "（已更换）" : "" });
            return await act.DoneAsync(row, null, "已保存");
        }, cancellation);

    /// <summary>The secret of the link; only for signing.</summary>
    public string SecretOf(CityRow row) => protector.Unprotect(row.ProtectedSecret!);

    /// <summary>The city behind a link code with a signature that holds; null: nobody we know.</summary>
    public async Task<CityRow?> FindSignedAsync(WorkflowsDbContext db, string? linkCode, Func<string, bool> holds, CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(linkCode)) return null;
        var row = await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.LinkCode == linkCode, cancellation);
        return row is { ProtectedSecret: not null } && holds(SecretOf(row)) ? row : null;
    }

    /// <summary>The other installation as the one who acts.</summary>
    public static UserContext UserOf(CityRow city) => new(city.Id, $"{city.Name}（接口）", null, []) { City = city.Name };

    private CommandResult? Check(CityInput input, string name, string link, string endpoint, bool hasSecret)
    {
        if (name.Length is 0 or > 30) return CommandResult.No("city.name", "name", "请填写城市名称，最多 30 字。");
        if (input.PayeeName.Trim().Length is 0 or > 200) return CommandResult.No("city.payee", "payeeName", "请填写结算单位全称，最多 200 字。");
        if (UnifiedSocialCreditCode.Validate(UnifiedSocialCreditCode.Normalize(input.PayeeUscc)) is { } code) return CommandResult.No("city.payeeUscc", "payeeUscc", code);
        if (link.Length == 0 && endpoint.Length == 0 && input.Secret.Length == 0) return null;
        if (link.Length is < 3 or > 40 || !link.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return CommandResult.No("city.link", "linkCode", "对接代码是 3 至 40 位字母、数字或短横线，两个城市相同。");
        if (endpoint.Length > 200) return CommandResult.No("city.endpoint", "endpoint", "对方系统地址最多 200 个字符，应如 https://kjq.example.gov.cn。");
        if (options.Value.Rule.Problem(endpoint) is { } problem) return CommandResult.No("city.endpoint", "endpoint", "对方系统地址：" + problem);
        return input.Secret.Length is < ShortestSecret or > 200 && !(hasSecret && input.Secret.Length == 0) ? CommandResult.No("city.secret", "secret", $"密钥至少 {ShortestSecret} 个字符，由两个城市事先约定。") : null;
    }

    private static async Task<OrganizationRow?> PayeeAsync(FundAct act, CityInput input)
    {
        var (uscc, name) = (UnifiedSocialCreditCode.Normalize(input.PayeeUscc), input.PayeeName.Trim());
        var row = await act.Db.Organizations.SingleOrDefaultAsync(o => o.Uscc == uscc, act.Cancellation);
        if (row is not null) return BankAccounts.SameName(row.Name, name) ? row : null;
        row = new OrganizationRow { Id = Identifiers.Ordered(), Name = name, Uscc = uscc, Kind = OrganizationDirectory.Settlement, Status = OrganizationStatus.Approved, CreatedAt = act.At };
        act.Db.Organizations.Add(row);
        return row;
    }

    internal static CommandResult NotFound { get; } = CommandResult.No("city.notFound", null, "没有找到这个通用通兑城市。");
}
