using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Applicants;

/// <summary>补正 as the applicant is told of it.</summary>
public sealed record SupplementView(int Round, int Rounds, int Count, DocumentRow? Document, DueView? Due, DateTimeOffset? DueAt, string Silence);

/// <summary>Everything the form page shows.</summary>
public sealed record EditorView
{
    public required CaseRow Row { get; init; }

    public required RoundRow Round { get; init; }

    public required Programme Programme { get; init; }

    public required FormEditing Editing { get; init; }

    public required FormRow Form { get; init; }

    public required IReadOnlyList<FormSectionView> Sections { get; init; }

    public required IReadOnlyList<TocEntry> Toc { get; init; }

    /// <summary>Everything that blocks the submission now.</summary>
    public required IReadOnlyList<FormProblem> Problems { get; init; }

    public required DueView Due { get; init; }

    /// <summary>The end of the time to submit, in words.</summary>
    public required string DueWords { get; init; }

    public SupplementView? Supplement { get; init; }

    /// <summary>Why it came back, and from whom; null unless 退回修改.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>What was remarked at fields, each leading there; empty: nothing.</summary>
    public required IReadOnlyList<ErrorItem> Asked { get; init; }

    /// <summary>Ids of the fields that the page shows for editing.</summary>
    public required string Shown { get; init; }

    /// <summary>Ids of the fields on whose value others depend.</summary>
    public required string Controllers { get; init; }
}

