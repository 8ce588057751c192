using System.Collections.Concurrent;
using System.Text.Json;
using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>What a visitor's connection has to carry.</summary>
public sealed class FirstVisitTests
{
    private const int First = 300_000;
    private const int Warm = 60_000;

    [Theory]
    [InlineData(null, "/")]
    [InlineData("ent10", "/")]
    [InlineData("officer1", "/tasks")]
    public async Task TheFirstVisitIsSmallAndTheNextOneIsThePageAlone(string? user, string path)
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var visitor = await Visitor.OpenAsync(browser, site, user);
        // The same sign-in in a window that has seen nothing yet.
        await using var fresh = await browser.NewContextAsync(new() { BaseURL = site.Address, StorageState = await visitor.Page.Context.StorageStateAsync() });
        var page = await fresh.NewPageAsync();
        var carried = await CountAsync(page);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var first = carried.Sum(c => c.Value);
        Assert.True(first is > 10_000 and <= First, $"first visit: {first} bytes\n{string.Join('\n', carried.OrderByDescending(c => c.Value))}");
        Assert.DoesNotContain(carried.Keys, address => address.Contains(".ttf", StringComparison.Ordinal));

        carried.Clear();
        await page.GotoAsync("/login?again=1", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var warm = carried.Where(c => !c.Key.Contains("/login", StringComparison.Ordinal)).Sum(c => c.Value);
        Assert.True(warm <= Warm, $"next visit: {warm} bytes\n{string.Join('\n', carried.OrderByDescending(c => c.Value))}");
        Console.WriteLine($"NOTE {user ?? "public"} {path}: first visit {first / 1000} KB, next {warm / 1000} KB");
    }

    /// <summary>Bytes on the line by address, headers included; what the browser keeps counts nothing.</summary>
    private static async Task<ConcurrentDictionary<string, long>> CountAsync(IPage page)
    {
        var (session, carried, addresses) = (await page.Context.NewCDPSessionAsync(page), new ConcurrentDictionary<string, long>(), new ConcurrentDictionary<string, string>());
        session.Event("Network.responseReceived").OnEvent += (_, e) => addresses[Text(e!.Value, "requestId")] = e.Value.GetProperty("response").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, e) =>
            carried.AddOrUpdate(addresses.GetValueOrDefault(Text(e!.Value, "requestId"), "?"), Length(e.Value), (_, before) => before + Length(e.Value));
        await session.SendAsync("Network.enable");
        return carried;
    }

    private static string Text(JsonElement message, string name) => message.GetProperty(name).GetString()!;

    private static long Length(JsonElement message) => (long)message.GetProperty("encodedDataLength").GetDouble();
}
