using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Cities;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Cities;

/// <summary>清算单: its lines beside those of the other city, until they balance and the money has moved.</summary>
[Authorize(Policy = Policies.Funds), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class ClearingModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Clearings clearings, ClearingMoney money, TimeProvider clock) : FundPage
{
    public const int Size = 50;

    private UserContext user = UserContext.Anonymous;

    /// <summary>Only lines on which the cities differ.</summary>
    [BindProperty(SupportsGet = true, Name = "differ")]
    public bool OnlyDifferent { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public ClearingRow Sheet { get; private set; } = null!;

    public IReadOnlyList<ClearingLineRow> Lines { get; private set; } = [];

    public IReadOnlyList<PaymentRow> Payments { get; private set; } = [];

    public IReadOnlyList<EventRow> Events { get; private set; } = [];

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public int Total { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public bool IsOffice => VoucherPeople.IsOffice(user);

    public bool IsFinance => user.Has(ProcessRoles.Finance);

    public bool IsOpen => Sheet.Status == ClearingStatus.Open;

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnGetCsvAsync(string id) =>
        await ShowAsync(id) ? File(ClearingFile.Write(await LinesAsync(id)), "text/csv", $"{Sheet.Number}.csv") : NotFound();

    public async Task<IActionResult> OnGetXlsxAsync(string id)
    {
        if (!await ShowAsync(id)) return NotFound();
        await using var db = contexts.Create();
        var lines = await db.ClearingLines.AsNoTracking().Where(l => l.ClearingId == id).OrderBy(l => l.Number).ToListAsync(HttpContext.RequestAborted);
        return File(Xlsx.Write("清算单", ["订单号", "服务机构", "信用代码", "核销日期", "我方金额（元）", "对方金额（元）", "核对", "暂缓"],
            lines.Select(l => (IReadOnlyList<object?>)[l.Number, l.ProviderName, l.ProviderUscc, l.RedeemedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), l.Amount is { } a ? Fen.ToYuan(a) : null, l.TheirAmount is { } t ? Fen.ToYuan(t) : null, ClearingWords.Of(l.Difference), l.HeldReason])),
            Xlsx.ContentType, $"{Sheet.Number}{Sheet.City}.xlsx");
    }

    public async Task<IActionResult> OnPostCounterAsync(string id, string? commandId, IFormFile? file)
    {
        if (!await ShowAsync(id)) return NotFound();
        if (file is null || await CityFiles.ReadAsync(file, HttpContext.RequestAborted) is not { } content) return await AnswerAsync(CommandResult.No("file.one", "file", CityFiles.Wrong), "");
        (var lines, Problems) = ClearingFile.Read(content);
        if (Problems.Count > 0) return await AnswerAsync(CommandResult.No("clearing.file", "file", $"文件有 {Problems.Count} 处问题，没有核对；请改好再来。"), "");
        var result = await clearings.CompareAsync(commandId ?? "", new CounterLines(id, file.FileName, lines), await senders.CreateAsync(), HttpContext.RequestAborted);
        return await AnswerAsync(result, result is CommandResult.Accepted a ? $"已与“{file.FileName}”核对：{a.Answer.ApplicantStatus}。" : "", $"/clearings/{id}", () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostAsync(string id, string? commandId, string? act, string? number, string? reason, DateOnly? on, string? bankReference)
    {
        if (!await ShowAsync(id)) return NotFound();
        var (sender, key, cancellation) = (await senders.CreateAsync(), commandId ?? "", HttpContext.RequestAborted);
        var (result, done) = act switch
        {
            "hold" => (await clearings.HoldAsync(key, new LineHold(id, number ?? "", true, reason ?? ""), sender, cancellation), $"订单 {number} 已暂缓，留到下一个季度。"),
            "take" => (await clearings.HoldAsync(key, new LineHold(id, number ?? "", false), sender, cancellation), $"订单 {number} 已恢复。"),
            "collect" => (await clearings.MakeAsync(key, new NewClearing(Sheet.CityId, Sheet.Year, Sheet.Quarter, Sheet.Ours), sender, cancellation), "已重新汇总。"),
            "confirm" => (await clearings.ConfirmAsync(key, id, sender, cancellation), "已对平。"),
            "pay" => (await money.RequestAsync(key, id, sender, cancellation), "已申请支付，请另外两位人员复核、审批。"),
            "receive" => (await money.ReceiveAsync(key, new ClearingReceipt(id, on ?? default, bankReference ?? ""), sender, cancellation), "到账已登记，转付本市服务机构的款项在“资金支付”里待复核。"),
            "rest" => (await money.PayRestAsync(key, id, sender, cancellation), "已补开。"),
            _ => (CommandResult.No("command.unknown", null, "没有这种操作。"), ""),
        };
        return await AnswerAsync(result, act is "receive" or "rest" && result is CommandResult.Accepted { Answer.ApplicantStatus: var words } && words.Contains('；', StringComparison.Ordinal) ? words : done, $"/clearings/{id}", () => ShowAsync(id));
    }

    private async Task<IReadOnlyList<CityClearingLine>> LinesAsync(string id)
    {
        await using var db = contexts.Create();
        return await Clearings.LinesAsync(db, id, HttpContext.RequestAborted);
    }

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000));
        var cancellation = HttpContext.RequestAborted;
        await using var db = contexts.Create();
        if (await db.Clearings.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } sheet) return false;
        Sheet = sheet;
        var lines = db.ClearingLines.AsNoTracking().Where(l => l.ClearingId == id);
        if (OnlyDifferent) lines = lines.Where(l => l.Difference != LineDifference.None && l.Difference != LineDifference.NotCompared);
        lines = lines.Matching(SearchWords.Read(Search), word => l => SearchText.Has(l.Number, word) || SearchText.Has(l.ProviderName, word) || SearchText.Has(l.ProviderUscc, word));
        Total = await lines.CountAsync(cancellation);
        Lines = await lines.OrderBy(l => l.Difference == LineDifference.None ? 1 : 0).ThenBy(l => l.Number).Skip((Number - 1) * Size).Take(Size).ToListAsync(cancellation);
        Payments = await db.Payments.AsNoTracking().Where(p => p.ClearingId == id || (!sheet.Ours && p.SourceFact == sheet.Number)).OrderBy(p => p.Number).Take(200).ToListAsync(cancellation);
        Events = await db.Events.AsNoTracking().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).Take(500).ToListAsync(cancellation);
        return true;
    }
}
