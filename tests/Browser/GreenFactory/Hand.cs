using System.Diagnostics;
using Microsoft.Playwright;

namespace Innovation.Browser.GreenFactory;

/// <summary>An administrator's hand on mouse and keyboard, which counts what it does.</summary>
internal sealed class Hand(IPage page)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    public IPage Page => page;

    public int Clicks { get; private set; }

    public int Fields { get; private set; }

    public TimeSpan Time => watch.Elapsed;

    public async Task ClickAsync(ILocator what)
    {
        Clicks++;
        await what.ClickAsync();
    }

    public Task ClickAsync(string button) => ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    public Task LinkAsync(string link) => ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }));

    public async Task FillAsync(string selector, string text)
    {
        Fields++;
        await page.Locator(selector).FillAsync(text);
    }

    public async Task SelectAsync(string selector, string value)
    {
        Clicks += 2;
        await page.Locator(selector).SelectOptionAsync(value);
    }

    public async Task CheckAsync(string selector, bool on = true)
    {
        Clicks++;
        await page.Locator(selector).SetCheckedAsync(on);
    }
}
