using System.Diagnostics;
using Innovation.Documents.Pdf;
using Microsoft.Extensions.Options;

namespace Innovation.Documents_Tests;

/// <summary>One warm browser for all printing tests. Set DOCUMENT_SAMPLES to a folder to keep the printed files.</summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    public ChromiumFixture()
    {
        FontDirectory = FindFonts();
        Options = new ChromiumOptions { FontDirectory = FontDirectory };
        Renderer = new ChromiumPdfRenderer(Microsoft.Extensions.Options.Options.Create(Options));
    }

    public ChromiumOptions Options { get; }

    public string? FontDirectory { get; }

    public ChromiumPdfRenderer Renderer { get; }

    public static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }

    public static bool Has(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, tool)));

    public ValueTask DisposeAsync() => Renderer.DisposeAsync();

    private static string? FindFonts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var fonts = Path.Combine(folder.FullName, "src", "Web", "fonts");
            if (Directory.Exists(fonts)) return fonts;
        }

        return null;
    }
}
