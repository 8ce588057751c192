using System.Globalization;
using System.Net;
using System.Text;

namespace Innovation.Documents.Html;

/// <summary>
/// Round agency seal as vector SVG. Each glyph on the arc is placed and turned on its own: text paths are drawn
/// differently by different PDF viewers, single glyphs are not.
/// </summary>
internal static class SealSvg
{
    private const double Center = 60, Radius = 44.5, MaxSweep = 280;

    public static string Render(Seal seal)
    {
        var glyphs = seal.AgencyName.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r)).Select(r => r.ToString()).ToArray();
        var step = glyphs.Length > 1 ? Math.Min(28, MaxSweep / (glyphs.Length - 1)) : 0;
        var size = Math.Min(14.5, step * Math.PI / 180 * Radius * 0.92);
        if (glyphs.Length <= 1) size = 14.5;
        var svg = new StringBuilder();
        var label = WebUtility.HtmlEncode($"{seal.AgencyName}印章{(seal.Demo ? "（示例）" : "")}");
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"seal\" viewBox=\"0 0 120 120\" role=\"img\" aria-label=\"{label}\"><circle cx=\"60\" cy=\"60\" r=\"57.5\" fill=\"none\" stroke=\"#d7000f\" stroke-width=\"3\"/><g fill=\"#d7000f\"><path d=\"{Star(60, 60, 17)}\"/>");
        for (var i = 0; i < glyphs.Length; i++)
        {
            var angle = (i - (glyphs.Length - 1) / 2.0) * step;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{N(Center - Radius + size * 0.36)}\" font-size=\"{N(size)}\" text-anchor=\"middle\" transform=\"rotate({N(angle)} 60 60)\">{WebUtility.HtmlEncode(glyphs[i])}</text>");
        }

        var (below, y) = (seal.Purpose, 92.0);
        if (seal.Demo)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{(below is null ? "97" : "103")}\" font-size=\"11\" text-anchor=\"middle\" letter-spacing=\"2\">示例</text>");
            y = 91;
        }

        if (below is not null) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"60\" y=\"{N(y)}\" font-size=\"9.5\" text-anchor=\"middle\">{WebUtility.HtmlEncode(below)}</text>");
        return svg.Append("</g></svg>").ToString();
    }

    private static string Star(double x, double y, double r)
    {
        var path = new StringBuilder();
        for (var i = 0; i < 10; i++)
        {
            var radius = i % 2 == 0 ? r : r * 0.382;
            var angle = Math.PI * (i / 5.0 - 0.5);
            path.Append(i == 0 ? 'M' : 'L').Append(N(x + radius * Math.Cos(angle))).Append(' ').Append(N(y + radius * Math.Sin(angle)));
        }

        return path.Append('Z').ToString();
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
