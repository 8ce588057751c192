using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Innovation.Documents.Html;
using Microsoft.Playwright;

namespace Innovation.Documents.Pdf;

/// <summary>One browser page, used for one document after another. Every request it makes is answered here or refused.</summary>
internal sealed partial class PrintPage
{
    private const string Address = "http://document.invalid/";
    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private string _html = "";

    private PrintPage(IBrowserContext context, IPage page)
    {
        _context = context;
        _page = page;
    }

    public static async Task<PrintPage> OpenAsync(IBrowser browser, TimeSpan timeout)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false, Offline = false, Locale = "zh-CN" }).ConfigureAwait(false);
        context.SetDefaultTimeout((float)timeout.TotalMilliseconds);
        var result = new PrintPage(context, await context.NewPageAsync().ConfigureAwait(false));
        await context.RouteAsync("**/*", result.AnswerAsync).ConfigureAwait(false);
        return result;
    }

    public bool Belongs(IBrowser browser) => ReferenceEquals(_context.Browser, browser) && browser.IsConnected && !_page.IsClosed;

    public async Task<PdfResult> PrintAsync(string html, PdfOptions options)
    {
        html = OwnPolicy().Replace(html, "");
        var (pdf, pages) = await OnceAsync(html, options).ConfigureAwait(false);
        if (html.Contains(HtmlRenderer.LastPageMark, StringComparison.Ordinal))
        {
            // 版记 stands at the foot of the last sheet, and only the layout knows which sheet that is: the second
            // pass makes the text exactly as high as the sheets the first one needed.
            var rule = $".sheet{{min-height:calc({pages} * 225mm - .5mm)}}.colophon{{position:absolute;left:0;right:0;bottom:0}}.sheet::after{{content:\"\";display:block;height:30mm}}";
            var pinned = html.Replace("</style></head>", rule + "</style></head>", StringComparison.Ordinal);
            var (second, secondPages) = await OnceAsync(pinned, options).ConfigureAwait(false);
            if (secondPages == pages) (pdf, pages) = (second, secondPages);
        }

        return new PdfResult(pdf, pages, Convert.ToHexStringLower(SHA256.HashData(pdf)));
    }

    public async Task CloseAsync()
    {
        try
        {
            await _context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            // The page is being thrown away because it failed; that it cannot be closed either changes nothing.
        }
    }

    private async Task<(byte[] Pdf, int Pages)> OnceAsync(string html, PdfOptions options)
    {
        _html = html;
        await _page.GotoAsync(Address, new PageGotoOptions { WaitUntil = WaitUntilState.Load }).ConfigureAwait(false);
        var pdf = await _page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true, Tagged = true, Outline = options.Outline }).ConfigureAwait(false);
        _html = "";
        return (pdf, PageObject().Count(System.Text.Encoding.Latin1.GetString(pdf)));
    }

    private Task AnswerAsync(IRoute route) => route.Request.IsNavigationRequest && route.Request.Url == Address
        ? route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = _html })
        : route.AbortAsync();

    // Nothing runs here and nothing is fetched; the styles get a rule more than the paper allows.
    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"[^\"]*\">")]
    private static partial Regex OwnPolicy();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex PageObject();
}
