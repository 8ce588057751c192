using Innovation.Web.Access;
using Innovation.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>两步验证 and the list of sessions, at the pages and over the API.</summary>
public sealed class SignInTests
{
    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }

    private static string Now(Site site, byte[] key) => Totp.Code(key, Totp.StepAt(site.RealTime.GetUtcNow()));

    /// <summary>The code of the next half minute.</summary>
    private static string Next(Site site, byte[] key)
    {
        site.RealTime.Pass(TimeSpan.FromSeconds(30));
        return Now(site, key);
    }

    private static async Task<(byte[] Key, List<string> Codes)> EnrolAsync(Site site, Browser browser)
    {
        await browser.GoAsync("/account/second-factor");
        var key = Base32.Read(browser.Page.QuerySelector("#key")!.TextContent);
        Assert.NotNull(browser.Page.QuerySelector("svg.qr[aria-label]"));
        await browser.SubmitAsync("#i-code", ("code", Now(site, key)));
        Assert.Equal(200, browser.Status);
        return (key, [.. browser.Page.QuerySelectorAll("#codes .kc-code").Select(c => c.TextContent)]);
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("12345678901234567890"u8.ToArray(), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public async Task After_enrolment_the_password_alone_opens_nothing_and_no_code_counts_twice()
    {
        await using var site = await Site.StartAsync();
        var password = site.Get<DemoAccounts>().Password();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/account/second-factor");
        await officer.SubmitAsync("#i-code", ("code", "000000"));
        Assert.Equal(422, officer.Status);
        Assert.Single(officer.Errors);
        var (key, codes) = await EnrolAsync(site, officer);
        Assert.Equal(10, codes.Distinct().Count());
        await officer.GoAsync("/account/second-factor");
        Assert.DoesNotContain(codes[0], officer.Page.Source.Text);
        await officer.GoAsync("/tasks");
        Assert.Equal("/tasks", officer.Path);

        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password })).Refused(401, "session.codeRequired");
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password, code = Now(site, key) })).Refused(401, "session.code");
        var code = Next(site, key);
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password, code })).Ok();
        var again = (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password, code })).Refused(401, "session.code");
        Assert.Contains("已经用过", (string)again["detail"]!);

        using var second = await Browser.SignInAsync(site, "officer1");
        Assert.StartsWith("/login/code", second.Path);
        await second.GoAsync("/tasks");
        Assert.StartsWith("/login", second.Path);
        await second.GoAsync("/login/code");
        await second.SubmitAsync("#i-code", ("code", "123456"));
        Assert.Equal(422, second.Status);
        await second.SubmitAsync("#i-code", ("code", Next(site, key)));
        Assert.Equal("/tasks", second.Path);

        using var lost = await Browser.SignInAsync(site, "officer1");
        await lost.GoAsync("/login/code?recover=true");
        await lost.SubmitAsync("#i-recovery", ("recovery", codes[3].ToLowerInvariant()));
        Assert.Equal("/tasks", lost.Path);
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password, recoveryCode = codes[3] })).Refused(401, "session.code");

        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var stored = string.Join('\n', await db.UserTokens.Select(t => t.Value).ToListAsync());
        Assert.DoesNotContain(Base32.Write(key), stored);
        Assert.DoesNotContain(Convert.ToBase64String(key), stored);
        Assert.All(codes, c => Assert.DoesNotContain(c, stored));
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_account_and_wrong_passwords_do_not_count_among_them()
    {
        await using var site = await Site.StartAsync();
        var password = site.Get<DemoAccounts>().Password();
        using (var officer = await Browser.SignInAsync(site, "officer1")) await EnrolAsync(site, officer);
        for (var i = 0; i < 2; i++) (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password = "wrong" })).Refused(401, "session.wrong");
        // The right password in between forgives nothing.
        for (var i = 0; i < 4; i++) (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password, code = "000000" })).Refused(401, "session.code");
        var locked = (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password, code = "000000" })).Refused(401, "session.code");
        Assert.Contains("锁定", (string)locked["detail"]!);
        Assert.Contains("锁定", (string)(await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password })).Refused(401, "session.wrong")["detail"]!);
    }

    [Fact]
    public async Task When_it_is_required_staff_set_it_up_before_anything_else_and_others_are_left_alone()
    {
        await using var site = await Site.StartAsync();
        var password = site.Get<DemoAccounts>().Password();
        using var officer = await Browser.SignInAsync(site, "officer1");
        (await site.GetAsync("officer2", "/api/v1/tasks")).Ok();
        Assert.Equal(403, (await site.PutAsync("head", "/api/v1/settings/security", new { secondFactorRequired = true })).Status);
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/security");
        await admin.SubmitAsync("input[name=required]", ("required", "true"));
        Assert.Equal("/account/second-factor", admin.Path);
        await EnrolAsync(site, admin);
        await admin.GoAsync("/admin/security");
        Assert.Equal("/admin/security", admin.Path);

        await officer.GoAsync("/tasks");
        Assert.Equal("/account/second-factor", officer.Path);
        (await site.GetAsync("officer2", "/api/v1/tasks")).Refused(403, "secondFactor.required");
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password })).Refused(403, "secondFactor.required");
        (await site.GetAsync("ent01", "/api/v1/session")).Ok();
        using var expert = await Browser.SignInAsync(site, "expert01");
        Assert.Equal("/tasks", expert.Path);
        var (key, _) = await EnrolAsync(site, officer);
        await officer.GoAsync("/tasks");
        Assert.Equal("/tasks", officer.Path);
        await officer.GoAsync("/account/second-factor");
        officer.Page.QuerySelector("#manage")!.SetAttribute("action", "/account/second-factor?handler=Disable");
        await officer.SubmitAsync("#manage", ("code", Next(site, key)));
        Assert.Equal(422, officer.Status);
        Assert.Contains("不能停用", officer.Text);
    }

    [Fact]
    public async Task An_administrator_resets_a_lost_second_factor_and_its_owner_is_told()
    {
        await using var site = await Site.StartAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await EnrolAsync(site, officer);
        var id = await IdAsync(site, "officer1");
        Assert.Equal(403, (await site.SendAsync("head", HttpMethod.Delete, $"/api/v1/users/{id}/second-factor")).Status);
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/users/" + id);
        await admin.SubmitAsync("#factor form");
        Assert.Contains("两步验证已重置", admin.Text);
        await officer.GoAsync("/tasks");
        Assert.StartsWith("/login", officer.Path);
        using var again = await Browser.SignInAsync(site, "officer1");
        Assert.Equal("/tasks", again.Path);
        await again.GoAsync("/messages");
        Assert.Contains("重置了您的两步验证", again.Text);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        Assert.Equal(1, await db.AuditLog.CountAsync(a => a.Kind == "secondFactor.reset" && a.SubjectId == id));
    }

    [Fact]
    public async Task Sessions_are_listed_and_end_at_the_next_request_also_after_a_restart()
    {
        var site = await Site.StartAsync();
        using var one = await Browser.SignInAsync(site, "officer1");
        using var two = await Browser.SignInAsync(site, "officer1");
        var list = (await site.GetAsync("officer1", "/api/v1/sessions")).Ok()["items"].AsArray();
        Assert.Equal(3, list.Count);
        Assert.True((bool)list.Single(s => (bool)s!["token"]!)!["current"]!);
        Assert.Equal("127.0.0.1", ((string)list[0]!["address"]!).Replace("::ffff:", ""));

        await one.GoAsync("/account");
        Assert.Contains("在哪里登录着", one.Text);
        Assert.Contains("接口令牌", one.Text);
        await one.SubmitAsync("#end-others");
        await one.GoAsync("/tasks");
        Assert.Equal("/tasks", one.Path);
        await two.GoAsync("/tasks");
        Assert.StartsWith("/login", two.Path);
        Assert.Equal(401, (await site.GetAsync("officer1", "/api/v1/sessions")).Status);

        site = await site.RestartAsync();
        await using (site)
        {
            using var three = await Browser.SignInAsync(site, "officer1");
            var mine = (await site.GetAsync("officer1", "/api/v1/sessions")).Ok()["items"].AsArray();
            Assert.Equal(3, mine.Count);
            Assert.Equal(204, (await site.SendAsync("officer1", HttpMethod.Delete, "/api/v1/sessions/" + mine.First(s => (bool)s!["current"]!)!["id"])).Status);
            Assert.Equal(401, (await site.GetAsync("officer1", "/api/v1/session")).Status);
            using var other = await Browser.SignInAsync(site, "officer2");
            await three.GoAsync("/account");
            await three.SubmitAsync("#end-all");
            Assert.Equal("/login", three.Path);
            await other.GoAsync("/tasks");
            Assert.Equal("/tasks", other.Path);
            using var admin = await Browser.SignInAsync(site, "admin");
            await admin.GoAsync("/admin/users/" + await IdAsync(site, "officer2"));
            await admin.SubmitAsync("#end-sessions");
            Assert.Contains("都已退出", admin.Text);
            await other.GoAsync("/tasks");
            Assert.StartsWith("/login", other.Path);
        }
    }

    [Fact]
    public async Task A_session_taken_from_somebody_else_cannot_be_ended_and_signing_out_ends_the_own()
    {
        await using var site = await Site.StartAsync();
        var other = (string)(await site.GetAsync("officer2", "/api/v1/sessions")).Ok()["items"][0]!["id"]!;
        (await site.SendAsync("officer1", HttpMethod.Delete, "/api/v1/sessions/" + other)).Refused(404, "signIn.notFound");
        using var browser = await Browser.SignInAsync(site, "officer1");
        await browser.GoAsync("/account");
        await browser.SubmitAsync(".kc-out");
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var id = await IdAsync(site, "officer1");
        Assert.Equal(0, await db.Sessions.CountAsync(s => s.UserId == id && !s.IsToken && s.EndedAt == null));
    }
}
