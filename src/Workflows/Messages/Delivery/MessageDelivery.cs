using Innovation.Workflows.Messages.Channels;
using Microsoft.Extensions.Logging;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>
/// Brings messages to people: orders become deliveries, digests are put together, and what is due is sent. Any number of
/// processes may run this at once; each delivery is taken by one of them.
/// </summary>
public sealed class MessageDelivery(FanOut fanOut, DailyDigest digest, DeliveryQueue queue, IEnumerable<IMessageChannel> channels, TimeProvider clock, ILogger<MessageDelivery> log) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public void Dispose() => one.Dispose();

    /// <summary>Works off everything that is due now; answers how many deliveries were sent.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        await one.WaitAsync(cancellation);
        try
        {
            await fanOut.RunAsync(cancellation);
            await digest.RunAsync(cancellation);
            await queue.RecoverAsync(cancellation);
            var sent = 0;
            foreach (var channel in channels) sent += await SendAsync(channel, cancellation);
            return sent;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<int> SendAsync(IMessageChannel channel, CancellationToken cancellation)
    {
        var sent = 0;
        IChannelSession? session = null;
        var opened = false;
        try
        {
            while (!cancellation.IsCancellationRequested && await queue.TakeAsync(channel.Name, cancellation) is { } portion)
            {
                var done = 0;
                var taken = new List<string>();
                try
                {
                    if (!opened) (session, opened) = (await channel.OpenAsync(cancellation), true);
                    while (done < portion.Items.Count && !IsLate(portion) && !cancellation.IsCancellationRequested)
                        if (await SendAsync(channel.Name, session, portion.Items[done++], portion.Lease, taken)) sent++;
                }
                catch (ChannelException e)
                {
                    // The channel cannot be reached: nothing that is left of this portion was sent.
                    foreach (var (row, _) in portion.Items.Skip(Math.Max(0, done - 1))) await SettleAsync(channel.Name, row, portion.Lease, new SendResult.Later(e.Message));
                    break;
                }
                finally
                {
                    await queue.SettleSentAsync(taken, portion.Lease, CancellationToken.None);
                }

                if (done < portion.Items.Count) await queue.ReleaseAsync(portion, CancellationToken.None);
            }
        }
        finally
        {
            if (session is not null) await session.DisposeAsync();
        }

        return sent;
    }

    /// <summary>A slow receiver must not outlast the lease.</summary>
    private bool IsLate(Portion portion) => clock.GetUtcNow() > portion.Until - (DeliveryQueue.LeaseTime / 2);

    /// <summary>Stopping the server does not interrupt a message on its way: its answer must not be lost.</summary>
    /// <param name="taken">Gets what was sent and is noted later, all at once.</param>
    private async Task<bool> SendAsync(string channel, IChannelSession? session, (DeliveryRow Row, Outgoing Message) item, string lease, List<string> taken)
    {
        SendResult result;
        if (session is null) result = new SendResult.Refused($"{Channel.NameOf(channel)}已停用。");
        else if (!session.Repeatable && !await queue.StartAsync(item.Row.Id, lease, CancellationToken.None)) return false;
        else result = await session.SendAsync(item.Message, CancellationToken.None);
        if (result is SendResult.Sent && session!.Repeatable) taken.Add(item.Row.Id);
        else await SettleAsync(channel, item.Row, lease, result);
        return result is SendResult.Sent;
    }

    private async Task SettleAsync(string channel, DeliveryRow row, string lease, SendResult result)
    {
        if (result is not SendResult.Sent) log.LogWarning("delivery {DeliveryId} by {Channel}, attempt {Attempt}: {Result}", row.Id, channel, row.Attempts + 1, result);
        await queue.SettleAsync(row.Id, lease, result, row.Attempts + 1, CancellationToken.None);
    }
}
