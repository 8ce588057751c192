using Innovation.Web.Access;
using Innovation.Web.Startup;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Innovation.Web.Pages.Account;

/// <summary>单位登记: an organisation opens its account by itself and waits for the office's approval.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(SitePages.FormLimit), ResponseCache(NoStore = true)]
public sealed class RegisterModel(OrganizationRegistration registration, SignIns signIns, UserManager<UserAccount> users, CurrentUser current, TimeProvider clock) : PageModel
{
    [BindProperty]
    public RegistrationInput Input { get; set; } = new();

    [BindProperty]
    public string? Again { get; set; }

    public IReadOnlyList<FormProblem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => (await current.GetAsync()).IsSignedIn ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var received = clock.GetUtcNow();
        // What was left empty is bound as null.
        Input = new RegistrationInput
        {
            Uscc = Input.Uscc ?? "", Name = Input.Name ?? "", Kind = Input.Kind ?? "", Area = Input.Area ?? "", LegalRepresentative = Input.LegalRepresentative ?? "",
            ContactName = Input.ContactName ?? "", ContactMobile = Input.ContactMobile ?? "", UserName = Input.UserName ?? "", Password = Input.Password ?? "",
        };
        if (Input.Password != (Again ?? "")) Problems = [new FormProblem("account.again", "again", "", "两次填写的密码不一样，请重新填写。")];
        else
        {
            var result = await registration.RegisterAsync(Input, received, HttpContext.RequestAborted);
            if (result.IsAccepted)
            {
                await signIns.SignInAsync((await users.FindByIdAsync(result.UserId!))!);
                return LocalRedirect("/home");
            }

            Problems = result.Problems;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
