using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Innovation.Documents.Templates;

/// <summary>A document whose text an administrator has written in Markdown with placeholders in double braces.</summary>
/// <param name="Issue">签发信息.</param>
/// <param name="Kind">Decides the page layout.</param>
/// <param name="Title">标题 with placeholders.</param>
/// <param name="Addressee">主送机关 with placeholders; null when nobody is addressed.</param>
/// <param name="Markdown">正文: paragraphs, headings, lists and tables; emphasis is printed as plain text.</param>
/// <param name="Value">The value of a placeholder; null when there is none.</param>
/// <param name="Blocks">The content of a placeholder that stands alone in a paragraph; null when it is none of those.</param>
public sealed record TextDocumentFacts(IssueFacts Issue, DocumentKind Kind, string Title, string? Addressee, string Markdown, Func<string, string?> Value, Func<string, IReadOnlyList<Block>?> Blocks);

/// <summary>Builds documents from texts that administrators write.</summary>
public static partial class TextDocument
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>Builds the document. Values are put in after the Markdown was read, so a value is never read as Markdown.</summary>
    /// <exception cref="MissingDocumentFieldException">A placeholder has no value.</exception>
    public static DocumentModel Build(TextDocumentFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var issue = new Required(facts.Title).Issue(facts.Issue, numbered: false);
        var blocks = Markdown.Parse(facts.Markdown, Pipeline).SelectMany(block => Of(block, facts)).ToList();
        return issue.Model(facts.Kind, Fill(facts.Title, facts), blocks) with { Addressee = facts.Addressee is { Length: > 0 } to ? Fill(to, facts) : null };
    }

    private static IEnumerable<Block> Of(Markdig.Syntax.Block block, TextDocumentFacts facts)
    {
        switch (block)
        {
            case HeadingBlock heading:
                return [new Heading(Math.Clamp(heading.Level, 1, 3), Fill(Text(heading.Inline), facts))];
            case ListBlock list:
                var items = list.OfType<ListItemBlock>().Select(item => Fill(string.Join('\n', item.Descendants<ParagraphBlock>().Select(p => Text(p.Inline))), facts)).ToList();
                return list.IsOrdered ? [new ItemList(items)] : items.Select(item => new Paragraph(item));
            case Markdig.Extensions.Tables.Table table:
                var rows = table.OfType<Markdig.Extensions.Tables.TableRow>().Select(row => (row.IsHeader, Cells: (IReadOnlyList<string>)[.. row.OfType<Markdig.Extensions.Tables.TableCell>().Select(cell => Fill(string.Join('\n', cell.Descendants<ParagraphBlock>().Select(p => Text(p.Inline))), facts))])).ToList();
                return [new Table([.. rows.First(r => r.IsHeader).Cells.Select(c => new Column(c))], [.. rows.Where(r => !r.IsHeader).Select(r => r.Cells)])];
            case ParagraphBlock paragraph:
                var text = Text(paragraph.Inline);
                return Pattern().Match(text.Trim()) is { Success: true } alone && alone.Length == text.Trim().Length && facts.Blocks(alone.Groups[1].Value) is { } found ? found : [new Paragraph(Fill(text, facts))];
            case ThematicBreakBlock:
                return [new PageBreak()];
            case ContainerBlock container:
                return container.SelectMany(inner => Of(inner, facts));
            case LeafBlock leaf:
                return [new Paragraph(Fill(leaf.Lines.ToString(), facts))];
            default:
                return [];
        }
    }

    private static string Text(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => "\n",
                _ => "",
            });
        }

        return text.ToString();
    }

    private static string Fill(string text, TextDocumentFacts facts) => Pattern().Replace(text, match =>
        facts.Value(match.Groups[1].Value) is { Length: > 0 } value ? value : throw new MissingDocumentFieldException(facts.Title, match.Groups[1].Value, match.Groups[1].Value));

    [GeneratedRegex(@"\{\{\s*([\w.]+)\s*\}\}")]
    private static partial Regex Pattern();
}
