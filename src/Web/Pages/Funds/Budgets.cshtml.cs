using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Funds;

/// <summary>预算: where every yuan is. One budget fills the page with its places, which add up to the appropriation, and its postings.</summary>
[Authorize(Policy = Policies.Funds)]
public sealed class BudgetsModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Budgets budgets, TimeProvider clock) : FundPage
{
    public const int Size = 50;

    private const int MostExported = 50_000;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<(BudgetRow Row, BudgetFigures Figures)> Budgets { get; private set; } = [];

    /// <summary>The budget that is looked into; null: the list.</summary>
    public BudgetRow? Budget { get; private set; }

    public BudgetFigures Figures { get; private set; } = null!;

    public IReadOnlyDictionary<AccountKind, int> Accounts { get; private set; } = new Dictionary<AccountKind, int>();

    public IReadOnlyList<PostingRow> Postings { get; private set; } = [];

    public int Total { get; private set; }

    public bool IsFinance { get; private set; }

    /// <summary>Rounds to which the reader may allot money; of the programmes for which the reader promises it.</summary>
    public IReadOnlyList<RoundRow> Rounds { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? id) => await ShowAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnGetXlsxAsync(string id)
    {
        await using var db = contexts.Create();
        if (await db.Budgets.FindAsync([id], HttpContext.RequestAborted) is not { } row) return NotFound();
        var rows = await Of(db, id).OrderBy(p => p.Id).Take(MostExported).ToListAsync(HttpContext.RequestAborted);
        return File(Xlsx.Write("预算明细", ["时间", "业务", "摘要", "转出", "转入", "金额（元）"], rows.Select(p => (IReadOnlyList<object?>)[DateText.Moment(p.At, clock.GetUtcNow()), LedgerWords.Of(p.Kind), p.Summary, LedgerWords.Of(p.From.Kind), LedgerWords.Of(p.To.Kind), Fen.ToYuan(p.Amount)])), Xlsx.ContentType, $"{row.Year}{row.Item}明细.xlsx");
    }

    public async Task<IActionResult> OnPostCreateAsync(string? commandId, int? year, string? item, string? amount, string? basis) =>
        await AnswerAsync(await budgets.CreateAsync(commandId ?? "", new NewBudget(year ?? 0, item ?? "", Fen.Parse(amount) ?? -1, basis ?? ""), await senders.CreateAsync(), HttpContext.RequestAborted), "预算已下达。", "/funds/budgets", () => ShowAsync(null));

    public async Task<IActionResult> OnPostChangeAsync(string id, string? commandId, string? amount, string? less, string? basis) =>
        await AnswerAsync(less is not ("true" or "false") ? CommandResult.No("budget.direction", "less", "请选择追加还是调减。") : await budgets.ChangeAsync(commandId ?? "", new BudgetChange(id, Fen.Parse(amount) ?? -1, less == "true", basis ?? ""), await senders.CreateAsync(), HttpContext.RequestAborted), less == "true" ? "已调减。" : "已追加。", "/funds/budgets/" + id, () => ShowAsync(id));

    public async Task<IActionResult> OnPostAllotAsync(string id, string? commandId, string? roundId, string? roundAmount) =>
        await AnswerAsync(await budgets.AllotAsync(commandId ?? "", new RoundAllotment(id, roundId ?? "", Fen.Parse(roundAmount) ?? -1), await senders.CreateAsync(), HttpContext.RequestAborted), "已分配到批次；这一批的预留先从这里出。", "/funds/budgets/" + id, () => ShowAsync(id));

    private static IQueryable<PostingRow> Of(WorkflowsDbContext db, string id) => db.Postings.AsNoTracking().Include(p => p.From).Include(p => p.To).Where(p => p.From.BudgetId == id);

    private async Task<bool> ShowAsync(string? id)
    {
        var cancellation = HttpContext.RequestAborted;
        var user = await current.GetAsync();
        (Now, Number, IsFinance) = (clock.GetUtcNow(), Math.Clamp(Number, 1, 100_000), user.Has(ProcessRoles.Finance));
        await using var db = contexts.Create();
        if (id is null)
        {
            var rows = await db.Budgets.AsNoTracking().OrderByDescending(b => b.Year).ThenBy(b => b.Item).Take(200).ToListAsync(cancellation);
            var figures = await BudgetFigures.ReadAsync(db, rows.ConvertAll(b => b.Id), cancellation);
            Budgets = rows.ConvertAll(b => (b, figures[b.Id]));
            return true;
        }

        if (await db.Budgets.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellation) is not { } row) return false;
        (Budget, Figures) = (row, await BudgetFigures.ReadAsync(db, id, cancellation));
        Accounts = await db.Accounts.Where(a => a.BudgetId == id && a.Credits != a.Debits).GroupBy(a => a.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        if (user.IsStaff) Rounds = [.. (await db.Rounds.AsNoTracking().OrderByDescending(r => r.OpensAt).Take(100).ToListAsync(cancellation)).Where(r => Workflows.Funds.Budgets.Budgets.MayPromise(user, r.ProgrammeCode))];
        var postings = Of(db, id);
        Total = await postings.CountAsync(cancellation);
        Postings = await postings.OrderByDescending(p => p.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync(cancellation);
        return true;
    }
}
