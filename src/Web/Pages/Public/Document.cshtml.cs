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
    public PaperView Paper { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var reader = await senders.CreateAsync();
        if (await letters.OpenAsync(id, reader, HttpContext.RequestAborted) is { } document)
        {
            Response.Headers.Vary = "Sec-Fetch-Dest";
            if (Request.Headers["Sec-Fetch-Dest"] != "document") return DocumentAnswer.Html(Response, document.Html);
            Response.Headers.CacheControl = "private, no-store";
            Paper = new PaperView(document.Title, document.Number, $"/documents/{id}", $"/documents/{id}/pdf", PaperView.CameFrom(Request));
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
