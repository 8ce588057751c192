using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Innovation.Web.Clock;
using Innovation.Web.Startup;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Jobs;

/// <summary>
/// A keyed hash per day over the heads of all histories, written to a file outside the database: whoever rewrites the
/// database without the key is found out.
/// </summary>
public sealed class Anchors(IDbContexts contexts, IOptions<ServerOptions> options, RealClock clock)
{
    private string Folder => Path.Combine(options.Value.Data, "anchors");

    public async Task WriteAsync(CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(Folder);
        var lines = new StringBuilder();
        void Add(string id, long sequence, string hash) => lines.Append(id).Append(' ').Append(sequence).Append(' ').Append(hash).Append('\n');
        await using (var db = contexts.Create())
        {
            await foreach (var head in db.Cases.AsNoTracking().OrderBy(c => c.Id).Select(c => new { c.Id, c.Sequence, c.HeadHash }).AsAsyncEnumerable().WithCancellation(cancellation))
                Add(head.Id, head.Sequence, head.HeadHash);
            await foreach (var head in db.Batches.AsNoTracking().OrderBy(b => b.Id).Select(b => new { b.Id, b.Sequence, b.HeadHash }).AsAsyncEnumerable().WithCancellation(cancellation))
                Add(head.Id, head.Sequence, head.HeadHash);
            await foreach (var (id, sequence, hash) in FundStreams.HeadsAsync(db, cancellation)) Add(id, sequence, hash);
            if (await db.AuditLog.OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellation) is { } last)
                Add("audit", last.Sequence, last.Hash);
        }

        var text = lines.ToString();
        var file = Path.Combine(Folder, $"{clock.GetUtcNow():yyyy-MM-dd}.anchor");
        await File.WriteAllTextAsync(file + ".part", $"{Seal(text)}\n{text}", cancellation);
        File.Move(file + ".part", file, overwrite: true);
    }

    /// <summary>Checks every anchor file against the histories; answers what does not fit.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation = default)
    {
        var problems = new List<string>();
        if (!Directory.Exists(Folder)) return problems;
        await using var db = contexts.Create();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.anchor").Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file, cancellation);
            var cut = text.IndexOf('\n', StringComparison.Ordinal);
            var name = Path.GetFileName(file);
            if (cut < 0 || text[..cut] != Seal(text[(cut + 1)..]))
            {
                problems.Add($"锚文件 {name} 被改动");
                continue;
            }

            foreach (var line in text[(cut + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = line.Split(' ');
                var sequence = int.Parse(parts[1], CultureInfo.InvariantCulture);
                var hash = parts[0] == "audit"
                    ? await db.AuditLog.Where(a => a.Sequence == sequence).Select(a => a.Hash).SingleOrDefaultAsync(cancellation)
                    : await db.Events.Where(e => e.StreamId == parts[0] && e.Sequence == sequence).Select(e => e.Hash).SingleOrDefaultAsync(cancellation);
                if (hash != parts[2]) problems.Add($"{name}：{parts[0]} 第 {sequence} 条与锚不符");
            }
        }

        return problems;
    }

    private string Seal(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Key(), Encoding.UTF8.GetBytes(text)));

    private byte[] Key()
    {
        var file = Path.Combine(options.Value.Data, "keys", "anchor.key");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file))
        {
            File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(32));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return File.ReadAllBytes(file);
    }
}
