using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>订单 as both sides and the office follow it, with what the reader may do next.</summary>
[Authorize(Policy = Policies.Vouchers), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class OrderModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Orders orders, Redemptions redemptions, Disputes disputes, SpotChecks checks, OrderFiles files, TimeProvider clock) : FundPage
{
    private UserContext user = UserContext.Anonymous;

    public OrderRow Order { get; private set; } = null!;

    public IReadOnlyList<EventRow> Events { get; private set; } = [];

    public IReadOnlyList<OrderFileRow> Files { get; private set; } = [];

    public PaymentRow? Payment { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public decimal Percent { get; private set; }

    public bool IsEnterprise => user.OrganizationId is { } own && own == Order.EnterpriseId;

    /// <summary>The provider, or an officer who writes down what a provider of a city without a link has sent in (代录).</summary>
    public bool IsProvider => ByHand || (user.OrganizationId is { } own && own == Order.ProviderOrganizationId);

    public bool ByHand { get; private set; }

    public bool IsOfficer => VoucherPeople.IsOfficer(user);

    public bool IsOffice => VoucherPeople.IsOffice(user);

    /// <summary>Whether the dispute is the reader's.</summary>
    public bool IsHandler => IsOffice && (Order.HandlerId is null || user.Is(Order.HandlerId));

    /// <summary>The latest decision to claim the money back; null: none.</summary>
    public RecoveryRow? Recovery { get; private set; }

    public bool IsHead => VoucherPeople.IsHead(user);

    public bool SeesAll => VoucherPeople.SeesAll(user);

    public bool MayAddFiles => (IsEnterprise || IsProvider) && VoucherWords.Holds(Order.Status);

    /// <summary>Where the order stands among the steps that applicants see.</summary>
    public int Step => Order.Status switch { OrderStatus.Placed => 1, OrderStatus.Accepted => 2, OrderStatus.Delivered or OrderStatus.Disputed => 3, OrderStatus.Confirmed => 4, OrderStatus.Auditing or OrderStatus.Supplement => 5, OrderStatus.Notice => 6, OrderStatus.Redeemed => Payment?.Status == PaymentStatus.Paid ? 8 : 7, _ => 0 };

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(string id, string file) =>
        await files.OpenAsync(file, await current.GetAsync(), HttpContext.RequestAborted) is { } found && found.File.OrderId == id ? File(found.Content, found.File.ContentType, found.File.FileName) : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? act, string? commandId, string? reason, string? amount, string? decision, string? invoiceNumber, string? invoiceAmount, int? stars)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        var (key, text) = (commandId ?? "", (reason ?? "").ReplaceLineEndings("\n"));
        long? part = string.IsNullOrWhiteSpace(amount) ? null : Fen.Parse(amount) ?? -1;
        var cancellation = HttpContext.RequestAborted;
        var (result, done) = act switch
        {
            "accept" => (await orders.AcceptAsync(key, new OrderWord(id, text), sender, cancellation), "已接单。"),
            "cancel" => (await orders.CancelAsync(key, new OrderWord(id, text), sender, cancellation), "订单已取消，锁定的券额已解除。"),
            "deliver" => (await orders.DeliverAsync(key, new OrderWord(id, text), sender, cancellation), "已登记交付，等待企业确认。"),
            "confirm" => (await orders.ConfirmAsync(key, new OrderConfirmation(id, part), sender, cancellation), "已确认交付。"),
            "dispute" => (await orders.DisputeAsync(key, new OrderWord(id, text), sender, cancellation), "争议已提交，经办人见下面的“争议经办人”。"),
            "rate" => (await orders.RateAsync(key, new OrderRating(id, stars ?? 0, text), sender, cancellation), "谢谢您的评价。"),
            "redeem" => (await redemptions.ClaimAsync(key, new RedemptionClaim(id, invoiceNumber ?? "", Fen.Parse(invoiceAmount) ?? -1), sender, cancellation), "核销申请已提交。"),
            "audit" when Enum.TryParse<AuditVerdict>(decision, out var verdict) => (await redemptions.AuditAsync(key, new RedemptionVerdict(id, verdict, part, text), sender, cancellation), "审核意见已提交。"),
            "takeDispute" => (await disputes.TakeAsync(key, id, sender, cancellation), "争议已由您接手。"),
            "settleDispute" when Enum.TryParse<DisputeDecision>(decision, out var settled) => (await redemptions.SettleDisputeAsync(key, new DisputeSettlement(id, settled, part, text), sender, cancellation), "争议已处理。"),
            "settleObjection" => (await redemptions.SettleObjectionAsync(key, new ObjectionSettlement(id, decision == "upheld", text), sender, cancellation), "核查结论已登记。"),
            "spot" => (await checks.FindAsync(key, new SpotFinding(id, decision == "passed", text), sender, cancellation), "抽查结论已登记。"),
            "fraud" => (await checks.DecideFraudAsync(key, new FraudDecision(id, decision != "enterprise", text), sender, cancellation), "追回决定已登记，待另一位人员在资金支付里确认。"),
            _ => (CommandResult.No("order.decision", "decision", "请选择结论。"), ""),
        };
        return await AnswerAsync(result, done, "/orders/" + id, () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostFileAsync(string id, string? purpose, IFormFile? file)
    {
        if (!await ShowAsync(id)) return NotFound();
        if (file is null) return await AnswerAsync(CommandResult.No("file.form", "file", "请先选择文件。"), "", null);
        await using var content = file.OpenReadStream();
        var (_, refusal) = await files.AddAsync(id, purpose ?? "", file.FileName, content, await senders.CreateAsync(), HttpContext.RequestAborted);
        return await AnswerAsync(refusal is null ? new CommandResult.Accepted(new CommandAnswer(id, 0, null, "", [], [])) : new CommandResult.Refused(refusal), $"“{file.FileName}”已上传。", "/orders/" + id, () => ShowAsync(id));
    }

    public static string SizeWords(long size) => size >= 1 << 20 ? (size / 1048576m).ToString("0.0", CultureInfo.InvariantCulture) + " MB" : (Math.Max(1, size / 1024)).ToString(CultureInfo.InvariantCulture) + " KB";

    public string? Due => Order.DueAt is { } due && Order.HeldReason is null ? DateText.EndOf(ChinaTime.LastDayOf(due), DateText.Today(Now)) : null;

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        Now = clock.GetUtcNow();
        await using var db = contexts.Create();
        if (await VoucherPeople.Visible(db, user).SingleOrDefaultAsync(o => o.Id == id, HttpContext.RequestAborted) is not { } order) return false;
        Order = order;
        ByHand = VoucherPeople.IsOfficer(user) && await VoucherPeople.IsByHandAsync(db, order, HttpContext.RequestAborted);
        Events = await db.Events.AsNoTracking().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).ToListAsync(HttpContext.RequestAborted);
        Files = await db.OrderFiles.AsNoTracking().Where(f => f.OrderId == id).OrderBy(f => f.UploadedAt).ToListAsync(HttpContext.RequestAborted);
        Payment = await db.Payments.AsNoTracking().Where(p => p.SubjectId == id).OrderByDescending(p => p.Number).FirstOrDefaultAsync(HttpContext.RequestAborted);
        Recovery = await db.Recoveries.AsNoTracking().Where(r => r.SubjectId == id).OrderByDescending(r => r.Number).FirstOrDefaultAsync(HttpContext.RequestAborted);
        Percent = await db.VoucherSchemes.Where(s => s.Id == order.SchemeId).Select(s => s.Percent).SingleAsync(HttpContext.RequestAborted);
        return true;
    }
}
