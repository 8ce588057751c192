using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs.Drafts;

public sealed partial class ProgrammeDrafts
{
    /// <summary>发布: makes the draft the next version of its programme, which never changes again. The draft stays, for the version after.</summary>
    /// <param name="revision">The revision that the person saw; what others changed since must be looked at first.</param>
    /// <param name="notes">发布说明, 1 to 500 characters.</param>
    /// <param name="effectiveAt">From when new applications use it; null: at once.</param>
    /// <returns>The version; or the problems that stand against it, with a refusal.</returns>
    public Task<(int? Version, IReadOnlyList<ProgrammeProblem> Problems, Refusal? Refusal)> PublishAsync(string id, int revision, string? notes, DateTimeOffset? effectiveAt, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(int?, IReadOnlyList<ProgrammeProblem>, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (!May(sender.User)) return (null, [], Forbidden);
            if (await FindAsync(db, id, cancellation) is not { } row) return (null, [], Missing);
            if (row.Revision != revision) return (null, [], new("draft.stale", "revision", $"{row.UpdatedByName}又改过这份草稿，请看过新的内容再发布。"));
            var words = notes?.Trim() ?? "";
            if (words.Length is 0 or > 500) return (null, [], new("draft.notes", "notes", "请写明这一版改了什么，1 至 500 字。"));
            var from = effectiveAt?.ToUniversalTime() ?? sender.ReceivedAt;
            if (from < sender.ReceivedAt || from > sender.ReceivedAt.AddYears(2)) return (null, [], new("draft.effectiveAt", "effectiveAt", "生效时间应在现在以后、两年以内。"));
            var code = row.Code;
            var latest = await ProgrammeStore.LatestAsync(db, code, cancellation) ?? 0;
            if (row.BaseVersion is null && latest > 0) return (null, [], new("draft.code", "code", $"项目代码“{code}”已经有了，请换一个。"));
            var document = Parse(row);
            IReadOnlyList<ProgrammeProblem> problems = [.. Check(document), .. await AroundAsync(db, document, row.BaseVersion is not null, cancellation)];
            var (programme, _) = ProgrammeFile.Read(document);
            if (programme is null || problems.Any(p => !p.IsWarning)) return (null, problems, new("draft.problems", null, $"还有 {problems.Count(p => !p.IsWarning)} 处问题，改好后才能发布。"));
            if (latest > 0 && await db.ProgrammeVersions.Where(v => v.ProgrammeCode == code && v.Version == latest).Select(v => v.Json).SingleAsync(cancellation) is var last && ProgrammeFile.Write(Programme.Read(last)) == ProgrammeFile.Write(programme))
                return (null, problems, new("draft.unchanged", null, $"和第 {latest} 版没有不同，不用发布。"));

            var json = programme.Write();
            db.ProgrammeVersions.Add(new ProgrammeVersionRow
            {
                ProgrammeCode = code,
                Version = latest + 1,
                Json = json,
                Sha256 = CanonicalJson.Sha256Hex(json),
                EffectiveAt = from,
                PublishedAt = sender.ReceivedAt,
                PublishedBy = sender.User.UserId,
                PublishedByName = sender.User.Name,
                Notes = words,
            });
            row.BaseVersion = latest + 1;
            await AuditLog.AddAsync(db, sender.User, "programme.published", code, new { Version = latest + 1, sha256 = CanonicalJson.Sha256Hex(json), row.Name, effectiveAt = from, notes = words }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (latest + 1, problems, null);
        }, r => r.Item3 is null, cancellation);

    /// <summary>撤下一版: new applications use the version before it that is left; running cases stay on theirs.</summary>
    /// <param name="reason">1 to 500 characters.</param>
    public Task<Refusal?> WithdrawVersionAsync(string code, int version, string? reason, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (!May(sender.User)) return Forbidden;
            var words = reason?.Trim() ?? "";
            if (words.Length is 0 or > 500) return new("version.reason", "reason", "请写明为什么撤下，1 至 500 字。");
            if (await db.ProgrammeVersions.SingleOrDefaultAsync(v => v.ProgrammeCode == code && v.Version == version, cancellation) is not { } row) return new("version.notFound", "version", $"“{code}”没有第 {version} 版。");
            if (row.WithdrawnAt is not null) return new("version.withdrawn", null, "这一版已经撤下。");
            (row.WithdrawnAt, row.WithdrawnByName, row.WithdrawnReason) = (sender.ReceivedAt, sender.User.Name, words);
            await AuditLog.AddAsync(db, sender.User, "programme.withdrawn", code, new { version, reason = words }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, r => r is null, cancellation);
}
