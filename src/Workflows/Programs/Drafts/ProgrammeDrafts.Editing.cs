using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs.Drafts;

public sealed partial class ProgrammeDrafts
{
    /// <summary>Makes one edit of the process.</summary>
    /// <param name="revision">The revision that the person saw.</param>
    public Task<DraftAnswer> EditAsync(string id, int revision, DraftEdit edit, Sender sender, CancellationToken cancellation = default) =>
        EditAllAsync(id, revision, [edit], sender, cancellation);

    /// <summary>Makes several edits of the process as one revision: all of them or none.</summary>
    /// <param name="edits">In order; none leaves the draft as it is.</param>
    public Task<DraftAnswer> EditAllAsync(string id, int revision, IReadOnlyList<DraftEdit> edits, Sender sender, CancellationToken cancellation = default) =>
        ChangeAsync(id, revision, sender, (seen, now) =>
        {
            var (document, changes, needs, words) = (now, new List<string>(), new List<string>(), new List<string>());
            foreach (var edit in edits)
            {
                if (Rebased(seen, now, edit) is not { } fitting) return Step.Refused(new("draft.stale", null, "要放的位置已被他人改过，请刷新后再放。"));
                var result = DraftEditor.Apply(document, fitting);
                if (result.Refusal is { } no) return Step.Refused(new(no.Code, no.Field, no.Message));
                var places = DraftPlaces.Of(document, fitting);
                changes.AddRange(places.Changes);
                needs.AddRange(places.Needs);
                words.Add(DraftWords.Of(document, fitting));
                document = result.Document!;
            }

            return new(document, new(changes, needs), DraftWords.Short(string.Join("；", words)), null);
        }, cancellation);

    /// <summary>Sets a part outside the stages: the form, sheets, tables, documents, permissions, settings.</summary>
    /// <param name="pointer">JSON pointer in the document; <c>-</c> after a list adds to its end. What lies on the way is made when it is missing.</param>
    /// <param name="value">The value; null takes the part away.</param>
    /// <param name="words">What was done, in Chinese, for the list of edits.</param>
    public Task<DraftAnswer> SetAsync(string id, int revision, string pointer, JsonNode? value, string words, Sender sender, CancellationToken cancellation = default) =>
        SetAsync(id, revision, _ => PartEdit.One(pointer, value, words), sender, cancellation);

    /// <summary>Sets parts outside the stages in one revision.</summary>
    /// <param name="make">Reckons the edit on the draft as the person saw it; what others did since is kept, or told as a conflict.</param>
    public Task<DraftAnswer> SetAsync(string id, int revision, Func<JsonObject, PartEdit> make, Sender sender, CancellationToken cancellation = default) =>
        ChangeAsync(id, revision, sender, (seen, now) =>
        {
            var edit = make(seen);
            if (edit.Refusal is { } no) return Step.Refused(no);
            var changed = now.DeepClone().AsObject();
            var places = new List<string>();
            foreach (var part in edit.Parts)
            {
                if (DraftPlaces.Follow(seen, now, part.Pointer) is not { } here) return Step.Refused(Gone);
                if (DraftPart.Set(changed, here, part.Value) is { } refusal) return Step.Refused(refusal);
                places.AddRange(DraftPlaces.Of(now, here).Changes);
            }

            return new(changed, new(places, []), DraftWords.Short(edit.Words), null);
        }, cancellation);

    /// <summary>Takes back the person's own last edit.</summary>
    public Task<DraftAnswer> UndoAsync(string id, int revision, Sender sender, CancellationToken cancellation = default) => TurnAsync(id, revision, undo: true, sender, cancellation);

    /// <summary>Does again what the person took back last.</summary>
    public Task<DraftAnswer> RedoAsync(string id, int revision, Sender sender, CancellationToken cancellation = default) => TurnAsync(id, revision, undo: false, sender, cancellation);

    private static Refusal Gone { get; } = new("draft.stale", null, "要改的内容已被他人删去或移动，请刷新后再改。");

    private sealed record Step(JsonObject? Document, DraftPlaces? Places, string Words, Refusal? Refusal)
    {
        public static Step Refused(Refusal refusal) => new(null, null, "", refusal);
    }

