using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="Contract">合同金额, 元.</param>
/// <param name="Deduction">抵扣金额, 元.</param>
/// <param name="DeliverBy">Day in China.</param>
internal sealed record OrderBody(string? CommandId, string? VoucherId, string? ServiceId, decimal? Contract, decimal? Deduction, string? DeliverBy);

/// <summary>A command on an order; each reads the fields that it knows.</summary>
/// <param name="Text">Reason, report or words.</param>
/// <param name="Amount">元</param>
/// <param name="Decision">audit: Pass, Supplement, Reject; settle-dispute: Confirm, Redo, Cancel.</param>
internal sealed record OrderCommandBody(string? CommandId, string? Text, decimal? Amount, string? Decision, string? InvoiceNumber, decimal? InvoiceAmount, int? Stars, bool? Passed, bool? Upheld, bool? DebtorIsProvider, string? Name, string? Mobile);

internal sealed record SpotDrawBody(string? CommandId, string? SchemeId, string? From, string? To);

internal static class OrderApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("vouchers").RequireAuthorization(Policies.Vouchers);
        orders.MapGet("", ListAsync).WithSummary("订单：本单位的，或全部");
        orders.MapGet("/{id}", GetAsync).WithSummary("一份订单，带经过和附件");
        orders.MapPost("", PlaceAsync).WithSummary("下单锁券");
        orders.MapPost("/{id}/files", FileAsync).WithSummary("上传附件（multipart：purpose、file）").TakesFile().Produces(201);
        orders.MapGet("/files/{fileId}", ReadFileAsync).WithSummary("下载附件");
        On<Orders>("accept", "接单", (c, id, b, k, s) => c.AcceptAsync(k, new OrderWord(id, b.Text ?? ""), s));
        On<Orders>("cancel", "取消", (c, id, b, k, s) => c.CancelAsync(k, new OrderWord(id, b.Text ?? ""), s));
        On<Orders>("deliver", "交付", (c, id, b, k, s) => c.DeliverAsync(k, new OrderWord(id, b.Text ?? ""), s));
        On<Orders>("confirm", "确认，可写实际金额", (c, id, b, k, s) => c.ConfirmAsync(k, new OrderConfirmation(id, Optional(b.Amount)), s));
        On<Orders>("dispute", "提出争议", (c, id, b, k, s) => c.DisputeAsync(k, new OrderWord(id, b.Text ?? ""), s));
        On<Orders>("rate", "评价", (c, id, b, k, s) => c.RateAsync(k, new OrderRating(id, b.Stars ?? 0, b.Text ?? ""), s));
        On<Redemptions>("redeem", "申请核销", (c, id, b, k, s) => c.ClaimAsync(k, new RedemptionClaim(id, b.InvoiceNumber ?? "", Yuan.Fen(b.InvoiceAmount)), s));
        On<Redemptions>("settle-objection", "异议处理", (c, id, b, k, s) => c.SettleObjectionAsync(k, new ObjectionSettlement(id, b.Upheld ?? false, b.Text ?? ""), s));
        On<SpotChecks>("spot", "抽查结论", (c, id, b, k, s) => c.FindAsync(k, new SpotFinding(id, b.Passed ?? false, b.Text ?? ""), s));
        On<SpotChecks>("fraud", "追回决定", (c, id, b, k, s) => c.DecideFraudAsync(k, new FraudDecision(id, b.DebtorIsProvider ?? true, b.Text ?? ""), s));
        On<Redemptions>("audit", "核销审核", async (c, id, b, k, s) => Enum.TryParse<AuditVerdict>(b.Decision, out var verdict) && Enum.IsDefined(verdict)
            ? await c.AuditAsync(k, new RedemptionVerdict(id, verdict, Optional(b.Amount), b.Text ?? ""), s) : CommandResult.No("order.decision", "decision", "审核结论应是 Pass、Supplement 或 Reject。"));
        On<Disputes>("take-dispute", "接手争议", (c, id, _, k, s) => c.TakeAsync(k, id, s));
        On<Redemptions>("settle-dispute", "处理争议", async (c, id, b, k, s) => Enum.TryParse<DisputeDecision>(b.Decision, out var decision) && Enum.IsDefined(decision)
            ? await c.SettleDisputeAsync(k, new DisputeSettlement(id, decision, Optional(b.Amount), b.Text ?? ""), s) : CommandResult.No("order.decision", "decision", "处理结论应是 Confirm、Redo 或 Cancel。"));
        api.MapPost("/orders/{id}/objections", async (string id, OrderCommandBody b, SenderFactory senders, Redemptions redemptions) =>
            Problems.Answer(await redemptions.ObjectAsync(b.CommandId ?? "", new RedemptionObjection(id, b.Name ?? "", b.Mobile ?? "", b.Text ?? ""), await senders.CreateAsync()))).WithTags("vouchers").AllowAnonymous().RequireRateLimiting(Startup.SitePages.FormLimit).WithSummary("兑付公示期间提出实名异议");
        api.MapPost("/spot-checks", DrawAsync).WithTags("vouchers").RequireAuthorization(Policies.Staff).WithSummary("抽取核销抽查");

        void On<T>(string verb, string summary, Func<T, string, OrderCommandBody, string, Sender, Task<CommandResult>> command) where T : class =>
            orders.MapPost("/{id}/" + verb, async (string id, OrderCommandBody body, SenderFactory senders, IServiceProvider services) =>
                Problems.Answer(await command(services.GetRequiredService<T>(), id, body, body.CommandId ?? "", await senders.CreateAsync()))).WithSummary(summary);
    }

    private static long? Optional(decimal? yuan) => yuan is null ? null : Yuan.Fen(yuan);

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;

    private static async Task<IResult> PlaceAsync(OrderBody body, SenderFactory senders, Orders orders) =>
        Day(body.DeliverBy) is not { } day ? Problems.Bad("order.deliverBy", "deliverBy", "约定交付日应如 2026-10-31。")
            : Problems.Answer(await orders.PlaceAsync(body.CommandId ?? "", new OrderInput(body.VoucherId ?? "", body.ServiceId ?? "", Yuan.Fen(body.Contract), Yuan.Fen(body.Deduction), day), await senders.CreateAsync()));

    private static async Task<IResult> DrawAsync(SpotDrawBody body, SenderFactory senders, SpotChecks checks) =>
        Day(body.From) is not { } from || Day(body.To) is not { } to ? Problems.Bad("spot.range", "from", "日期应如 2026-10-01。")
            : Problems.Answer(await checks.DrawAsync(body.CommandId ?? "", new SpotDraw(body.SchemeId ?? "", from, to), await senders.CreateAsync()));

    private static async Task<IResult> ListAsync(IDbContexts contexts, CurrentUser current, string? status = null, int page = 1)
    {
        await using var db = contexts.Create();
        var rows = VoucherPeople.Visible(db, await current.GetAsync());
        if (Enum.TryParse<OrderStatus>(status, out var wanted)) rows = rows.Where(o => o.Status == wanted);
        var list = await rows.OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
        return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(View) });
    }

    private static async Task<IResult> GetAsync(string id, IDbContexts contexts, CurrentUser current)
    {
        await using var db = contexts.Create();
        if (await VoucherPeople.Visible(db, await current.GetAsync()).SingleOrDefaultAsync(o => o.Id == id) is not { } order) return Problems.NotFound("这份订单");
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).Select(e => new { e.Type, e.At, by = e.ActorName }).ToListAsync();
        var files = await db.OrderFiles.AsNoTracking().Where(f => f.OrderId == id).OrderBy(f => f.UploadedAt).Select(f => new { f.Id, f.Purpose, f.FileName, f.Size }).ToListAsync();
        return Results.Ok(new { order = View(order), events, files });
    }

    private static async Task<IResult> FileAsync(string id, HttpRequest request, SenderFactory senders, OrderFiles files)
    {
        if (await MultipartForm.ReadAsync(request) is not { Files.Count: 1 } form) return MultipartForm.Unreadable("file.form");
        await using var content = form.Files[0].OpenReadStream();
        var (row, refusal) = await files.AddAsync(id, form["purpose"].ToString(), form.Files[0].FileName, content, await senders.CreateAsync());
        return refusal is not null ? Problems.From(refusal) : Results.Created($"/api/v1/orders/files/{row!.Id}", new { id = row.Id });
    }

    private static async Task<IResult> ReadFileAsync(string fileId, CurrentUser current, OrderFiles files) =>
        await files.OpenAsync(fileId, await current.GetAsync()) is { } found ? Results.File(found.Content, found.File.ContentType, found.File.FileName) : Problems.NotFound("这个文件");

    private static object View(OrderRow o) => new
    {
        id = o.Id, number = o.Number, voucherId = o.VoucherId, enterprise = o.EnterpriseName, provider = o.ProviderName, city = o.City, service = o.ServiceName, contract = Yuan.Of(o.Contract), deduction = Yuan.Of(o.Deduction),
        redeemed = o.Redeemed is { } r ? Yuan.Of(r) : (decimal?)null, reversed = Yuan.Of(o.Reversed), disputeHandler = o.HandlerName, status = VoucherWords.Of(o.Status), dueAt = o.DueAt, held = o.HeldReason, auditNote = o.AuditNote, invoiceNumber = o.InvoiceNumber, stars = o.Stars,
    };
}
