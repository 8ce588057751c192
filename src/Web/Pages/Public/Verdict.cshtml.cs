using System.Security.Cryptography;
using Innovation.Web.Access;
using Innovation.Web.Startup;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Public;

/// <summary>The answer to a verification, reached by the QR code: what is registered, and whether it still holds.</summary>
[Authorize(Policy = Policies.Public), AllowAnonymous, EnableRateLimiting(SitePages.VerifyLimit), RequestSizeLimit(53_000_000), RequestFormLimits(MultipartBodyLengthLimit = 53_000_000), ResponseCache(NoStore = true)]
public sealed class VerdictModel(IDbContexts contexts, Verification verification, TimeProvider clock) : PageModel
{
    /// <summary>The id that was asked for.</summary>
    public string Id { get; private set; } = "";

    /// <summary>No document has this id: the answer is a verdict too.</summary>
    public bool Unknown { get; private set; }

    /// <summary>What is registered.</summary>
    public VerificationResult Found { get; private set; } = null!;

    /// <summary>Number of the paper that took its place.</summary>
    public string? SuccessorNumber { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>What came of comparing an uploaded file; null when none was sent.</summary>
    public (bool Same, string Words)? Comparison { get; private set; }

    /// <summary>Class and icon of the verdict, and what it means.</summary>
    public (string Css, string Icon, string Why) Verdict => Found.Verdict switch
    {
        "撤销" => (" is-void", "ban", $"已于 {Day} 撤销{Reason}，不再有效。"),
        "被替换" => (" is-moved", "replace", $"已于 {Day} 由新的文件替换{Reason}，请以新的文件为准。"),
        "过期" => (" is-off", "clock-off", $"有效期到 {ChinaTime.LongDate(Found.ExpiresOn!.Value)} 为止，已经过期。"),
        _ => ("", "circle-check", Found.IsCertificate ? $"此证书由{Found.Agency}颁发，登记内容如下。" : $"此文件由{Found.Agency}印发，登记内容如下。"),
    };

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : Nothing();

    /// <summary>Compares a file with the registered one; nothing is kept.</summary>
    public async Task<IActionResult> OnPostAsync(string id, IFormFile? file)
    {
        if (!await LoadAsync(id)) return Nothing();
        if (file is null || file.Length == 0) Comparison = (false, "没有收到文件，请重新选择 PDF 文件。");
        else if (Found.PdfSha256 is not { } registered) Comparison = (false, "登记的 PDF 还没有生成，暂时不能比对，请稍后再来；也可以先核对上面的登记内容。");
        else
        {
            await using var content = file.OpenReadStream();
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, HttpContext.RequestAborted));
            Comparison = hash == registered
                ? (true, $"“{Path.GetFileName(file.FileName)}”和登记的文件一字不差。")
                : (false, $"“{Path.GetFileName(file.FileName)}”和登记的文件不一致，可能被改动过，也可能是扫描件或另存的文件。请以上面的登记内容为准。");
        }

        return Page();
    }

    private PageResult Nothing()
    {
        Unknown = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        // The page itself says so; the general page for unknown addresses would not.
        if (HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return Page();
    }

    private string Reason => string.IsNullOrEmpty(Found.StatusReason) ? "" : $"（{Found.StatusReason}）";

    private string Day => Found.StatusOn is { } day ? ChinaTime.LongDate(day) : "";

    private async Task<bool> LoadAsync(string id)
    {
        (Id, Now) = (id, clock.GetUtcNow());
        await using var db = contexts.Create();
        if (await verification.ReadAsync(db, id, HttpContext.RequestAborted) is not { } found) return false;
        Found = found;
        SuccessorNumber = found.ReplacedBy is { } next ? await db.Documents.Where(d => d.Id == next).Select(d => d.Number).SingleOrDefaultAsync() : null;
        return true;
    }
}
