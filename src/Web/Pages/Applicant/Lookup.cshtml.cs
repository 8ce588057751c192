using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Innovation.Web.Access;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
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
        var words = q?.Trim() ?? "";
        var html = new StringBuilder();
        if (words.Length is >= 2 and <= 100)
        {
            await using var db = contexts.Create();
            var found = await db.Organizations.AsNoTracking().Where(o => o.Status == OrganizationStatus.Approved && o.Name.Contains(words)).OrderBy(o => o.Name).Take(10).Select(o => new { o.Name, o.Uscc }).ToListAsync();
            foreach (var o in found) html.Append(CultureInfo.InvariantCulture, $"<option value=\"{HtmlEncoder.Default.Encode(o.Name)}\" data-uscc=\"{o.Uscc}\">{o.Uscc}</option>");
        }

        return Content(html.ToString(), "text/html; charset=utf-8");
    }
}
