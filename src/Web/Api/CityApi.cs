using Innovation.Web.Access;
using Innovation.Web.Cities;
using Innovation.Web.Shell;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

internal sealed record CityBody(string? CommandId, string? CityId, string? Name, string? PayeeName, string? PayeeUscc, bool? Active, string? LinkCode, string? Endpoint, string? Secret);

/// <param name="Ours">Our vouchers at their providers; otherwise theirs at ours.</param>
internal sealed record ClearingBody(string? CommandId, string? CityId, int? Year, int? Quarter, bool? Ours);

/// <summary>A command on a clearing; each reads the fields that it knows.</summary>
internal sealed record ClearingCommandBody(string? CommandId, string? Number, bool? Held, string? Reason, DateOnly? On, string? BankReference);

/// <summary>通用通兑: what installations tell each other, and what the office does with it.</summary>
internal static class CityApi
{
    public static void Map(RouteGroupBuilder api)
    {
        MapLink(api.MapGroup("/cities").WithTags("cities").RequireAuthorization(Policies.Public).AllowAnonymous().RequireRateLimiting(Startup.SitePages.CityLimit).WithMetadata(new VerbatimBodyAttribute()).TakesUpTo(BodyLimits.CityMessage));
        MapOffice(api);
        MapForeignOrders(api.MapGroup("/foreign-orders").WithTags("cities").RequireAuthorization(Policies.Vouchers));
    }

    /// <summary>Signed requests; the signature is looked at in the gate.</summary>
    private static void MapLink(RouteGroupBuilder link)
    {
        link.MapGet("/providers", (HttpContext context, CityGate gate, IDbContexts contexts) => gate.OnAsync(context, async request =>
        {
            await using var db = contexts.Create();
            return Written(await RecognisedLists.OwnAsync(db, ChinaTime.DateOf(request.Sender.ReceivedAt), context.RequestAborted));
        })).WithSummary("本市互认名录（签名请求）");
        link.MapPost("/orders", (HttpContext context, CityGate gate, CityDesk desk) => gate.OnAsync<CityOrder>(context, async (request, order) =>
            Answer(await desk.TakeOrderAsync(request.RequestId, request.City, order, request.Sender, context.RequestAborted)))).WithSummary("对方城市订单的情况（签名请求，可重发）");
        link.MapPost("/acts", (HttpContext context, CityGate gate, CityDesk desk) => gate.OnAsync<CityAct>(context, async (request, act) =>
            Answer(await desk.TakeActAsync(request.RequestId, request.City, act, request.Sender, context.RequestAborted), await desk.OrderAsync(request.City, act.OrderId, context.RequestAborted)))).TakesUpTo(BodyLimits.CityFile).WithSummary("对方服务机构的办理（签名请求，可重发）");
        link.MapPost("/clearings", (HttpContext context, CityGate gate, CityDesk desk) => gate.OnAsync<CityClearing>(context, async (request, clearing) =>
            Answer(await desk.TakeClearingAsync(request.RequestId, request.City, clearing, request.Sender, context.RequestAborted)))).TakesUpTo(BodyLimits.CityClearing).WithSummary("对方城市的清算单（签名请求，可重发）");
    }

