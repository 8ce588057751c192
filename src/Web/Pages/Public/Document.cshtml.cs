using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Public;

/// <summary>
/// 文书 as issued. Those that are not public open for their addressee and for staff who see the case. A person who comes here in a
/// window gets a page of ours around it, in which the unchanged paper stands in a frame; everybody else gets the paper itself.
/// </summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class DocumentPageModel(Letters letters, SenderFactory senders) : PageModel
{
    public DocumentRow Document { get; private set; } = null!;

    /// <summary>The page of ours from which one came; the start page when it was none.</summary>
    public string BackTo => Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == Request.Host.Value && from.AbsolutePath != Request.Path ? from.PathAndQuery : "/";

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var reader = await senders.CreateAsync();
        if (await letters.OpenAsync(id, reader, HttpContext.RequestAborted) is { } document)
        {
            Document = document;
            Response.Headers.Vary = "Sec-Fetch-Dest";
            if (Request.Headers["Sec-Fetch-Dest"] != "document") return DocumentAnswer.Html(Response, document.Html);
            Response.Headers.CacheControl = "private, no-store";
            return Page();
        }

        return reader.User.IsSignedIn ? NotFound() : Challenge();
    }
}

/// <summary>The PDF rendition of a 文书.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class DocumentPdfModel(Letters letters, SenderFactory senders, FileVault vault) : PageModel
{
    public DocumentRow Document { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var reader = await senders.CreateAsync();
        if (await letters.OpenAsync(id, reader, HttpContext.RequestAborted) is not { } document) return reader.User.IsSignedIn ? NotFound() : Challenge();
        Document = document;
        if (document.PdfSha256 is not { } hash || !vault.Exists(hash)) return Page();
        Response.Headers.CacheControl = "private, no-store";
        return File(vault.Open(hash), "application/pdf", DocumentAnswer.FileName(document));
    }
}
