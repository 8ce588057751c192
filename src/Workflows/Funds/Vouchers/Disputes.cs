using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>争议经办: every dispute is one person's, whom both sides are told by name; another of the office may take it over.</summary>
public sealed class Disputes(FundPath path)
{
    private const string Scope = "programme:" + VoucherPeople.Programme;

    /// <summary>接手: the dispute becomes the sender's.</summary>
    public Task<CommandResult> TakeAsync(string commandId, string orderId, Sender sender, CancellationToken cancellation = default) =>
        OrderDesk.RunAsync(path, commandId, "takeDispute", orderId, new { orderId }, sender, async (act, desk) =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return VoucherPeople.NotYours;
            if (desk.Unless(OrderStatus.Disputed) is { } stale) return stale;
            var order = desk.Order;
            if (order.HandlerId == act.User.UserId) return CommandResult.No("order.dispute", null, "这起争议已经由您办理。");
            var before = order.HandlerId;
            (order.HandlerId, order.HandlerName) = (act.User.UserId, act.User.Name);
            act.Happened(order, "disputeTaken", new { from = before, handler = order.HandlerName });
            if (before is not null) await VoucherMessages.TellAsync(act, order.Id, order.Sequence, "user:" + before, "争议已由他人接手", $"订单 {order.Number} 的争议已由{order.HandlerName}接手办理。");
            await desk.TellEnterpriseAsync("争议经办人", $"订单 {order.Number}：{HandledBy(order)}。");
            await desk.TellProviderAsync("争议经办人", $"订单 {order.Number}：{HandledBy(order)}。");
            return await desk.DoneAsync();
        }, cancellation);

    /// <summary>As both sides read it.</summary>
    public static string HandledBy(OrderRow order) => order.HandlerName is { } name ? $"由市科技局{name}办理" : "由市科技局指定人员办理";

    /// <summary>Disputes that this person has; those of somebody who left the office are everybody's.</summary>
    public static IQueryable<OrderRow> Of(WorkflowsDbContext db, IQueryable<OrderRow> orders, string userId)
    {
        var office = Office(db).Select(u => u.Id);
        return orders.Where(o => o.Status == OrderStatus.Disputed && (o.HandlerId == null || o.HandlerId == userId || !office.Contains(o.HandlerId)));
    }

    internal static async Task<bool> HeldByAnotherAsync(WorkflowsDbContext db, OrderRow order, UserContext user, CancellationToken cancellation) =>
        order.HandlerId is { } handler && !user.Is(handler) && await Office(db).AnyAsync(u => u.Id == handler, cancellation);

    /// <summary>Gives a dispute to the officer who has the fewest; to a section head where there is no officer.</summary>
    internal static async Task AssignAsync(FundAct act, OrderRow order)
    {
        var busy = act.Db.Orders.Where(o => o.Status == OrderStatus.Disputed && o.Id != order.Id);
        var officers = RoleHolders.Of(act.Db, Scope, ProcessRoles.Officer).Select(u => u.Id);
        var handler = await Office(act.Db).OrderByDescending(u => officers.Contains(u.Id)).ThenBy(u => busy.Count(o => o.HandlerId == u.Id)).ThenBy(u => u.Id).Select(u => new { u.Id, u.DisplayName }).FirstOrDefaultAsync(act.Cancellation);
        (order.HandlerId, order.HandlerName) = (handler?.Id, handler?.DisplayName);
    }

    internal static Task TellHandlerAsync(FundAct act, OrderDesk desk, string text) =>
        desk.Order.HandlerId is { } handler ? VoucherMessages.TellAsync(act, desk.Order.Id, desk.Order.Sequence, "user:" + handler, "订单争议", text) : desk.TellOfficeAsync(ProcessRoles.SectionHead, "订单争议", text);

    private static IQueryable<UserAccount> Office(WorkflowsDbContext db) => RoleHolders.Of(db, Scope, ProcessRoles.Officer, ProcessRoles.SectionHead);
}
