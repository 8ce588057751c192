using System.Text;
using Innovation.Workflows.Texts;
using CsvHelper;

namespace Innovation.Workflows.Tables;

/// <summary>
/// The one reader of tables that people send (CSV; comma, semicolon or tab). A table is read rightly or its problems are
/// listed with line and reason; a caller takes over all of it or nothing.
/// </summary>
public static class TableFile
{
    private const int MostShown = 60;
    private const int MostCell = 5000;

    public static TableReading Read(ReadOnlySpan<byte> content, TableShape shape)
    {
        var (text, problem) = TableText.Decode(content);
        return text is null ? TableReading.No(problem!) : Read(text, shape);
    }

    public static TableReading Read(string text, TableShape shape)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(shape);
        text = text.TrimStart('\uFEFF');
        if (Unreadable(text) is { } unreadable) return TableReading.No(unreadable);
        var (problems, lines) = (new List<string>(), new List<TableLine>());
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text, shape),
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = bad => problems.Add($"第 {bad.LineNumber} 行：{Reason(bad.Reason)}"),
        });
        TableHead? head = null;
        while (csv.Read())
        {
            var (number, cells) = ((int)csv.LineNumber, csv.Current.ToArray().Select(TableCell.Clean).ToArray());
            if (cells.All(c => c.Length == 0) || (head is null && cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase))) continue;
            if (head is null)
            {
                (head, var wrong) = TableHead.Read(cells, shape);
                if (head is null) return TableReading.No($"第 {number} 行：{wrong}");
                continue;
            }

            if (lines.Count == shape.Most) return TableReading.No($"一个文件最多 {shape.Most} 行，请分成几个文件。");
            problems.AddRange(head.Problems(cells).Concat(cells.Where(c => c.Length > MostCell).Take(1).Select(_ => $"有一格超过 {MostCell} 字；多半是前面少了一个引号。")).Select(p => $"第 {number} 行：{p}"));
            lines.Add(new TableLine(number, head.ByName(cells)));
        }

        if (head is null && problems.Count == 0) return TableReading.No($"文件是空的；第一行应是列名：{TableHead.Names(shape.Columns.Where(c => c.Needed))}。");
        return new TableReading(lines, problems);
    }

    /// <summary>A table with a heading for spreadsheets and for <see cref="Read(string, TableShape)"/>: UTF-8 with its mark, so that WPS and Excel read the Chinese.</summary>
    public static byte[] Write(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(rows);
        return Write(rows.Prepend(heads));
    }

    /// <summary>The same; the first line is the heading.</summary>
    public static byte[] Write(IEnumerable<IEnumerable<string>> lines) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(WriteText(lines, "\r\n"))];

    /// <summary>The same as text.</summary>
    public static string WriteText(IEnumerable<IEnumerable<string>> lines, string lineEnd)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var text = new StringBuilder();
        foreach (var line in lines) text.AppendJoin(',', line.Select(TableCell.Write)).Append(lineEnd);
        return text.ToString();
    }

    /// <summary>The separator under which the first line names most of the columns.</summary>
    private static char SeparatorOf(string text, TableShape shape)
    {
        var first = text.Split('\n', '\r').FirstOrDefault(l => l.Trim(',', ';', '\t', ' ').Length > 0 && !l.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) ?? "";
        return new[] { ',', ';', '\t' }.MaxBy(s => first.Split(s).Count(cell => shape.Columns.Any(c => c.Is(TableCell.Clean(cell.Trim(' ', '"'))))));
    }

    /// <summary>Signs that no table has: what was lost before it came here, and what is no text.</summary>
    private static string? Unreadable(string text)
    {
        for (var (i, line) = (0, 1); i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n' || (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) line++;
            else if (c == '\uFFFD') return $"第 {line} 行：有乱码（\uFFFD），文件在别处用错了编码打开并保存过；请从原表重新另存为 CSV。";
            else if (char.IsControl(c) && c is not ('\t' or '\r')) return $"第 {line} 行：有不是文字的内容，请从原表重新另存为 CSV（逗号分隔）。";
        }

        return null;
    }

    private static string Reason(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "从这一行起的一个引号没有配对，后面的内容读不出来。",
        _ => "引号不成对；值里有引号的，写成两个引号，整格再用引号括起来。",
    };

    internal static string Shown(IEnumerable<string> cells)
    {
        var said = string.Join("，", cells.Where(c => c.Length > 0)).ReplaceLineEndings(" ");
        return CleanText.Cut(said, MostShown + 1, "…");
    }
}
