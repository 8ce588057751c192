using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>An account as an administrator gives it.</summary>
/// <param name="PasswordHash">Made by Identity's hasher.</param>
/// <param name="MustChangePassword">Somebody else knows the password: it must be changed at the first sign-in.</param>
public sealed record AccountInput(string UserName, string DisplayName, string PasswordHash, string? OrganizationId, string Unit, IReadOnlyList<(string Role, string Scope)> Grants, bool MustChangePassword = false);

/// <summary>Creates accounts and gives roles within scopes.</summary>
public sealed class Accounts(IDbContexts contexts, CommandGate gate, HandBacks handBacks)
{
    /// <summary>Creates the account, or leaves an existing one as it is and adds the grants.</summary>
    public Task<string> EnsureAsync(AccountInput input, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            var normal = input.UserName.ToUpperInvariant();
            var account = await db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == normal, cancellation);
            if (account is null)
            {
                account = new UserAccount
                {
                    UserName = input.UserName,
                    NormalizedUserName = normal,
                    PasswordHash = input.PasswordHash,
                    DisplayName = input.DisplayName,
                    OrganizationId = input.OrganizationId,
                    Unit = input.Unit,
                    LockoutEnabled = true,
                    MustChangePassword = input.MustChangePassword,
                    SecurityStamp = Identifiers.Opaque(),
                    CreatedAt = sender.ReceivedAt,
                };
                db.Users.Add(account);
                await AuditLog.AddAsync(db, sender.User, "account.created", account.Id, new { input.UserName, input.DisplayName }, sender.ReceivedAt, cancellation);
            }

            foreach (var (role, scope) in input.Grants)
                if (!await db.Grants.AnyAsync(g => g.UserId == account.Id && g.Role == role && g.Scope == scope, cancellation))
                    db.Grants.Add(new GrantRow { UserId = account.Id, Role = role, Scope = scope });
            await db.SaveChangesAsync(cancellation);
            return account.Id;
        }, cancellation: cancellation);

    /// <summary>Replaces the grants of an account; work that they no longer cover goes back.</summary>
    public Task<Refusal?> GrantAsync(string userId, IReadOnlyList<(string Role, string Scope)> grants, Sender sender, CancellationToken cancellation = default) =>
        AndHandBackAsync(Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await db.Users.FindAsync([userId], cancellation) is null) return new("account.notFound", null, "没有找到这个账号。");
            foreach (var (role, scope) in grants)
                if (CheckGrant(role, scope) is { } refusal) return refusal;
            if (userId == sender.User.UserId && grants.All(g => g.Role != ProcessRoles.Administrator)) return new("account.self", "grants", "不能取消自己的管理员权限，请由另一位管理员办理。");
            db.Grants.RemoveRange(await db.Grants.Where(g => g.UserId == userId).ToListAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
            foreach (var (role, scope) in grants.Distinct()) db.Grants.Add(new GrantRow { UserId = userId, Role = role, Scope = scope });
            await AuditLog.AddAsync(db, sender.User, "account.granted", userId, new { grants = grants.Select(g => $"{g.Role}@{g.Scope}") }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation), userId, sender, cancellation);

    /// <summary>停用 or 启用 an account; the work of one that is disabled goes back.</summary>
    public Task<Refusal?> SetDisabledAsync(string userId, bool disabled, Sender sender, CancellationToken cancellation = default) =>
        AndHandBackAsync(Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await db.Users.FindAsync([userId], cancellation) is not { } account) return new("account.notFound", null, "没有找到这个账号。");
            if (userId == sender.User.UserId) return new("account.self", null, "不能停用自己的账号。");
            account.Disabled = disabled;
            account.SecurityStamp = Identifiers.Opaque();
            foreach (var session in await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellation)) session.EndedAt = sender.ReceivedAt;
            await AuditLog.AddAsync(db, sender.User, disabled ? "account.disabled" : "account.enabled", userId, new { account.UserName }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation), userId, sender, cancellation);

    /// <summary>Each case follows in a transaction of its own; what is interrupted here is done by the next sweep.</summary>
    private async Task<Refusal?> AndHandBackAsync(Task<Refusal?> change, string userId, Sender sender, CancellationToken cancellation)
    {
        var refusal = await change;
        if (refusal is null) await handBacks.RunAsync(userId, sender, cancellation);
        return refusal;
    }

    /// <summary>解锁: lets an account sign in again that was locked after wrong passwords.</summary>
    public Task<Refusal?> UnlockAsync(string userId, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await db.Users.FindAsync([userId], cancellation) is not { } account) return new("account.notFound", null, "没有找到这个账号。");
            (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
            await AuditLog.AddAsync(db, sender.User, "account.unlocked", userId, new { account.UserName }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);

    /// <summary>
    /// 重置密码: gives a temporary password, which its owner must change at the next sign-in. The account is unlocked and all
    /// its sessions and tokens end. Nobody resets their own.
    /// </summary>
    /// <param name="passwordHash">Of the temporary password, made by Identity's hasher.</param>
    public Task<Refusal?> ResetPasswordAsync(string userId, string passwordHash, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await db.Users.FindAsync([userId], cancellation) is not { } account) return new("account.notFound", null, "没有找到这个账号。");
            if (userId == sender.User.UserId) return new("account.self", null, "自己的密码请在“我的账号”里修改。");
            (account.PasswordHash, account.MustChangePassword) = (passwordHash, true);
            (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
            account.SecurityStamp = Identifiers.Opaque();
            foreach (var session in await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellation)) session.EndedAt = sender.ReceivedAt;
            await AuditLog.AddAsync(db, sender.User, "password.reset", userId, new { account.UserName }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);

    /// <summary>Whether a role may be held in this scope.</summary>
    public static Refusal? CheckGrant(string role, string scope)
    {
        if (!ProcessRoles.Names.ContainsKey(role)) return new("grant.role", "role", $"没有“{role}”这个角色。");
        if (role == ProcessRoles.Recommender)
            return scope.StartsWith("area:", StringComparison.Ordinal) && RecommendingUnits.Find(scope[5..]) == scope[5..] ? null : new("grant.scope", "scope", "推荐单位的范围应是十四个推荐单位之一。");
        if (AssignmentRule.UnitOf(scope) is { } unit)
            return role == ProcessRoles.Department && Departments.Find(unit) == unit ? null : new("grant.scope", "scope", "只有责任单位的范围可以是某个单位，且应在责任单位名单里。");
        return scope == "*" || (scope.StartsWith("programme:", StringComparison.Ordinal) && scope.Length is > 10 and <= 50) ? null : new("grant.scope", "scope", "范围应是全部，或某个项目类型。");
    }
}
