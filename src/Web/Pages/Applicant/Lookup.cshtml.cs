using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Innovation.Web.Access;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Applicant;

/// <summary>Offers registered organisations by name, as option elements.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class LookupModel(IDbContexts contexts) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? q)
    {
        var words = SearchWords.Read(q);
        var html = new StringBuilder();
        if (words.Words.Any(w => w.Length >= 2))
        {
            await using var db = contexts.Create();
            var found = await db.Organizations.AsNoTracking().Where(o => o.Status == OrganizationStatus.Approved).Matching(words, word => o => SearchText.Has(o.Name, word) || o.Uscc == word).OrderBy(o => o.Name).Take(10).Select(o => new { o.Name, o.Uscc }).ToListAsync();
            foreach (var o in found) html.Append(CultureInfo.InvariantCulture, $"<option value=\"{HtmlEncoder.Default.Encode(o.Name)}\" data-uscc=\"{o.Uscc}\">{o.Uscc}</option>");
        }

        return Content(html.ToString(), "text/html; charset=utf-8");
    }
}
