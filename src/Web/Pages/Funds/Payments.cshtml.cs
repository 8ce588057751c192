using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Funds;

/// <summary>资金支付: check, approve, pay order, bank results, returned payments, recoveries.</summary>
[Authorize(Policy = Policies.Funds), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class PaymentsModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, PaymentReview review, PayOrders orders, BankResults results, Recoveries recoveries, TimeProvider clock) : FundPage
{
    public const int Size = 50;

    private const int MostBytes = 5_000_000;

    private static readonly Dictionary<string, PaymentStatus[]> States = new()
    {
        ["requested"] = [PaymentStatus.Requested], ["checked"] = [PaymentStatus.Checked], ["approved"] = [PaymentStatus.Approved], ["ordered"] = [PaymentStatus.Ordered], ["paid"] = [PaymentStatus.Paid], ["returned"] = [PaymentStatus.Returned, PaymentStatus.Cancelled],
    };

    private UserContext user = UserContext.Anonymous;

    [BindProperty(SupportsGet = true, Name = "tab")]
    public string Tab { get; set; } = "requested";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<PaymentRow> Payments { get; private set; } = [];

    public IReadOnlyList<RecoveryRow> Recoveries { get; private set; } = [];

    public IReadOnlyDictionary<PaymentStatus, int> Counts { get; private set; } = new Dictionary<PaymentStatus, int>();

    public IReadOnlyList<PayOrderFormatRow> Formats { get; private set; } = [];

    public IReadOnlyList<PayOrderRow> Orders { get; private set; } = [];

    public int RecoveryCount { get; private set; }

    public int Total { get; private set; }

    public long Sum { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public BankResultPreview? Preview { get; private set; }

    public bool IsFinance => user.Has(ProcessRoles.Finance);

    public bool MayDecide => IsFinance || user.IsStaff;

    /// <summary>The act that moves the payments of this tab on; null: none.</summary>
    public (string Act, string Words)? Next => Tab switch { "requested" => ("check", "复核通过"), "checked" => ("approve", "审批通过"), "approved" when IsFinance => ("order", "生成支付指令"), _ => null };

    /// <summary>Whether the reader may take the next step of this payment: whoever asked for it or checked it may not.</summary>
    public bool MayAct(PaymentRow p) => !p.Frozen && (Next?.Act == "check" || !Holds.ContainsKey(p.Id)) && Next?.Act switch
    {
        "check" => MayDecide && !user.Is(p.RequestedBy),
        "approve" => MayDecide && !user.Is(p.RequestedBy) && !user.Is(p.CheckedBy),
        "order" => IsFinance,
        _ => false,
    };

    /// <summary>暂缓: payments on this page whose payee owes money back, with why.</summary>
    public IReadOnlyDictionary<string, string> Holds { get; private set; } = new Dictionary<string, string>();

    public bool MayRelease(PaymentRow p) => Holds.ContainsKey(p.Id) && PaymentReview.MayApprove(user, p) && !user.Is(p.RequestedBy);

    public int CountOf(string tab) => tab == "recoveries" ? RecoveryCount : States[tab].Sum(s => Counts.GetValueOrDefault(s));

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnGetFileAsync(string id) =>
        await orders.FileAsync(id, await current.GetAsync(), HttpContext.RequestAborted) is { } file ? File(file.Content, "application/octet-stream", file.Row.FileName) : NotFound();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? act, List<string>? ids, string? formatId, string? id, string? reason)
    {
        var (sender, key, cancellation) = (await senders.CreateAsync(), commandId ?? "", HttpContext.RequestAborted);
        var (result, done) = act switch
        {
            "check" => (await review.CheckAsync(key, new PaymentChoice(ids ?? []), sender, cancellation), $"{ids?.Count ?? 0} 笔已复核。"),
            "approve" => (await review.ApproveAsync(key, new PaymentChoice(ids ?? []), sender, cancellation), $"{ids?.Count ?? 0} 笔已审批。"),
            "order" => (await orders.MakeAsync(key, new NewPayOrder(ids ?? [], formatId is { Length: > 0 } ? formatId : null), sender, cancellation), "支付指令已生成，请下载后交银行。"),
            "cancel" => (await review.CancelAsync(key, new PaymentReason(id ?? "", reason ?? ""), sender, cancellation), "已取消。"),
            "freeze" => (await review.FreezeAsync(key, new PaymentReason(id ?? "", reason ?? ""), true, sender, cancellation), "已冻结。"),
            "unfreeze" => (await review.FreezeAsync(key, new PaymentReason(id ?? "", reason ?? ""), false, sender, cancellation), "已解冻。"),
            "reissue" => (await review.ReissueAsync(key, new PaymentReason(id ?? "", reason ?? ""), sender, cancellation), "已转待审批，重新支付。"),
            "release" => (await review.ReleaseHoldAsync(key, new PaymentReason(id ?? "", reason ?? ""), sender, cancellation), "已放行。"),
            "confirm" => (await recoveries.ConfirmAsync(key, id ?? "", sender, cancellation), "追回决定已确认。"),
            _ => (CommandResult.No("command.unknown", null, "没有这种操作。"), ""),
        };
        return await AnswerAsync(result, done, $"/funds/payments?tab={(act == "order" ? "ordered" : Tab)}", ShowAsync);
    }

    public async Task<IActionResult> OnPostReceiptAsync(string? commandId, string? id, DateOnly receivedOn, string? amount, string? reference)
    {
        Tab = "recoveries";
        return await AnswerAsync(await recoveries.ReceiveAsync(commandId ?? "", new NewReceipt(id ?? "", receivedOn, Fen.Parse(amount) ?? -1, reference ?? ""), await senders.CreateAsync(), HttpContext.RequestAborted), "到账已登记。", "/funds/payments?tab=recoveries", ShowAsync);
    }

    /// <summary>Looks at the file first; nothing is written unless every line is right and it was asked for.</summary>
    public async Task<IActionResult> OnPostResultsAsync(string? commandId, IFormFile? file, string? import)
    {
        Tab = "ordered";
        if (file is null || file.Length > MostBytes) return await AnswerAsync(CommandResult.No("results.one", "file", "请选择银行结果文件，不超过 5 MB。"), "", null, ShowAsync);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, HttpContext.RequestAborted);
        if (import == "true") return await AnswerAsync(await results.ImportAsync(commandId ?? "", content.ToArray(), await senders.CreateAsync(), HttpContext.RequestAborted), "银行结果已导入。", "/funds/payments?tab=paid", ShowAsync);
        Preview = await results.PreviewAsync(content.ToArray(), ChinaTime.DateOf(clock.GetUtcNow()), HttpContext.RequestAborted);
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        user = await current.GetAsync();
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000));
        var cancellation = HttpContext.RequestAborted;
        await using var db = contexts.Create();
        var rows = PaymentScope.Visible(db, user);
        Counts = await rows.GroupBy(p => p.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var payments = rows.Select(p => p.Id);
        var claims = db.Recoveries.AsNoTracking().Where(r => payments.Contains(r.PaymentId));
        RecoveryCount = await claims.CountAsync(cancellation);
        var words = SearchWords.Read(Search);
        if (Tab == "recoveries")
        {
            claims = claims.Matching(words, word => r => SearchText.Has(r.DebtorName, word) || SearchText.Has(r.Number, word));
            Total = await claims.CountAsync(cancellation);
            Recoveries = await claims.OrderByDescending(r => r.Number).Skip((Number - 1) * Size).Take(Size).ToListAsync(cancellation);
            return;
        }

        if (!States.TryGetValue(Tab, out var states)) (Tab, states) = ("requested", States["requested"]);
        rows = rows.Where(p => states.Contains(p.Status));
        rows = rows.Matching(words, word => p => SearchText.Has(p.PayeeName, word) || SearchText.Has(p.Number, word) || SearchText.Has(p.Purpose, word) || SearchText.Has(p.SourceFact, word));
        (Total, Sum) = (await rows.CountAsync(cancellation), await rows.SumAsync(p => p.Amount, cancellation));
        Payments = await rows.OrderByDescending(p => p.Number).Skip((Number - 1) * Size).Take(Size).ToListAsync(cancellation);
        Holds = await RecoveryHolds.OfAsync(db, [.. Payments.Select(p => p.PayeeId).Distinct()], cancellation);
        if (Tab == "approved") Formats = await db.PayOrderFormats.AsNoTracking().OrderBy(f => f.Name).ToListAsync(cancellation);
        if (Tab == "ordered" && IsFinance) Orders = await db.PayOrders.AsNoTracking().OrderByDescending(o => o.Number).Take(10).ToListAsync(cancellation);
    }
}
