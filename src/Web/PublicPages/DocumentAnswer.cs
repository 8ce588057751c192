using Innovation.Documents.Html;
using Innovation.Workflows.Registers;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.PublicPages;

/// <summary>Issued documents are shown as they were written: nothing in them runs, nothing is fetched.</summary>
public static class DocumentAnswer
{
    public static ContentResult Html(HttpResponse response, string html)
    {
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src {PaperPolicy.StyleSources(html)}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";
        response.Headers.CacheControl = "private, no-store";
        return new ContentResult { Content = html, ContentType = "text/html; charset=utf-8", StatusCode = StatusCodes.Status200OK };
    }

    /// <summary>File name of the PDF, such as 受理通知书 冶科受〔2026〕33号.pdf.</summary>
    public static string FileName(DocumentRow document) => $"{document.Title}{(document.Number is null ? "" : " " + document.Number)}.pdf";
}
