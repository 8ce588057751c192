namespace Innovation.Workflows.Definitions;

/// <summary>A unit with one printed name and the other names it goes by in the source documents.</summary>
/// <param name="Name">The canonical, printed name.</param>
/// <param name="Aliases">Other names; never shown, only matched.</param>
public sealed record NamedUnit(string Name, IReadOnlyList<string> Aliases);

/// <summary>An ordered list of units found by any of their names.</summary>
public sealed class UnitTable
{
    private readonly Dictionary<string, NamedUnit> byName = new(StringComparer.Ordinal);

    public UnitTable(params IEnumerable<string[]> rows)
    {
        var all = new List<NamedUnit>();
        foreach (var row in rows)
        {
            var unit = new NamedUnit(row[0], row[1..]);
            all.Add(unit);
            foreach (var name in row) byName.TryAdd(Key(name), unit);
        }
        All = all;
    }

    public IReadOnlyList<NamedUnit> All { get; }

    public NamedUnit? Find(string? name) => byName.GetValueOrDefault(Key(name ?? ""));

    /// <summary>U+2022, U+30FB, U+FF65 and U+2027 equal U+00B7; white space does not count.</summary>
    private static string Key(string name) => string.Concat(name
        .Where(c => !char.IsWhiteSpace(c))
        .Select(c => c is '\u2022' or '\u30FB' or '\uFF65' or '\u2027' ? '\u00B7' : c));
}
