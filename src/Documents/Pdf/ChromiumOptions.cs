using System.ComponentModel.DataAnnotations;

namespace Innovation.Documents.Pdf;

/// <summary>Settings of the Chromium renderer.</summary>
public sealed class ChromiumOptions
{
    /// <summary>The browser; empty: the usual places are tried.</summary>
    public string? ExecutablePath { get; set; }

    /// <summary>Folder of TrueType fonts to print with, besides the installed ones; null: installed fonts only.</summary>
    public string? FontDirectory { get; set; }

    /// <summary>Documents printed at the same time; the rest wait.</summary>
    [Range(1, 16)]
    public int MaxParallel { get; set; } = 2;

    /// <summary>Longest time for one document.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Finds the browser, or null.</summary>
    public string? FindBrowser()
    {
        string[] places = string.IsNullOrWhiteSpace(ExecutablePath)
            ? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"]
            : [ExecutablePath];
        return places.FirstOrDefault(File.Exists);
    }
}
