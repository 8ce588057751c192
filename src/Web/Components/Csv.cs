using System.Text;

namespace Innovation.Web.Components;

/// <summary>Lists for spreadsheets: UTF-8 with BOM, so that WPS and Excel read the Chinese.</summary>
public static class Csv
{
    public static byte[] Write(IEnumerable<IEnumerable<string>> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var text = new StringBuilder();
        foreach (var line in lines) text.AppendJoin(',', line.Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>A cell that a spreadsheet takes as text, never as a formula.</summary>
    public static string Cell(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if ((value.TrimStart() is { Length: > 0 } begins && begins[0] is '=' or '+' or '-' or '@') || (value.Length > 0 && value[0] is '\t' or '\r' or '\n')) value = "'" + value;
        return value.IndexOfAny(['"', ',', '\r', '\n']) >= 0 || value.StartsWith('\'') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
