using Innovation.Web.Access;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="Amount">元</param>
internal sealed record PaymentBody(string? CommandId, string? BudgetId, string? CaseId, decimal? Amount, string? PolicyItem, int? Year, string? SourceFact, string? Purpose);

internal sealed record PaymentChoiceBody(string? CommandId, IReadOnlyList<string>? Ids);

internal sealed record PaymentReasonBody(string? CommandId, string? Reason);

internal sealed record PayOrderBody(string? CommandId, IReadOnlyList<string>? PaymentIds, string? FormatId);

internal sealed record BankAccountBody(string? CommandId, string? AccountName, string? AccountNumber, string? BankName, string? BankCode);

internal sealed record InstalmentBody(DateOnly DueOn, decimal? Amount);

/// <param name="Amount">元</param>
internal sealed record RecoveryBody(string? CommandId, string? PaymentId, decimal? Amount, string? Reason, DateOnly DueOn, IReadOnlyList<InstalmentBody>? Instalments);

/// <param name="Amount">元</param>
internal sealed record ReceiptBody(string? CommandId, DateOnly ReceivedOn, decimal? Amount, string? BankReference);

/// <summary>Payments, pay orders and recoveries; amounts in 元.</summary>
internal static class PaymentApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var payments = api.MapGroup("/payments").WithTags("payments");
        payments.MapGet("", ListAsync).RequireAuthorization(Policies.SignedIn).WithSummary("资金支付；单位只看到自己的");
        payments.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.SignedIn).WithSummary("一笔支付");
        payments.MapPost("", async (PaymentBody b, Payments service, SenderFactory senders) => Problems.Answer(await service.RequestAsync(b.CommandId ?? "", new CasePayment(b.BudgetId ?? "", b.CaseId ?? "", Yuan.Fen(b.Amount), b.PolicyItem ?? "", b.Year ?? 0, b.SourceFact ?? "", b.Purpose ?? ""), await senders.CreateAsync()))).RequireAuthorization(Policies.Staff).WithSummary("申请支付");
        payments.MapPost("/check", async (PaymentChoiceBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.CheckAsync(b.CommandId ?? "", new PaymentChoice(b.Ids ?? []), await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("复核");
        payments.MapPost("/approve", async (PaymentChoiceBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.ApproveAsync(b.CommandId ?? "", new PaymentChoice(b.Ids ?? []), await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("审批");
        payments.MapPost("/{id}/cancel", async (string id, PaymentReasonBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.CancelAsync(b.CommandId ?? "", new PaymentReason(id, b.Reason ?? ""), await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("取消");
        payments.MapPost("/{id}/freeze", async (string id, PaymentReasonBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.FreezeAsync(b.CommandId ?? "", new PaymentReason(id, b.Reason ?? ""), true, await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("冻结");
        payments.MapPost("/{id}/unfreeze", async (string id, PaymentReasonBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.FreezeAsync(b.CommandId ?? "", new PaymentReason(id, b.Reason ?? ""), false, await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("解冻");
        payments.MapPost("/{id}/release-hold", async (string id, PaymentReasonBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.ReleaseHoldAsync(b.CommandId ?? "", new PaymentReason(id, b.Reason ?? ""), await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("因追回暂缓的，写明理由放行");
        payments.MapPost("/{id}/reissue", async (string id, PaymentReasonBody b, PaymentReview service, SenderFactory senders) => Problems.Answer(await service.ReissueAsync(b.CommandId ?? "", new PaymentReason(id, b.Reason ?? ""), await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithSummary("退汇后重新支付");
        api.MapPost("/pay-orders", async (PayOrderBody b, PayOrders service, SenderFactory senders) => Problems.Answer(await service.MakeAsync(b.CommandId ?? "", new NewPayOrder(b.PaymentIds ?? [], b.FormatId), await senders.CreateAsync()))).RequireAuthorization(Policies.Funds).WithTags("payments").WithSummary("生成支付指令");
        api.MapGet("/pay-orders/{id}/file", async (string id, PayOrders service, CurrentUser current) => await service.FileAsync(id, await current.GetAsync()) is { } file ? Results.File(file.Content, "application/octet-stream", file.Row.FileName) : Problems.NotFound("这个支付指令")).RequireAuthorization(Policies.Funds).WithTags("payments").WithSummary("支付指令文件");
        api.MapPost("/bank-results", ImportAsync).RequireAuthorization(Policies.Funds).WithTags("payments").WithSummary("导入银行结果（multipart：commandId、file）").TakesFile();
        api.MapPut("/bank-account", async (BankAccountBody b, BankAccounts service, SenderFactory senders) => Problems.Answer(await service.SaveAsync(b.CommandId ?? "", new BankAccountInput(b.AccountName ?? "", b.AccountNumber ?? "", b.BankName ?? "", b.BankCode ?? ""), await senders.CreateAsync()))).RequireAuthorization(Policies.Applicant).WithTags("payments").WithSummary("收款账户");
        var recoveries = api.MapGroup("/recoveries").WithTags("payments").RequireAuthorization(Policies.Funds);
        recoveries.MapPost("", async (RecoveryBody b, Recoveries service, SenderFactory senders) => Problems.Answer(await service.DecideAsync(b.CommandId ?? "", new NewRecovery(b.PaymentId ?? "", Yuan.Fen(b.Amount), b.Reason ?? "", b.DueOn, [.. (b.Instalments ?? []).Select(i => new NewInstalment(i.DueOn, Yuan.Fen(i.Amount)))]), await senders.CreateAsync()))).WithSummary("决定追回");
        recoveries.MapPost("/{id}/confirm", async (string id, PaymentReasonBody b, Recoveries service, SenderFactory senders) => Problems.Answer(await service.ConfirmAsync(b.CommandId ?? "", id, await senders.CreateAsync()))).WithSummary("确认追回");
        recoveries.MapPost("/{id}/receipts", async (string id, ReceiptBody b, Recoveries service, SenderFactory senders) => Problems.Answer(await service.ReceiveAsync(b.CommandId ?? "", new NewReceipt(id, b.ReceivedOn, Yuan.Fen(b.Amount), b.BankReference ?? ""), await senders.CreateAsync()))).WithSummary("登记追回到账");
    }

    private static async Task<IResult> ListAsync(IDbContexts contexts, CurrentUser current, PaymentStatus? status, int page = 1, int size = 50)
    {
        await using var db = contexts.Create();
        var rows = PaymentScope.Visible(db, await current.GetAsync());
        if (status is { } wanted) rows = rows.Where(p => p.Status == wanted);
        size = Math.Clamp(size, 1, 200);
        var total = await rows.CountAsync();
        var list = await rows.OrderByDescending(p => p.Number).Skip((Math.Clamp(page, 1, 10_000) - 1) * size).Take(size).ToListAsync();
        return Results.Ok(new { total, items = list.Select(View) });
    }

    private static async Task<IResult> GetAsync(string id, IDbContexts contexts, CurrentUser current)
    {
        await using var db = contexts.Create();
        return await PaymentScope.Visible(db, await current.GetAsync()).SingleOrDefaultAsync(p => p.Id == id) is { } row ? Results.Ok(View(row)) : Problems.NotFound("这笔支付");
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, BankResults service, SenderFactory senders)
    {
        if (await MultipartForm.ReadAsync(request) is not { } form) return MultipartForm.Unreadable("results.form");
        if (form.Files.Count != 1 || form.Files[0].Length > 5_000_000) return Problems.Bad("results.one", "file", "请上传一个文件，字段名为 file，不超过 5 MB。");
        using var content = new MemoryStream();
        await form.Files[0].CopyToAsync(content);
        return Problems.Answer(await service.ImportAsync(form["commandId"].ToString(), content.ToArray(), await senders.CreateAsync()));
    }

    private static object View(PaymentRow p) => new { p.Id, p.Number, p.PayeeId, p.PayeeName, amount = Yuan.Of(p.Amount), p.Purpose, p.PolicyItem, p.SourceFact, status = p.Status.ToString(), statusText = PaymentReview.Words(p.Status), p.Frozen, p.Attempt, p.PaidOn, p.BankReference, p.ReturnReason, p.CancelReason, p.PayOrderId, p.RequestedAt };
}
