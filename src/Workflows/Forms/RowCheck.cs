using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>Checks the rows of a table: count, cells, uniqueness.</summary>
internal static class RowCheck
{
    public static IEnumerable<FormProblem> Check(
        FormField table, JsonArray rows, string path, string section, IReadOnlyList<FormProblem> known)
    {
        if (rows.Count < table.MinRows)
            yield return new(FormProblemCodes.TooShort, path, section,
                $"{table.Label}至少 {table.MinRows} 行，现在 {rows.Count} 行，请补充。");
        for (var i = 0; i < Math.Min(rows.Count, table.MaxRows ?? FieldShape.DefaultMaxRows); i++)
        {
            if (rows[i] is not JsonObject row) continue;
            foreach (var column in table.Columns)
            {
                var cellPath = $"{path}[{i}].{column.Id}";
                if (known.Any(problem => problem.FieldPath == cellPath)) continue;
                foreach (var problem in FieldCheck.Check(column, row[column.Id], cellPath, section, $"第 {i + 1} 行"))
                    yield return problem;
            }
        }
        foreach (var problem in Duplicates(table, rows, path, section)) yield return problem;
    }

    private static IEnumerable<FormProblem> Duplicates(FormField table, JsonArray rows, string path, string section)
    {
        if (table.Columns.FirstOrDefault(column => column.Id == table.UniqueColumn) is not { } column) yield break;
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not JsonObject row || JsonRead.IsEmpty(row[column.Id])) continue;
            var key = string.Concat(CanonicalJson.Write(row[column.Id]).Where(c => !char.IsWhiteSpace(c)));
            if (!first.TryAdd(key, i))
                yield return new(FormProblemCodes.Duplicate, $"{path}[{i}].{column.Id}", section,
                    $"第 {i + 1} 行{column.Label}与第 {first[key] + 1} 行重复，请改正或删去其中一行。");
        }
    }
}
