using System.Globalization;
using System.Net;
using System.Text;

namespace Innovation.Documents.Html;

/// <summary>Writes the blocks of a document body.</summary>
internal static class BlockRenderer
{
    public static void Append(StringBuilder html, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks) Append(html, block);
    }

    private static void Append(StringBuilder html, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                foreach (var line in Lines(paragraph.Text)) html.Append("<p>").Append(E(line)).Append("</p>");
                break;
            case Heading heading:
                var tag = $"h{Math.Clamp(heading.Level, 1, 3) + 1}";
                html.Append(CultureInfo.InvariantCulture, $"<{tag}>").Append(E(heading.Text)).Append(CultureInfo.InvariantCulture, $"</{tag}>");
                break;
            case ItemList list:
                for (var i = 0; i < list.Items.Count; i++) html.Append(CultureInfo.InvariantCulture, $"<p>{i + 1}. ").Append(E(list.Items[i])).Append("</p>");
                break;
            case Table table:
                TableRows(html, table);
                break;
            case FactList facts:
                html.Append("<table class=\"facts\"><tbody>");
                foreach (var fact in facts.Facts)
                    html.Append("<tr><th scope=\"row\">").Append(E(fact.Label)).Append("</th><td>").Append(string.Join("<br>", Lines(fact.Value).Select(E))).Append("</td></tr>");
                html.Append("</tbody></table>");
                break;
            case Remedies remedies:
                html.Append("<p>").Append(E($"如不服本决定，可以自收到本通知书之日起{remedies.ReviewDays}日内向{remedies.ReviewAgency}申请行政复议，或者自收到本通知书之日起{remedies.LitigationMonths}个月内依法向{remedies.Court}提起行政诉讼。")).Append("</p>");
                break;
            case SignatureLines lines:
                html.Append("<div class=\"sig\">");
                foreach (var label in lines.Labels) html.Append("<div><span>").Append(E(label)).Append("：</span><i></i></div>");
                html.Append("</div>");
                break;
            case PageBreak:
                html.Append("<div class=\"break\"></div>");
                break;
            default:
                throw new NotSupportedException($"Block {block.GetType().Name} has no layout.");
        }
    }

    private static void TableRows(StringBuilder html, Table table)
    {
        html.Append("<table>");
        if (table.Caption is { } caption) html.Append("<caption>").Append(E(caption)).Append("</caption>");
        html.Append("<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(column.Width is { } width ? $"<th scope=\"col\" width=\"{width}%\">" : "<th scope=\"col\">").Append(E(column.Title)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var css = table.Columns[i].Align switch { ColumnAlign.Center => " class=\"c\"", ColumnAlign.End => " class=\"e\"", _ => "" };
                html.Append(CultureInfo.InvariantCulture, $"<td{css}>").Append(E(i < row.Count ? row[i] : "")).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(l => l.Trim('\r', ' ')).Where(l => l.Length > 0).DefaultIfEmpty("");

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
