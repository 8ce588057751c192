using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>登录安全: whether staff must use 两步验证.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class SecurityModel(SenderFactory senders, SecondFactor factor, IDbContexts contexts, TimeProvider clock) : AdminPage(senders)
{
    public bool Required { get; private set; }

    public SettingRow? Setting { get; private set; }

    public int Enrolled { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>What is stored now.</summary>
    public Seen Seen => new(("工作人员要不要使用两步验证", Setting?.Value == "true" ? "都要使用" : "自愿使用"));

    public Task OnGetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        Setting = await db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Key == SecondFactor.RequiredKey);
        Required = Setting?.Value == "true";
        Enrolled = await db.Users.CountAsync(u => u.TwoFactorEnabled);
    }

    public async Task<IActionResult> OnPostAsync(bool required)
    {
        await LoadAsync();
        if (await ChangedAsync(Seen, SecondFactor.RequiredKey, "setting.") is { } changed)
        {
            Required = required;
            return changed;
        }

        await factor.SetRequiredAsync(required, await SenderAsync());
        Done = required ? "已要求工作人员使用两步验证；没有设置的人下一步操作时会先被带去设置。" : "不再要求两步验证；已经启用的人不受影响。";
        return Redirect("/admin/security");
    }
}
