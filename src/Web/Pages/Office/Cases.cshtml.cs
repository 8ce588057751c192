using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Workflows.Deadlines;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>案件: the register.</summary>
[Authorize(Policies.Register)]
public sealed class CasesModel(CurrentUser current, CaseRegister register, TimeProvider clock) : PageModel
{
    public RegisterView List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await register.ListAsync(await current.GetAsync(), RegisterQuery.From(Request.Query));
        ViewData["Density"] = "dense";
        ViewData["Title"] = "案件";
        return Request.Headers["HX-Request"] == "true" && Request.Headers["HX-Target"].ToString().EndsWith("case-list", StringComparison.Ordinal) ? Partial("_CaseList", List) : Page();
    }

    public async Task<IActionResult> OnGetExportAsync() =>
        File(await register.ExportAsync(await current.GetAsync(), RegisterQuery.From(Request.Query)), "text/csv; charset=utf-8", $"案件{ChinaTime.DateOf(clock.GetUtcNow()):yyyyMMdd}.csv");
}
