using System.Collections.Immutable;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>
/// 意见附件: files that go with an opinion. Uploaded first, seen by nobody else until the opinion is given; then told in the
/// history with the opinion, and read by exactly those who are told the opinion. Experts add none: a file could name them.
/// </summary>
public sealed class OpinionFiles(IDbContexts contexts, CommandGate gate, TaskReader tasks, FileVault vault)
{
    private const int Most = 10;

    /// <summary>Adds a file to the opinion that the sender is writing.</summary>
    public async Task<(AttachmentRow? File, Refusal? Refusal)> AddAsync(string taskId, string fileName, Stream content, Sender sender, CancellationToken cancellation = default)
    {
        var name = FileKinds.CleanName(fileName);
        var (type, wrong) = FileKinds.Recognise(name, content);
        if (wrong is not null) return (null, new Refusal("file.kind", "file", wrong));
        if (await tasks.ReadAsync(sender.User, taskId, cancellation) is not { } task) return (null, new Refusal("task.notFound", null, "没有找到这项任务，或您没有权限查看。"));
        if (!Takes(task)) return (null, new Refusal("file.opinion", "file", "这一步现在不能附文件。"));
        var size = content.Length;
        var hash = await vault.StoreAsync(content, cancellation);
        return await Writes.RunAsync<(AttachmentRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var (me, caseId, item) = (sender.User.UserId, task.Row.CaseId, task.Row.Item);
            var pending = await db.Attachments.CountAsync(a => a.CaseId == caseId && a.Item == item && a.UploadedBy == me && !a.Current, cancellation);
            if (pending >= Most) return (null, new Refusal("file.tooMany", "file", $"一次意见最多附 {Most} 个文件，请先去掉不要的。"));
            var row = new AttachmentRow
            {
                Id = Identifiers.Opaque(), CaseId = caseId, Field = "", Item = item, FileName = name, ContentType = type!, Size = size, Sha256 = hash, Version = 1,
                UploadedAt = sender.ReceivedAt, UploadedBy = me, UploadedByName = sender.User.Name, Current = false,
            };
            db.Attachments.Add(row);
            await db.SaveChangesAsync(cancellation);
            return (row, null);
        }, r => r.Item2 is null, cancellation);
    }

    /// <summary>Takes a file away whose opinion is not given yet.</summary>
    public Task<Refusal?> RemoveAsync(string taskId, string fileId, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var me = sender.User.UserId;
            if (!TaskIds.TryRead(taskId, out var caseId, out var item) || await db.Attachments.SingleOrDefaultAsync(a => a.Id == fileId && a.CaseId == caseId && a.Item == item && a.UploadedBy == me && !a.Current, cancellation) is not { } row)
                return new Refusal("file.notFound", null, "没有找到这个文件，或者意见已经提交。");
            db.Attachments.Remove(row);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);

    /// <summary>Files that wait for the reader's opinion.</summary>
    public async Task<IReadOnlyList<AttachmentRow>> PendingAsync(TaskView task, UserContext user, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(user);
        if (!Takes(task)) return [];
        var (me, caseId, item) = (user.UserId, task.Row.CaseId, task.Row.Item);
        await using var db = contexts.Create();
        return await db.Attachments.AsNoTracking().Where(a => a.CaseId == caseId && a.Item == item && a.UploadedBy == me && !a.Current).OrderBy(a => a.UploadedAt).ThenBy(a => a.Id).ToListAsync(cancellation);
    }

    /// <summary>Whether an opinion with files may be given on the task now.</summary>
    public static bool Takes(TaskView task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Case is not null && task.Row is { State: WorkItemState.Open, Purpose: WorkPurpose.Decide or WorkPurpose.Objection } && task.Actions.Any(a => a.Type is "complete" or "return" or "supplement");
    }

    /// <summary>The files of a command: the sender's own, uploaded for this task, each for one opinion only.</summary>
    internal static async Task<(ImmutableArray<OpinionFile> Files, Action? Before, CommandResult? Refusal)> TakeAsync(WorkflowsDbContext db, string caseId, int item, ImmutableArray<string> ids, Actor actor, CancellationToken cancellation)
    {
        if (ids.IsDefaultOrEmpty) return ([], null, null);
        var (me, wanted) = (actor.Via ?? actor.UserId, ids.Distinct().ToList());
        var rows = await db.Attachments.Where(a => wanted.Contains(a.Id) && a.CaseId == caseId && a.Item == item && a.UploadedBy == me && !a.Current).ToListAsync(cancellation);
        if (rows.Count != wanted.Count) return ([], null, CommandResult.No("file.opinion", "files", "有的意见附件找不到或者已经用过，请重新上传。"));
        return ([.. wanted.Select(id => rows.Single(r => r.Id == id)).Select(r => new OpinionFile(r.Id, r.FileName, r.Sha256))], () => rows.ForEach(r => r.Current = true), null);
    }

    /// <summary>Whether somebody who sees the case is told the opinion to which the file belongs.</summary>
    internal static async Task<bool> MayReadAsync(WorkflowsDbContext db, AttachmentRow file, UserContext user, ProgrammeStore programmes, CancellationToken cancellation)
    {
        if (!file.Current) return file.UploadedBy == user.UserId;
        var row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == file.CaseId, cancellation);
        var programme = await programmes.ForCaseAsync(db, row, row.UpdatedAt, cancellation);
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == file.CaseId).ToListAsync(cancellation);
        var told = TimelineWords.Tell(events, programme, CaseReader.AudienceFor(user, programme), new Dictionary<string, string>());
        return told.Any(t => t.Files.Any(f => f.Id == file.Id));
    }
}
