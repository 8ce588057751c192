using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Innovation.Web.Access;
using Innovation.Web.Clock;
using Innovation.Web.Demo;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Acceptance;

/// <summary>Guessing gets nobody in and locks nobody out; a cookie alone changes nothing.</summary>
public sealed class DoorTests
{
    private static IPAddress Address(int i) => new([203, 0, (byte)(113 + i / 250), (byte)(1 + i % 250)]);

    [Fact]
    public void Ten_thousand_tries_from_two_hundred_addresses_are_slowed_down_and_make_nobody_wait_longer_than_said()
    {
        var time = new PassingTime();
        var guard = new SignInGuard(new RealClock(time));
        var looked = 0;
        for (var i = 0; i < 10_000; i++)
        {
            if (guard.Take(new("OFFICER1", Address(i % 200), null)) is null) looked++;
            time.Pass(TimeSpan.FromSeconds(0.3));
        }

        // Fifty minutes: each address twice at most within a pause that doubles, and the first try costs half a minute.
        Assert.True(looked < 3_000, $"{looked} passwords were looked at");
        Assert.True(guard.IsAttacked("OFFICER1"));
        Assert.Null(guard.Take(new("OFFICER1", Address(0), "known")));
        Assert.Null(guard.Take(new("HEAD", Address(250), null)));
        var pause = guard.Take(new("OFFICER1", Address(240), null));
        Assert.Equal(SignInGuard.FirstPause, pause);
        time.Pass(SignInGuard.FirstPause);
        Assert.Null(guard.Take(new("OFFICER1", Address(240), null)));
        for (var i = 0; i < 200; i++) Assert.True(guard.Take(new("OFFICER1", Address(i), null)) is not { } wait || wait <= SignInGuard.LongestPause);
    }

    [Fact]
    public void A_known_device_has_its_own_count_and_addresses_of_one_house_share_theirs()
    {
        var guard = new SignInGuard(new RealClock(new PassingTime()));
        for (var i = 0; i < SignInGuard.FreeTries; i++) Assert.Null(guard.Take(new("HEAD", IPAddress.Parse($"2001:db8:1:2::{i + 1}"), null)));
        Assert.NotNull(guard.Take(new("HEAD", IPAddress.Parse("2001:db8:1:2:ffff::9"), null)));
        Assert.Null(guard.Take(new("HEAD", IPAddress.Parse("2001:db8:1:3::1"), null)));
        for (var i = 0; i < SignInGuard.FreeTries; i++) Assert.Null(guard.Take(new("HEAD", null, "known")));
        Assert.NotNull(guard.Take(new("HEAD", null, "known")));
    }

