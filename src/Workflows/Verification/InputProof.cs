using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Verification;

/// <summary>What came in from outside, against the hashes that the history of the case names.</summary>
internal static class InputProof
{
    /// <summary>Objections: what was handed in by its seal, the answer by the event that gave it.</summary>
    public static IEnumerable<string> Objections(string subject, IReadOnlyList<ProcessEvent> history, IReadOnlyList<ObjectionRow> stored)
    {
        var answers = history.OfType<ObjectionResolved>().GroupBy(e => e.ObjectionId).ToDictionary(g => g.Key, g => g.Last());
        var raised = history.OfType<ObjectionRaised>().GroupBy(e => e.ObjectionId).ToDictionary(g => g.Key, g => g.Last());
        foreach (var row in stored)
        {
            raised.Remove(row.Id, out var said);
            // Nobody answers a clue, and no event tells of it.
            if ((said is null) != (row.Status == ObjectionStatus.Clue) || row.RealName == (row.Status == ObjectionStatus.Clue)) yield return $"{subject}：异议 {row.QueryCode} 与事件不同";
            else if (said?.Seal is { } seal && seal != row.Seal()) yield return $"{subject}：异议 {row.QueryCode} 的内容与收到时记入事件的不同";
            var (status, answer, at) = answers.TryGetValue(row.Id, out var e) ? (e.Upheld ? ObjectionStatus.Upheld : ObjectionStatus.Dismissed, e.Reason, e.At) : (row.Status == ObjectionStatus.Clue ? ObjectionStatus.Clue : ObjectionStatus.Open, (string?)null, (DateTimeOffset?)null);
            if (row.Status != status || row.Answer != answer || row.AnsweredAt != at) yield return $"{subject}：异议 {row.QueryCode} 的答复与事件不同";
        }

        foreach (var missing in raised.Keys) yield return $"{subject}：少了一条异议（{missing}）";
    }

    /// <summary>Files: name and fingerprint of what was handed in with a form or an opinion.</summary>
    public static IEnumerable<string> Files(string subject, IReadOnlyList<ProcessEvent> history, IReadOnlyList<FormVersionRow> versions, IReadOnlyList<AttachmentRow> stored)
    {
        var rows = stored.ToDictionary(a => a.Id);
        var (inForms, inOpinions) = (versions.SelectMany(v => OfForm(JsonNode.Parse(v.Values)!.AsObject())).DistinctBy(f => f.Id), history.SelectMany(OfOpinion).Select(f => (f.Id, f.Name, f.Sha256, Size: (long?)null, Field: (string?)null)));
        foreach (var file in inForms.Concat(inOpinions))
        {
            if (!rows.TryGetValue(file.Id, out var row)) yield return $"{subject}：少了附件 {file.Name}";
            else if (row.FileName != file.Name || row.Sha256 != file.Sha256 || (file.Size ?? row.Size) != row.Size || (file.Field ?? row.Field) != row.Field) yield return $"{subject}：附件 {row.FileName} 与提交时的不同";
        }
    }

    private static IEnumerable<(string Id, string Name, string Sha256, long? Size, string? Field)> OfForm(JsonObject form) =>
        form.Where(f => f.Value is JsonArray).SelectMany(f => f.Value!.AsArray().OfType<JsonObject>().Where(o => o["sha256"] is not null)
            .Select(o => ((string)o["id"]!, (string)o["name"]!, (string)o["sha256"]!, (long?)o["size"], (string?)f.Key)));

    private static IEnumerable<OpinionFile> OfOpinion(ProcessEvent happened) => happened switch
    {
        WorkItemCompleted { Files: { } files } => files,
        Returned { Files: { } files } => files,
        SupplementRequested { Files: { } files } => files,
        _ => [],
    };
}
