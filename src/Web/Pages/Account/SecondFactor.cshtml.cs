using Innovation.Web.Access;
using Innovation.Web.Pages.Admin;
using Innovation.Web.Shell;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Pages.Account;

/// <summary>两步验证: set up, new recovery codes, turn off.</summary>
[Authorize(Policy = Policies.SignedIn), ResponseCache(NoStore = true)]
public sealed class SecondFactorModel(SenderFactory senders, CurrentUser current, SecondFactor factor, SignIns signIns, UserManager<UserAccount> users, IOptions<SiteOptions> site) : AdminPage(senders)
{
    public UserAccount Account { get; private set; } = null!;

    /// <summary>Staff must set it up before anything else.</summary>
    public bool Must { get; private set; }

    /// <summary>Applicants do not use it.</summary>
    public bool Offered => Account.OrganizationId is null;

    /// <summary>The QR code while it is being set up.</summary>
    public string Qr { get; private set; } = "";

    /// <summary>The same key to be typed.</summary>
    public string Key { get; private set; } = "";

    public int CodesLeft { get; private set; }

    /// <summary>恢复码, shown on this one answer only.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public Task OnGetAsync() => ShowAsync();

    /// <summary>Turns it on.</summary>
    public async Task<IActionResult> OnPostAsync(string? code)
    {
        var sender = await SenderAsync();
        var (codes, refusal) = await factor.ConfirmAsync(code, sender);
        if (refusal is not null) return await RefusedAsync(refusal);
        await signIns.RenewAsync((await users.FindByIdAsync(sender.User.UserId))!, sender);
        Codes = codes;
        await ShowAsync();
        return Page();
    }

    /// <summary>New recovery codes.</summary>
    public async Task<IActionResult> OnPostCodesAsync(string? code)
    {
        var sender = await SenderAsync();
        if (await CheckAsync(code, sender) is { } refusal) return await RefusedAsync(refusal);
        Codes = await factor.RenewCodesAsync(sender);
        await ShowAsync();
        return Page();
    }

    /// <summary>Turns it off.</summary>
    public async Task<IActionResult> OnPostDisableAsync(string? code)
    {
        var sender = await SenderAsync();
        if (await CheckAsync(code, sender) is { } wrong) return await RefusedAsync(wrong);
        if (await factor.DisableAsync(sender) is { } refusal) return await RefusedAsync(refusal);
        await signIns.RenewAsync((await users.FindByIdAsync(sender.User.UserId))!, sender);
        Done = "两步验证已停用。";
        return Redirect("/account/second-factor");
    }

    /// <summary>A wrong code counts here as it does at the sign-in.</summary>
    private async Task<Refusal?> CheckAsync(string? code, Workflows.Cases.Sender sender)
    {
        await using var scope = HttpContext.RequestServices.CreateAsyncScope();
        return await signIns.CheckCodeAsync((await scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>().FindByIdAsync(sender.User.UserId))!, code, null);
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal)
    {
        await ShowAsync();
        return Refuse(refusal);
    }

    private async Task ShowAsync()
    {
        var sender = await SenderAsync();
        await using var scope = HttpContext.RequestServices.CreateAsyncScope();
        Account = (await scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>().FindByIdAsync(sender.User.UserId))!;
        Must = current.MustEnrol && !Account.TwoFactorEnabled;
        if (!Offered) return;
        if (Account.TwoFactorEnabled)
        {
            CodesLeft = await factor.CodesLeftAsync(Account.Id);
            return;
        }

        var key = await factor.PendingKeyAsync(sender);
        Qr = Documents.Html.QrSvg.Render(Totp.Address(site.Value.SystemName, Account.UserName!, key), "两步验证的二维码，扫不了的用下面的密钥");
        Key = string.Join(' ', Base32.Write(key).Chunk(4).Select(c => new string(c)));
    }
}
