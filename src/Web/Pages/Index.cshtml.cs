using Innovation.Web.Access;
using Innovation.Web.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages;

/// <summary>Leads everybody to where they begin.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class IndexModel(CurrentUser current) : PageModel
{
    public async Task<IActionResult> OnGetAsync() => LocalRedirect(UserNavigation.HomeOf(await current.GetAsync()));
}
