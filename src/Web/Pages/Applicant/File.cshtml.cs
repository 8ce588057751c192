using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Applicant;

/// <summary>Downloads an attachment of a case that the reader may see. Every reading is logged.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class FileModel(CurrentUser current, Attachments attachments) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await attachments.OpenAsync(id, await current.GetAsync(), HttpContext.RequestAborted) is not { } file) return NotFound();
        // Always downloaded: what somebody uploaded never runs as a page of this site.
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(file.Content, file.Row.ContentType, file.Row.FileName);
    }
}
