using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>The answer to a save of the form.</summary>
public abstract record FormSave
{
    private FormSave() { }

    /// <param name="Revision">The revision after the save.</param>
    /// <param name="Problems">What would block the submission now.</param>
    public sealed record Saved(int Revision, DateTimeOffset At, IReadOnlyList<FormProblem> Problems) : FormSave;

    /// <summary>Somebody else saved first; nothing was written.</summary>
    public sealed record Conflict(int Revision, string ByName, DateTimeOffset At) : FormSave;

    public sealed record Refused(Refusal Refusal) : FormSave;
}

/// <summary>Which fields the applicant may edit now.</summary>
/// <param name="All">The whole form is open.</param>
/// <param name="Fields">Otherwise these fields, by id: what 补正 lists.</param>
public sealed record FormEditing(bool All, IReadOnlySet<string> Fields)
{
    public static FormEditing None { get; } = new(false, new HashSet<string>());

    public bool Any => All || Fields.Count > 0;

    public bool Allows(string fieldId) => All || Fields.Contains(fieldId);

    /// <summary>Whether the applicant is to hand the form in, for the first time or again.</summary>
    public static bool Submits(ProcessState state) => state.Phase == ProcessPhase.Draft || Asking(state) is not null;

    /// <summary>
    /// Derived from where the case stands: in a submission what the permissions of that stage let be edited, everything when they
    /// do not speak of it; in 补正 what it lists.
    /// </summary>
    public static FormEditing Of(ProcessState state, Programme programme)
    {
        if (state.Phase == ProcessPhase.Draft) return At(programme.Form, programme.Permissions, programme.Process.Stages[0].Id);
        if (state.Phase != ProcessPhase.Running) return None;
        if (Asking(state) is { } stage) return At(programme.Form, programme.Permissions, stage);
        return new(false, state.Activations.Where(a => a.Supplement is not null).SelectMany(a => a.Supplement!.Items).Select(i => FieldLabels.RootOf(i.Field)).ToHashSet());
    }

    private static string? Asking(ProcessState state) => state.Phase == ProcessPhase.Running ? state.Activations.FirstOrDefault(a => a.Items.Any(i => !i.Done && i.Purpose == WorkPurpose.Submit))?.StageId : null;

    /// <summary>What the applicant may edit in a submission.</summary>
    public static FormEditing At(FormSchema form, FormPermissions permissions, string stage)
    {
        var open = form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields.Select(f => (Field: f.Id, Edit: permissions.AccessTo(stage, s, f) == FieldAccess.Edit))).ToLookup(f => f.Edit, f => f.Field);
        return permissions.Stages.ContainsKey(stage) && open[false].Any() ? new(false, open[true].ToHashSet()) : new(true, new HashSet<string>());
    }
}

/// <summary>Drafts and versions of the form of a case.</summary>
public sealed class ApplicationForms(IDbContexts contexts, CommandGate gate, ProgrammeStore programmes)
{
    /// <summary>Saves a draft. Invalid values are kept; only submission is blocked by them.</summary>
    /// <param name="revision">The revision that the sender saw.</param>
    public Task<FormSave> SaveAsync(string caseId, int revision, JsonObject values, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<FormSave>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId && c.OrganizationId == sender.User.OrganizationId, cancellation);
            if (row is null) return Refuse("case.notFound", null, "没有找到这一件申报。");
            var state = EngineJson.ReadState(row.State);
            var programme = await programmes.ForCaseAsync(db, row, sender.ReceivedAt, cancellation);
            var editing = FormEditing.Of(state, programme);
            if (!editing.Any) return Refuse("form.closed", null, "这一件现在不能修改申报内容。");
            var form = await db.Forms.SingleAsync(f => f.CaseId == caseId, cancellation);
            if (form.Revision != revision) return new FormSave.Conflict(form.Revision, form.UpdatedByName, form.UpdatedAt);

            var normal = FormParser.Normalize(programme.Form, values);
            if (normal.Refused) return Refuse("form.tooLarge", null, normal.Problems.Count > 0 ? normal.Problems[0].Message : "内容太大，没有保存。");
            if (programme.Form.HasComputed) FormComputation.Apply(programme.Form, normal.Values, new FormContext(await OrganizationProfile.ReadAsync(db, row.OrganizationId, cancellation), ChinaTime.DateOf(sender.ReceivedAt)));
            var before = JsonNode.Parse(form.Values)!.AsObject();
            KeepAttachments(programme.Form, normal.Values, before);
            if (!editing.All)
            {
                foreach (var change in FormDiff.Compare(programme.Form, before, normal.Values))
                    if (!editing.Allows(FieldLabels.RootOf(change.FieldPath)) && programme.Form.Find(change.FieldPath)?.Computed is null)
                        return Refuse("form.notEditable", change.FieldPath, Submitted(state, change.Label));
            }

