using Innovation.Web.Access;
using Innovation.Web.Clock;
using Innovation.Web.Shell;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Account;

/// <summary>我的账号: who I am here, what I may do, my password.</summary>
[Authorize(Policy = Policies.SignedIn), ResponseCache(NoStore = true)]
public sealed class AccountModel(CurrentUser current, IDbContexts contexts, ProgrammeStore programmes, UserManager<UserAccount> users, SignIns signIns, SessionStore sessions, SenderFactory senders, AuditLog audit, TimeProvider clock, RealClock realClock, PageAccess access) : PageModel
{
    public UserAccount Account { get; private set; } = null!;

    public OrganizationRow? Organization { get; private set; }

    public IReadOnlyList<(string Role, string Scope)> Roles { get; private set; } = [];

    /// <summary>What is wrong, by field: old, fresh, again.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>Signed in with a temporary password; nothing else can be done before it is changed.</summary>
    public bool MustChange => Account.MustChangePassword;

    /// <summary>登录 of this person that count now.</summary>
    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    /// <summary>Sessions go by real time.</summary>
    public DateTimeOffset SessionsNow { get; private set; }

    public bool IsThis(SessionRow session) => session?.Id == signIns.SessionId;

    /// <summary>两步验证 is for people who work here.</summary>
    public bool OffersSecondFactor => Account.OrganizationId is null;

    /// <summary>Has a post that somebody else may hold for a time.</summary>
    public bool OffersSubstitutes { get; private set; }

    /// <summary>Writes opinions.</summary>
    public bool OffersPhrases { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? old, string? fresh, string? again)
    {
        var user = await current.GetAsync();
        var errors = new Dictionary<string, string>();
        if (string.IsNullOrEmpty(old)) errors["old"] = "请填写现在的密码。";
        if (string.IsNullOrEmpty(fresh)) errors["fresh"] = "请填写新密码。";
        else if (fresh != again) errors["again"] = "两次填写的新密码不一样，请重新填写。";
        else if (fresh == old) errors["fresh"] = "新密码不能和现在的密码相同。";
        if (errors.Count == 0)
        {
            var account = await users.FindByIdAsync(user.UserId) ?? throw new InvalidOperationException("signed in without an account");
            var temporary = account.MustChangePassword;
            account.MustChangePassword = false;
            var result = await users.ChangePasswordAsync(account, old!, fresh!);
            if (result.Succeeded)
            {
                await audit.RecordAsync(user, "password.changed", user.UserId, new { });
                await signIns.RenewAsync(account, new Workflows.Cases.Sender(user, clock.GetUtcNow()));
                Done = "密码已修改，下次登录请用新密码。";
                return temporary ? LocalRedirect(UserNavigation.HomeOf(user)) : RedirectToPage();
            }

            foreach (var group in result.Errors.GroupBy(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? "old" : "fresh"))
                errors[group.Key] = string.Concat(group.Select(e => e.Description));
        }

        Errors = errors;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync();
        return Page();
    }

    /// <summary>退出: one session, all others, or all.</summary>
    public async Task<IActionResult> OnPostEndAsync(string? id, string? which)
    {
        var sender = await senders.CreateAsync();
        var mine = signIns.SessionId;
        switch (which)
        {
            case "others":
                Done = $"其他 {await sessions.EndAllAsync(sender.User.UserId, mine, sender)} 处登录都已退出。";
                return RedirectToPage();
            case "all":
                await sessions.EndAllAsync(sender.User.UserId, null, sender);
                await signIns.SignOutAsync(sender);
                return LocalRedirect("/login");
            default:
                Done = await sessions.EndAsync(sender.User.UserId, id ?? "", sender) is { } refusal ? refusal.Message : "这一处登录已退出。";
                return id == mine ? LocalRedirect("/login") : RedirectToPage();
        }
    }

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        Account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == user.UserId);
        Organization = user.OrganizationId is { } id ? await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id) : null;
        OffersPhrases = await access.IsOpenAsync("/account/phrases");
        (Now, SessionsNow) = (clock.GetUtcNow(), realClock.GetUtcNow());
        Sessions = await sessions.ListAsync(user.UserId);
        OffersSubstitutes = Substitutes.MaySubstitute(user);
        Roles = await RoleWords.OfAsync(db, programmes, user, clock.GetUtcNow(), HttpContext.RequestAborted);
    }
}