/// <summary>Builds the page on which an applicant fills in, or mends, an application.</summary>
public sealed class ApplicationEditor(IDbContexts contexts, ProgrammeStore programmes, CalendarStore calendars, CurrentUser current, TimeProvider clock)
{
    /// <param name="typed">What the reader typed, when it could not be saved; null: what is stored.</param>
    /// <param name="check">Shows every problem at its field.</param>
    /// <returns>Null when the case is not the reader's.</returns>
    public async Task<EditorView?> LoadAsync(string caseId, JsonObject? typed = null, bool check = false, string? extraRow = null, CancellationToken cancellation = default)
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        var row = await CaseScope.Visible(db, user).SingleOrDefaultAsync(c => c.Id == caseId && c.OrganizationId == user.OrganizationId, cancellation);
        if (row is null) return null;
        var now = clock.GetUtcNow();
        var programme = await programmes.ForCaseAsync(db, row, now, cancellation);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var form = await db.Forms.AsNoTracking().SingleAsync(f => f.CaseId == caseId, cancellation);
        var state = EngineJson.ReadState(row.State);
        var editing = FormEditing.Of(state, programme);
        var schema = programme.Form;
        var values = await ApplicationForms.WithAttachmentsAsync(db, caseId, schema, typed ?? JsonNode.Parse(form.Values)!.AsObject(), cancellation);
        var context = new FormContext(await OrganizationProfile.ReadAsync(db, row.OrganizationId, cancellation), ChinaTime.DateOf(now));
        var problems = FormValidator.Validate(schema, values, context);
        var before = editing.All ? null : await LastVersionAsync(db, caseId, cancellation);
        var changed = before is null ? [] : FormDiff.Compare(schema, before, values).Select(c => FieldLabels.RootOf(c.FieldPath)).ToHashSet();
        var files = await FilesAsync(db, caseId, form, now, cancellation);
        var source = new FieldSource
        {
            Values = values,
            Profile = context.Organization,
            Editable = editing.Allows,
            Problems = check ? problems : [],
            Remarks = Remarks(state),
            Files = field => files.GetValueOrDefault(field, []),
            Before = before,
            UploadUrl = $"/applications/{caseId}/form?handler=Upload",
            LookupUrl = "/organizations/lookup",
            ExtraRow = extraRow,
        };
        var calendar = await calendars.GetAsync(db, cancellation);
        var supplement = await SupplementAsync(db, row, state, programme, calendar, now, cancellation);
        var dueAt = supplement?.DueAt ?? round.ClosesAt;
        return new EditorView
        {
            Row = row,
            Round = round,
            Programme = programme,
            Editing = editing,
            Form = form,
            Sections = FormSections.Edit(schema, context, source, editing),
            Toc = FormSections.Toc(schema, context, source, editing, problems, check, changed),
            Problems = problems,
            Due = Calls.Due(dueAt, calendar, now),
            DueWords = ChinaTime.Due(dueAt, calendar, ChinaTime.DateOf(now)),
            Supplement = supplement,
            ReturnReason = await ReturnReasonAsync(db, row, state, cancellation),
            Asked = Asked(schema, state),
            Shown = string.Join(',', FormSections.Visible(schema, values, context).Where(s => !s.Section.IsReadOnly).SelectMany(s => s.Fields).Where(f => editing.Allows(f.Id)).Select(f => f.Id)),
            Controllers = string.Join(',', schema.Sections.SelectMany(s => s.Fields).Where(f => Conditions(schema).Any(c => c.Contains("form." + f.Id, StringComparison.Ordinal))).Select(f => f.Id)),
        };
    }

    /// <summary>The field as the upload answers with it.</summary>
    public async Task<FieldView?> FieldAsync(string caseId, string fieldId, CancellationToken cancellation = default) =>
        (await LoadAsync(caseId, cancellation: cancellation))?.Sections.SelectMany(s => s.Fields).FirstOrDefault(f => f.Id == fieldId);

    /// <summary>Files by field, current ones first.</summary>
    public static async Task<Dictionary<string, IReadOnlyList<FileView>>> FilesAsync(WorkflowsDbContext db, string caseId, FormRow? form, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await db.Attachments.AsNoTracking().Where(a => a.CaseId == caseId && a.Item == null).ToListAsync(cancellation);
        return rows.GroupBy(a => a.Field).ToDictionary(g => g.Key, g => (IReadOnlyList<FileView>)[.. g.OrderByDescending(a => a.Current).ThenByDescending(a => a.Version).Select(a => View(a, now, form))]);
    }

    public static FileView View(AttachmentRow a, DateTimeOffset now, FormRow? form = null) => new(
        a.Id, a.FileName, "/files/" + a.Id, FileWords.Size(a.Size),
        $"{DateText.Short(ChinaTime.DateOf(a.UploadedAt), ChinaTime.DateOf(now))}上传{(a.Current ? "" : $"　第 {a.Version} 版，保留存档")}", !a.Current,
        a.Current && a.Field == Scan && form is not null && form.UpdatedAt > a.UploadedAt ? "上传后内容改过，请核对" : null);

    /// <summary>The field of the stamped scan in the shipped forms.</summary>
    private const string Scan = "stamped_application";

    private static IEnumerable<string> Conditions(FormSchema schema) =>
        schema.Sections.Select(s => s.VisibleWhen).Concat(schema.Sections.SelectMany(s => s.Fields).Select(f => f.VisibleWhen)).OfType<string>();

    private static async Task<JsonObject?> LastVersionAsync(WorkflowsDbContext db, string caseId, CancellationToken cancellation)
    {
        var text = await db.FormVersions.Where(f => f.CaseId == caseId).OrderByDescending(f => f.Version).Select(f => f.Values).FirstOrDefaultAsync(cancellation);
        return text is null ? null : JsonNode.Parse(text)!.AsObject();
    }

    private static Dictionary<string, (string, string)> Remarks(ProcessState state)
    {
        var remarks = new Dictionary<string, (string Title, string Text)>();
        var number = 0;
        foreach (var item in state.Activations.Where(a => a.Supplement is not null).SelectMany(a => a.Supplement!.Items))
        {
            number++;
            var field = FieldLabels.RootOf(item.Field);
            remarks[field] = remarks.TryGetValue(field, out var known) ? ($"{known.Title}、第 {number} 项", $"{known.Text}\n{item.Remark}") : ($"补正第 {number} 项", item.Remark);
        }

        // 逐项批注 of a return, while the whole form is open again.
        number = 0;
        foreach (var item in FormEditing.Submits(state) ? state.Remarks ?? [] : [])
        {
            number++;
            var field = FieldLabels.RootOf(item.Field);
            remarks[field] = remarks.TryGetValue(field, out var known) ? ($"{known.Title}、第 {number} 项", $"{known.Text}\n{item.Remark}") : ($"批注第 {number} 项", item.Remark);
        }

        return remarks;
    }

    private static IReadOnlyList<ErrorItem> Asked(FormSchema schema, ProcessState state)
    {
        IEnumerable<SupplementRequestItem> items = [.. state.Activations.Where(a => a.Supplement is not null).SelectMany(a => a.Supplement!.Items), .. FormEditing.Submits(state) ? state.Remarks ?? [] : []];
        return [.. items.Select(i => new ErrorItem($"{FieldLabels.Of(schema, i.Field)}：{i.Remark}", "#" + FormSections.Anchor(FieldLabels.RootOf(i.Field))))];
    }

    private static async Task<SupplementView?> SupplementAsync(WorkflowsDbContext db, CaseRow row, ProcessState state, Programme programme, WorkingCalendar calendar, DateTimeOffset now, CancellationToken cancellation)
    {
        if (state.Activations.FirstOrDefault(a => a.Supplement is not null) is not { } activation) return null;
        var stage = DefinitionIndex.Of(programme.Process)[activation.StageId].Stage as ReviewStage;
        var dueAt = activation.Deadlines.FirstOrDefault(d => d.Purpose == DeadlinePurpose.Supplement)?.DueAt;
        var template = stage?.Supplement?.Document;
        var document = template is null ? null : await db.Documents.AsNoTracking().Where(d => d.CaseId == row.Id && d.Template == template).OrderByDescending(d => d.IssuedAt).FirstOrDefaultAsync(cancellation);
        return new SupplementView(activation.Supplement!.Round, stage?.Supplement?.Rounds ?? 1, activation.Supplement.Items.Length, document,
            dueAt is { } due ? Calls.Due(due, calendar, now) : null, dueAt, "逾期未补正，将作不予受理处理");
    }

    private static async Task<string?> ReturnReasonAsync(WorkflowsDbContext db, CaseRow row, ProcessState state, CancellationToken cancellation)
    {
        if (state.Phase != ProcessPhase.Running || !state.Activations.Any(a => a.Items.Any(i => !i.Done && i.Purpose == WorkPurpose.Submit))) return null;
        return await db.WorkItems.AsNoTracking().Where(w => w.CaseId == row.Id && w.State == WorkItemState.Done && w.Purpose == WorkPurpose.Decide && w.Comment != null)
            .OrderByDescending(w => w.DoneAt).Select(w => w.Comment).FirstOrDefaultAsync(cancellation);
    }
}
