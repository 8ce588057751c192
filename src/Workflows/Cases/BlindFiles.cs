using System.Text.Json.Nodes;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Reviews.BlindCopies;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>An attachment as experts see it.</summary>
/// <param name="Name">附件1.pdf in a blind review: never the name that the applicant gave it.</param>
/// <param name="Label">The field it was uploaded to.</param>
public sealed record BlindFile(string Id, string Name, string Label, BlindFileState State)
{
    /// <summary>The copy that was searched; null in an open review.</summary>
    internal string? CopySha256 { get; init; }
}

/// <summary>Whether an expert gets a file.</summary>
public enum BlindFileState
{
    /// <summary>It was searched and nothing was found, or an officer released it; in an open review always.</summary>
    Ready,

    /// <summary>It is still to be searched, or an officer has to look at it.</summary>
    Checking,

    /// <summary>不予提供</summary>
    Withheld,
}

/// <summary>A file that an expert gets.</summary>
public sealed record ExpertFile(string Name, string ContentType, byte[] Content);

/// <summary>
/// Attachments for experts. A blind review gives copies without what programs wrote into them, and only of files in which nothing was
/// found or which an officer released; an open review gives the originals.
/// </summary>
public sealed class BlindFiles(IDbContexts contexts, CommandGate gate, TaskReader tasks, FileVault vault)
{
    /// <summary>What stands in place of a file; null: there is nothing in its place.</summary>
    public static string? InPlace(BlindFileState state) => state switch
    {
        BlindFileState.Checking => "正在由主管部门核对，核对后即可查看",
        BlindFileState.Withheld => "主管部门没有提供这个附件",
        _ => null,
    };

    /// <summary>Opens a file and logs the reading, also one that is refused. Neither answer: this reader has no such file.</summary>
    public async Task<(ExpertFile? File, Refusal? Refusal)> OpenAsync(string taskId, string fileId, Sender sender, CancellationToken cancellation = default)
    {
        if (await tasks.ReadAsync(sender.User, taskId, cancellation) is not { } task || task.Files.FirstOrDefault(f => f.Id == fileId) is not { } file) return default;
        await using var db = contexts.Create();
        var row = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == fileId && a.CaseId == task.Row.CaseId && a.Item == null, cancellation);
        if (row is null) return default;
        // A blind review gives the copy that was searched, not one made anew.
        var hash = file.State != BlindFileState.Ready ? null : task.Blind ? file.CopySha256 : row.Sha256;
        var content = hash is not null && vault.Exists(hash) ? await vault.ReadAsync(hash, cancellation) : null;
        await Writes.RunAsync(contexts, gate, sender.ReceivedAt, async write =>
        {
            await AuditLog.AddAsync(write, sender.User, "attachment.blindRead", row.Id, new { row.CaseId, file.Name, Made = content is not null }, sender.ReceivedAt, cancellation);
            await write.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
        if (content is not null) return (new ExpertFile(file.Name, row.ContentType, content), null);
        var why = InPlace(file.State) ?? "这个附件暂时打不开，请联系市科技局";
        return (null, new Refusal(file.State == BlindFileState.Checking ? "file.checking" : "file.withheld", null, $"{file.Label}（{file.Name}）：{why}。"));
    }

    /// <summary>The files among the values that an expert may read, under neutral names in a blind review; the values lose everything else about them.</summary>
    /// <param name="names">Null: the review is open.</param>
    internal static async Task<IReadOnlyList<BlindFile>> ListAsync(WorkflowsDbContext db, FormSchema form, JsonObject values, BlindNames? names, CancellationToken cancellation)
    {
        var uploaded = BlindMaterial.Files(form, values).ToList();
        var ids = uploaded.ConvertAll(u => u.Id);
        var checks = names is null || ids.Count == 0 ? [] : await db.BlindChecks.AsNoTracking().Where(c => ids.Contains(c.AttachmentId) && c.NamesKey == names.Key).ToDictionaryAsync(c => c.AttachmentId, cancellation);
        var files = uploaded.Select((u, i) => (u.Field, File: names is null ? new BlindFile(u.Id, u.Name, u.Field.Label, BlindFileState.Ready)
            : new BlindFile(u.Id, $"附件{i + 1}{Path.GetExtension(u.Name).ToLowerInvariant()}", u.Field.Label, checks.TryGetValue(u.Id, out var check) ? StateOf(check.State) : BlindFileState.Checking) { CopySha256 = check?.CopySha256 })).ToList();
        foreach (var field in files.GroupBy(f => f.Field.Id)) values[field.Key] = new JsonArray([.. field.Select(f => new JsonObject { ["id"] = f.File.Id, ["name"] = f.File.Name })]);
        return [.. files.Select(f => f.File)];
    }

    private static BlindFileState StateOf(BlindCheckState state) => state switch
    {
        BlindCheckState.Clear or BlindCheckState.Released => BlindFileState.Ready,
        BlindCheckState.Withheld => BlindFileState.Withheld,
        _ => BlindFileState.Checking,
    };
}
