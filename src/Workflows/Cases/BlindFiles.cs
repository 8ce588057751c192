using System.Text.Json.Nodes;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Reviews.BlindCopies;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>An attachment as experts see it.</summary>
/// <param name="Name">附件1.pdf: never the name that the applicant gave it.</param>
/// <param name="Label">The field it was uploaded to.</param>
/// <param name="Unavailable">An expert asked for it before and no copy could be made.</param>
public sealed record BlindFile(string Id, string Name, string Label, bool Unavailable);

/// <summary>What an expert gets who asks for an attachment.</summary>
/// <param name="Content">Null when no copy can be made.</param>
public sealed record BlindCopyAnswer(string Name, string ContentType, byte[]? Content);

/// <summary>匿名副本 of attachments for experts; the originals are never given to them.</summary>
public sealed class BlindFiles(IDbContexts contexts, CommandGate gate, TaskReader tasks, FileVault vault)
{
    /// <summary>What stands where no copy can be made.</summary>
    public const string Unavailable = "该附件暂不能提供匿名副本";

    /// <summary>Makes the copy and logs the reading; when that fails, the office is told once. Null when this reader has no such file.</summary>
    public async Task<BlindCopyAnswer?> OpenAsync(string taskId, string fileId, Sender sender, CancellationToken cancellation = default)
    {
        if (await tasks.ReadAsync(sender.User, taskId, cancellation) is not { } task || task.Files.FirstOrDefault(f => f.Id == fileId) is not { } file) return null;
        await using var db = contexts.Create();
        var row = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == fileId && a.CaseId == task.Row.CaseId && a.Item == null, cancellation);
        if (row is null) return null;
        var copy = vault.Exists(row.Sha256) ? BlindCopy.Make(row.ContentType, await ReadAsync(row.Sha256, cancellation)) : null;
        await Writes.RunAsync(contexts, gate, sender.ReceivedAt, async write =>
        {
            await AuditLog.AddAsync(write, sender.User, "attachment.blindRead", row.Id, new { row.CaseId, file.Name, Made = copy is not null }, sender.ReceivedAt, cancellation);
            if (copy is null) await TellAsync(write, task, row, sender.ReceivedAt, cancellation);
            await write.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);
        return new BlindCopyAnswer(file.Name, row.ContentType, copy);
    }

    /// <summary>The files among the values that an expert may read, under neutral names; the values lose everything else about them.</summary>
    /// <param name="blind">False: the review is open, names stay as they are.</param>
    internal static async Task<IReadOnlyList<BlindFile>> ListAsync(WorkflowsDbContext db, FormSchema form, JsonObject values, bool blind, CancellationToken cancellation)
    {
        var files = new List<BlindFile>();
        foreach (var field in form.Sections.SelectMany(s => s.Fields).Where(f => f.Type == FieldType.Attachment))
        {
            if (values[field.Id] is not JsonArray uploaded) continue;
            var own = uploaded.OfType<JsonObject>().Select((u, i) => new BlindFile((string)u["id"]!, blind ? $"附件{files.Count + i + 1}{Path.GetExtension((string)u["name"]!).ToLowerInvariant()}" : (string)u["name"]!, field.Label, false)).ToList();
            files.AddRange(own);
            values[field.Id] = new JsonArray([.. own.Select(f => new JsonObject { ["id"] = f.Id, ["name"] = f.Name })]);
        }

        var keys = files.ConvertAll(f => Key(f.Id));
        var refused = keys.Count == 0 ? [] : await db.Messages.AsNoTracking().Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(cancellation);
        return [.. files.Select(f => f with { Unavailable = refused.Contains(Key(f.Id)) })];
    }

    private static string Key(string fileId) => "blind/" + fileId;

    private static async Task TellAsync(WorkflowsDbContext db, TaskView task, AttachmentRow row, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = Key(row.Id);
        if (await db.Messages.AnyAsync(m => m.Key == key, cancellation)) return;
        var owner = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == row.CaseId, cancellation);
        db.Messages.Add(new MessageRow
        {
            Id = Identifiers.Ordered(),
            Key = key,
            Candidate = $"{ProcessRoles.Officer}@programme:{owner.ProgrammeCode}",
            Role = ProcessRoles.Officer,
            CaseId = row.CaseId,
            Title = $"不能提供匿名副本：{row.FileName}",
            Body = $"{owner.Number} {owner.OrganizationName}“{owner.Title}”的附件“{row.FileName}”（{task.Programme.Form.Find(row.Field)?.Label}）已损坏、加密，或者是旧版 Office 格式，专家看不到它。需要专家看的，请联系申报单位另存后重新提供。",
            CreatedAt = at,
        });
    }

    private async Task<byte[]> ReadAsync(string sha256, CancellationToken cancellation)
    {
        await using var stored = vault.Open(sha256);
        using var content = new MemoryStream();
        await stored.CopyToAsync(content, cancellation);
        return content.ToArray();
    }
}
