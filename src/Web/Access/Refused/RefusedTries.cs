using System.Collections.Concurrent;
using Innovation.Web.Clock;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Texts;

namespace Innovation.Web.Access.Refused;

/// <summary>One request of a signed-in person that was refused.</summary>
/// <param name="Pattern">The route, with its parameters unfilled.</param>
/// <param name="Path">The path as it was asked for, without what follows a question mark.</param>
/// <param name="Thing">What it belongs to, in words; null when nothing is named.</param>
internal sealed record RefusedTry(string Pattern, string Path, int Status, string Remote, string? Thing, string SubjectId);

/// <summary>
/// Writes to the log who asked for what is not his. A flood cannot fill it: one entry at once for each person and kind of
/// address, one more with the count when the period is over, and so many for one person on one day.
/// </summary>
internal sealed class RefusedTries(AuditLog audit, RealClock clock)
{
    public const string Kind = "access.refused";

    /// <summary>How long further tries of the same kind are counted only.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Entries for one person on one day.</summary>
    public const int MostPerDay = 100;

    private const int MostThings = 5;
    private const int MostPath = 200;
    private readonly ConcurrentDictionary<(string UserId, string Pattern, int Status), Counted> counted = new();
    private readonly ConcurrentDictionary<(string UserId, DateOnly Day), int> written = new();

    public async Task NoteAsync(UserContext user, RefusedTry refused, CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        var now = clock.GetUtcNow();
        var begun = new Counted(user, refused, now);
        var running = counted.GetOrAdd((user.UserId, refused.Pattern, refused.Status), begun);
        if (running != begun) running.Add(refused.Thing ?? refused.Path);
        else await WriteAsync(user, refused, new { path = Short(refused.Path), what = refused.Thing, answer = Answer(refused.Status), remote = refused.Remote }, now, cancellation);
    }

    /// <summary>Writes the counts of periods that are over.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, running) in counted)
        {
            if (now < running.Since + Period || !counted.TryRemove(KeyValuePair.Create(key, running))) continue;
            var (times, things) = running.Sum();
            if (times > 0) await WriteAsync(running.User, running.First, new { path = Short(running.First.Path), answer = Answer(running.First.Status), remote = running.First.Remote, times = $"{Period.TotalMinutes:0} 分钟内同类网址又有 {times} 次", things }, now, cancellation);
        }
    }

    private async Task WriteAsync(UserContext user, RefusedTry refused, object detail, DateTimeOffset now, CancellationToken cancellation)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var old in written.Keys.Where(k => k.Day < day)) written.TryRemove(old, out _);
        var number = written.AddOrUpdate((user.UserId, day), 1, (_, before) => before + 1);
        if (number > MostPerDay) return;
        await audit.RecordAsync(user, Kind, refused.SubjectId, number < MostPerDay ? detail : new { path = Short(refused.Path), answer = Answer(refused.Status), remote = refused.Remote, times = $"这个账号今天已记 {MostPerDay} 条，以后的今天不再记" }, cancellation);
    }

    private static string Short(string path) => CleanText.Cut(path, MostPath + 1, "…");

    private static string Answer(int status) => status == StatusCodes.Status403Forbidden ? "403 没有权限" : "404 不在可见范围";

    /// <summary>What is only counted until the period is over.</summary>
    private sealed class Counted(UserContext user, RefusedTry first, DateTimeOffset since)
    {
        private readonly List<string> things = [];
        private int times;

        public UserContext User => user;

        public RefusedTry First => first;

        public DateTimeOffset Since => since;

        public void Add(string thing)
        {
            lock (things)
            {
                times++;
                if (things.Count < MostThings && !things.Contains(thing)) things.Add(Short(thing));
            }
        }

        public (int Times, IReadOnlyList<string> Things) Sum()
        {
            lock (things) return (times, [.. things]);
        }
    }
}
