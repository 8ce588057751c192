using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>What the other side answered.</summary>
/// <param name="Status">HTTP status; 0: it was not reached.</param>
/// <param name="Code">Of a refusal.</param>
/// <param name="Detail">Of a refusal or a fault, in words.</param>
public sealed record ChannelAnswer(int Status, byte[] Body, string? Code, string? Detail)
{
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>The other side looked at it and said no, with a code; anything else, a wrong address too, is worth another try.</summary>
    public bool IsRefused => Code is not (null or "resource.notFound") && Status is (400 or 403 or 404 or 409 or 413 or 422);
}

/// <summary>The way to another installation.</summary>
public interface ICityChannel
{
    /// <summary>Sends a signed request; never throws for what happens on the way.</summary>
    Task<ChannelAnswer> SendAsync(CityRow city, string method, string path, string requestId, byte[] body, CancellationToken cancellation = default);
}

/// <summary>
/// Sends messages to other cities until each is answered. Safe to run late, twice and on several processes: the other side
/// knows a message by its id, and an answer is written down once.
/// </summary>
public sealed class CityExchange(IDbContexts contexts, FundPath path, ICityChannel channel, FileVault vault, TimeProvider clock)
{
    private const int Portion = 100;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <returns>How many messages were answered.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<CityMessageRow> due;
        Dictionary<string, CityRow> cities;
        var now = clock.GetUtcNow();
        await using (var db = contexts.Create())
        {
            due = await db.CityMessages.AsNoTracking().Where(m => m.NextAt != null && m.NextAt <= now).OrderBy(m => m.NextAt).ThenBy(m => m.Id).Take(Portion).ToListAsync(cancellation);
            cities = await db.Cities.AsNoTracking().ToDictionaryAsync(c => c.Id, cancellation);
        }

        var answered = 0;
        // A city that is not reached is left alone for the rest of this run.
        var silent = new HashSet<string>();
        foreach (var message in due)
        {
            if (!cities[message.CityId].IsLinked || silent.Contains(message.CityId)) continue;
            if (await SendAsync(message, cities[message.CityId], cancellation)) answered++;
            else silent.Add(message.CityId);
        }

        return answered;
    }

    /// <summary>Tries what waits for a city at once; by the office.</summary>
    public Task<CommandResult> RetryAsync(string commandId, string cityId, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, new { retry = cityId }, sender, async act =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return CommandResult.No("command.notAllowed", null, "重发由创新券的经办人员办理，您没有这个权限。");
            if (await act.Db.Cities.FindAsync([cityId], cancellation) is not { } city) return Cities.NotFound;
            var waiting = await act.Db.CityMessages.Where(m => m.CityId == cityId && m.NextAt != null).ToListAsync(cancellation);
            if (waiting.Count == 0) return CommandResult.No("city.nothingWaits", null, $"没有待送{city.Name}的消息。");
            foreach (var message in waiting) message.NextAt = act.At;
            act.Happened(city, "messagesRetried", new { waiting.Count });
            return await act.DoneAsync(city, null, $"{waiting.Count} 条");
        }, cancellation);

    private async Task<bool> SendAsync(CityMessageRow message, CityRow city, CancellationToken cancellation)
    {
        var (address, body) = await BodyAsync(message, cancellation);
        var answer = await channel.SendAsync(city, "POST", address, message.Id, body, cancellation);
        await path.SystemAsync(clock.GetUtcNow(), async act =>
        {
            if (await act.Db.CityMessages.FindAsync([message.Id], cancellation) is not { NextAt: not null } row) return false;
            row.Attempts++;
            if (!answer.IsAccepted && !answer.IsRefused)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 15 * Math.Pow(2, Math.Min(row.Attempts, 10))));
                (row.NextAt, row.Problem) = (act.At + pause, Short(answer.Detail ?? "对方系统没有应答"));
                return true;
            }

            (row.NextAt, row.AnsweredAt, row.Problem) = (null, act.At, answer.IsAccepted ? null : Short(answer.Detail ?? answer.Code ?? "被拒绝"));
            await AnsweredAsync(act, row, answer);
            return true;
        }, cancellation);
        return answer.IsAccepted || answer.IsRefused;
    }

    private async Task<(string Address, byte[] Body)> BodyAsync(CityMessageRow message, CancellationToken cancellation)
    {
        await using var db = contexts.Create();
        switch (message.Kind)
        {
            case CityMessageKind.Order:
                return ("/api/v1/cities/orders", System.Text.Encoding.UTF8.GetBytes(message.Body));
            case CityMessageKind.Clearing:
                return ("/api/v1/cities/clearings", System.Text.Encoding.UTF8.GetBytes(CityJson.Write(await Clearings.MessageAsync(db, message.SubjectId, cancellation))));
            default:
                var act = CityJson.Read<CityAct>(System.Text.Encoding.UTF8.GetBytes(message.Body))!;
                if (act.FileSha256 is { } hash)
                {
                    using var content = new MemoryStream();
                    await using (var stored = vault.Open(hash)) await stored.CopyToAsync(content, cancellation);
                    act = act with { File = content.ToArray() };
                }

                return ("/api/v1/cities/acts", System.Text.Encoding.UTF8.GetBytes(CityJson.Write(act)));
        }
    }

    private static async Task AnsweredAsync(FundAct act, CityMessageRow message, ChannelAnswer answer)
    {
        switch (message.Kind)
        {
            case CityMessageKind.Act:
                if (await act.Db.ForeignOrders.FindAsync([message.SubjectId], act.Cancellation) is not { } foreign) return;
                (foreign.PendingAct, foreign.Refusal) = (null, answer.IsAccepted ? null : message.Problem);
                act.Happened(foreign, answer.IsAccepted ? "foreignActAccepted" : "foreignActRefused", new { message = message.Id, message.Problem });
                if (!answer.IsAccepted) await VoucherMessages.TellOrganizationAsync(act, foreign.Id, foreign.Sequence, foreign.OrganizationId, "外地券订单未办成", $"{foreign.City}订单 {foreign.Number}：{message.Problem}");
                else if (CityJson.Read<CityAnswer>(answer.Body)?.Order is { } order && order.Sequence > foreign.TheirSequence) await CityDesk.TakeAsync(act, foreign, order);
                break;
            case CityMessageKind.Order when !answer.IsAccepted:
                await RefusedOrderAsync(act, message);
                break;
        }
    }

    /// <summary>The provider's city does not take the order: the voucher is free again.</summary>
    private static async Task RefusedOrderAsync(FundAct act, CityMessageRow message)
    {
        if (await OrderDesk.LoadAsync(act, message.SubjectId) is not { } desk) return;
        if (desk.Order.Status != OrderStatus.Placed)
        {
            await desk.TellOfficeAsync(ProcessRoles.Officer, "通用通兑未送达", $"订单 {desk.Order.Number} 的情况没有被{desk.Order.City}接收：{message.Problem}");
            return;
        }

        desk.Enter(OrderStatus.Cancelled, null);
        desk.Order.Reason = $"{desk.Order.City}没有接收：{message.Problem}";
        if (await desk.FreeAllAsync(act.Happened(desk.Order, "orderCancelled", new { desk.Order.Reason }), "取消") is CommandResult.Refused refused) throw new InvalidOperationException(refused.Refusal.Message);
        await desk.TellEnterpriseAsync("订单取消", $"订单 {desk.Order.Number} 已取消，锁定的 {Fen.Words(desk.Order.Deduction)} 已解除。{desk.Order.Reason}");
    }

    private static string Short(string text) => CleanText.Cut(text, 300, "…");
}
