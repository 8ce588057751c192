namespace Innovation.Workflows.Tables;

/// <summary>The heading of a table: which of its columns stands where.</summary>
internal sealed class TableHead
{
    private readonly TableColumn?[] columns;
    private readonly string[] said;

    private TableHead(TableColumn?[] columns, string[] said) => (this.columns, this.said) = (columns, said);

    /// <summary>The heading, or what is wrong with it: columns that are missing, with what the line said instead, or that stand twice.</summary>
    public static (TableHead? Head, string? Problem) Read(string[] cells, TableShape shape)
    {
        TableColumn?[] columns = [.. cells.Select(cell => shape.Columns.FirstOrDefault(c => c.Is(cell)))];
        if (shape.Columns.Where(c => c.Needed && !columns.Contains(c)).ToList() is { Count: > 0 } missing)
            return (null, $"缺少列{Names(missing)}。这一行应是列名，现在写的是“{TableFile.Shown(cells)}”。");
        if (columns.OfType<TableColumn>().GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) return (null, $"列“{twice.Key.Name}”出现了不止一次。");
        return (new TableHead(columns, cells), null);
    }

    public static string Names(IEnumerable<TableColumn> columns) => string.Join("、", columns.Select(c => $"“{c.Name}”"));

    public Dictionary<string, string> ByName(string[] cells) =>
        columns.Zip(cells).Where(x => x.First is not null).ToDictionary(x => x.First!.Name, x => x.Second);

    /// <summary>What is wrong with the cells of a line, whatever they mean.</summary>
    public IEnumerable<string> Problems(string[] cells)
    {
        if (cells.Where((c, i) => c.Length > 0 && (i >= said.Length || said[i].Length == 0)).FirstOrDefault() is { } beyond)
            yield return $"“{TableFile.Shown([beyond])}”不在任何一列下面；值里有逗号的，整格用英文双引号括起来。";
        foreach (var (column, cell) in columns.Zip(cells))
            if (column is not null && TableCell.Ruined(cell) is { } ruined) yield return $"{column.Name}“{cell}”{ruined}。";
    }
}
