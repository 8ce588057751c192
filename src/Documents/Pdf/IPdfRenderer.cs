namespace Innovation.Documents.Pdf;

/// <summary>Port: prints HTML on paper.</summary>
public interface IPdfRenderer
{
    /// <summary>Whether this renderer can work here, such as whether the browser is installed.</summary>
    bool IsAvailable { get; }

    /// <summary>Prints one page of HTML.</summary>
    /// <param name="html">A complete page, as made by <see cref="Html.HtmlRenderer"/>.</param>
    /// <param name="options">How to print.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PdfUnavailableException">The renderer cannot work here or did not answer in time.</exception>
    Task<PdfResult> RenderAsync(string html, PdfOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>How to print one document.</summary>
/// <param name="Outline">Adds bookmarks from the headings.</param>
public sealed record PdfOptions(bool Outline = false);

/// <summary>A printed document.</summary>
/// <param name="Content">The PDF file.</param>
/// <param name="PageCount">页数.</param>
/// <param name="Sha256">Lower-case hex digest of the file.</param>
public sealed record PdfResult(byte[] Content, int PageCount, string Sha256);

/// <summary>PDF 文件 cannot be made now; the message says so in Chinese.</summary>
public sealed class PdfUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
