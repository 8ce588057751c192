using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>Hands out an attachment to whoever may see its case.</summary>
[Authorize(Policies.SignedIn)]
public sealed class FileModel(CurrentUser current, Attachments attachments) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await attachments.OpenAsync(id, await current.GetAsync()) is not { } opened) return NotFound();
        return File(opened.Content, opened.Row.ContentType, opened.Row.FileName);
    }
}
