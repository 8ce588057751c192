using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Public;

/// <summary>文书 as issued. Those that are not public open for their addressee and for staff who see the case.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous]
public sealed class DocumentPageModel(Letters letters, SenderFactory senders) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id)
    {
        var reader = await senders.CreateAsync();
        if (await letters.OpenAsync(id, reader, HttpContext.RequestAborted) is { } document) return DocumentAnswer.Html(Response, document.Html);
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
