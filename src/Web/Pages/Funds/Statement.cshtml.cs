using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.PublicPages;
using Innovation.Web.Shell;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Funds.Statements;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Pages.Funds;

/// <summary>对账单 of an organisation or of a budget for any time: on screen, as PDF, as a table.</summary>
[Authorize(Policy = Policies.Vouchers)]
public sealed class StatementModel(CurrentUser current, IDbContexts contexts, PaperAnswer papers, IOptions<SiteOptions> site, TimeProvider clock) : PaperPage(papers)
{
    private const int MostFound = 20;

    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? First { get; set; }

    [BindProperty(SupportsGet = true, Name = "until")]
    public DateOnly? Last { get; set; }

    /// <summary>The organisation; applicants have only their own.</summary>
    [BindProperty(SupportsGet = true, Name = "organization")]
    public string? OrganizationId { get; set; }

    /// <summary>The budget; open to whoever watches over the money.</summary>
    [BindProperty(SupportsGet = true, Name = "budget")]
    public string? BudgetId { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public bool SeesAll { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly Until { get; private set; }

    public OrganizationStatement? Organization { get; private set; }

    public BudgetStatement? Budget { get; private set; }

    /// <summary>Organisations that the search finds.</summary>
    public IReadOnlyList<OrganizationRow> Found { get; private set; } = [];

    public string? Problem { get; private set; }

    public string Title => Budget is { } b ? $"{b.Budget.Year}{b.Budget.Item}对账单" : Organization is { } o ? $"{o.Organization.Name}对账单" : "单位对账单";

    public string Query => $"organization={OrganizationId}&budget={BudgetId}&from={From:yyyy-MM-dd}&until={Until:yyyy-MM-dd}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    /// <summary>The statement as a paper; <see cref="PaperPage.Paper"/> is set when a person comes in a window.</summary>
    public async Task<IActionResult> OnGetPdfAsync() => await LoadAsync() && Document() is { } document ? await ShowAsync(HtmlRenderer.Render(document), document.Title, null, Title, "/statements?" + Query) : NotFound();

    public async Task<IActionResult> OnGetXlsxAsync()
    {
        if (!await LoadAsync() || (Organization is null && Budget is null)) return NotFound();
        return File(Xlsx.Write("对账单", StatementDocuments.Header, Budget is { } budget ? StatementDocuments.Rows(budget, Now) : StatementDocuments.Rows(Organization!, Now)), Xlsx.ContentType, Title + ".xlsx");
    }

    private DocumentModel? Document() => Budget is { } budget ? StatementDocuments.Build(budget, site.Value.AgencyName, Now) : Organization is { } organization ? StatementDocuments.Build(organization, site.Value.AgencyName, Now) : null;

    private async Task<bool> LoadAsync()
    {
        var (user, cancellation) = (await current.GetAsync(), HttpContext.RequestAborted);
        (Now, SeesAll) = (clock.GetUtcNow(), VoucherPeople.SeesAll(user));
        var today = DateText.Today(Now);
        (From, Until) = (First ?? new DateOnly(today.Year, 1, 1), Last ?? today);
        if (From > Until) (Problem, From) = ("起始日期晚于截止日期，已改为同一天。", Until);
        await using var db = contexts.Create();
        if (!SeesAll) (OrganizationId, BudgetId) = (user.OrganizationId, null);
        if (BudgetId is { Length: > 0 }) return (Budget = await BudgetStatement.ReadAsync(db, BudgetId, From, Until, cancellation)) is not null;
        if (OrganizationId is { Length: > 0 } id) return OrganizationStatement.MayRead(user, id) && (Organization = await OrganizationStatement.ReadAsync(db, id, From, Until, cancellation)) is not null;
        if (SearchWords.Read(Search) is { Any: true } words) Found = await db.Organizations.AsNoTracking().Matching(words, word => o => SearchText.Has(o.Name, word) || SearchText.Has(o.Uscc, word)).OrderBy(o => o.Name).ThenBy(o => o.Id).Take(MostFound).ToListAsync(cancellation);
        return true;
    }
}