            form.Values = CanonicalJson.Write(normal.Values);
            form.Revision++;
            form.UpdatedAt = sender.ReceivedAt;
            form.UpdatedBy = sender.User.UserId;
            form.UpdatedByName = sender.User.Name;
            if (state.Phase == ProcessPhase.Draft) row.Title = TitleOf(programme, normal.Values);
            row.UpdatedAt = sender.ReceivedAt;
            await db.SaveChangesAsync(cancellation);
            var problems = await ProblemsAsync(db, row, programme, normal.Values, sender.ReceivedAt, cancellation);
            return new FormSave.Saved(form.Revision, sender.ReceivedAt, [.. normal.Problems.Where(n => problems.All(p => p.FieldPath != n.FieldPath)), .. problems]);
        }, cancellation: cancellation);

    /// <summary>What blocks the submission of these values.</summary>
    internal static async Task<IReadOnlyList<FormProblem>> ProblemsAsync(WorkflowsDbContext db, CaseRow row, Programme programme, JsonObject values, DateTimeOffset at, CancellationToken cancellation)
    {
        var merged = await WithAttachmentsAsync(db, row.Id, programme.Form, values, cancellation);
        var profile = await OrganizationProfile.ReadAsync(db, row.OrganizationId, cancellation);
        return FormValidator.Validate(programme.Form, merged, new FormContext(profile, ChinaTime.DateOf(at)));
    }

    /// <summary>The values with the uploaded files in place of whatever was typed for attachments.</summary>
    public static async Task<JsonObject> WithAttachmentsAsync(WorkflowsDbContext db, string caseId, FormSchema form, JsonObject values, CancellationToken cancellation)
    {
        var merged = values.DeepClone().AsObject();
        var files = await db.Attachments.AsNoTracking().Where(a => a.CaseId == caseId && a.Current).OrderBy(a => a.UploadedAt).ToListAsync(cancellation);
        foreach (var field in form.Sections.SelectMany(s => s.Fields).Where(f => f.Type == FieldType.Attachment))
        {
            merged.Remove(field.Id);
            var own = files.Where(f => f.Field == field.Id).ToList();
            if (own.Count > 0)
                merged[field.Id] = new JsonArray([.. own.Select(f => new JsonObject { ["id"] = f.Id, ["name"] = f.FileName, ["size"] = f.Size, ["sha256"] = f.Sha256 })]);
        }

        return merged;
    }

    /// <summary>Freezes the draft as the next version of the 申报书.</summary>
    internal static async Task<FormVersionRow> FreezeAsync(WorkflowsDbContext db, LoadedCase loaded, JsonObject values, Sender sender, CancellationToken cancellation)
    {
        var merged = await WithAttachmentsAsync(db, loaded.Row.Id, loaded.Programme.Form, values, cancellation);
        merged["organization"] = await OrganizationProfile.ReadAsync(db, loaded.Row.OrganizationId, cancellation);
        var version = await db.FormVersions.CountAsync(f => f.CaseId == loaded.Row.Id, cancellation) + 1;
        var text = CanonicalJson.Write(merged);
        var row = new FormVersionRow { CaseId = loaded.Row.Id, Version = version, Values = text, Hash = CanonicalJson.Sha256Hex(text), SubmittedAt = sender.ReceivedAt, SubmittedBy = sender.User.UserId };
        db.FormVersions.Add(row);
        return row;
    }

    public static string TitleOf(Programme programme, JsonObject values)
    {
        var title = FieldLabels.Value(programme.Form, programme.TitleField, values);
        return title.Length == 0 || title == FieldFormatter.Empty ? programme.Name : CleanText.Cut(title, 200);
    }

    /// <summary>What an organisation may have open only once; null: the programme does not limit it.</summary>
    public static string? OpenKey(Programme programme, string organizationId, JsonObject values) => programme.OpenOnceFields.Count == 0 ? null
        : string.Join('|', [programme.Code, organizationId, .. programme.OpenOnceFields.Select(f => values[f]?.ToString() ?? "")]);

    private static void KeepAttachments(FormSchema form, JsonObject values, JsonObject before)
    {
        foreach (var field in form.Sections.SelectMany(s => s.Fields).Where(f => f.Type == FieldType.Attachment))
        {
            values.Remove(field.Id);
            before.Remove(field.Id);
        }
    }

    private static string Submitted(ProcessState state, string label) => FormEditing.Submits(state) ? $"“{label}”在这一步只能看，不能修改。" : $"“{label}”不在这次补正的范围内，不能修改。";

    private static FormSave.Refused Refuse(string code, string? field, string message) => new(new Refusal(code, field, message));
}

/// <summary>The profile of an organisation as forms reuse it: what <see cref="OrganizationFacts"/> lists.</summary>
public static class OrganizationProfile
{
    public static async Task<JsonObject> ReadAsync(WorkflowsDbContext db, string organizationId, CancellationToken cancellation)
    {
        var o = await db.Organizations.AsNoTracking().SingleAsync(x => x.Id == organizationId, cancellation);
        return new JsonObject
        {
            ["org_name"] = o.Name,
            ["name"] = o.Name,
            ["uscc"] = o.Uscc,
            ["recommending_unit"] = o.Area,
            ["legal_rep"] = o.LegalRepresentative,
            ["contact_name"] = o.ContactName,
            ["contact_mobile"] = o.ContactMobile,
            ["staff_total"] = o.StaffTotal,
            ["kind"] = OrganizationDirectory.Kinds.GetValueOrDefault(o.Kind, o.Kind),
            ["field_code"] = o.FieldCode,
            ["address"] = o.Address,
        };
    }
}
