using System.Security.Cryptography;
using System.Text;
using Innovation.Web.Clock;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Access;

/// <summary>
/// 两步验证: a code of an authenticator app after the password (RFC 6238). The key stands in Identity's table of user tokens,
/// encrypted with the data protection keys; recovery codes as hashes; the step of the last code, so that none counts twice.
/// </summary>
public sealed class SecondFactor(IDbContexts contexts, CommandGate gate, IDataProtectionProvider protection, RealClock clock)
{
    /// <summary>The setting that requires it of all staff.</summary>
    public const string RequiredKey = "secondFactor.required";

    private const string Provider = "secondFactor";
    private const string KeyName = "key";
    private const string PendingName = "pendingKey";
    private const string StepName = "lastStep";
    private const string RecoveryName = "recovery";
    private const int RecoveryCodes = 10;

    private readonly IDataProtector protector = protection.CreateProtector("Innovation.SecondFactor");

    /// <summary>Whether the rule for staff concerns a person: everybody who works here; not applicants, experts and committee members.</summary>
    public static bool Concerns(UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !user.IsApplicant && user.Grants.Any(g => g.Role is not (ProcessRoles.Expert or ProcessRoles.Committee));
    }

    public static Task<bool> IsRequiredAsync(WorkflowsDbContext db) => db.Settings.AnyAsync(s => s.Key == RequiredKey && s.Value == "true");