    [Fact]
    public async Task An_officer_under_attack_signs_in_from_his_own_computer_at_once_and_from_another_after_the_stated_pause()
    {
        await using var site = await Site.StartAsync("--Server:Proxies", "127.0.0.1");
        var password = site.Get<DemoAccounts>().Password();
        using var own = await Browser.SignInAsync(site, "officer1");
        await own.SubmitAsync("form[action='/logout'] button");
        var tries = Environment.GetEnvironmentVariable("LONG") is null ? 600 : 10_000;
        var statuses = new Dictionary<int, int>();
        for (var i = 0; i < tries; i++)
        {
            var status = await TryAsync(site, "officer1", "falsch-" + i, Address(i % 200).ToString());
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Assert.Equal([401, 429], statuses.Keys.Order());
        Assert.True(statuses[401] < tries / 2, $"{statuses[401]} of {tries} passwords were looked at");
        await own.GoAsync("/login");
        await own.SubmitAsync("#i-UserName, input[name=UserName]", ("UserName", "officer1"), ("Password", password));
        Assert.Equal("/tasks", own.Path);
        Assert.Equal(429, await TryAsync(site, "officer1", password, "198.51.100.7"));
        site.RealTime.Pass(SignInGuard.FirstPause);
        Assert.Equal(200, await TryAsync(site, "officer1", password, "198.51.100.7"));
        // Nobody else is touched, and the log knows.
        Assert.Equal(200, await TryAsync(site, "officer2", password, "198.51.100.8"));
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(1, await db.AuditLog.CountAsync(a => a.Kind == "signIn.attacked", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_answered_like_one_that_does()
    {
        await using var site = await Site.StartAsync();
        async Task<List<string>> Words(string name)
        {
            List<string> words = [];
            for (var i = 0; i < SignInGuard.FreeTries + 1; i++)
            {
                var answer = await site.PostAsync(null, "/api/v1/session", new { userName = name, password = "wrong" });
                words.Add($"{answer.Status} {(string?)answer["detail"]}");
            }

            return words;
        }

        Assert.Equal(await Words("officer1"), await Words("niemand"));
        // Whoever is disabled is told so by the page, with the right password only.
        await using (var db = site.Get<IDbContexts>().Create())
        {
            (await db.Users.SingleAsync(u => u.UserName == "officer2", TestContext.Current.CancellationToken)).Disabled = true;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var page = new Browser(site);
        await page.GoAsync("/login");
        await page.SubmitAsync("input[name=UserName]", ("UserName", "officer2"), ("Password", "wrong"));
        Assert.Contains("用户名或密码不对", page.Text, StringComparison.Ordinal);
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer2", password = site.Get<DemoAccounts>().Password() })).Refused(401, "session.wrong");
    }

    [Theory]
    [InlineData("password12")]
    [InlineData("P@ssw0rd2026")]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("officer1officer1")]
    [InlineData("aaaaaaaaaa")]
    [InlineData("woaini1314")]
    [InlineData("iloveyou12")]
    public async Task Common_passwords_are_refused(string password)
    {
        await using var site = await Site.StartAsync();
        using var scope = site.App.Services.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>();
        var account = await users.FindByNameAsync("officer1");
        var results = await Task.WhenAll(users.PasswordValidators.Select(v => v.ValidateAsync(users, account!, password)));
        Assert.Contains(results.SelectMany(r => r.Errors), e => e.Code == "PasswordTooCommon");
        Assert.DoesNotContain((await Task.WhenAll(users.PasswordValidators.Select(v => v.ValidateAsync(users, account!, "wode-xinmima-1")))).SelectMany(r => r.Errors), e => e.Code == "PasswordTooCommon");
    }

    [Fact]
    public async Task A_cookie_alone_changes_nothing_through_the_api_by_any_method()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(site.Address) };
        var login = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync("/login", TestContext.Current.CancellationToken));
        await http.PostAsync("/login", new FormUrlEncodedContent([new("UserName", "ent10"), new("Password", site.Get<DemoAccounts>().Password()), new("__RequestVerificationToken", login.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]), TestContext.Current.CancellationToken);
        var session = JsonNode.Parse(await http.GetStringAsync("/api/v1/session", TestContext.Current.CancellationToken))!;
        var token = (string)session["antiforgeryToken"]!;

        MultipartFormDataContent File() => new() { { new StringContent("site_photos"), "field" }, { new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4 x")), "file", "a.pdf" } };
        async Task<int> SendAsync(HttpMethod method, string path, HttpContent? content, string? with)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            if (with is not null) request.Headers.Add("RequestVerificationToken", with);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.Forbidden) Assert.Contains("session.antiforgery", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            return (int)answer.StatusCode;
        }

        // The token of somebody else, or of nobody, is none.
        foreach (var with in (string?[])[null, "", "x", token[..^4] + "AAAA"])
        {
            Assert.Equal(403, await SendAsync(HttpMethod.Post, $"/api/v1/applications/{walk.Id}/attachments", File(), with));
            Assert.Equal(403, await SendAsync(HttpMethod.Put, $"/api/v1/applications/{walk.Id}/form", JsonContent.Create(new { revision = 1, values = walk.Values }), with));
            Assert.Equal(403, await SendAsync(HttpMethod.Post, $"/api/v1/applications/{walk.Id}/commands", JsonContent.Create(new { commandId = Journey.NewId(), type = "submit" }), with));
            Assert.Equal(403, await SendAsync(HttpMethod.Delete, "/api/v1/sessions?which=all", null, with));
        }

        var revision = await walk.FormRevisionAsync();
        Assert.Equal(200, await SendAsync(HttpMethod.Put, $"/api/v1/applications/{walk.Id}/form", JsonContent.Create(new { revision, values = walk.Values }), token));
        // A bearer token needs none, with or without a cookie beside it.
        Assert.Null((await site.GetAsync("ent10", "/api/v1/session")).Ok().Json!["antiforgeryToken"]);
        await walk.SaveAsync();
    }

    [Fact]
    public async Task The_api_twin_of_a_limited_page_is_limited_as_the_page_is()
    {
        await using var site = await Site.StartAsync();
        var last = 0;
        for (var i = 0; i < 70; i++) last = (await site.GetAsync(null, "/api/v1/documents/x/verification")).Status;
        Assert.Equal(429, last);
        for (var i = 0; i < 35; i++) last = (await site.SendAsync(null, HttpMethod.Post, "/api/v1/notices/x/objections", new MultipartFormDataContent { { new StringContent("a"), "name" } })).Status;
        Assert.Equal(429, last);
    }

    [Fact]
    public async Task Of_a_message_that_no_city_has_signed_no_byte_is_read()
    {
        await using var site = await Site.StartAsync();
        foreach (var path in (string[])["orders", "acts", "clearings"])
        {
            using var content = new CountedContent(39_000_000);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cities/" + path) { Content = content };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.ExpectContinue = true;
            using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.RequestEntityTooLarge, $"{path}: {answer.StatusCode}");
            Assert.Equal(0, content.Sent);
        }
    }

    [Fact]
    public async Task A_body_beyond_what_its_endpoint_takes_is_refused()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        var large = new string('x', 5_000_000);
        async Task<(int Status, string Body)> SendAsync(string path, HttpContent content, string? user = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            // Otherwise the connection may be closed while the body is still on its way.
            request.Headers.ExpectContinue = true;
            if (user is not null) request.Headers.Authorization = new("Bearer", await site.TokenAsync(user));
            using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        foreach (var (path, body, user) in ((string, object, string?)[])[($"/api/v1/applications/{walk.Id}/commands", new { commandId = Journey.NewId(), type = "withdraw", comment = large }, "ent10"), ("/api/v1/session", new { userName = large, password = "x" }, null)])
        {
            var refused = await SendAsync(path, JsonContent.Create(body), user);
            Assert.Equal(413, refused.Status);
            Assert.Contains("request.tooLarge", refused.Body, StringComparison.Ordinal);
        }

        var page = await SendAsync("/login", new FormUrlEncodedContent([new("UserName", large), new("Password", "x")]));
        Assert.Equal(413, page.Status);
        Assert.Contains("内容太大", page.Body, StringComparison.Ordinal);
        Assert.Equal("草稿", await walk.StatusAsync());
    }

    private sealed class CountedContent(int length) : HttpContent
    {
        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[64 * 1024];
            for (; Sent < length; Sent += part.Length) await stream.WriteAsync(part);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    private static async Task<int> TryAsync(Site site, string user, string password, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { userName = user, password }) };
        request.Headers.Add("X-Forwarded-For", from);
        using var answer = await site.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
