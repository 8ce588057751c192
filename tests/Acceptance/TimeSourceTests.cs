using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Demo;

namespace Innovation.Acceptance;

/// <summary>What the programmes do goes by the clock that can be set; who somebody is goes by real time at both ends.</summary>
public sealed class TimeSourceTests
{
    [Fact]
    public async Task A_case_is_played_a_year_ahead_with_a_token_of_today()
    {
        await using var site = await Site.StartAsync();
        (await site.GetAsync("officer1", "/api/v1/tasks")).Ok();
        (await site.ClockAsync("2027-09-16T10:00:00+08:00")).Ok();
        (await site.PostAsync("officer1", "/api/v1/rounds", new { programmeCode = "PR01", title = "2027 年度平台认定", guide = "请在线申报。", closesAt = "2027-10-29", recommendBy = "2027-11-05", contact = "科技局 0714-0000000" })).Ok();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
        await walk.MeetAsync();
        // Signed in anew, a year ahead.
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/tasks");
        Assert.Equal("/tasks", officer.Path);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, await NewTokenAsync(site, "officer1")));
    }

    /// <summary>Set back to the past, no token lives longer; set ahead, none shorter.</summary>
    [Fact]
    public async Task A_token_lives_eight_real_hours_whatever_the_clock_says()
    {
        await using var site = await Site.StartAsync();
        var token = await NewTokenAsync(site, "officer1");
        site.RealTime.Pass(TimeSpan.FromHours(7.9));
        (await site.ClockAsync("2020-01-02T10:00:00+08:00")).Ok();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, token));
        site.RealTime.Pass(TimeSpan.FromHours(0.2));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(site, token));
    }

    [Fact]
    public async Task A_browser_stays_signed_in_ten_real_hours_after_its_last_use()
    {
        await using var site = await Site.StartAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        (await site.ClockAsync("2030-01-02T10:00:00+08:00")).Ok();
        await officer.GoAsync("/account");
        Assert.Equal("/account", officer.Path);
        Assert.Contains("1 处", officer.Page.QuerySelector("#sessions")!.TextContent);
        site.RealTime.Pass(TimeSpan.FromHours(10.1));
        await officer.GoAsync("/account");
        Assert.StartsWith("/login", officer.Path);
    }

    private static async Task<string> NewTokenAsync(Site site, string user)
    {
        var answer = await site.Http.PostAsJsonAsync("/api/v1/session", new { userName = user, password = site.Get<DemoAccounts>().Password() });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
    }

    private static async Task<HttpStatusCode> StatusAsync(Site site, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tasks");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await site.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
