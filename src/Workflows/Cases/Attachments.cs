using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>附件: stored by content, versions kept, every download authorised and logged.</summary>
public sealed class Attachments(IDbContexts contexts, CommandGate gate, ProgrammeStore programmes, FileVault vault, AuditLog audit)
{
    private const int MaxPerCase = 200;

    /// <summary>Adds a file to a field. A field for one file gets a new version; the old one is kept.</summary>
    public async Task<(AttachmentRow? File, Refusal? Refusal)> AddAsync(string caseId, string fieldId, string fileName, Stream content, Sender sender, CancellationToken cancellation = default)
    {
        var name = FileKinds.CleanName(fileName);
        var (type, wrong) = FileKinds.Recognise(name, content);
        if (wrong is not null) return (null, new Refusal("file.kind", fieldId, wrong));
        var size = content.Length;
        // The file is written first: a stored file without a row does no harm, a row without a file would.
        await using (var db = contexts.Create())
            if (await CheckAsync(db, caseId, fieldId, name, sender, cancellation) is { Refusal: { } early }) return (null, early);
        var hash = await vault.StoreAsync(content, cancellation);
        return await Writes.RunAsync<(AttachmentRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var (field, refusal) = await CheckAsync(db, caseId, fieldId, name, sender, cancellation);
            if (refusal is not null) return (null, refusal);
            var existing = await db.Attachments.Where(a => a.CaseId == caseId && a.Field == fieldId).ToListAsync(cancellation);
            if (!field!.Multiple) foreach (var old in existing) old.Current = false;
            var row = new AttachmentRow
            {
                Id = Identifiers.Opaque(),
                CaseId = caseId,
                Field = fieldId,
                FileName = name,
                ContentType = type!,
                Size = size,
                Sha256 = hash,
                Version = existing.Count + 1,
                UploadedAt = sender.ReceivedAt,
                UploadedBy = sender.User.UserId,
                UploadedByName = sender.User.Name,
            };
            db.Attachments.Add(row);
            await db.SaveChangesAsync(cancellation);
            return (row, null);
        }, cancellation: cancellation);
    }

    /// <summary>Takes a file out of the form; it stays in the history.</summary>
    public Task<Refusal?> RemoveAsync(string attachmentId, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = await db.Attachments.SingleOrDefaultAsync(a => a.Id == attachmentId && a.Current && a.Item == null, cancellation);
            if (row is null) return new Refusal("file.notFound", null, "没有找到这个文件。");
            var (_, refusal) = await CheckAsync(db, row.CaseId, row.Field, row.FileName, sender, cancellation);
            if (refusal is not null && refusal.Code != "file.tooMany") return refusal;
            row.Current = false;
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);

    /// <summary>Opens a file for somebody who may see its case, and logs the reading. Null when there is none for them.</summary>
    public async Task<(AttachmentRow Row, Stream Content)?> OpenAsync(string attachmentId, UserContext user, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var row = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == attachmentId, cancellation);
        if (row is null || !await CaseScope.Visible(db, user).AnyAsync(c => c.Id == row.CaseId, cancellation) || !vault.Exists(row.Sha256)) return null;
        if (row.Item is not null && !await OpinionFiles.MayReadAsync(db, row, user, programmes, cancellation)) return null;
        await audit.RecordAsync(user, row.Item is null ? "attachment.read" : "opinionFile.read", row.Id, new { row.CaseId, row.FileName, row.Version }, cancellation);
        return (row, vault.Open(row.Sha256));
    }

    /// <summary>
    /// A file counts when its last byte is there: after the round has closed, or after the applicant's own period, it is refused as the
    /// submission is, also while nothing has yet acted on that period.
    /// </summary>
    private static async Task<Refusal?> LateAsync(WorkflowsDbContext db, CaseRow row, ProcessState state, DateTimeOffset received, CancellationToken cancellation)
    {
        DateTimeOffset? ends = state.Phase == ProcessPhase.Draft
            ? await db.Rounds.Where(r => r.Id == row.RoundId).Select(r => r.ClosesAt).SingleAsync(cancellation)
            : state.Activations.Where(a => a.Items.Any(i => !i.Done && i.Purpose is WorkPurpose.Submit or WorkPurpose.Supplement)).SelectMany(a => a.Deadlines)
                .Where(d => d.PausedOn is null).Select(d => (DateTimeOffset?)d.DueAt).Min();
        if (ends is not { } closed || received < closed) return null;
        return new Refusal("file.late", "file", $"已过截止时间，这个文件没有收下。截止 {ChinaTime.Exact(closed)}，系统收完文件是 {ChinaTime.Exact(received)}。");
    }

    private async Task<(FormField? Field, Refusal? Refusal)> CheckAsync(WorkflowsDbContext db, string caseId, string fieldId, string name, Sender sender, CancellationToken cancellation)
    {
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId && c.OrganizationId == sender.User.OrganizationId, cancellation);
        if (row is null) return (null, new Refusal("case.notFound", null, "没有找到这一件申报。"));
        var programme = await programmes.ForCaseAsync(db, row, sender.ReceivedAt, cancellation);
        if (programme.Form.Find(fieldId) is not { Type: FieldType.Attachment } field) return (null, new Refusal("file.field", "field", $"申报书里没有“{fieldId}”这一项附件。"));
        var state = EngineJson.ReadState(row.State);
        var editing = FormEditing.Of(state, programme);
        if (await LateAsync(db, row, state, sender.ReceivedAt, cancellation) is { } late) return (null, late);
        if (!editing.Allows(fieldId)) return (null, new Refusal("form.closed", fieldId, $"“{field.Label}”现在不能更换。"));
        if (field.Accept.Count > 0 && !field.Accept.Contains(Path.GetExtension(name).ToLowerInvariant()))
            return (null, new Refusal("file.kind", fieldId, $"“{field.Label}”只收 {string.Join("、", field.Accept.Select(a => a[1..]))} 文件。"));
        if (await db.Attachments.CountAsync(a => a.CaseId == caseId && a.Item == null, cancellation) >= MaxPerCase)
            return (field, new Refusal("file.tooMany", fieldId, $"一件申报最多上传 {MaxPerCase} 次，请联系市科技局。"));
        if (field.Multiple && await db.Attachments.CountAsync(a => a.CaseId == caseId && a.Field == fieldId && a.Current, cancellation) >= (field.MaxFiles ?? 20))
            return (field, new Refusal("file.tooMany", fieldId, $"“{field.Label}”最多 {field.MaxFiles ?? 20} 个文件，请先删去不要的。"));
        return (field, null);
    }
}
