using Innovation.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Account;

/// <summary>退出. Only by POST; a link that somebody is lured to does nothing.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class LogoutModel(SignIns signIns, SenderFactory senders) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIns.SignOutAsync(await senders.CreateAsync());
        return LocalRedirect("/login");
    }
}
