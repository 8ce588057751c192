using Innovation.Web.Access;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Vouchers;

/// <summary>创新券 at the bureau: applications to check and to grant, vouchers, orders that wait for the office, schemes, spot checks.</summary>
[Authorize(Policy = Policies.Funds)]
public sealed class OfficeModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, VoucherApplications applications, Schemes schemes, SpotChecks checks, TimeProvider clock) : FundPage
{
    public const int Size = 30;

    private UserContext user = UserContext.Anonymous;

    [BindProperty(SupportsGet = true, Name = "tab")]
    public string Tab { get; set; } = "applications";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<VoucherApplicationRow> Applications { get; private set; } = [];

    public IReadOnlyList<(VoucherRow Row, VoucherFigures Figures)> Vouchers { get; private set; } = [];

    public IReadOnlyList<OrderRow> Orders { get; private set; } = [];

    public IReadOnlyList<(SchemeRow Row, BudgetFigures Figures)> Schemes { get; private set; } = [];

    public IReadOnlyList<BudgetRow> Budgets { get; private set; } = [];

    public int Total { get; private set; }

    public int Waiting { get; private set; }

    public int ToAct { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public bool IsOffice => VoucherPeople.IsOffice(user);

    public bool IsHead => VoucherPeople.IsHead(user);

    public bool IsOfficer => VoucherPeople.IsOfficer(user);

    /// <summary>Whoever checked does not grant.</summary>
    public bool MayGrant(VoucherApplicationRow row) => IsOffice && !user.Is(row.CheckedBy);

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostDecideAsync(string? commandId, string? id, string? act, string? reason)
    {
        var sender = await senders.CreateAsync();
        var decision = new ApplicationDecision(id ?? "", reason ?? "");
        var (result, done) = act switch
        {
            "check" => (await applications.CheckAsync(commandId ?? "", decision, sender, HttpContext.RequestAborted), "初审通过，请另一位人员发券。"),
            "grant" => (await applications.GrantAsync(commandId ?? "", decision, sender, HttpContext.RequestAborted), "已发券。"),
            _ => (await applications.RefuseAsync(commandId ?? "", decision, sender, HttpContext.RequestAborted), "已登记不予发放。"),
        };
        return await AnswerAsync(result, done, "/vouchers", ShowAsync);
    }

    public async Task<IActionResult> OnPostSchemeAsync(string? commandId, SchemeInput input, string? capYuan)
    {
        Tab = "schemes";
        return await AnswerAsync(await schemes.SaveAsync(commandId ?? "", input with { Cap = Workflows.Funds.Fen.Parse(capYuan) ?? -1 }, await senders.CreateAsync(), HttpContext.RequestAborted), "方案已保存。", "/vouchers?tab=schemes", ShowAsync);
    }

    public async Task<IActionResult> OnPostDrawAsync(string? commandId, string? schemeId, DateOnly from, DateOnly to)
    {
        Tab = "schemes";
        var result = await checks.DrawAsync(commandId ?? "", new SpotDraw(schemeId ?? "", from, to), await senders.CreateAsync(), HttpContext.RequestAborted);
        return await AnswerAsync(result, result is Workflows.Cases.CommandResult.Accepted a ? $"已{a.Answer.ApplicantStatus}，在“待办订单”里登记结论。" : "", "/vouchers?tab=orders", ShowAsync);
    }

    private async Task ShowAsync()
    {
        user = await current.GetAsync();
        (Now, Number) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000));
        var cancellation = HttpContext.RequestAborted;
        await using var db = contexts.Create();
        var (skip, words) = ((Number - 1) * Size, SearchWords.Read(Search));
        var open = db.VoucherApplications.AsNoTracking().Where(a => a.Status == ApplicationStatus.Submitted || a.Status == ApplicationStatus.Checked);
        var acting = db.Orders.AsNoTracking().Where(o => o.Status == OrderStatus.Disputed || o.Status == OrderStatus.Auditing || o.HeldReason != null || (o.SpotDrawnAt != null && o.SpotPassed == null) || (o.SpotPassed == false && o.Status == OrderStatus.Redeemed && !db.Recoveries.Any(r => r.SubjectId == o.Id)));
        (Waiting, ToAct) = (await open.CountAsync(cancellation), await acting.CountAsync(cancellation));
        switch (Tab)
        {
            case "orders":
                acting = acting.Matching(words, word => o => SearchText.Has(o.Number, word) || SearchText.Has(o.EnterpriseName, word) || SearchText.Has(o.ProviderName, word) || Coded(db, word).Contains(o.EnterpriseId));
                Total = await acting.CountAsync(cancellation);
                Orders = await acting.OrderBy(o => o.DueAt).ThenBy(o => o.Id).Skip(skip).Take(Size).ToListAsync(cancellation);
                break;
            case "vouchers":
                var vouchers = db.Vouchers.AsNoTracking().Matching(words, word => v => SearchText.Has(v.Code, word) || SearchText.Has(v.OrganizationName, word) || Coded(db, word).Contains(v.OrganizationId));
                Total = await vouchers.CountAsync(cancellation);
                var rows = await vouchers.OrderByDescending(v => v.GrantedAt).ThenBy(v => v.Id).Skip(skip).Take(Size).ToListAsync(cancellation);
                var figures = await VoucherFigures.ReadAsync(db, rows.ConvertAll(v => v.Id), cancellation);
                Vouchers = rows.ConvertAll(v => (v, figures[v.Id]));
                break;
            case "schemes":
                Budgets = await db.Budgets.AsNoTracking().OrderByDescending(b => b.Year).ThenBy(b => b.Item).Take(100).ToListAsync(cancellation);
                var all = await db.VoucherSchemes.AsNoTracking().OrderByDescending(s => s.Year).ThenBy(s => s.Name).Take(100).ToListAsync(cancellation);
                var money = await BudgetFigures.ReadAsync(db, all.ConvertAll(s => s.BudgetId), cancellation);
                Schemes = all.ConvertAll(s => (s, money[s.BudgetId]));
                Total = all.Count;
                break;
            default:
                Tab = "applications";
                var list = words.Any ? db.VoucherApplications.AsNoTracking().Matching(words, word => a => SearchText.Has(a.OrganizationName, word) || Coded(db, word).Contains(a.OrganizationId)) : open;
                Total = await list.CountAsync(cancellation);
                Applications = await list.OrderBy(a => a.DueAt).ThenBy(a => a.Id).Skip(skip).Take(Size).ToListAsync(cancellation);
                break;
        }
    }

    /// <summary>Ids of organisations in whose 统一社会信用代码 a word occurs.</summary>
    private static IQueryable<string> Coded(WorkflowsDbContext db, string word) => db.Organizations.Where(o => SearchText.Has(o.Uscc, word)).Select(o => o.Id);

    public DateOnly Today => ChinaTime.DateOf(Now);
}
