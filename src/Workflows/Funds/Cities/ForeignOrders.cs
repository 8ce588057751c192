using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>核销申请 to another city, with the invoice. Amount in 分.</summary>
public sealed record ForeignClaim(string OrderId, string InvoiceNumber, long InvoiceAmount);

/// <summary>
/// 外地券订单 of our providers: what they do is sent to the issuing city, which decides; here stands what it said last.
/// </summary>
public sealed class ForeignOrders(FundPath path, FileVault vault)
{
    /// <summary>Largest invoice that is sent along, in bytes.</summary>
    public const int MostBytes = 5_000_000;

    /// <summary>Orders this person may see: the office all, a provider its own.</summary>
    public static IQueryable<ForeignOrderRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(user);
        var rows = db.ForeignOrders.AsNoTracking();
        if (VoucherPeople.SeesAll(user)) return rows;
        return user.OrganizationId is { } own ? rows.Where(o => o.OrganizationId == own) : rows.Where(_ => false);
    }

    /// <summary>接单</summary>
    public Task<CommandResult> AcceptAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "accept", "接单", word, sender, [OrderStatus.Placed], null, cancellation);

    /// <summary>取消</summary>
    public Task<CommandResult> CancelAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "cancel", "取消", word, sender, [OrderStatus.Placed, OrderStatus.Accepted], "取消的原因", cancellation);

    /// <summary>交付</summary>
    public Task<CommandResult> DeliverAsync(string commandId, OrderWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "deliver", "交付", word, sender, [OrderStatus.Accepted], "交付了什么", cancellation);

    /// <summary>申请核销 with the invoice as a file.</summary>
    public async Task<CommandResult> ClaimAsync(string commandId, ForeignClaim claim, string fileName, Stream file, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(file);
        var name = FileKinds.CleanName(fileName);
        if (file.Length is 0 or > MostBytes) return CommandResult.No("file.size", "file", $"请选择发票文件，不超过 {MostBytes / 1_000_000} MB。");
        if (FileKinds.Recognise(name, file).Refusal is { } wrong) return CommandResult.No("file.kind", "file", wrong);
        var number = claim.InvoiceNumber.Trim().ToUpperInvariant();
        if (number.Length is < 8 or > 20 || !number.All(char.IsAsciiLetterOrDigit)) return CommandResult.No("invoice.number", "invoiceNumber", "发票号码应是 8 至 20 位数字或字母。");
        if (claim.InvoiceAmount is <= 0 or > Fen.Most) return CommandResult.No("invoice.amount", "invoiceAmount", "发票金额应大于 0。");
        var hash = await vault.StoreAsync(file, cancellation);
        return await RunAsync(commandId, new { claim, hash }, claim.OrderId, "核销申请", sender, [OrderStatus.Confirmed, OrderStatus.Supplement], (act, row) =>
            Send(act, row, new CityAct(row.TheirId, "redeem", act.User.ActorName, "", number, claim.InvoiceAmount, name, hash), "核销申请"), cancellation);
    }

    private Task<CommandResult> OnAsync(string commandId, string type, string words, OrderWord word, Sender sender, OrderStatus[] from, string? asked, CancellationToken cancellation) =>
        RunAsync(commandId, new { type, word }, word.OrderId, words, sender, from, (act, row) =>
        {
            if (asked is not null && Orders.NoText(word, asked) is { } silent) return silent;
            return Send(act, row, new CityAct(row.TheirId, type, act.User.ActorName, word.Text.Trim()), words);
        }, cancellation);

    private static CommandResult? Send(FundAct act, ForeignOrderRow row, CityAct message, string words)
    {
        (row.PendingAct, row.Refusal) = (words, null);
        act.Happened(row, "foreignActSent", message);
        CityOutbox.Add(act, row.CityId, CityMessageKind.Act, row.Id, CityJson.Write(message));
        return null;
    }

    private Task<CommandResult> RunAsync(string commandId, object content, string id, string words, Sender sender, OrderStatus[] from, Func<FundAct, ForeignOrderRow, CommandResult?> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { id, content }, sender, async act =>
        {
            if (await act.Db.ForeignOrders.FindAsync([id], cancellation) is not { } row || row.OrganizationId != act.User.OrganizationId) return CommandResult.No("order.notFound", null, "没有找到这份订单，或您没有权限查看。");
            if (row.PendingAct is { } pending) return CommandResult.No("order.pending", null, $"“{pending}”已发往{row.City}，还没有回音，请等它答复。");
            if (!from.Contains(row.Status)) return CommandResult.No("order.stale", null, $"订单 {row.Number} 现在是“{VoucherWords.Of(row.Status)}”，不能{words}。请刷新后再看。");
            return work(act, row) ?? await act.DoneAsync(row, row.Number, $"已发往{row.City}，等待答复");
        }, cancellation);
}
