using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>
/// Turns each ordered message into one delivery per person and channel: whoever holds the group now, by what each has
/// chosen. Deliveries and the mark that the order is done are one transaction, so a repetition adds nothing.
/// </summary>
public sealed class FanOut(IDbContexts contexts, CommandGate gate, MessagePreferences preferences, TimeProvider clock)
{
    private const int Portion = 200;

    /// <summary>What is told so much later than it happened was caught up after the system stood still: mails of it come as one.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Works off all orders; answers how many deliveries it wrote.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var total = 0;
        while (!cancellation.IsCancellationRequested)
        {
            // Looked at before the write lock is asked for: mostly there is nothing.
            await using (var look = contexts.Create())
                if (!await look.Outbox.AnyAsync(o => o.Kind == OutboxRow.Message && o.DoneAt == null, cancellation)) break;
            var channels = await preferences.ChannelsAsync(cancellation);
            var now = clock.GetUtcNow();
            total += await Writes.RunAsync(contexts, gate, now, db => PortionAsync(db, channels, now, cancellation), cancellation: cancellation);
        }

        return total;
    }

    private static async Task<int> PortionAsync(WorkflowsDbContext db, IReadOnlyDictionary<string, bool> channels, DateTimeOffset now, CancellationToken cancellation)
    {
        var orders = await db.Outbox.Where(o => o.Kind == OutboxRow.Message && o.DoneAt == null).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Take(Portion).ToListAsync(cancellation);
        var ids = orders.Select(o => o.Payload).ToList();
        var messages = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(cancellation);
        var groups = new Dictionary<string, List<UserAccount>>();
        foreach (var candidate in messages.Select(m => m.Candidate).Distinct()) groups[candidate] = await Recipients.OfAsync(db, candidate, cancellation);
        var people = groups.Values.SelectMany(g => g).Select(u => u.Id).Distinct().ToList();
        var chosen = (await db.MessagePreferences.AsNoTracking().Where(p => people.Contains(p.UserId)).ToListAsync(cancellation)).ToDictionary(p => (p.UserId, p.Event, p.Channel), p => p.Mode);
        var count = 0;
        foreach (var message in messages)
        {
            if (MessageEvents.Find(message.Event) is not { } about) continue;
            foreach (var account in groups[message.Candidate])
            foreach (var channel in channels.Keys)
            {
                var mode = chosen.TryGetValue((account.Id, about.Key, channel), out var own) ? own : MessagePreferences.Default(about, channel, channels);
                if (mode == MessageMode.Off || Recipients.AddressOf(account, channel) is not { } address) continue;
                db.Deliveries.Add(new DeliveryRow
                {
                    Id = Identifiers.Ordered(),
                    Key = $"{message.Id}/{account.Id}/{channel}",
                    MessageId = message.Id,
                    Event = about.Key,
                    UserId = account.Id,
                    UserName = account.DisplayName,
                    Channel = channel,
                    Address = address,
                    Title = message.Title,
                    State = channel != Channel.Email ? DeliveryState.Waiting : mode == MessageMode.Daily ? DeliveryState.Collected : message.CreatedAt < now - Late ? DeliveryState.CaughtUp : DeliveryState.Waiting,
                    NextAt = now,
                    CreatedAt = now,
                });
                count++;
            }
        }

        foreach (var order in orders) order.DoneAt = now;
        await db.SaveChangesAsync(cancellation);
        return count;
    }
}
