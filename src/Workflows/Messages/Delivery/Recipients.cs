using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>Who stands behind the candidate of a message at this moment; the counterpart of <see cref="MessageScope"/>.</summary>
internal static class Recipients
{
    /// <summary>The accounts a candidate means, without disabled ones.</summary>
    public static async Task<List<UserAccount>> OfAsync(WorkflowsDbContext db, string candidate, CancellationToken cancellation)
    {
        var users = db.Users.AsNoTracking().Where(u => !u.Disabled);
        const string Named = "user:", Applicant = "applicant@organization:";
        if (candidate.StartsWith(Named, StringComparison.Ordinal))
        {
            var id = candidate[Named.Length..];
            return await users.Where(u => u.Id == id).ToListAsync(cancellation);
        }

        if (candidate.StartsWith(Applicant, StringComparison.Ordinal))
        {
            var organization = candidate[Applicant.Length..];
            return await users.Where(u => u.OrganizationId == organization).OrderBy(u => u.Id).ToListAsync(cancellation);
        }

        var mark = candidate.IndexOf('@', StringComparison.Ordinal);
        if (mark < 0) return [];
        var (role, scope) = (candidate[..mark], candidate[(mark + 1)..]);
        return await RoleHolders.Of(db, scope, role).AsNoTracking().OrderBy(u => u.Id).ToListAsync(cancellation);
    }

    /// <summary>Where a channel reaches an account; null when it cannot.</summary>
    public static string? AddressOf(UserAccount account, string channel) => channel switch
    {
        Channel.Email => MailAddresses.IsValid(account.Email) ? account.Email : null,
        Channel.Sms => string.IsNullOrEmpty(account.PhoneNumber) ? null : account.PhoneNumber,
        _ => account.UserName,
    };
}
