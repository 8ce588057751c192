using Innovation.Acceptance;
using Innovation.Documents.Pdf;
using Innovation.Web.Demo;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>One person at one browser.</summary>
internal sealed class Visitor(IPage page, Site site) : IAsyncDisposable
{
    private static readonly string Axe = Path.Combine(Site.Root, "src/Web/node_modules/axe-core/axe.min.js");

    private static readonly Lazy<string> AxeScript = new(() => File.ReadAllText(Axe));

    private readonly List<string> reports = [];

    private static readonly string Layout = File.ReadAllText(Path.Combine(Site.Root, "tests/Browser/layout.js"));

    /// <summary>The browser of this machine.</summary>
    public static string Chromium { get; } = ((string[])["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"]).First(File.Exists);

    public IPage Page => page;

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        // Generous: the machine may be busy with other things.
        Assertions.SetDefaultExpectTimeout(20_000);
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            // The fonts of an ordinary office machine, which this one may lack.
            Env = [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value ?? "")), new("FONTCONFIG_FILE", FontConfiguration.Write(Path.Combine(Site.Root, "src/Web/fonts")))],
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Opens a window, signed in as somebody, or as nobody.</summary>
    public static async Task<Visitor> OpenAsync(IBrowser browser, Site site, string? user)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = site.Address, Locale = "zh-CN", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1366, Height = 768 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        var visitor = new Visitor(page, site);
        // Whatever the policy of a page refuses is a fault of that page, in whichever test it is met.
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) visitor.reports.Add($"{page.Url}: {message.Text}"); };
        if (user is null) return visitor;
        await page.GotoAsync("/login");
        await page.Locator("input[name=UserName]:not([type=hidden])").FillAsync(user);
        await page.Locator("input[type=password]").First.FillAsync(site.Get<DemoAccounts>().Password());
        await page.Locator("input[type=password]").First.PressAsync("Enter");
        // That the next page is there is asked of the page; its load event may have come before somebody waits for it.
        await page.WaitForURLAsync(u => !u.Contains("/login"), new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.Locator("main")).ToBeVisibleAsync();
        return visitor;
    }

    public async Task GoAsync(string path)
    {
        var answer = await page.GotoAsync(path);
        Assert.True(answer!.Status < 400, $"{path} answered {answer.Status}");
    }

    /// <summary>Nothing scrolls sideways, lies over something else, is cut off or leaves although it should stay; axe finds nothing; keeps a picture when asked to.</summary>
    public async Task LookAsync(string name)
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS");
        foreach (var (width, height) in ((int, int)[])[(390, 844), (1366, 768)])
        {
            await page.SetViewportSizeAsync(width, height);
            var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (wide > width)
                Assert.Fail($"{name} scrolls sideways at {width}: {wide}: " + await page.EvaluateAsync<string>("[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.kc-scroll')).slice(0, 6).map(e => e.tagName + '.' + e.className + ' ' + (e.textContent || '').trim().slice(0, 20)).join(' | ')"));
            var layout = await page.EvaluateAsync<string>(Layout);
            Assert.True(layout.Length == 0, $"layout at {width} of {name} ({page.Url}):\n{layout}");
            if (folder is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
            if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(AxeScript.Value);
            var found = await page.EvaluateAsync<string>("axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','best-practice']}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 4).join(' | ')).join('\\n'))");
            Assert.True(found.Length == 0, $"axe at {width} on {name} ({page.Url}):\n{found}");
        }
    }

    /// <summary>Presses a button whose act cannot be taken back: the page asks once, and says what follows.</summary>
    public async Task DoAsync(ILocator button)
    {
        await button.ClickAsync();
        var asked = page.Locator("dialog[open]:has([data-ask-do])");
        await Assertions.Expect(asked.Locator("p")).Not.ToBeEmptyAsync();
        await asked.Locator("[data-ask-do]").ClickAsync();
    }

    public Site Site => site;

    public async ValueTask DisposeAsync()
    {
        await page.Context.CloseAsync();
        // Pictures are taken with styles of the browser's driver, which the policy refuses too.
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is null) Assert.True(reports.Count == 0, string.Join("\n", reports.Distinct()));
    }
}