    private static void MapOffice(RouteGroupBuilder api)
    {
        var partners = api.MapGroup("/partner-cities").WithTags("cities").RequireAuthorization(Policies.Funds);
        partners.MapGet("", async (IDbContexts contexts) =>
        {
            await using var db = contexts.Create();
            return Results.Ok(new { items = (await db.Cities.AsNoTracking().OrderBy(c => c.Name).ToListAsync()).Select(c => new { c.Id, c.Name, c.Active, c.ListedOn, linked = c.IsLinked }) });
        }).WithSummary("通用通兑城市");
        partners.MapPost("", async (CityBody b, SenderFactory senders, Workflows.Funds.Cities.Cities cities) =>
            Problems.Answer(await cities.SaveAsync(b.CommandId ?? "", new CityInput(b.CityId, b.Name ?? "", b.PayeeName ?? "", b.PayeeUscc ?? "", b.Active ?? true, b.LinkCode ?? "", b.Endpoint ?? "", b.Secret ?? ""), await senders.CreateAsync()))).WithSummary("设置通用通兑城市（科室负责人）");
        partners.MapPost("/{id}/list", ImportListAsync).TakesFile().WithSummary("导入互认名录（multipart：commandId、on、file）");
        partners.MapPost("/{id}/list/pull", async (string id, ClearingCommandBody b, ListPull pull, SenderFactory senders) => Problems.Answer(await pull.RunAsync(b.CommandId ?? "", id, await senders.CreateAsync()))).WithSummary("从对方系统取名录");

        var clearings = api.MapGroup("/clearings").WithTags("cities").RequireAuthorization(Policies.Funds);
        clearings.MapGet("", async (IDbContexts contexts, int page = 1) =>
        {
            await using var db = contexts.Create();
            var rows = await db.Clearings.AsNoTracking().OrderByDescending(c => c.Number).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
            return Results.Ok(new { total = await db.Clearings.CountAsync(), items = rows.Select(View) });
        }).WithSummary("清算单");
        clearings.MapGet("/{id}", async (string id, IDbContexts contexts) =>
        {
            await using var db = contexts.Create();
            return await db.Clearings.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } row ? Results.Ok(View(row)) : Problems.NotFound("这份清算单");
        }).WithSummary("一份清算单");
        clearings.MapGet("/{id}/lines.csv", async (string id, IDbContexts contexts) =>
        {
            await using var db = contexts.Create();
            return await db.Clearings.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id) is { } row ? Results.File(ClearingFile.Write(await Clearings.LinesAsync(db, id)), "text/csv", $"{row.Number}.csv") : Problems.NotFound("这份清算单");
        }).WithSummary("清算单明细（CSV，交对方城市）");
        clearings.MapPost("", async (ClearingBody b, SenderFactory senders, Clearings commands) =>
            Problems.Answer(await commands.MakeAsync(b.CommandId ?? "", new NewClearing(b.CityId ?? "", b.Year ?? 0, b.Quarter ?? 0, b.Ours ?? true), await senders.CreateAsync()))).WithSummary("汇总清算单");
        clearings.MapPost("/{id}/counter", ImportCounterAsync).TakesFile().WithSummary("导入对方清算单核对（multipart：commandId、file）");
        clearings.MapPost("/{id}/hold", async (string id, ClearingCommandBody b, SenderFactory senders, Clearings commands) => Problems.Answer(await commands.HoldAsync(b.CommandId ?? "", new LineHold(id, b.Number ?? "", b.Held ?? true, b.Reason ?? ""), await senders.CreateAsync()))).WithSummary("暂缓或恢复一份订单");
        clearings.MapPost("/{id}/confirm", async (string id, ClearingCommandBody b, SenderFactory senders, Clearings commands) => Problems.Answer(await commands.ConfirmAsync(b.CommandId ?? "", id, await senders.CreateAsync()))).WithSummary("对平");
        clearings.MapPost("/{id}/pay", async (string id, ClearingCommandBody b, SenderFactory senders, ClearingMoney money) => Problems.Answer(await money.RequestAsync(b.CommandId ?? "", id, await senders.CreateAsync()))).WithSummary("申请支付");
        clearings.MapPost("/{id}/receive", async (string id, ClearingCommandBody b, SenderFactory senders, ClearingMoney money) => b.On is not { } on ? Problems.Bad("clearing.on", "on", "到账日期应如 2026-10-31。")
            : Problems.Answer(await money.ReceiveAsync(b.CommandId ?? "", new ClearingReceipt(id, on, b.BankReference ?? ""), await senders.CreateAsync()))).WithSummary("登记到账（财政）");
        clearings.MapPost("/{id}/pay-rest", async (string id, ClearingCommandBody b, SenderFactory senders, ClearingMoney money) => Problems.Answer(await money.PayRestAsync(b.CommandId ?? "", id, await senders.CreateAsync()))).WithSummary("补开未能转付的款项（财政）");
    }

    private static void MapForeignOrders(RouteGroupBuilder orders)
    {
        orders.MapGet("", async (IDbContexts contexts, CurrentUser current, int page = 1) =>
        {
            await using var db = contexts.Create();
            var rows = ForeignOrders.Visible(db, await current.GetAsync());
            var list = await rows.OrderByDescending(o => o.ReceivedAt).ThenBy(o => o.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
            return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(o => new { o.Id, o.Number, o.City, enterprise = o.EnterpriseName, provider = o.ProviderName, service = o.ServiceName, contract = Yuan.Of(o.Contract), deduction = Yuan.Of(o.Deduction), status = VoucherWords.Of(o.Status), o.PendingAct, o.Refusal }) });
        }).WithSummary("外地券订单：本单位的，或全部");
        orders.MapPost("/{id}/accept", async (string id, OrderCommandBody b, SenderFactory senders, ForeignOrders commands) => Problems.Answer(await commands.AcceptAsync(b.CommandId ?? "", new OrderWord(id, b.Text ?? ""), await senders.CreateAsync()))).WithSummary("接单");
        orders.MapPost("/{id}/cancel", async (string id, OrderCommandBody b, SenderFactory senders, ForeignOrders commands) => Problems.Answer(await commands.CancelAsync(b.CommandId ?? "", new OrderWord(id, b.Text ?? ""), await senders.CreateAsync()))).WithSummary("取消");
        orders.MapPost("/{id}/deliver", async (string id, OrderCommandBody b, SenderFactory senders, ForeignOrders commands) => Problems.Answer(await commands.DeliverAsync(b.CommandId ?? "", new OrderWord(id, b.Text ?? ""), await senders.CreateAsync()))).WithSummary("交付");
        orders.MapPost("/{id}/redeem", RedeemAsync).TakesFile().WithSummary("申请核销（multipart：commandId、invoiceNumber、invoiceAmount、file）");
    }

    private static async Task<IResult> ImportListAsync(string id, HttpRequest request, SenderFactory senders, RecognisedLists lists)
    {
        var (content, form, refusal) = await FileAsync(request);
        if (refusal is not null) return refusal;
        if (!DateOnly.TryParseExact(form!["on"].ToString(), "yyyy-MM-dd", out var on)) return Problems.Bad("list.on", "on", "名录日期应如 2026-10-01。");
        var (services, problems) = RecognisedListFile.Read(content!);
        return problems.Count > 0 ? Problems.OfTable("list.invalid", "file", problems)
            : Problems.Answer(await lists.ImportAsync(form["commandId"].ToString(), new RecognisedList(id, on, services), await senders.CreateAsync(), request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> ImportCounterAsync(string id, HttpRequest request, SenderFactory senders, Clearings commands)
    {
        var (content, form, refusal) = await FileAsync(request);
        if (refusal is not null) return refusal;
        var (lines, problems) = ClearingFile.Read(content!);
        return problems.Count > 0 ? Problems.OfTable("clearing.file", "file", problems)
            : Problems.Answer(await commands.CompareAsync(form!["commandId"].ToString(), new CounterLines(id, form.Files[0].FileName, lines), await senders.CreateAsync(), request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> RedeemAsync(string id, HttpRequest request, SenderFactory senders, ForeignOrders commands)
    {
        var (content, form, refusal) = await FileAsync(request);
        if (refusal is not null) return refusal;
        using var stream = new MemoryStream(content!, writable: false);
        return Problems.Answer(await commands.ClaimAsync(form!["commandId"].ToString(), new ForeignClaim(id, form["invoiceNumber"].ToString(), Workflows.Funds.Fen.Parse(form["invoiceAmount"].ToString()) ?? -1), form.Files[0].FileName, stream, await senders.CreateAsync(), request.HttpContext.RequestAborted));
    }

    private static async Task<(byte[]? Content, IFormCollection? Form, IResult? Refusal)> FileAsync(HttpRequest request)
    {
        if (await MultipartForm.ReadAsync(request) is not { } form) return (null, null, MultipartForm.Unreadable("file.form"));
        return form.Files is [var file] && await CityFiles.ReadAsync(file, request.HttpContext.RequestAborted) is { } content ? (content, form, null) : (null, null, Problems.Bad("file.one", "file", CityFiles.Wrong));
    }

    private static IResult Answer(CommandResult result, CityOrder? order = null) => result switch
    {
        CommandResult.Accepted accepted => Written(new CityAnswer(accepted.Answer.ApplicantStatus, order)),
        CommandResult.Refused refused => Problems.From(refused.Refusal),
        _ => throw new InvalidOperationException(),
    };

    private static IResult Written<T>(T message) => Results.Text(CityJson.Write(message), "application/json");

    private static object View(ClearingRow c) => new { c.Id, c.Number, c.City, c.Year, c.Quarter, c.Ours, status = c.Status.ToString(), statusText = ClearingWords.Of(c.Status), c.Count, total = Yuan.Of(c.Total), c.Differences, c.ComparedAt, c.ComparedWith, c.AnnouncedOn, c.SettledOn, c.BankReference };
}
