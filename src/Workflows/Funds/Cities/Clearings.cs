using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>A clearing of a quarter with a city in one direction.</summary>
public sealed record NewClearing(string CityId, int Year, int Quarter, bool Ours);

/// <summary>The other city's lines, from its file.</summary>
public sealed record CounterLines(string ClearingId, string FileName, IReadOnlyList<CityClearingLine> Lines);

/// <summary>暂缓 or its end, for one order.</summary>
public sealed record LineHold(string ClearingId, string Number, bool Held, string Reason = "");

/// <summary>
/// 跨市清算: both cities collect what was redeemed, lay their lines side by side until no difference is left, and only
/// then does the issuing city pay.
/// </summary>
public sealed class Clearings(FundPath path)
{
    /// <summary>What a clearing is named when its lines came over the link.</summary>
    public const string OverLink = "接口";

    /// <summary>汇总 after the end of the quarter; again while it is open, it takes in what came late.</summary>
    public Task<CommandResult> MakeAsync(string commandId, NewClearing wanted, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, wanted, sender, async act =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return NotAllowed;
            if (await act.Db.Cities.FindAsync([wanted.CityId], cancellation) is not { } city) return Cities.NotFound;
            var (row, refusal) = await CollectAsync(act, city, wanted.Year, wanted.Quarter, wanted.Ours);
            if (refusal is not null) return refusal;
            await TellAsync(act, city, row!);
            return await act.DoneAsync(row!, row!.Number, ClearingWords.Of(row.Status));
        }, cancellation);

    /// <summary>Compares with the other city's file.</summary>
    public Task<CommandResult> CompareAsync(string commandId, CounterLines counter, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return OnAsync(commandId, new { counter.ClearingId, counter.FileName, sha256 = HashOf(counter.Lines) }, counter.ClearingId, sender, async (act, row) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return NotAllowed;
            if (row.Status != ClearingStatus.Open) return Closed(row);
            if (ClearingFile.Check(counter.Lines) is { } wrong) return CommandResult.No("clearing.file", "file", wrong);
            await LayBesideAsync(act, row, counter.Lines, CleanText.Cut(counter.FileName, 100));
            return await act.DoneAsync(row, row.Number, row.Differences == 0 ? "没有差异" : $"{row.Differences} 处差异");
        }, cancellation);
    }

    /// <summary>Takes the other city's lines from the link; makes our clearing of the quarter when there is none.</summary>
    internal Task<CommandResult> TakeAsync(string requestId, CityRow from, CityClearing message, Sender sender, CancellationToken cancellation) =>
        path.RunAsync(requestId, new { message.Year, message.Quarter, message.Issuing, message.SettledOn, sha256 = HashOf(message.Lines ?? []) }, sender, async act =>
        {
            if (message.Lines is null || ClearingFile.Check(message.Lines) is not null) return CommandResult.No("clearing.file", "lines", "清算单内容不完整，没有接收。");
            var city = await act.Db.Cities.SingleAsync(c => c.Id == from.Id, cancellation);
            var row = await act.Db.Clearings.SingleOrDefaultAsync(c => c.CityId == city.Id && c.Year == message.Year && c.Quarter == message.Quarter && c.Ours == !message.Issuing, cancellation);
            if (row is null or { Status: ClearingStatus.Open })
            {
                var first = row is null;
                (row, var refusal) = await CollectAsync(act, city, message.Year, message.Quarter, !message.Issuing);
                if (refusal is not null) return refusal;
                await LayBesideAsync(act, row!, message.Lines, OverLink);
                if (first) await TellAsync(act, city, row!);
            }

            if (message.SettledOn is { } paid && !row!.Ours && row.AnnouncedOn != paid)
            {
                (row.AnnouncedOn, row.BankReference) = (paid, Short(message.BankReference));
                act.Happened(row, "clearingAnnounced", new { message.SettledOn, message.BankReference });
                await VoucherMessages.TellAsync(act, row.Id, row.Sequence, $"{ProcessRoles.Finance}@*", "清算款已付", $"{row.City}已支付清算单 {row.Number} 的 {Fen.Words(row.Total)}（{paid:yyyy-MM-dd}，{row.BankReference}），到账后请登记。");
            }

            return await act.DoneAsync(row!, row!.Number, ClearingWords.Of(row.Status));
        }, cancellation);

    /// <summary>暂缓: leaves an order for the next quarter; both cities must leave it.</summary>
    public Task<CommandResult> HoldAsync(string commandId, LineHold hold, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, hold, hold.ClearingId, sender, async (act, row) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return NotAllowed;
            if (row.Status != ClearingStatus.Open) return Closed(row);
            if (await act.Db.ClearingLines.SingleOrDefaultAsync(l => l.ClearingId == row.Id && l.Number == hold.Number && l.OrderId != null, cancellation) is not { } line) return CommandResult.No("clearing.lineNotFound", "number", "清算单里没有这份订单，或只有对方有。");
            if (hold.Held && hold.Reason.Trim().Length is 0 or > 200) return CommandResult.No("reason.required", "reason", "请写明暂缓的理由，最多 200 字。");
            if (hold.Held == line.HeldReason is not null) return CommandResult.No("clearing.line", "number", hold.Held ? "这份订单已经暂缓。" : "这份订单没有暂缓。");
            line.HeldReason = hold.Held ? hold.Reason.Trim() : null;
            act.Happened(row, hold.Held ? "lineHeld" : "lineTaken", hold);
            await act.Db.SaveChangesAsync(cancellation);
            await SumAsync(act.Db, row, cancellation);
            await TellAsync(act, (await act.Db.Cities.FindAsync([row.CityId], cancellation))!, row);
            return await act.DoneAsync(row, row.Number, row.Differences == 0 ? "没有差异" : $"{row.Differences} 处差异");
        }, cancellation);

    /// <summary>对平: no difference is left; its orders are cleared by it and by no other.</summary>
    public Task<CommandResult> ConfirmAsync(string commandId, string clearingId, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, new { confirm = clearingId }, clearingId, sender, async (act, row) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return NotAllowed;
            if (row.Status != ClearingStatus.Open) return Closed(row);
            if (row.ComparedAt is null) return CommandResult.No("clearing.notCompared", null, $"还没有与{row.City}的清算单核对。");
            if (row.Differences > 0) return CommandResult.No("clearing.differs", null, $"与{row.City}还有 {row.Differences} 处差异，对平后才能确认。");
            row.Status = row.Count == 0 ? ClearingStatus.Settled : ClearingStatus.Balanced;
            var sha256 = HashOf(await LinesAsync(act.Db, row.Id, cancellation));
            act.Happened(row, "clearingBalanced", new { row.Count, row.Total, sha256 });
            var orders = act.Db.ClearingLines.Where(l => l.ClearingId == row.Id && l.HeldReason == null && l.OrderId != null).Select(l => l.OrderId);
            if (row.Ours) await act.Db.Orders.Where(o => orders.Contains(o.Id)).ExecuteUpdateAsync(s => s.SetProperty(o => o.ClearingId, row.Id), cancellation);
            else await act.Db.ForeignOrders.Where(o => orders.Contains(o.Id)).ExecuteUpdateAsync(s => s.SetProperty(o => o.ClearingId, row.Id), cancellation);
            return await act.DoneAsync(row, row.Number, ClearingWords.Of(row.Status));
        }, cancellation);

    /// <summary>The lines of a clearing as the other city gets them.</summary>
    internal static async Task<CityClearing> MessageAsync(WorkflowsDbContext db, string clearingId, CancellationToken cancellation)
    {
        var row = await db.Clearings.AsNoTracking().SingleAsync(c => c.Id == clearingId, cancellation);
        return new CityClearing(row.Year, row.Quarter, row.Ours, await LinesAsync(db, clearingId, cancellation), row.Ours ? row.SettledOn : null, row.Ours ? row.BankReference : null);
    }

    /// <summary>The lines that count, in the order of their numbers.</summary>
    public static async Task<IReadOnlyList<CityClearingLine>> LinesAsync(WorkflowsDbContext db, string clearingId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.ClearingLines.AsNoTracking().Where(l => l.ClearingId == clearingId && l.HeldReason == null && l.Amount != null).OrderBy(l => l.Number)
            .Select(l => new CityClearingLine(l.Number, l.ProviderUscc, l.ProviderName, l.RedeemedOn!.Value, l.Amount!.Value)).ToListAsync(cancellation);
    }

    /// <summary>Tells the other city when there is a link.</summary>
    internal static Task TellAsync(FundAct act, CityRow city, ClearingRow row) =>
        city.IsLinked ? CityOutbox.ReplaceAsync(act, city.Id, CityMessageKind.Clearing, row.Id, "") : Task.CompletedTask;

    private static async Task<(ClearingRow? Row, CommandResult? Refusal)> CollectAsync(FundAct act, CityRow city, int year, int quarter, bool ours)
    {
        if (quarter is < 1 or > 4 || year is < 2000 or > 2100) return (null, CommandResult.No("clearing.quarter", "quarter", "请选择年度和季度。"));
        var end = ChinaTime.StartOf(new DateOnly(year, 1, 1).AddMonths(quarter * 3));
        if (act.At < end) return (null, CommandResult.No("clearing.early", "quarter", $"{year} 年第 {quarter} 季度还没有结束，不能清算。"));
        var row = await act.Db.Clearings.SingleOrDefaultAsync(c => c.CityId == city.Id && c.Ours == ours && c.Year == year && c.Quarter == quarter, act.Cancellation);
        if (row is { Status: not ClearingStatus.Open }) return (null, Closed(row));
        if (await act.Db.Clearings.AsNoTracking().FirstOrDefaultAsync(c => c.CityId == city.Id && c.Ours == ours && c.Status == ClearingStatus.Open && (c.Year != year || c.Quarter != quarter), act.Cancellation) is { } open)
            return (null, CommandResult.No("clearing.open", "quarter", $"清算单 {open.Number}（{open.Year} 年第 {open.Quarter} 季度）还没有对平，请先办完。"));
        if (row is null)
        {
            var id = Identifiers.Ordered();
            row = new ClearingRow { Id = id, Number = await Payments.Payments.TakeAsync(act, "QS", id), CityId = city.Id, City = city.Name, Year = year, Quarter = quarter, Ours = ours, CreatedAt = act.At };
            act.Db.Clearings.Add(row);
        }

        var found = ours
            ? await act.Db.Orders.AsNoTracking().Where(o => o.City == city.Name && o.Status == OrderStatus.Redeemed && o.RedeemedAt < end && o.ClearingId == null)
                .Join(act.Db.Providers, o => o.ProviderId, p => p.Id, (o, p) => new Found(o.Id, o.Number, p.Uscc, o.ProviderName, o.Redeemed ?? 0, o.RedeemedAt!.Value)).ToListAsync(act.Cancellation)
            : await act.Db.ForeignOrders.AsNoTracking().Where(o => o.CityId == city.Id && o.Status == OrderStatus.Redeemed && o.RedeemedAt < end && o.ClearingId == null)
                .Select(o => new Found(o.Id, o.Number, o.ProviderUscc, o.ProviderName, o.Redeemed ?? 0, o.RedeemedAt!.Value)).ToListAsync(act.Cancellation);
        var known = await act.Db.ClearingLines.Where(l => l.ClearingId == row.Id).ToDictionaryAsync(l => l.Number, act.Cancellation);
        var added = 0;
        foreach (var order in found)
        {
            if (known.GetValueOrDefault(order.Number) is { OrderId: not null }) continue;
            // The other city had told of it before it was here.
            var told = known.GetValueOrDefault(order.Number);
            if (told is not null) act.Db.ClearingLines.Remove(told);
            act.Db.ClearingLines.Add(new ClearingLineRow { ClearingId = row.Id, Number = order.Number, OrderId = order.Id, ProviderUscc = order.Uscc, ProviderName = order.Provider, Amount = order.Amount, RedeemedOn = ChinaTime.DateOf(order.At), TheirAmount = told?.TheirAmount, TheirProviderUscc = told?.TheirProviderUscc });
            added++;
        }

        act.Happened(row, "clearingCollected", new { year, quarter, ours, added });
        await act.Db.SaveChangesAsync(act.Cancellation);
        await SumAsync(act.Db, row, act.Cancellation);
        return (row, null);
    }

    private static async Task LayBesideAsync(FundAct act, ClearingRow row, IReadOnlyList<CityClearingLine> theirs, string source)
    {
        var known = await act.Db.ClearingLines.Where(l => l.ClearingId == row.Id).ToDictionaryAsync(l => l.Number, act.Cancellation);
        foreach (var line in theirs)
        {
            if (known.Remove(line.Number, out var mine)) (mine.TheirAmount, mine.TheirProviderUscc) = (line.Amount, line.ProviderUscc);
            else act.Db.ClearingLines.Add(new ClearingLineRow { ClearingId = row.Id, Number = line.Number, ProviderName = line.ProviderName, RedeemedOn = line.RedeemedOn, TheirAmount = line.Amount, TheirProviderUscc = line.ProviderUscc });
        }

        foreach (var mine in known.Values)
        {
            (mine.TheirAmount, mine.TheirProviderUscc) = (null, null);
            if (mine.OrderId is null) act.Db.ClearingLines.Remove(mine);
        }

        (row.ComparedAt, row.ComparedWith) = (act.At, source);
        act.Happened(row, "clearingCompared", new { source, count = theirs.Count, total = theirs.Sum(t => t.Amount), sha256 = HashOf(theirs) });
        await act.Db.SaveChangesAsync(act.Cancellation);
        await SumAsync(act.Db, row, act.Cancellation);
    }

    /// <summary>Sums the lines that count and finds where the cities differ; in the database, as there may be very many.</summary>
    private static async Task SumAsync(WorkflowsDbContext db, ClearingRow row, CancellationToken cancellation)
    {
        var lines = db.ClearingLines.Where(l => l.ClearingId == row.Id);
        if (row.ComparedAt is not null)
            await lines.ExecuteUpdateAsync(s => s.SetProperty(l => l.Difference, l =>
                l.HeldReason != null ? (l.TheirAmount == null ? LineDifference.None : LineDifference.OnlyThere)
                : l.Amount == null ? LineDifference.OnlyThere
                : l.TheirAmount == null ? LineDifference.OnlyHere
                : l.TheirAmount != l.Amount ? LineDifference.Amount
                : l.TheirProviderUscc != l.ProviderUscc ? LineDifference.Provider : LineDifference.None), cancellation);
        var counted = lines.Where(l => l.HeldReason == null && l.Amount != null);
        (row.Count, row.Total) = (await counted.CountAsync(cancellation), await counted.SumAsync(l => l.Amount ?? 0, cancellation));
        row.Differences = row.ComparedAt is null ? 0 : await lines.CountAsync(l => l.Difference != LineDifference.None, cancellation);
    }

    private Task<CommandResult> OnAsync(string commandId, object content, string clearingId, Sender sender, Func<FundAct, ClearingRow, Task<CommandResult>> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, content, sender, async act => await act.Db.Clearings.FindAsync([clearingId], cancellation) is { } row ? await work(act, row) : NotFound, cancellation);

    private static string HashOf(IReadOnlyList<CityClearingLine> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.OrderBy(l => l.Number, StringComparer.Ordinal).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Number} {l.ProviderUscc} {l.Amount}"))))));

    private static string Short(string? text) => CleanText.Cut(text ?? "", 60);

    internal static CommandResult Closed(ClearingRow row) => CommandResult.No("clearing.stale", null, $"清算单 {row.Number} 现在是“{ClearingWords.Of(row.Status)}”，不能这样办。");

    internal static CommandResult NotFound { get; } = CommandResult.No("clearing.notFound", null, "没有找到这份清算单。");

    private static CommandResult NotAllowed { get; } = CommandResult.No("command.notAllowed", null, "跨市清算由创新券的经办人员和科室负责人办理，您没有这个权限。");

    private sealed record Found(string Id, string Number, string Uscc, string Provider, long Amount, DateTimeOffset At);
}

/// <summary>The words for states of clearings.</summary>
public static class ClearingWords
{
    public static string Of(ClearingStatus status) => status switch
    {
        ClearingStatus.Open => "对账中",
        ClearingStatus.Balanced => "已对平",
        ClearingStatus.Paying => "支付中",
        _ => "已结清",
    };

    public static string Of(LineDifference difference) => difference switch
    {
        LineDifference.NotCompared => "未核对",
        LineDifference.None => "相符",
        LineDifference.OnlyHere => "对方没有",
        LineDifference.OnlyThere => "只有对方有",
        LineDifference.Amount => "金额不同",
        _ => "服务机构不同",
    };
}
