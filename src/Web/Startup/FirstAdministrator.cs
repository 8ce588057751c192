using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Startup;

/// <summary>
/// Creates the first administrator of an installation from <c>Setup__Administrator</c> and <c>Setup__Password</c>, when
/// there is none yet. The password must meet the rules of every other account.
/// </summary>
internal static class FirstAdministrator
{
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (configuration["Setup:Administrator"] is not { Length: > 0 } name || configuration["Setup:Password"] is not { Length: > 0 } password) return;
        await using (var db = services.GetRequiredService<IDbContexts>().Create())
            if (await db.Grants.AnyAsync(g => g.Role == ProcessRoles.Administrator, cancellation)) return;
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>();
        foreach (var validator in users.PasswordValidators)
            if (await validator.ValidateAsync(users, new UserAccount(), password) is { Succeeded: false } weak)
                throw new InvalidOperationException("首位管理员的密码不合要求：" + string.Join("", weak.Errors.Select(e => e.Description)));
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<Accounts>().EnsureAsync(
            new AccountInput(name, "管理员", users.PasswordHasher.HashPassword(new UserAccount(), password), null, "市科技局", [(ProcessRoles.Administrator, "*")]),
            new Sender(UserContext.System, now), cancellation);
    }
}
