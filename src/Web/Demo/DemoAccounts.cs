using System.Security.Cryptography;
using Innovation.Web.Startup;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Demo;

/// <summary>An account that the demonstration offers.</summary>
/// <param name="Organization">Organisation of an applicant, or unit of staff.</param>
/// <param name="Area">推荐单位, for recommenders and applicants.</param>
public sealed record DemoAccount(string UserName, string Password, string Name, IReadOnlyList<string> Roles, string Organization, string Area);

/// <summary>Demo accounts exist in demo mode only. Their password is drawn once per data folder; none is in the code.</summary>
public sealed class DemoAccounts(IOptions<ServerOptions> options, IDbContexts contexts, Accounts accounts)
{
    private string? hash;

    /// <summary>The password of all demo accounts of this installation.</summary>
    public string Password()
    {
        var file = Path.Combine(options.Value.Data, "keys", "demo-password.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file)) File.WriteAllText(file, $"demo-{RandomNumberGenerator.GetInt32(100_000, 999_999)}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
        return File.ReadAllText(file).Trim();
    }

    /// <summary>Creates an account with the demo password.</summary>
    public Task<string> EnsureAsync(string userName, string name, string? organizationId, string unit, IReadOnlyList<(string, string)> grants, DateTimeOffset at)
    {
        // One hash for all: they share the password, and hashing is slow on purpose.
        hash ??= new PasswordHasher<UserAccount>().HashPassword(new UserAccount(), Password());
        return accounts.EnsureAsync(new AccountInput(userName, name, hash, organizationId, unit, grants), new Sender(UserContext.System, at));
    }

    /// <summary>Everybody who can sign in with the demo password.</summary>
    public async Task<IReadOnlyList<DemoAccount>> ListAsync()
    {
        await using var db = contexts.Create();
        var password = Password();
        var users = await db.Users.AsNoTracking().Where(u => !u.Disabled).OrderBy(u => u.CreatedAt).ThenBy(u => u.UserName).ToListAsync();
        var grants = (await db.Grants.AsNoTracking().ToListAsync()).ToLookup(g => g.UserId);
        var organizations = await db.Organizations.AsNoTracking().ToDictionaryAsync(o => o.Id);
        var known = users.FirstOrDefault(u => u.UserName == "admin")?.PasswordHash;
        return [.. users.Where(u => u.PasswordHash == known || u.PasswordHash == hash).Select(u =>
        {
            var organization = u.OrganizationId is { } id ? organizations.GetValueOrDefault(id) : null;
            var area = organization?.Area ?? grants[u.Id].Select(g => g.Scope).FirstOrDefault(s => s.StartsWith("area:", StringComparison.Ordinal))?[5..] ?? "";
            string[] roles = organization is null ? [.. grants[u.Id].Select(g => g.Role)] : ["applicant"];
            return new DemoAccount(u.UserName!, password, u.DisplayName, roles, organization?.Name ?? u.Unit, area);
        })];
    }
}
