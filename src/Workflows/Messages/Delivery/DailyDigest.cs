using System.Globalization;
using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Messages.Delivery;

/// <summary>
/// 每日汇总: on working days at 8:30 one mail per person with what was collected before that instant. Its key is the day
/// and the person, so there is never a second one for a day, however often and wherever this runs. After the system stood
/// still, one mail more says what happened meanwhile, as soon as everything is caught up.
/// </summary>
public sealed class DailyDigest(IDbContexts contexts, CommandGate gate, CalendarStore calendars, TimeProvider clock)
{
    /// <summary>The event of a digest's delivery.</summary>
    public const string Event = "digest";

    private const int MostLines = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Hour = new(8, 30, 0);

    /// <summary>Orders the digests of today that are not ordered yet; answers how many.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        return await CatchUpAsync(now, cancellation) + await TodayAsync(now, cancellation);
    }

    private async Task<int> CatchUpAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        List<string> people;
        await using (var db = contexts.Create())
        {
            people = await db.Deliveries.Where(d => d.State == DeliveryState.CaughtUp).Select(d => d.UserId).Distinct().ToListAsync(cancellation);
            if (people.Count == 0) return 0;
            // What is still to be caught up belongs into the same mail, unless it does not come to an end.
            var first = await db.Deliveries.Where(d => d.State == DeliveryState.CaughtUp).MinAsync(d => d.CreatedAt, cancellation);
            if (first > now - Patience && (await db.Deadlines.AnyAsync(d => d.NextAt != null && d.NextAt <= now, cancellation) || await db.Outbox.AnyAsync(o => o.Kind == OutboxRow.Message && o.DoneAt == null, cancellation))) return 0;
        }

        var count = 0;
        foreach (var person in people)
            if (await Writes.RunAsync(contexts, gate, now, db => MergeAsync(db, person, $"{Event}/late/{now.UtcTicks}/{person}", "系统恢复后的消息汇总", db.Deliveries.Where(d => d.State == DeliveryState.CaughtUp), now, cancellation), cancellation: cancellation)) count++;
        return count;
    }

    private async Task<int> TodayAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var day = ChinaTime.DateOf(now);
        var cut = ChinaTime.StartOf(day) + Hour;
        if (now < cut) return 0;
        var prefix = $"{Event}/{day:yyyy-MM-dd}/";
        List<string> people;
        await using (var db = contexts.Create())
        {
            if (!(await calendars.GetAsync(db, cancellation)).IsWorkingDay(day)) return 0;
            people = await db.Deliveries.Where(d => d.State == DeliveryState.Collected && d.CreatedAt < cut && !db.Deliveries.Any(o => o.Key == prefix + d.UserId)).Select(d => d.UserId).Distinct().ToListAsync(cancellation);
        }

        var count = 0;
        foreach (var person in people)
            if (await Writes.RunAsync(contexts, gate, now, db => MergeAsync(db, person, prefix + person, $"{ChinaTime.ShortDate(day)}消息汇总", db.Deliveries.Where(d => d.State == DeliveryState.Collected && d.CreatedAt < cut), now, cancellation), cancellation: cancellation)) count++;
        return count;
    }

    private static async Task<bool> MergeAsync(WorkflowsDbContext db, string person, string key, string title, IQueryable<DeliveryRow> of, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Deliveries.AnyAsync(d => d.Key == key, cancellation)) return false;
        var collected = await of.Where(d => d.UserId == person).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync(cancellation);
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == person && !u.Disabled, cancellation);
        if (collected.Count == 0) return false;
        if (account is null || Recipients.AddressOf(account, Channel.Email) is not { } address)
        {
            foreach (var delivery in collected)
            {
                (delivery.State, delivery.Error) = (DeliveryState.Dropped, account is null ? "账号已停用" : "没有可以送达的地址");
                delivery.Revision++;
            }

            await db.SaveChangesAsync(cancellation);
            return false;
        }

        var ids = collected.Select(d => d.MessageId!).ToList();
        var texts = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellation);
        var digest = new DeliveryRow
        {
            Id = Identifiers.Ordered(),
            Key = key,
            Event = Event,
            UserId = person,
            UserName = account.DisplayName,
            Channel = Channel.Email,
            Address = address,
            Title = $"{title}（{collected.Count} 条）",
            Body = Text([.. collected.Select(d => texts[d.MessageId!])]),
            State = DeliveryState.Waiting,
            NextAt = now,
            CreatedAt = now,
        };
        db.Deliveries.Add(digest);
        foreach (var delivery in collected)
        {
            (delivery.State, delivery.DigestId) = (DeliveryState.Merged, digest.Id);
            delivery.Revision++;
        }

        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static string Text(List<MessageRow> messages)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(messages.Count, MostLines); i++)
            text.Append(i + 1).Append(". ").Append(messages[i].Title).Append('\n').Append("   ").Append(messages[i].Body).Append('\n');
        if (messages.Count > MostLines) text.Append(CultureInfo.InvariantCulture, $"另有 {messages.Count - MostLines} 条，请登录系统查看。\n");
        return text.ToString();
    }
}
