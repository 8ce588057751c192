using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews.BlindCopies;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>What a stage shows of a case's form as it was last handed in.</summary>
/// <param name="Frozen">All values.</param>
/// <param name="Visible">Those that the stage may read.</param>
/// <param name="Names">What is hidden in them; null: the stage is not blind.</param>
internal sealed record BlindMaterial(JsonObject Frozen, JsonObject Visible, BlindNames? Names)
{
    public static async Task<BlindMaterial> ReadAsync(WorkflowsDbContext db, CaseRow row, Programme programme, Stage stage, CancellationToken cancellation)
    {
        var frozen = await FrozenAsync(db, row.Id, cancellation);
        return new BlindMaterial(frozen, programme.Permissions.Visible(programme.Form, stage.Id, frozen), stage is ExpertReviewStage { Blind: true } ? new BlindNames(row.OrganizationName, row.Area, frozen) : null);
    }

    /// <summary>The form as it was last handed in.</summary>
    public static async Task<JsonObject> FrozenAsync(WorkflowsDbContext db, string caseId, CancellationToken cancellation)
    {
        var text = await db.FormVersions.Where(f => f.CaseId == caseId).OrderByDescending(f => f.Version).Select(f => f.Values).FirstOrDefaultAsync(cancellation);
        return text is null ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>The attachments among the values, in the order of the form.</summary>
    public static IEnumerable<(FormField Field, string Id, string Name)> Files(FormSchema form, JsonObject values) =>
        form.Sections.SelectMany(s => s.Fields).Where(f => f.Type == FieldType.Attachment)
            .SelectMany(f => (values[f.Id] as JsonArray ?? []).OfType<JsonObject>().Select(u => (f, (string)u["id"]!, (string)u["name"]!)));
}
