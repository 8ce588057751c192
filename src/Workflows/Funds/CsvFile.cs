using System.Text;
using Innovation.Workflows.Funds.Payments;
using Microsoft.VisualBasic.FileIO;

namespace Innovation.Workflows.Funds;

/// <summary>A line of a table that somebody sent, by the names of its columns.</summary>
public sealed class CsvLine(int number, IReadOnlyList<string> heads, string[] fields)
{
    /// <summary>Where it stands in the file, counted from 1.</summary>
    public int Number => number;

    /// <summary>The value of a column without blanks around it; empty when there is none.</summary>
    public string this[string column]
    {
        get
        {
            for (var i = 0; i < heads.Count && i < fields.Length; i++)
                if (heads[i] == column) return fields[i].Trim();
            return "";
        }
    }
}

/// <summary>Reads and writes tables as CSV, UTF-8 or GB18030.</summary>
public static class CsvFile
{
    /// <returns>The lines under the heading, and what keeps the file from being read, with line numbers.</returns>
    public static (IReadOnlyList<CsvLine> Lines, IReadOnlyList<string> Problems) Read(byte[] content, IReadOnlyList<string> needed, int most)
    {
        ArgumentNullException.ThrowIfNull(needed);
        var (lines, problems) = (new List<CsvLine>(), new List<string>());
        if (Decode(content) is not { } text) return ([], ["文件既不是 UTF-8 也不是 GB18030 编码的文本。"]);
        using var parser = new TextFieldParser(new StringReader(text)) { TextFieldType = FieldType.Delimited, HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        List<string>? heads = null;
        while (!parser.EndOfData && lines.Count + problems.Count <= most)
        {
            var number = (int)parser.LineNumber;
            string[] fields;
            try
            {
                fields = parser.ReadFields() ?? [];
            }
            catch (MalformedLineException)
            {
                problems.Add($"第 {number} 行：引号不成对。");
                continue;
            }

            if (heads is null)
            {
                heads = [.. fields.Select(f => f.Trim())];
                if (needed.Where(n => !heads.Contains(n)).ToList() is { Count: > 0 } missing) return ([], [$"第 {number} 行：缺少列“{string.Join("”“", missing)}”。"]);
            }
            else lines.Add(new CsvLine(number, heads, fields));
        }

        if (lines.Count + problems.Count > most) problems.Add($"一个文件最多 {most} 行。");
        return (lines, problems);
    }

    /// <summary>A table with a heading; values with commas, quotes or line ends are quoted.</summary>
    public static byte[] Write(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows.Prepend(heads)) text.AppendJoin(',', row.Select(Quoted)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string value) => value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static string? Decode(byte[] content)
    {
        foreach (var gb18030 in (bool[])[false, true])
        {
            try
            {
                return PayOrderFile.EncodingOf(gb18030).GetString(content).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
                // Not in this encoding; the next one is tried.
            }
        }

        return null;
    }
}
