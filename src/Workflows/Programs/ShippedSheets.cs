using System.Collections.Concurrent;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Programs;

/// <summary>The score sheets that come with the program, as embedded data of the catalogue.</summary>
public static class ShippedSheets
{
    private static readonly ConcurrentDictionary<string, ScoreSheet> Sheets = new(StringComparer.Ordinal);

    /// <summary>A shipped sheet by id, such as <c>platform-2026</c>.</summary>
    /// <exception cref="FileNotFoundException">There is no such sheet.</exception>
    public static ScoreSheet Get(string id) => Sheets.GetOrAdd(id, key => ScoreSheet.Read(ShippedFiles.Read($"{key}.sheet.json")));
}
