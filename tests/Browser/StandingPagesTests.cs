using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>件在哪里: the map of a programme, for those who may open cases and for those who see figures.</summary>
public sealed class StandingPagesTests
{
    [Theory]
    [InlineData("head")]
    [InlineData("admin")]
    public async Task The_map_of_a_programme_is_good_at_both_sizes(string user)
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var visitor = await Visitor.OpenAsync(browser, site, user);
        await visitor.GoAsync("/design/programmes/PR01/map");
        await visitor.LookAsync("map-" + user);
    }
}
