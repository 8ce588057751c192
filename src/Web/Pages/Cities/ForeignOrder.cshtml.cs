using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Cities;

/// <summary>One order of another city, with what its provider may do next.</summary>
[Authorize(Policy = Policies.Vouchers), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class ForeignOrderModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, ForeignOrders orders, TimeProvider clock) : FundPage
{
    private UserContext user = UserContext.Anonymous;

    public ForeignOrderRow Order { get; private set; } = null!;

    public IReadOnlyList<EventRow> Events { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public bool IsProvider => user.OrganizationId is { } own && own == Order.OrganizationId;

    /// <summary>Whether nothing is on its way to the other city.</summary>
    public bool MayAct => IsProvider && Order.PendingAct is null;

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? act, string? commandId, string? reason, string? invoiceNumber, string? invoiceAmount, IFormFile? file)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(id)) return NotFound();
        var (key, word, cancellation) = (commandId ?? "", new OrderWord(id, (reason ?? "").ReplaceLineEndings("\n")), HttpContext.RequestAborted);
        var result = act switch
        {
            "accept" => await orders.AcceptAsync(key, word, sender, cancellation),
            "cancel" => await orders.CancelAsync(key, word, sender, cancellation),
            "deliver" => await orders.DeliverAsync(key, word, sender, cancellation),
            "redeem" when file is not null => await ClaimAsync(key, new ForeignClaim(id, invoiceNumber ?? "", Fen.Parse(invoiceAmount) ?? -1), file, sender),
            "redeem" => CommandResult.No("file.form", "file", "请选择发票文件。"),
            _ => CommandResult.No("command.unknown", null, "没有这种操作。"),
        };
        return await AnswerAsync(result, $"已发往{Order.City}，几秒钟后刷新看答复。", "/foreign-orders/" + id, () => ShowAsync(id));
    }

    private async Task<CommandResult> ClaimAsync(string key, ForeignClaim claim, IFormFile file, Sender sender)
    {
        await using var content = file.OpenReadStream();
        return await orders.ClaimAsync(key, claim, file.FileName, content, sender, HttpContext.RequestAborted);
    }

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        Now = clock.GetUtcNow();
        await using var db = contexts.Create();
        if (await ForeignOrders.Visible(db, user).SingleOrDefaultAsync(o => o.Id == id, HttpContext.RequestAborted) is not { } order) return false;
        Order = order;
        Events = await db.Events.AsNoTracking().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).ToListAsync(HttpContext.RequestAborted);
        return true;
    }
}
