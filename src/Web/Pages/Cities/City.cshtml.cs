using Innovation.Web.Access;
using Innovation.Web.Cities;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Cities;

/// <summary>One city: its recognised list, the clearings with it, and what the two installations told each other.</summary>
[Authorize(Policy = Policies.Funds), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class CityModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, RecognisedLists lists, ListPull pull, Clearings clearings, CityExchange exchange, BankAccounts accounts, TimeProvider clock) : FundPage
{
    public const int Size = 50;

    private UserContext user = UserContext.Anonymous;

    [BindProperty(SupportsGet = true, Name = "tab")]
    public string Tab { get; set; } = "list";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public CityRow City { get; private set; } = null!;

    public OrganizationRow Payee { get; private set; } = null!;

    public BankAccountRow? Account { get; private set; }

    /// <summary>The account as it is stored now.</summary>
    public Components.Seen Seen => Funds.BankModel.SeenOf(Account);

    public IReadOnlyList<ServiceRow> Services { get; private set; } = [];

    public IReadOnlyList<ClearingRow> Sheets { get; private set; } = [];

    public IReadOnlyList<CityMessageRow> Messages { get; private set; } = [];

    /// <summary>Number of the order or sheet that a message is about, by its id.</summary>
    public IReadOnlyDictionary<string, string> Subjects { get; private set; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the lines of a file.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public int Total { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => ChinaTime.DateOf(Now);

    public bool IsOffice => VoucherPeople.IsOffice(user);

    public bool IsFinance => user.Has(ProcessRoles.Finance);

    public bool MayKeepAccount => IsFinance && Payee.Kind == OrganizationDirectory.Settlement;

    /// <summary>The last quarter that is over.</summary>
    public (int Year, int Quarter) LastQuarter => Today.Month <= 3 ? (Today.Year - 1, 4) : (Today.Year, (Today.Month - 1) / 3);

    public async Task<IActionResult> OnGetAsync(string id) => await ShowAsync(id) ? Page() : NotFound();

    /// <summary>Our own register as a file for a city without a link.</summary>
    public async Task<IActionResult> OnGetOwnAsync()
    {
        await using var db = contexts.Create();
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        return File(RecognisedListFile.Write(await RecognisedLists.OwnAsync(db, today, HttpContext.RequestAborted)), "text/csv", $"本市互认名录{today:yyyyMMdd}.csv");
    }

    public async Task<IActionResult> OnPostListAsync(string id, string? commandId, DateOnly? on, IFormFile? file)
    {
        if (!await ShowAsync(id)) return NotFound();
        if (await CityFiles.ReadAsync(file, HttpContext.RequestAborted) is not { } content) return await AnswerAsync(CommandResult.No("file.one", "file", CityFiles.Wrong), "");
        (var services, Problems) = RecognisedListFile.Read(content);
        if (Problems.Count > 0) return await AnswerAsync(CommandResult.No("list.invalid", "file", $"文件有 {Problems.Count} 处问题，一行也没有导入；请改好再来。"), "");
        var result = await lists.ImportAsync(commandId ?? "", new RecognisedList(id, on ?? default, services), await senders.CreateAsync(), HttpContext.RequestAborted);
        return await AnswerAsync(result, $"名录已导入：{Words(result)}。", $"/cities/{id}", () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostPullAsync(string id, string? commandId)
    {
        if (!await ShowAsync(id)) return NotFound();
        var result = await pull.RunAsync(commandId ?? "", id, await senders.CreateAsync(), HttpContext.RequestAborted);
        return await AnswerAsync(result, $"已取来{City.Name}今天的名录：{Words(result)}。", $"/cities/{id}", () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostMakeAsync(string id, string? commandId, int year, int quarter, bool ours)
    {
        Tab = "clearings";
        if (!await ShowAsync(id)) return NotFound();
        var result = await clearings.MakeAsync(commandId ?? "", new NewClearing(id, year, quarter, ours), await senders.CreateAsync(), HttpContext.RequestAborted);
        return await AnswerAsync(result, "清算单已汇总。", result is CommandResult.Accepted a ? $"/clearings/{a.Answer.CaseId}" : null, () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostRetryAsync(string id, string? commandId)
    {
        Tab = "messages";
        if (!await ShowAsync(id)) return NotFound();
        return await AnswerAsync(await exchange.RetryAsync(commandId ?? "", id, await senders.CreateAsync(), HttpContext.RequestAborted), "已安排重发，几秒钟后刷新看结果。", $"/cities/{id}?tab=messages", () => ShowAsync(id));
    }

    public async Task<IActionResult> OnPostAccountAsync(string id, string? commandId, string? accountNumber, string? bankName, string? bankCode)
    {
        Tab = "account";
        if (!await ShowAsync(id)) return NotFound();
        var sender = await senders.CreateAsync();
        var input = new BankAccountInput(Payee.Name, accountNumber ?? "", bankName ?? "", bankCode ?? "", Payee.Id);
        return await AnswerAsync(await UnlessChangedAsync(Seen, Account?.Id ?? "", () => accounts.SaveAsync(commandId ?? "", input, sender, HttpContext.RequestAborted)), "收款账户已保存。", $"/cities/{id}?tab=account", () => ShowAsync(id));
    }

    public string SubjectOf(CityMessageRow message) => Subjects.GetValueOrDefault(message.SubjectId, "");

    public static string HrefOf(CityMessageRow message) => message.Kind switch { CityMessageKind.Order => "/orders/", CityMessageKind.Act => "/foreign-orders/", _ => "/clearings/" } + message.SubjectId;

    public static string KindOf(CityMessageRow message) => message.Kind switch { CityMessageKind.Order => "订单情况", CityMessageKind.Act => "机构办理", _ => "清算单" };

    private static string Words(CommandResult result) => result is CommandResult.Accepted accepted ? accepted.Answer.ApplicantStatus : "";

    private async Task<bool> ShowAsync(string id)
    {
        user = await current.GetAsync();
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000));
        var (cancellation, skip) = (HttpContext.RequestAborted, (Number - 1) * Size);
        await using var db = contexts.Create();
        if (await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation) is not { } city) return false;
        City = city;
        Payee = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == city.PayeeId, cancellation);
        switch (Tab)
        {
            case "clearings":
                var sheets = db.Clearings.AsNoTracking().Where(c => c.CityId == id);
                Total = await sheets.CountAsync(cancellation);
                Sheets = await sheets.OrderByDescending(c => c.Year).ThenByDescending(c => c.Quarter).ThenByDescending(c => c.Number).Skip(skip).Take(Size).ToListAsync(cancellation);
                break;
            case "messages":
                var messages = db.CityMessages.AsNoTracking().Where(m => m.CityId == id);
                Total = await messages.CountAsync(cancellation);
                Messages = await messages.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Skip(skip).Take(Size).ToListAsync(cancellation);
                var about = Messages.Select(m => m.SubjectId).Distinct().ToList();
                Subjects = await db.Orders.Where(o => about.Contains(o.Id)).Select(o => new { o.Id, o.Number }).Concat(db.ForeignOrders.Where(o => about.Contains(o.Id)).Select(o => new { o.Id, o.Number })).Concat(db.Clearings.Where(o => about.Contains(o.Id)).Select(o => new { o.Id, o.Number })).ToDictionaryAsync(o => o.Id, o => o.Number, cancellation);
                break;
            case "account":
                Account = await db.BankAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.OrganizationId == city.PayeeId, cancellation);
                break;
            default:
                Tab = "list";
                var services = db.ProviderServices.AsNoTracking().Where(s => s.Provider.City == city.Name);
                services = services.Matching(SearchWords.Read(Search), word => s => SearchText.Has(s.Name, word) || SearchText.Has(s.Provider.Name, word) || SearchText.Has(s.Provider.Uscc, word));
                Total = await services.CountAsync(cancellation);
                Services = await services.Include(s => s.Provider).OrderBy(s => s.Provider.Status).ThenBy(s => s.Provider.Name).ThenBy(s => s.Name).ThenBy(s => s.Id).Skip(skip).Take(Size).ToListAsync(cancellation);
                break;
        }

        return true;
    }
}
