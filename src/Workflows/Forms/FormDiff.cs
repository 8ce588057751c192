using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>One change between two versions of a form.</summary>
/// <param name="FieldPath">Where: <c>rd_staff</c>, <c>ip_list[1].no</c>.</param>
/// <param name="SectionTitle">Title of the section.</param>
/// <param name="Label">Label, with the row: 知识产权清单 第 2 行 编号.</param>
/// <param name="Old">Former value in words.</param>
/// <param name="New">New value in words.</param>
public sealed record FieldChange(string FieldPath, string SectionTitle, string Label, string Old, string New);

/// <summary>Tells what changed between two forms.</summary>
public static class FormDiff
{
    /// <summary>Changes in the order of the form; empty when both say the same.</summary>
    public static IReadOnlyList<FieldChange> Compare(FormSchema schema, JsonObject before, JsonObject after) =>
        schema.Sections
            .SelectMany(section => section.Fields.SelectMany(field =>
                Compare(field, before[field.Id], after[field.Id], field.Id, section.Title, field.Label)))
            .ToArray();

    private static IEnumerable<FieldChange> Compare(
        FormField field, JsonNode? old, JsonNode? now, string path, string section, string label)
    {
        if (JsonRead.IsEmpty(old) && JsonRead.IsEmpty(now)) return [];
        if (CanonicalJson.Write(old) == CanonicalJson.Write(now)) return [];
        if (field.Type == FieldType.Rows && old is null or JsonArray && now is null or JsonArray && field.Columns.Count > 0)
            return Rows(field, old as JsonArray ?? [], now as JsonArray ?? [], path, section, label);
        return [new(path, section, label, FieldFormatter.Format(field, old), FieldFormatter.Format(field, now))];
    }

    private static IEnumerable<FieldChange> Rows(
        FormField table, JsonArray old, JsonArray now, string path, string section, string label)
    {
        for (var i = 0; i < Math.Max(old.Count, now.Count); i++)
        {
            var place = $"{label} 第 {i + 1} 行";
            if (i >= old.Count || i >= now.Count)
            {
                yield return new($"{path}[{i}]", section, place, i < old.Count ? Row(table, old[i]) : "（无）",
                    i < now.Count ? Row(table, now[i]) : "（已删去）");
                continue;
            }
            foreach (var column in table.Columns)
            {
                foreach (var change in Compare(column, (old[i] as JsonObject)?[column.Id], (now[i] as JsonObject)?[column.Id],
                    $"{path}[{i}].{column.Id}", section, $"{place} {column.Label}"))
                    yield return change;
            }
        }
    }

    private static string Row(FormField table, JsonNode? row) => string.Join("，", table.Columns
        .Select(column => FieldFormatter.Format(column, (row as JsonObject)?[column.Id])));
}
