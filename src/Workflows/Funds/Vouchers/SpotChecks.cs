using System.Security.Cryptography;
using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>抽取: orders of a scheme that were redeemed in a span of days and not drawn before.</summary>
public sealed record SpotDraw(string SchemeId, DateOnly From, DateOnly To);

/// <summary>抽查结论 of one order.</summary>
public sealed record SpotFinding(string OrderId, bool Passed, string Report);

/// <summary>追回决定 for an order that was found to be a fraud: the whole redeemed amount, both sides barred.</summary>
/// <param name="DebtorIsProvider">Who pays back: the provider that was paid, or the enterprise.</param>
public sealed record FraudDecision(string OrderId, bool DebtorIsProvider, string Reason);

/// <summary>抽查 after payment, and what follows from a fraud.</summary>
public sealed class SpotChecks(FundPath path, IDrawSeeds seeds)
{
    /// <summary>Draws the scheme's share, at least one; the seed is kept, so that the draw can be repeated by an auditor.</summary>
    public Task<CommandResult> DrawAsync(string commandId, SpotDraw draw, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, draw, sender, async act =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return VoucherPeople.NotYours;
            if (await act.Db.VoucherSchemes.FindAsync([draw.SchemeId], cancellation) is not { } scheme) return CommandResult.No("scheme.notFound", "schemeId", "没有找到这个创新券方案。");
            if (draw.To < draw.From) return CommandResult.No("spot.range", "to", "结束日期不能早于开始日期。");
            var (from, to) = (Deadlines.ChinaTime.StartOf(draw.From), Deadlines.ChinaTime.EndOf(draw.To));
            var pool = await act.Db.Orders.Where(o => o.SchemeId == scheme.Id && o.Status == OrderStatus.Redeemed && o.RedeemedAt >= from && o.RedeemedAt < to && o.SpotDrawnAt == null).ToListAsync(cancellation);
            if (pool.Count == 0) return CommandResult.No("spot.none", "from", "这段时间没有可抽查的核销。");
            var seed = seeds.Next();
            var count = Math.Max(1, (int)Math.Ceiling(pool.Count * scheme.SpotPercent / 100m));
            var drawn = pool.OrderBy(o => Place(seed, o.Id), StringComparer.Ordinal).Take(count).ToList();
            act.Happened(scheme, "spotDrawn", new { draw, seed, pool = pool.Count, drawn = drawn.Select(o => o.Number) });
            foreach (var order in drawn)
            {
                order.SpotDrawnAt = act.At;
                act.Happened(order, "spotDrawn", new { seed });
            }

            return await act.DoneAsync(scheme, null, $"抽取 {drawn.Count} 份");
        }, cancellation);

    /// <summary>The place of an order in a draw: a hash of seed and id, so that nobody can choose it.</summary>
    internal static string Place(string seed, string orderId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{orderId}")));

    /// <summary>合规 or 发现问题, with the report.</summary>
    public Task<CommandResult> FindAsync(string commandId, SpotFinding finding, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "spotFinding", finding.OrderId, finding, sender, async (act, desk) =>
        {
            if (!VoucherPeople.IsOfficer(act.User)) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Redeemed) is { } stale) return stale;
            if (desk.Order.SpotPassed == true) return CommandResult.No("spot.done", null, "这一份已有合规的结论。");
            if (finding.Report.Trim().Length is 0 or > 2000) return CommandResult.No("spot.report", "report", "请写明抽查的情况，最多 2000 字。");
            desk.Order.SpotDrawnAt ??= act.At;
            desk.Order.SpotPassed = finding.Passed;
            desk.Order.Reason = finding.Report.Trim();
            act.Happened(desk.Order, finding.Passed ? "spotPassed" : "spotFailed", finding);
            if (!finding.Passed) await desk.TellOfficeAsync(Definitions.ProcessRoles.SectionHead, "抽查发现问题", $"订单 {desk.Order.Number} 抽查发现问题，请决定是否追回：{desk.Order.Reason}");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>
    /// 追回: decided by the section head on a failed spot check. The money is claimed back, both sides are barred for the
    /// years of the scheme, the provider leaves the register and the enterprise's vouchers are frozen.
    /// </summary>
    public Task<CommandResult> DecideFraudAsync(string commandId, FraudDecision decision, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "fraud", decision.OrderId, decision, sender, async (act, desk) =>
        {
            if (!VoucherPeople.IsHead(act.User)) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Redeemed) is { } stale) return stale;
            var order = desk.Order;
            if (order.SpotPassed != false) return CommandResult.No("spot.required", null, "要先有“发现问题”的抽查结论，才能决定追回。");
            if (decision.Reason.Trim().Length is 0 or > 1000) return CommandResult.No("reason.required", "reason", "请写明认定的事实和依据，最多 1000 字。");
            // A provider of another city was paid through that city, which owes it back.
            var debtor = !decision.DebtorIsProvider ? order.EnterpriseId : order.ProviderOrganizationId ?? await act.Db.Cities.Where(c => c.Name == order.City).Select(c => c.PayeeId).SingleAsync(cancellation);
            act.Happened(order, "fraudDecided", decision);
            if (await Recoveries.OpenAsync(act, order.Id, order.Redeemed!.Value, debtor, decision.Reason.Trim()) is { } refused) return refused;
            var provider = await act.Db.Providers.SingleAsync(p => p.Id == order.ProviderId, cancellation);
            var enterprise = await act.Db.Organizations.AsNoTracking().SingleAsync(o => o.Id == order.EnterpriseId, cancellation);
            var until = act.Today.AddYears(desk.Scheme.BarYears);
            foreach (var uscc in (string[])[enterprise.Uscc, provider.Uscc])
                act.Db.Sanctions.Add(new SanctionRow { Id = Identifiers.Ordered(), Uscc = uscc, From = act.Today, Until = until, Reason = $"创新券订单 {order.Number} 弄虚作假", Source = $"创新券抽查追回决定，订单 {order.Number}", DecidedOn = act.Today, EnteredBy = act.User.ActorName, EnteredAt = act.At });
            // Lists of other cities are theirs; the bar keeps their provider out all the same.
            if (provider.City.Length == 0)
            {
                (provider.Status, provider.Reason) = (Providers.ProviderStatus.Removed, $"订单 {order.Number} 弄虚作假");
                act.Happened(provider, "providerRemoved", new { order.Number, decision.Reason });
            }

            foreach (var voucher in await act.Db.Vouchers.Where(v => v.OrganizationId == order.EnterpriseId && v.Status == VoucherStatus.Valid).ToListAsync(cancellation))
            {
                (voucher.Status, voucher.Reason) = (VoucherStatus.Frozen, $"订单 {order.Number} 弄虚作假");
                act.Happened(voucher, "voucherFrozen", new { voucher.Reason });
            }

            await desk.TellProviderAsync("追回决定", $"订单 {order.Number} 认定弄虚作假，追回 {Fen.Words(order.Redeemed.Value)}，至 {Deadlines.ChinaTime.LongDate(until)} 不得参与：{decision.Reason}");
            await desk.TellEnterpriseAsync("追回决定", $"订单 {order.Number} 认定弄虚作假，至 {Deadlines.ChinaTime.LongDate(until)} 不得申领和使用创新券：{decision.Reason}");
            return await desk.DoneAsync();
        }, cancellation);
}
