using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Shell;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Pages.Account;

/// <summary>登录.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(Startup.SitePages.SignInLimit), ResponseCache(NoStore = true)]
public sealed class LoginModel(SignIns signIns, UserManager<UserAccount> users, CurrentUser current, AuditLog audit, IDemoAccounts demo, IOptions<SiteOptions> site) : PageModel
{
    private const string Wrong = "用户名或密码不对，请核对大小写后重新输入。连续输错的，要等一会儿才能再试。";

    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string? Error { get; private set; }

    public IReadOnlyList<DemoAccount> Demo { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if ((await current.GetAsync()) is { IsSignedIn: true } user) return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : UserNavigation.HomeOf(user));
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var name = UserName?.Trim() ?? "";
        if (name.Length == 0 || string.IsNullOrEmpty(Password)) return await RefuseAsync("请填写用户名和密码。");
        var check = await signIns.CheckPasswordAsync(name, Password);
        if (check.Pause is { } pause)
        {
            return await RefuseAsync(PasswordCheck.Wait(Response, pause), StatusCodes.Status429TooManyRequests);
        }

        if (check.Account is not { } account) return await RefuseAsync(Wrong);
        if (check.Answer == PasswordAnswer.Locked)
        {
            await audit.RecordAsync(UserContext.Anonymous, "signIn.locked", account.Id, new { account.UserName });
            return await RefuseAsync(LockedUntil(await users.GetLockoutEndDateAsync(account)));
        }

        if (account.Disabled) return await RefuseAsync("这个账号已经停用，不能登录。如需恢复，请联系本单位管理员或者市科技局。");
        if (account.TwoFactorEnabled)
        {
            await signIns.BeginCodeAsync(account);
            return RedirectToPage("/Account/LoginCode", new { ReturnUrl = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null });
        }

        await signIns.SignInAsync(account);
        var user = await signIns.RecordAsync(account, new { account.UserName });
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : UserNavigation.HomeOf(user));
    }

    private static string LockedUntil(DateTimeOffset? until) => until is { } end
        ? $"验证码连续输错，账号已锁定到 {DateText.Moment(end.AddSeconds(59), end)}，请在这以后再登录。忘记密码的，请联系本单位管理员或者市科技局重置。"
        : "账号已锁定，请联系市科技局。";

    private async Task<IActionResult> RefuseAsync(string words, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Error = words;
        Response.StatusCode = status;
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (site.Value.Demo) Demo = await demo.ListAsync(HttpContext.RequestAborted);
        return Page();
    }
}
