using Innovation.Web.Access;
using Innovation.Web.Shell;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Innovation.Web.Pages.Account;

/// <summary>登录, the second step: the code of the authenticator app, or a recovery code.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(Startup.SitePages.SignInLimit), ResponseCache(NoStore = true)]
public sealed class LoginCodeModel(SignIns signIns, AuditLog audit) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A recovery code is asked for instead.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Recover { get; set; }

    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await signIns.OwesCodeAsync() is null ? LocalRedirect("/login") : Page();

    public async Task<IActionResult> OnPostAsync(string? code, string? recovery)
    {
        if (await signIns.OwesCodeAsync() is not { } account) return LocalRedirect("/login");
        if (string.IsNullOrWhiteSpace(Recover ? recovery : code)) return Refuse(Recover ? "请填写一个恢复码。" : "请填写验证器上的 6 位数字。");
        if (await signIns.CheckCodeAsync(account, Recover ? null : code, Recover ? recovery : null) is { } refusal)
        {
            if (refusal == SignIns.LockedOut) await audit.RecordAsync(UserContext.Anonymous, "signIn.locked", account.Id, new { account.UserName });
            return Refuse(refusal.Message);
        }

        await signIns.EndCodeAsync();
        await signIns.SignInAsync(account);
        var user = await signIns.RecordAsync(account, new { account.UserName, secondFactor = true });
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : UserNavigation.HomeOf(user));
    }

    private PageResult Refuse(string words)
    {
        Error = words;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
