using Innovation.Documents.Html;
using Innovation.Documents.Pdf;
using Microsoft.Extensions.Options;

namespace Innovation.Documents_Tests;

public sealed class ChromiumPdfTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Every_document_prints_with_searchable_text_and_embedded_outlines(string name)
    {
        Assert.SkipUnless(chromium.Renderer.IsAvailable && ChromiumFixture.Has("pdftotext"), "Chromium and poppler-utils are needed");
        var model = Samples.All[name]();
        var result = await chromium.Renderer.RenderAsync(HtmlRenderer.Render(model), cancellationToken: TestContext.Current.CancellationToken);
        var folder = Environment.GetEnvironmentVariable("DOCUMENT_SAMPLES") ?? Directory.CreateTempSubdirectory("documents-").FullName;
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, name + ".pdf");
        await File.WriteAllBytesAsync(file, result.Content, TestContext.Current.CancellationToken);

        var text = string.Concat((await ChromiumFixture.RunAsync("pdftotext", "-layout", file, "-")).Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains(string.Concat((model.Addressee ?? model.Title).Where(c => !char.IsWhiteSpace(c)))[..4], text, StringComparison.Ordinal);
        var info = await ChromiumFixture.RunAsync("pdfinfo", file);
        Assert.Contains(model.Title.Replace("\n", "", StringComparison.Ordinal), info, StringComparison.Ordinal);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches($@"Pages:\s+{result.PageCount}\b", info);
        Assert.Equal(ExpectedPages(name), result.PageCount);
        if (chromium.FontDirectory is not null) Assert.DoesNotContain("Type 3", await ChromiumFixture.RunAsync("pdffonts", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_repeats_its_heading_and_the_signature_is_never_alone()
    {
        Assert.SkipUnless(chromium.Renderer.IsAvailable && ChromiumFixture.Has("pdftotext"), "Chromium and poppler-utils are needed");
        foreach (var rows in new[] { 14, 15, 16, 17, 18, 40 })
        {
            var model = Innovation.Documents.Templates.PublicNoticeAnnouncement.Build(Samples.Public(rows));
            var result = await chromium.Renderer.RenderAsync(HtmlRenderer.Render(model), cancellationToken: TestContext.Current.CancellationToken);
            var file = Path.Combine(Directory.CreateTempSubdirectory("documents-").FullName, "list.pdf");
            await File.WriteAllBytesAsync(file, result.Content, TestContext.Current.CancellationToken);
            var pages = (await ChromiumFixture.RunAsync("pdftotext", "-layout", file, "-")).Split('\f', StringSplitOptions.RemoveEmptyEntries);
            var signature = pages.Last(p => p.Contains("2026年9月16日", StringComparison.Ordinal));
            Assert.Contains("联系人", signature, StringComparison.Ordinal);
            Assert.All(pages.Where(p => p.Contains("企校联合创新中心", StringComparison.Ordinal)), p => Assert.Contains("单位名称", p, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_missing_browser_is_reported_in_plain_words()
    {
        await using var renderer = new ChromiumPdfRenderer(Options.Create(new ChromiumOptions { ExecutablePath = "/nowhere/chromium" }));
        Assert.False(renderer.IsAvailable);
        var error = await Assert.ThrowsAsync<PdfUnavailableException>(() => renderer.RenderAsync("<p>1</p>", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("没有安装 Chromium", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_went_away_is_started_again_and_parallel_documents_all_arrive()
    {
        Assert.SkipUnless(chromium.Renderer.IsAvailable, "Chromium is needed");
        await using var renderer = new ChromiumPdfRenderer(Options.Create(chromium.Options));
        var html = HtmlRenderer.Render(Samples.All["minutes"]());
        await renderer.RenderAsync(html, cancellationToken: TestContext.Current.CancellationToken);
        await renderer.Browser!.CloseAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => renderer.RenderAsync(html, cancellationToken: TestContext.Current.CancellationToken)));
        Assert.All(results, r => Assert.Equal(1, r.PageCount));
    }

    [Fact]
    public async Task Scripts_do_not_run_and_the_network_is_closed()
    {
        Assert.SkipUnless(chromium.Renderer.IsAvailable && ChromiumFixture.Has("pdftotext"), "Chromium and poppler-utils are needed");
        const string Html = "<!doctype html><html><head><title>t</title></head><body><p id=a>before</p><iframe src='http://example.invalid/'></iframe><img src='file:///etc/hostname'><script>document.getElementById('a').textContent='after'</script></body></html>";
        var result = await chromium.Renderer.RenderAsync(Html, cancellationToken: TestContext.Current.CancellationToken);
        var file = Path.Combine(Directory.CreateTempSubdirectory("documents-").FullName, "script.pdf");
        await File.WriteAllBytesAsync(file, result.Content, TestContext.Current.CancellationToken);
        Assert.Contains("before", await ChromiumFixture.RunAsync("pdftotext", file, "-"), StringComparison.Ordinal);
    }

    private static int ExpectedPages(string name) => name switch
    {
        "certificate" or "score-sheet" or "site-visit" or "minutes" or "recommendation" or "statement" => 1,
        "application" => 4,
        "public-notice-40" => 5,
        "accreditation" => 6,
        _ => 2,
    };
}
