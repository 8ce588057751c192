using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.PublicPages;

/// <summary>A paper in a page of ours: what stands around the frame.</summary>
/// <param name="Src">Where the unchanged paper comes from.</param>
/// <param name="Pdf">Where its PDF comes from.</param>
/// <param name="BackTo">The page from which one came.</param>
public sealed record PaperView(string Title, string? Number, string Src, string Pdf, string BackTo)
{
    /// <summary>The page of ours from which one came; <paramref name="otherwise"/> when it was none.</summary>
    public static string CameFrom(HttpRequest request, string otherwise = "/")
    {
        ArgumentNullException.ThrowIfNull(request);
        return Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value && from.AbsolutePath != request.Path ? from.PathAndQuery : otherwise;
    }
}

/// <summary>
/// A page whose content is a paper. A person who comes in a window gets a page of ours with 返回 and 下载 PDF, in which the
/// paper stands in a frame; the frame, and everybody else, get the paper; <c>format=pdf</c> is its PDF.
/// </summary>
public abstract class PaperPage(PaperAnswer papers) : PageModel
{
    public PaperView Paper { get; private set; } = null!;

    /// <param name="name">File name of the PDF, without its ending.</param>
    /// <param name="backTo">Where 返回 leads for somebody who came from elsewhere.</param>
    protected async Task<IActionResult> ShowAsync(string html, string title, string? number, string name, string backTo)
    {
        if (Request.Query["format"] == "pdf") return await papers.ForAsync(HttpContext, html, name);
        Response.Headers.Vary = "Sec-Fetch-Dest";
        if (Request.Headers["Sec-Fetch-Dest"] != "document") return DocumentAnswer.Html(Response, html);
        Response.Headers.CacheControl = "private, no-store";
        var here = Request.PathBase + Request.Path + Request.QueryString;
        Paper = new PaperView(title, number, here, Request.PathBase + Request.Path + Request.QueryString.Add("format", "pdf"), PaperView.CameFrom(Request, backTo));
        return Page();
    }
}
