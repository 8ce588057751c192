using System.Security.Cryptography;
using System.Text.Json;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Innovation.Workflows.Messages.Channels;

/// <summary>发送设置 of one channel.</summary>
public sealed class ChannelRow
{
    public required string Channel { get; init; }

    /// <summary>JSON of <see cref="MailSettings"/> or <see cref="HttpSettings"/>.</summary>
    public required string Settings { get; set; }

    /// <summary>Password or signing key, protected; empty: none.</summary>
    public string Secret { get; set; } = "";

    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>What the operator sets outside the database (configuration section <c>Messages</c>).</summary>
public sealed class MessageOptions
{
    /// <summary>Passwords and signing keys by channel; they come before those that were typed in on the page.</summary>
    public Dictionary<string, string> Secrets { get; init; } = [];

    /// <summary>When not empty, HTTP senders may call only these hosts.</summary>
    public List<string> Hosts { get; init; } = [];

    /// <summary>Hosts of the own network: mail servers, senders and cities there may have private addresses, and be called without https.</summary>
    public List<string> PlainHosts { get; init; } = [];

    public OutboundRule Rule => new(Hosts, PlainHosts);
}

/// <summary>Reads and saves how messages leave. Read each time, so that all processes use what was saved last.</summary>
public sealed class ChannelStore(IDbContexts contexts, CommandGate gate, IDataProtectionProvider protection, IOptions<MessageOptions> options)
{
    private readonly IDataProtector protector = protection.CreateProtector("messages.secret");

    public Task<MailSettings> MailAsync(CancellationToken cancellation = default) => ReadAsync<MailSettings>(Channel.Email, cancellation);

    /// <param name="channel"><see cref="Channel.Sms"/> or <see cref="Channel.Webhook"/>.</param>
    public Task<HttpSettings> HttpAsync(string channel, CancellationToken cancellation = default) => ReadAsync<HttpSettings>(channel, cancellation);

    /// <summary>Password or signing key; empty when there is none.</summary>
    /// <exception cref="ChannelException">It was protected with keys that are no longer there.</exception>
    public async Task<string> SecretAsync(string channel, CancellationToken cancellation = default)
    {
        if (IsSecretFixed(channel)) return options.Value.Secrets[channel];
        await using var db = contexts.Create();
        var kept = await db.Channels.AsNoTracking().Where(c => c.Channel == channel).Select(c => c.Secret).SingleOrDefaultAsync(cancellation);
        if (string.IsNullOrEmpty(kept)) return "";
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException e)
        {
            throw new ChannelException($"{Channel.NameOf(channel)}的密码解不开（保护密钥换过），请在“发送设置”里重新填写。", e);
        }
    }

    /// <summary>Whether there is a secret, for pages: the secret itself is never shown.</summary>
    public async Task<bool> HasSecretAsync(string channel, CancellationToken cancellation = default)
    {
        if (IsSecretFixed(channel)) return true;
        await using var db = contexts.Create();
        return await db.Channels.AnyAsync(c => c.Channel == channel && c.Secret != "", cancellation);
    }

    /// <summary>The secret comes from the operator's configuration and cannot be changed on the page.</summary>
    public bool IsSecretFixed(string channel) => options.Value.Secrets.GetValueOrDefault(channel) is { Length: > 0 };

    /// <param name="secret">New password; null keeps the old one, empty removes it.</param>
    public Task<IReadOnlyList<Refusal>> SaveMailAsync(MailSettings settings, string? secret, Sender sender, CancellationToken cancellation = default) =>
        SaveAsync(Channel.Email, settings, settings.Check(options.Value.Rule), secret, sender, cancellation);

    /// <inheritdoc cref="SaveMailAsync"/>
    public async Task<IReadOnlyList<Refusal>> SaveHttpAsync(string channel, HttpSettings settings, string? secret, Sender sender, CancellationToken cancellation = default)
    {
        var problems = settings.Check(options.Value.Rule).ToList();
        if (settings is { Enabled: true, Signed: true } && !(secret?.Length > 0 || (secret is null && await HasSecretAsync(channel, cancellation)) || IsSecretFixed(channel))) problems.Add(new("http.secret", "Secret", "请填写签名密钥，或者去掉“签名”。"));
        return await SaveAsync(channel, settings, problems, secret, sender, cancellation);
    }

    private async Task<T> ReadAsync<T>(string channel, CancellationToken cancellation) where T : new()
    {
        await using var db = contexts.Create();
        var kept = await db.Channels.AsNoTracking().Where(c => c.Channel == channel).Select(c => c.Settings).SingleOrDefaultAsync(cancellation);
        return kept is null ? new T() : JsonSerializer.Deserialize<T>(kept, JsonSerializerOptions.Web)!;
    }

    private async Task<IReadOnlyList<Refusal>> SaveAsync<T>(string channel, T settings, IReadOnlyList<Refusal> problems, string? secret, Sender sender, CancellationToken cancellation)
    {
        if (problems.Count > 0) return problems;
        return await Writes.RunAsync<IReadOnlyList<Refusal>>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = await db.Channels.SingleOrDefaultAsync(c => c.Channel == channel, cancellation);
            var text = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);
            if (row is null) db.Channels.Add(row = new ChannelRow { Channel = channel, Settings = text, ChangedAt = sender.ReceivedAt });
            (row.Settings, row.ChangedAt) = (text, sender.ReceivedAt);
            if (secret is not null) row.Secret = secret.Length == 0 ? "" : protector.Protect(secret);
            await AuditLog.AddAsync(db, sender.User, "message.channelSaved", channel, new { secret = secret switch { null => "没有改", "" => "清除", _ => "换了新的" } }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return [];
        }, cancellation: cancellation);
    }
}
