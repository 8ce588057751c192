using System.Globalization;
using System.Net;
using System.Text;

namespace Innovation.Documents.Html;

/// <summary>
/// Turns a document model into one complete HTML page for printing: inline styles, no scripts, nothing fetched,
/// the same bytes for the same model. Official papers follow GB/T 9704-2012.
/// </summary>
public static class HtmlRenderer
{
    /// <summary>Marks a page whose 版记 belongs at the foot of the last sheet; the PDF renderer looks for it.</summary>
    internal const string LastPageMark = "data-last-page";

    /// <summary>Where the paper's own policy begins; the PDF renderer takes it off, since it adds a rule to the styles.</summary>
    internal const string PolicyMark = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

    /// <summary>Renders the document.</summary>
    public static string Render(DocumentModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var html = new StringBuilder(16 * 1024);
        var styles = DocumentStyles.For(model.Kind, model.Watermark);
        html.Append("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>").Append(E(PageTitle(model)))
            .Append("</title>").Append(PolicyMark).Append(CultureInfo.InvariantCulture, $"default-src 'none'; style-src {PaperPolicy.Hash(styles)}; img-src data:; font-src *\"><style>")
            .Append(styles).Append("</style></head><body>");
        switch (model.Kind)
        {
            case DocumentKind.Certificate:
                CertificatePage(html, model);
                break;
            case DocumentKind.ApplicationForm:
                ApplicationPages(html, model);
                break;
            case DocumentKind.ScoreSheet or DocumentKind.SiteVisitRecord or DocumentKind.MeetingMinutes or DocumentKind.RecommendationSummary or DocumentKind.FundStatement:
                PlainPages(html, model);
                break;
            default:
                OfficialPages(html, model);
                break;
        }

        return html.Append("</body></html>").ToString();
    }

    private static string PageTitle(DocumentModel model) => ((model.Number ?? model.Serial) is { } number ? $"{model.Title} {number}" : model.Title).Replace("\n", "", StringComparison.Ordinal);

    // A long title is broken where its author broke it: a line must not end inside a word.
    private static string Title(string title) => string.Join("<br>", title.Split('\n').Select(E));

