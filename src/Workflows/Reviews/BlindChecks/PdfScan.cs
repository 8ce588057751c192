using System.Globalization;
using System.Text;
using Innovation.Workflows.Reviews.BlindCopies;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Logging;
using UglyToad.PdfPig.Tokens;

namespace Innovation.Workflows.Reviews.BlindChecks;

/// <summary>The text of a PDF page by page, in the order of the file and in that of the paper, and what of the pages is no text.</summary>
internal static class PdfScan
{
    /// <summary>More curves than frames, rules and rounded boxes have: text turned into drawings.</summary>
    private const int ManyCurves = 300;

    private const int MostLevels = 8;
    private const double SameLine = 0.4;

    public static List<Finding> Scan(byte[] content, NameSearch names)
    {
        var log = new Unmapped();
        using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, Logger = log });
        var found = new List<Finding>();
        var text = new StringBuilder();
        var starts = new List<int>();
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            starts.Add(text.Length);
            log.Count = 0;
            try
            {
                Read(document.GetPage(number), number, names, log, text, found);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                found.Add(new Finding(FindingKind.Unreadable, Place(number), "这一页读不出，请看这一页"));
            }
        }

        // A name may begin on one page and end on the next.
        found.AddRange(TextScan.Names(names, text.ToString(), at => Place(starts.FindLastIndex(s => s <= at) + 1)));
        if (Hidden(document) is { } hidden && found.All(f => f.Kind != FindingKind.Picture)) found.Add(hidden);
        return found;
    }

    private static string Place(int page) => string.Create(CultureInfo.InvariantCulture, $"第 {page} 页");

    private static void Read(Page page, int number, NameSearch names, Unmapped log, StringBuilder text, List<Finding> found)
    {
        var letters = page.Letters;
        foreach (var letter in letters) text.Append(letter.Value);
        var place = Place(number);
        found.AddRange(TextScan.Names(names, Laid(letters), _ => place));
        if (log.Count > 0 || letters.Any(l => IsUnreadable(l.Value))) found.Add(new Finding(FindingKind.Unreadable, place, "有文字读不出，请看这一页"));
        var pictures = page.GetImages().Count();
        if (pictures > 0) found.Add(new Finding(FindingKind.Picture, place, letters.Count == 0 ? "整页是图片（扫描件），请看这一页" : $"有 {pictures} 张图片，请看图片内容"));
        if (page.Paths.SelectMany(p => p).Sum(s => s.Commands.Count(c => c is PdfSubpath.CubicBezierCurve or PdfSubpath.QuadraticBezierCurve)) > ManyCurves) found.Add(new Finding(FindingKind.Other, place, "有线条画成的图形或文字，请看这一页"));
        foreach (var remark in page.GetAnnotations())
        {
            found.AddRange(TextScan.Names(names, Strings(remark.AnnotationDictionary, 0), _ => place));
            if (remark.Type is not (AnnotationType.Link or AnnotationType.Popup) && (remark.HasNormalAppearance || remark.Content is { Length: > 0 })) found.Add(new Finding(FindingKind.Other, place, "有批注、图章或填写项，请看这一页"));
        }
    }

    /// <summary>The letters as they lie on the paper: line by line, from left to right, however the file orders them.</summary>
    private static string Laid(IReadOnlyList<Letter> letters)
    {
        var lines = new List<(double Y, List<Letter> Letters)>();
        foreach (var letter in letters.OrderByDescending(l => l.StartBaseLine.Y))
        {
            var y = letter.StartBaseLine.Y;
            if (lines.Count > 0 && lines[^1].Y - y <= Math.Max(1, letter.PointSize * SameLine)) lines[^1].Letters.Add(letter);
            else lines.Add((y, [letter]));
        }

        return string.Join('\n', lines.Select(line => string.Concat(line.Letters.OrderBy(l => l.StartBaseLine.X).Select(l => l.Value))));
    }

    // Fonts without a table of characters leave nothing, a replacement sign or codes of private use.
    private static bool IsUnreadable(string? value) => string.IsNullOrEmpty(value) || value.Any(c => c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || (char.IsControl(c) && !char.IsWhiteSpace(c)));

    private static string Strings(IToken? token, int level)
    {
        if (level > MostLevels) return "";
        return token switch
        {
            StringToken s => s.Data + "\n",
            HexToken h => h.Data + "\n",
            ArrayToken list => string.Concat(list.Data.Select(t => Strings(t, level + 1))),
            DictionaryToken parts => string.Concat(parts.Data.Select(p => Strings(p.Value, level + 1))),
            _ => "",
        };
    }

    /// <summary>Pictures and patterns that no page's own content showed.</summary>
    private static Finding? Hidden(PdfDocument document)
    {
        foreach (var reference in document.Structure.CrossReferenceTable.ObjectOffsets.Keys)
        {
            var head = document.Structure.GetObject(reference).Data switch { StreamToken stream => stream.StreamDictionary, DictionaryToken parts => parts, _ => null };
            if (head is null) continue;
            if (head.Data.GetValueOrDefault("Subtype") is NameToken { Data: "Image" }) return new Finding(FindingKind.Picture, Finding.WholeFile, "有没有列出页码的图片，请看全文");
            if (head.Data.GetValueOrDefault("PatternType") is NumericToken { Int: 1 }) return new Finding(FindingKind.Other, Finding.WholeFile, "有填充图案，请看全文");
        }

        return null;
    }

    /// <summary>Counts the codes that a font gives no character for.</summary>
    private sealed class Unmapped : ILog
    {
        public int Count { get; set; }

        public void Debug(string message) { }

        public void Debug(string message, Exception ex) { }

        public void Warn(string message)
        {
            if (message.Contains("could not find the corresponding character", StringComparison.OrdinalIgnoreCase)) Count++;
        }

        public void Error(string message) { }

        public void Error(string message, Exception ex) { }
    }
}
