using System.Globalization;
using System.Text.Json.Nodes;
using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Documents.Templates;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Applicants;

/// <summary>申报书 on paper: a version handed in, or the draft as last saved. Each page carries version and fingerprint.</summary>
public sealed class ApplicationPrint(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock)
{
    /// <summary>The printed form as HTML with a file name, or null when there is none for this reader.</summary>
    /// <param name="version">A version; null: the draft while it may be edited, else the last version.</param>
    public async Task<(string Html, string Name)?> RenderAsync(UserContext user, string caseId, int? version, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var row = await CaseScope.Visible(db, user).SingleOrDefaultAsync(c => c.Id == caseId, cancellation);
        if (row is null) return null;
        var now = clock.GetUtcNow();
        var programme = await programmes.ForCaseAsync(db, row, now, cancellation);
        var round = await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == row.RoundId, cancellation);
        var editing = FormEditing.Of(Workflows.Engine.EngineJson.ReadState(row.State), programme);
        JsonObject values, profile;
        string mark, hash;
        DateOnly on;
        // What has not been handed in is the applicant's alone.
        if (version is null && editing.Any && row.OrganizationId == user.OrganizationId)
        {
            var form = await db.Forms.AsNoTracking().SingleAsync(f => f.CaseId == caseId, cancellation);
            values = await ApplicationForms.WithAttachmentsAsync(db, caseId, programme.Form, JsonNode.Parse(form.Values)!.AsObject(), cancellation);
            profile = await OrganizationProfile.ReadAsync(db, row.OrganizationId, cancellation);
            (mark, hash, on) = ($"草稿 第{form.Revision}次保存", CanonicalJson.Sha256Hex(form.Values), ChinaTime.DateOf(form.UpdatedAt));
        }
        else
        {
            var frozen = await db.FormVersions.AsNoTracking().Where(f => f.CaseId == caseId && (version == null || f.Version == version)).OrderByDescending(f => f.Version).FirstOrDefaultAsync(cancellation);
            if (frozen is null) return null;
            values = JsonNode.Parse(frozen.Values)!.AsObject();
            profile = values["organization"] as JsonObject ?? [];
            (mark, hash, on) = ($"第{frozen.Version}版", frozen.Hash, ChinaTime.DateOf(frozen.SubmittedAt));
        }

        var context = new FormContext(profile, on);
        var sections = FormSections.Visible(programme.Form, values, context).Select(s => Section(programme, s.Section, s.Fields, values, profile)).Where(s => s.Content.Count > 0).ToList();
        var commitment = programme.Form.Sections.SelectMany(s => s.Fields).FirstOrDefault(f => f.MustAccept)?.Help ?? "我单位承诺所填内容和所附材料真实、合法、有效。";
        var model = ApplicationForm.Build(new ApplicationFormFacts(
            programme.Form.Title, round.Title, row.Title, Text(profile, "name", row.OrganizationName), Text(profile, "uscc", "未填写"), row.Area, row.Number, mark, hash, sections, commitment, on));
        return (HtmlRenderer.Render(model), $"申报书 {row.Number ?? row.Title} {mark}");
    }

    private static string Text(JsonObject values, string name, string otherwise) => values[name]?.ToString() is { Length: > 0 } text ? text : otherwise;

    private static ApplicationSection Section(Programme programme, FormSection section, IReadOnlyList<FormField> fields, JsonObject values, JsonObject profile)
    {
        var blocks = new List<Block>();
        var facts = new List<Fact>();
        void Flush()
        {
            if (facts.Count > 0) blocks.Add(new FactList([.. facts]));
            facts.Clear();
        }

        foreach (var field in fields.Where(f => !f.MustAccept && !IsKeptFromReviewers(programme, section, f)))
        {
            var value = section.IsReadOnly ? profile[field.Id] : values[field.Id];
            switch (field.Type)
            {
                case FieldType.LongText:
                    Flush();
                    if (field.Label != section.Title) blocks.Add(new Heading(2, field.Label));
                    blocks.Add(new Paragraph(FieldFormatter.Format(field, value)));
                    break;
                case FieldType.Rows:
                    Flush();
                    blocks.Add(Table(field, value as JsonArray ?? []));
                    break;
                default:
                    facts.Add(new Fact(field.Label, FieldFormatter.Format(field, value)));
                    break;
            }
        }

        Flush();
        return new ApplicationSection(section.Title, blocks);
    }

    /// <summary>What a reviewing unit may not see, such as experts to be avoided, is not on the paper that passes through its hands.</summary>
    private static bool IsKeptFromReviewers(Programme programme, FormSection section, FormField field) =>
        programme.Process.Stages.OfType<ReviewStage>().Any(stage => programme.Permissions.AccessTo(stage.Id, section, field) == FieldAccess.Hidden);

    private static Table Table(FormField field, JsonArray rows) => new(
        [new Column("序号", ColumnAlign.Center, 8), .. field.Columns.Select(c => new Column(c.Unit is null ? c.Label : $"{c.Label}（{c.Unit}）"))],
        rows.Count == 0 ? [["1", .. field.Columns.Select(_ => "无")]]
            : [.. rows.Select((row, i) => (IReadOnlyList<string>)[(i + 1).ToString(CultureInfo.InvariantCulture), .. field.Columns.Select(c => FieldFormatter.Format(c with { Unit = null }, (row as JsonObject)?[c.Id]))])],
        field.Label);
}
