namespace Innovation.Workflows.Tables;

/// <summary>A column that a table may have.</summary>
/// <param name="Name">What it is called here and in refusals.</param>
/// <param name="Needed">Whether a table without it is refused.</param>
/// <param name="Others">Other headings that mean the same column.</param>
public sealed record TableColumn(string Name, bool Needed = true, params string[] Others)
{
    /// <summary>Whether a heading means this column; width, case and blanks do not matter.</summary>
    internal bool Is(string heading) => Others.Prepend(Name).Any(n => TableCell.Key(n) == TableCell.Key(heading));
}

/// <summary>What a table must look like.</summary>
/// <param name="Columns">In any order; what stands in other columns is not read.</param>
/// <param name="Most">How many lines it may have under its heading.</param>
public sealed record TableShape(IReadOnlyList<TableColumn> Columns, int Most);

/// <summary>A line of a table, by the names of its columns.</summary>
public sealed class TableLine(int number, IReadOnlyDictionary<string, string> cells)
{
    /// <summary>Where it begins in the file, counted from 1.</summary>
    public int Number => number;

    /// <summary>The text of a column; empty when there is none.</summary>
    public string this[string column] => cells.GetValueOrDefault(column, "");

    /// <summary>A word, number or code: full-width signs are taken as half-width.</summary>
    public string Code(string column) => TableCell.Half(this[column]);

    /// <summary>A day in any of the ways of <see cref="TableCell.Day"/>; null when it is none.</summary>
    public DateOnly? Day(string column) => TableCell.Day(this[column]);

    /// <summary>A sentence about this line.</summary>
    public string Says(string reason) => $"第 {Number} 行：{reason}";
}

/// <summary>What was read: all of it, or why nothing of it may be taken over.</summary>
/// <param name="Problems">Each with its line and reason; when there is one, the lines are not the whole table.</param>
public sealed record TableReading(IReadOnlyList<TableLine> Lines, IReadOnlyList<string> Problems)
{
    internal static TableReading No(string problem) => new([], [problem]);

    /// <summary>As many problems as a reader can use, and how many more there are.</summary>
    public static IReadOnlyList<string> Listed(IReadOnlyList<string> problems, int most)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems.Count <= most ? problems : [.. problems.Take(most), $"另有 {problems.Count - most} 处问题没有列出，请先改好上面的。"];
    }
}
