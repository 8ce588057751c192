using System.Globalization;
using System.Text;
using QRCoder;

namespace Innovation.Documents.Html;

/// <summary>QR code as one SVG path.</summary>
public static class QrSvg
{
    /// <param name="label">What it is, for those who cannot see it.</param>
    public static string Render(string text, string label = "核验二维码")
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules[y].Count; x++)
            {
                if (!modules[y][x]) continue;
                var start = x;
                while (x + 1 < modules[y].Count && modules[y][x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start + 1}v1h-{x - start + 1}z");
            }
        }

        return $"<svg class=\"qr\" viewBox=\"0 0 {modules.Count} {modules.Count}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"{label}\"><path fill=\"#fff\" d=\"M0 0h{modules.Count}v{modules.Count}H0z\"/><path d=\"{path}\"/></svg>";
    }
}