    private Task<DraftAnswer> ChangeAsync(string id, int revision, Sender sender, Func<JsonObject, JsonObject, Step> change, CancellationToken cancellation) =>
        Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await OpenAsync(db, id, revision, sender, cancellation) is not { Row: { } row } opened) return new(0, May(sender.User) ? Missing : Forbidden, []);
            if (opened.Refusal is { } stale) return new(row.Revision, stale, opened.Since);
            var now = Parse(row);
            var seen = now;
            if (opened.Later.Count > 0)
            {
                seen = now.DeepClone().AsObject();
                foreach (var later in opened.Later)
                    if (Inverse(later).ApplyTo(seen) is not null) return new(row.Revision, Gone, opened.Since);
            }

            var step = change(seen, now);
            if (step.Refusal is { } refusal) return new(row.Revision, Told(refusal, opened.Since), opened.Since);
            var others = opened.Later.Where(e => step.Places!.Touches(e.Places.Split('\n', StringSplitOptions.RemoveEmptyEntries))).Select(e => e.Revision).ToHashSet();
            if (others.Count > 0) return new(row.Revision, Conflict([.. opened.Since.Where(c => others.Contains(c.Revision))]), opened.Since);
            if (JsonNode.DeepEquals(now, step.Document)) return new(row.Revision, null, opened.Since);

            var me = sender.User.UserId;
            foreach (var undone in await db.Set<DraftEditRow>().Where(e => e.DraftId == id && e.UserId == me && e.Open && e.Undone).ToListAsync(cancellation)) undone.Open = false;
            return await KeepAsync(db, row, now, step, null, opened.Since, sender, cancellation);
        }, a => a.Refusal is null, cancellation);

    private Task<DraftAnswer> TurnAsync(string id, int revision, bool undo, Sender sender, CancellationToken cancellation) =>
        Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await OpenAsync(db, id, revision, sender, cancellation) is not { Row: { } row } opened) return new(0, May(sender.User) ? Missing : Forbidden, []);
            if (opened.Refusal is { } stale) return new(row.Revision, stale, opened.Since);
            var me = sender.User.UserId;
            var own = db.Set<DraftEditRow>().Where(e => e.DraftId == id && e.UserId == me && e.Open && e.Undone == !undo);
            var edit = await (undo ? own.OrderByDescending(e => e.Revision) : own.OrderBy(e => e.Revision)).FirstOrDefaultAsync(cancellation);
            if (edit is null) return new(row.Revision, undo ? new("draft.nothingToUndo", null, "没有可以撤销的修改。") : new("draft.nothingToRedo", null, "没有可以重做的修改。"), opened.Since);
            // What made the present state of this edit: itself, or its last undo or redo.
            var last = await db.Set<DraftEditRow>().Where(e => e.DraftId == id && (e.Revision == edit.Revision || e.Of == edit.Revision)).OrderByDescending(e => e.Revision).FirstAsync(cancellation);
            var now = Parse(row);
            var changed = now.DeepClone().AsObject();
            if (Inverse(last).ApplyTo(changed) is { } moved) return new(row.Revision, Told(new(moved.Code, moved.Field, moved.Message), opened.Since), opened.Since);
            edit.Undone = undo;
            var step = new Step(changed, new(edit.Places.Split('\n'), []), DraftWords.Short((undo ? "撤销：" : "重做：") + edit.Words), null);
            return await KeepAsync(db, row, now, step, edit.Revision, opened.Since, sender, cancellation);
        }, a => a.Refusal is null, cancellation);

    private sealed record Opened(ProgrammeDraftRow Row, IReadOnlyList<DraftEditRow> Later, IReadOnlyList<DraftChange> Since, Refusal? Refusal);

    private static async Task<Opened?> OpenAsync(WorkflowsDbContext db, string id, int revision, Sender sender, CancellationToken cancellation)
    {
        if (!May(sender.User) || await FindAsync(db, id, cancellation) is not { } row) return null;
        if (revision == row.Revision) return new(row, [], [], null);
        if (revision < 1 || revision > row.Revision) return new(row, [], [], new("draft.revision", "revision", "修订号不对，请刷新后再改。"));
        var later = await db.Set<DraftEditRow>().AsNoTracking().Where(e => e.DraftId == id && e.Revision > revision).OrderByDescending(e => e.Revision).ToListAsync(cancellation);
        IReadOnlyList<DraftChange> since = [.. later.Select(e => new DraftChange(e.Revision, e.At, e.UserName, e.Words, e.Undone))];
        return new(row, later, since, later.Count < row.Revision - revision ? new("draft.stale", "revision", "您看到的草稿太旧，请刷新后再改。") : null);
    }

    private static async Task<DraftAnswer> KeepAsync(WorkflowsDbContext db, ProgrammeDraftRow row, JsonObject before, Step step, int? of, IReadOnlyList<DraftChange> since, Sender sender, CancellationToken cancellation)
    {
        var document = step.Document!;
        if (await CodeAsync(db, row, document, cancellation) is { } wrong) return new(row.Revision, wrong, since);
        var text = document.ToJsonString(Programme.Json);
        if (text.Length > ProgrammeFile.MostCharacters) return new(row.Revision, TooLarge, since);
        (row.Document, row.Code, row.Name) = (text, DraftTree.Text(document["code"]), DraftTree.Text(document["name"]));
        (row.Revision, row.UpdatedAt, row.UpdatedByName) = (row.Revision + 1, sender.ReceivedAt, sender.User.Name);
        db.Add(new DraftEditRow
        {
            DraftId = row.Id,
            Revision = row.Revision,
            At = sender.ReceivedAt,
            UserId = sender.User.UserId,
            UserName = sender.User.Name,
            Words = step.Words,
            Places = string.Join('\n', step.Places!.Changes),
            Inverse = JsonSerializer.Serialize(Restore.Between(document, before), Programme.Json),
            Of = of,
            Open = of is null,
        });
        var (id, oldest) = (row.Id, row.Revision - KeptEdits);
        db.RemoveRange(await db.Set<DraftEditRow>().Where(e => e.DraftId == id && e.Revision <= oldest).ToListAsync(cancellation));
        await AuditLog.AddAsync(db, sender.User, "draft.edited", row.Id, new { row.Code, row.Revision, step.Words }, sender.ReceivedAt, cancellation);
        await db.SaveChangesAsync(cancellation);
        return new(row.Revision, null, since);
    }

    /// <summary>The code names the programme and its process alike, and belongs to nobody else.</summary>
    private static async Task<Refusal?> CodeAsync(WorkflowsDbContext db, ProgrammeDraftRow row, JsonObject document, CancellationToken cancellation)
    {
        var (code, name) = (DraftTree.Text(document["code"]), DraftTree.Text(document["name"]));
        if (name.Trim().Length is 0 or > 100) return new("draft.name", "name", "项目名称应为 1 至 100 字。");
        if (code == row.Code) return null;
        if (code.Length is 0 or > 20 || !code.All(char.IsAsciiLetterOrDigit)) return new("programme.code", "code", "项目代码只能用字母和数字，最多 20 位。");
        if (row.BaseVersion is not null) return new("draft.code", "code", "已经发布过的项目类型不能改代码。");
        var id = row.Id;
        if (await db.Set<ProgrammeDraftRow>().AnyAsync(d => d.Code == code && d.Id != id, cancellation) || await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == code, cancellation)) return new("draft.code", "code", $"项目代码“{code}”已经有了，请换一个。");
        if (document["process"] is JsonObject process) process["id"] = code;
        return null;
    }

    private static Restore Inverse(DraftEditRow row) => JsonSerializer.Deserialize<Restore>(row.Inverse, Programme.Json)!;

    private static Refusal Conflict(IReadOnlyList<DraftChange> touched)
    {
        var words = string.Join("；", touched.Take(3).Select(c => $"{c.UserName} {c.Words}"));
        return new("draft.stale", null, $"您打开以后，这里有人改过（{words}{(touched.Count > 3 ? "；等" : "")}）。您的修改没有生效，请看过新的内容再改。");
    }

    private static Refusal Told(Refusal refusal, IReadOnlyList<DraftChange> since) =>
        since.Count == 0 ? refusal : refusal with { Message = $"{refusal.Message}（您打开以后：{string.Join("；", since.Take(3).Select(c => $"{c.UserName} {c.Words}"))}）" };

    private static DraftEdit? Rebased(JsonObject seen, JsonObject now, DraftEdit edit)
    {
        if (ReferenceEquals(seen, now)) return edit;
        return edit switch
        {
            AddStage add => DraftPlaces.Follow(seen, now, add.To, null) is { } to ? add with { To = to } : null,
            MoveStage move => DraftPlaces.Follow(seen, now, move.To, move.Stage) is { } to ? move with { To = to } : null,
            CopyStageTo copy => DraftPlaces.Follow(seen, now, copy.To, null) is { } to ? copy with { To = to } : null,
            _ => edit,
        };
    }
}