    private static void OfficialPages(StringBuilder html, DocumentModel model)
    {
        // GB/T 9704-2012 7.2.4: the mark of a decision stands 35 mm below the top of the text area; a notice to one
        // applicant keeps the mark but not the empty third of a page.
        var form = model.Kind is DocumentKind.AccreditationNotice or DocumentKind.PublicNotice ? "red" : "slip";
        html.Append(CultureInfo.InvariantCulture, $"<main class=\"sheet {form}\"{(model.Footer is null ? "" : " " + LastPageMark)}>");
        if (model.Agency is { } agency)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"mark {DocumentStyles.MarkClass(agency.Length)}\">").Append(E(agency)).Append("</div>");
            html.Append("<p class=\"no\">").Append(E(model.Number ?? "　")).Append("</p><hr class=\"line\">");
        }

        html.Append("<h1 class=\"title\">").Append(Title(model.Title)).Append("</h1>");
        if (model.Addressee is { } to) html.Append("<p class=\"to\">").Append(E(to)).Append("：</p>");

        // The last paragraph stays with the signature: no page holds only signature and seal.
        var last = model.Blocks.Count > 0 && model.Blocks[^1] is Paragraph { Text.Length: < 400 } ? 1 : 0;
        html.Append("<div class=\"body\">");
        BlockRenderer.Append(html, model.Blocks.Take(model.Blocks.Count - last));
        html.Append("</div>");
        html.Append(last == 1 ? "<div class=\"keep\">" : "<div class=\"end\">");
        BlockRenderer.Append(html, model.Blocks.Skip(model.Blocks.Count - last));
        AttachmentNote(html, model);
        Signature(html, model);
        html.Append("</div>");
        Attachments(html, model);
        if (model.Footer is { } footer) ColophonLines(html, footer);
        html.Append("</main>");
    }

    private static void AttachmentNote(StringBuilder html, DocumentModel model)
    {
        if (model.Attachments.Count == 0) return;
        html.Append("<div class=\"attnote\">");
        for (var i = 0; i < model.Attachments.Count; i++)
        {
            var number = model.Attachments.Count == 1 ? "" : $"{i + 1}. ";
            html.Append("<span>").Append(i == 0 ? "附件：" : "　　　").Append(E(number + model.Attachments[i].Title)).Append("</span>");
        }

        html.Append("</div>");
    }

    private static void Signature(StringBuilder html, DocumentModel model)
    {
        if (model.Issuer is null || model.IssuedOn is not { } date) return;
        html.Append("<div class=\"sign\">");
        Verification(html, model);
        html.Append("<div class=\"who\">");
        if (model.Seal is { } seal) html.Append(SealSvg.Render(seal));
        html.Append("<p>").Append(E(model.Issuer)).Append("</p><p>").Append(ChineseText.Date(date)).Append("</p></div></div>");
    }

    private static void Verification(StringBuilder html, DocumentModel model)
    {
        if (model.QrUrl is not { Length: > 0 } url) return;
        html.Append("<div class=\"verify\">").Append(QrSvg.Render(url)).Append("<p>扫码核验真伪");
        if (model.VerifyId is { Length: > 0 } id)
        {
            var page = url.EndsWith("/" + id, StringComparison.Ordinal) ? url[..^(id.Length + 1)] : url;
            html.Append("<br>或者登录 ").Append(E(page)).Append("<br>输入编号 ").Append(E(id));
        }

        html.Append("</p></div>");
    }

    private static void Attachments(StringBuilder html, DocumentModel model)
    {
        for (var i = 0; i < model.Attachments.Count; i++)
        {
            var attachment = model.Attachments[i];
            html.Append("<section class=\"att\"><p class=\"label\">附件").Append(model.Attachments.Count == 1 ? "" : $"{i + 1}")
                .Append("</p><h2 class=\"title\">").Append(E(attachment.Title)).Append("</h2><div class=\"body\">");
            BlockRenderer.Append(html, attachment.Blocks);
            html.Append("</div></section>");
        }
    }

    private static void ColophonLines(StringBuilder html, Colophon footer)
    {
        html.Append("<footer class=\"colophon\">");
        if (footer.CopyTo is { Length: > 0 } copy) html.Append("<div>抄送：").Append(E(copy.TrimEnd('。'))).Append("。</div>");
        html.Append("<div class=\"by\"><span>").Append(E(footer.PrintedBy)).Append("</span><span>")
            .Append(ChineseText.Date(footer.PrintedOn)).Append("印发</span></div></footer>");
    }

    private static void CertificatePage(StringBuilder html, DocumentModel model)
    {
        html.Append("<div class=\"frame\"><main class=\"inner\"><p class=\"agency\">").Append(E(model.Agency ?? "")).Append("</p><h1 class=\"title\">").Append(Title(model.Title))
            .Append("</h1><p class=\"serial\">证书编号：").Append(E(model.Serial ?? "")).Append("</p>");
        BlockRenderer.Append(html, model.Blocks);
        html.Append("<div class=\"foot\">");
        Verification(html, model);
        html.Append("<div class=\"who\">");
        if (model.Seal is { } seal) html.Append(SealSvg.Render(seal));
        html.Append("<p>").Append(E(model.Issuer ?? "")).Append("</p><p>").Append(model.IssuedOn is { } date ? ChineseText.Date(date) : "")
            .Append("</p></div></div></main></div>");
    }

    private static void ApplicationPages(StringBuilder html, DocumentModel model)
    {
        if (model.Watermark is { } mark)
        {
            html.Append("<div class=\"marks\" aria-hidden=\"true\">");
            for (var i = 0; i < 12; i++) html.Append("<span>").Append(E(mark)).Append("</span>");
            html.Append("</div>");
        }

        html.Append("<main><section class=\"cover\"><h1 class=\"title\">").Append(Title(model.Title)).Append("</h1>");
        if (model.Subtitle is { } sub) html.Append("<p class=\"sub\">").Append(E(sub)).Append("</p>");
        var cover = model.Blocks.TakeWhile(b => b is not PageBreak).ToArray();
        BlockRenderer.Append(html, cover);
        html.Append("</section><div class=\"body\">");
        BlockRenderer.Append(html, model.Blocks.Skip(cover.Length));
        html.Append("</div></main>");
    }

    private static void PlainPages(StringBuilder html, DocumentModel model)
    {
        html.Append("<main><h1 class=\"title\">").Append(Title(model.Title)).Append("</h1>");
        if (model.Subtitle is { } sub) html.Append("<p class=\"sub\">").Append(E(sub)).Append("</p>");
        html.Append("<div class=\"body\">");
        BlockRenderer.Append(html, model.Blocks);
        html.Append("</div></main>");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