    /// <summary>Requires it of all staff, or no longer.</summary>
    public Task SetRequiredAsync(bool required, Sender sender) => Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
    {
        var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == RequiredKey);
        if (row is null) db.Settings.Add(row = new SettingRow { Key = RequiredKey, Value = "" });
        (row.Value, row.ChangedAt, row.ChangedByName) = (required ? "true" : "false", sender.ReceivedAt, sender.User.Name);
        await AuditLog.AddAsync(db, sender.User, "setting.changed", RequiredKey, new { required }, sender.ReceivedAt);
        await db.SaveChangesAsync();
        return true;
    });

    /// <summary>The key that waits for its first code; made when there is none.</summary>
    public Task<byte[]> PendingKeyAsync(Sender sender) => Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
    {
        var tokens = await TokensAsync(db, sender.User.UserId);
        if (tokens.TryGetValue(PendingName, out var known)) return protector.Unprotect(Convert.FromBase64String(known.Value!));
        var key = RandomNumberGenerator.GetBytes(20);
        Put(db, tokens, sender.User.UserId, PendingName, Convert.ToBase64String(protector.Protect(key)));
        await db.SaveChangesAsync();
        return key;
    });

    /// <summary>Turns it on with the first right code. Answers the recovery codes, which are told only now.</summary>
    public Task<(IReadOnlyList<string> Codes, Refusal? Refusal)> ConfirmAsync(string? code, Sender sender) => Writes.RunAsync<(IReadOnlyList<string>, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
    {
        var userId = sender.User.UserId;
        if (sender.User.IsApplicant) return ([], new("secondFactor.staff", null, "两步验证供工作人员使用，申报单位的账号不用设置。"));
        var account = await db.Users.SingleAsync(u => u.Id == userId);
        if (account.TwoFactorEnabled) return ([], new("secondFactor.already", null, "两步验证已经启用。"));
        var tokens = await TokensAsync(db, userId);
        if (!tokens.TryGetValue(PendingName, out var pending)) return ([], new("secondFactor.notBegun", null, "请先扫描二维码，再填写验证码。"));
        var key = protector.Unprotect(Convert.FromBase64String(pending.Value!));
        if (Totp.StepOf(key, code, clock.GetUtcNow()) is not { } step) return ([], Wrong("code"));
        Put(db, tokens, userId, KeyName, pending.Value!);
        Put(db, tokens, userId, StepName, $"{step}");
        var codes = NewCodes(db, tokens, userId);
        db.UserTokens.Remove(pending);
        account.TwoFactorEnabled = true;
        account.SecurityStamp = Identifiers.Opaque();
        await AuditLog.AddAsync(db, sender.User, "secondFactor.enabled", userId, new { account.UserName }, sender.ReceivedAt);
        await db.SaveChangesAsync();
        return (codes, null);
    }, r => r.Item2 is null);

    /// <summary>Checks a code, or a recovery code, and uses it up. Null: right.</summary>
    public Task<Refusal?> UseAsync(string userId, string? code, string? recovery) => UseAsync(userId, code, recovery, clock.GetUtcNow());

    private Task<Refusal?> UseAsync(string userId, string? code, string? recovery, DateTimeOffset at) => Writes.RunAsync<Refusal?>(contexts, gate, at, async db =>
    {
        var tokens = await TokensAsync(db, userId);
        if (!tokens.TryGetValue(KeyName, out var stored)) return new("secondFactor.off", null, "两步验证没有启用。");
        if (!string.IsNullOrWhiteSpace(recovery))
        {
            var hashes = tokens[RecoveryName].Value!.Split(';', StringSplitOptions.RemoveEmptyEntries).ToList();
            if (!hashes.Remove(Hash(recovery))) return new("secondFactor.recovery", "recovery", "恢复码不对，或者已经用过。");
            tokens[RecoveryName].Value = string.Join(';', hashes);
            await AuditLog.AddAsync(db, await PersonAsync(db, userId), "secondFactor.recovered", userId, new { left = hashes.Count }, at);
            await db.SaveChangesAsync();
            return null;
        }

        var key = protector.Unprotect(Convert.FromBase64String(stored.Value!));
        if (Totp.StepOf(key, code, at) is not { } step) return Wrong("code");
        if (tokens.TryGetValue(StepName, out var last) && step <= long.Parse(last.Value!, System.Globalization.CultureInfo.InvariantCulture)) return new("secondFactor.replayed", "code", "这个验证码已经用过，请等验证器显示下一个再填。");
        Put(db, tokens, userId, StepName, $"{step}");
        await db.SaveChangesAsync();
        return null;
    }, r => r is null);

    /// <summary>New recovery codes; the old ones are worth nothing any more. The caller has checked a code.</summary>
    public Task<IReadOnlyList<string>> RenewCodesAsync(Sender sender) => Writes.RunAsync<IReadOnlyList<string>>(contexts, gate, sender.ReceivedAt, async db =>
    {
        var codes = NewCodes(db, await TokensAsync(db, sender.User.UserId), sender.User.UserId);
        await AuditLog.AddAsync(db, sender.User, "secondFactor.codes", sender.User.UserId, new { }, sender.ReceivedAt);
        await db.SaveChangesAsync();
        return codes;
    });

    /// <summary>How many recovery codes are left.</summary>
    public async Task<int> CodesLeftAsync(string userId)
    {
        await using var db = contexts.Create();
        return (await TokensAsync(db, userId)).TryGetValue(RecoveryName, out var row) ? row.Value!.Split(';', StringSplitOptions.RemoveEmptyEntries).Length : 0;
    }

    /// <summary>Turns it off for oneself. The caller has checked a code.</summary>
    public Task<Refusal?> DisableAsync(Sender sender) => Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
    {
        if (Concerns(sender.User) && await IsRequiredAsync(db)) return new("secondFactor.required", null, "按规定工作人员要使用两步验证，不能停用。");
        await RemoveAsync(db, sender.User.UserId);
        await AuditLog.AddAsync(db, sender.User, "secondFactor.disabled", sender.User.UserId, new { }, sender.ReceivedAt);
        await db.SaveChangesAsync();
        return null;
    }, r => r is null);

    /// <summary>Resets it for somebody whose phone is lost; their sessions end and they are told. Nobody resets their own.</summary>
    public Task<Refusal?> ResetAsync(string userId, Sender sender) => Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId) is not { } account) return new("account.notFound", null, "没有找到这个账号。");
        if (userId == sender.User.UserId) return new("account.self", null, "不能重置自己的两步验证，请由另一位管理员办理。");
        if (!account.TwoFactorEnabled) return new("secondFactor.off", null, "这个账号没有启用两步验证。");
        await RemoveAsync(db, userId);
        foreach (var session in await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync()) session.EndedAt = sender.ReceivedAt;
        await AuditLog.AddAsync(db, sender.User, "secondFactor.reset", userId, new { account.UserName }, sender.ReceivedAt);
        await MessageWriter.AddAsync(db, [new NewMessage($"secondFactor/{userId}/{sender.ReceivedAt.UtcTicks}", MessageEvents.SecondFactorReset, "user:" + userId, new Dictionary<string, string?> { [MessageEvents.Actor] = sender.User.Name }, sender.ReceivedAt)]);
        await db.SaveChangesAsync();
        return null;
    }, r => r is null);

    private static async Task RemoveAsync(WorkflowsDbContext db, string userId)
    {
        var account = await db.Users.SingleAsync(u => u.Id == userId);
        db.UserTokens.RemoveRange((await TokensAsync(db, userId)).Values);
        account.TwoFactorEnabled = false;
        account.SecurityStamp = Identifiers.Opaque();
    }

    private static List<string> NewCodes(WorkflowsDbContext db, Dictionary<string, IdentityUserToken<string>> tokens, string userId)
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Base32.Write(RandomNumberGenerator.GetBytes(10))).Select(c => $"{c[..4]}-{c[4..8]}-{c[8..12]}-{c[12..]}").ToList();
        Put(db, tokens, userId, RecoveryName, string.Join(';', codes.Select(Hash)));
        return codes;
    }

    /// <summary>A code is 80 random bits: a plain hash cannot be turned back.</summary>
    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]))));

    private static async Task<Dictionary<string, IdentityUserToken<string>>> TokensAsync(WorkflowsDbContext db, string userId) =>
        await db.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Provider).ToDictionaryAsync(t => t.Name);

    private static void Put(WorkflowsDbContext db, Dictionary<string, IdentityUserToken<string>> tokens, string userId, string name, string value)
    {
        if (tokens.TryGetValue(name, out var row)) row.Value = value;
        else db.UserTokens.Add(new IdentityUserToken<string> { UserId = userId, LoginProvider = Provider, Name = name, Value = value });
    }

    private static async Task<UserContext> PersonAsync(WorkflowsDbContext db, string userId) =>
        new(userId, await db.Users.Where(u => u.Id == userId).Select(u => u.DisplayName).SingleAsync(), null, []);

    private static Refusal Wrong(string field) => new("secondFactor.code", field, "验证码不对，请看验证器现在显示的 6 位数字；总是不对的，请核对手机的时间。");
}
