using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>A forgotten password: an administrator gives a temporary one, and its owner changes it first of all.</summary>
public sealed class PasswordTests
{
    [Fact]
    public async Task An_administrator_resets_a_password_and_its_owner_must_change_it()
    {
        await using var site = await Site.StartAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        Assert.Equal("/tasks", officer.Path);
        (await site.GetAsync("officer1", "/api/v1/session")).Ok();

        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/users/" + await IdAsync(site, "officer1"));
        await admin.SubmitAsync("#reset form");
        Assert.Equal(200, admin.Status);
        var temporary = admin.Page.QuerySelector(".kc-note .kc-code")!.TextContent;
        Assert.Matches("^[a-z]{4}-[0-9]{4}-[a-z]{4}$", temporary);
        await admin.GoAsync(admin.Path);
        Assert.DoesNotContain("临时密码：", admin.Text);

        // Cookie and token end at once, the old password is worth nothing, the temporary one opens no API.
        await officer.GoAsync("/tasks");
        Assert.StartsWith("/login", officer.Path);
        Assert.Equal(401, (await site.GetAsync("officer1", "/api/v1/session")).Status);
        Assert.Equal(401, (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password = site.Get<Web.Demo.DemoAccounts>().Password() })).Status);
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password = temporary })).Refused(403, "password.mustChange");

        using var again = await Browser.SignInAsync(site, "officer1", temporary);
        Assert.Equal("/account", again.Path);
        await again.GoAsync("/tasks");
        Assert.Equal("/account", again.Path);
        await again.SubmitAsync("#i-old", ("old", temporary), ("fresh", temporary), ("again", temporary));
        Assert.Equal(422, again.Status);
        Assert.Single(again.Errors);
        await again.SubmitAsync("#i-old", ("old", temporary), ("fresh", "wode-xinmima-1"), ("again", "wode-xinmima-1"));
        Assert.Equal("/tasks", again.Path);
        (await site.PostAsync(null, "/api/v1/session", new { userName = "officer1", password = "wode-xinmima-1" })).Ok();

        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var kinds = await db.AuditLog.OrderByDescending(a => a.Sequence).Select(a => new { a.Kind, a.ActorName, a.Detail }).Take(10).ToListAsync();
        Assert.Contains(kinds, k => k.Kind == "password.reset" && !k.Detail.Contains(temporary));
        Assert.Contains(kinds, k => k.Kind == "password.changed");
    }

    [Fact]
    public async Task Nobody_but_an_administrator_resets_passwords_and_nobody_their_own()
    {
        await using var site = await Site.StartAsync();
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/admin/users/" + await IdAsync(site, "officer1"));
        Assert.Equal(403, head.Status);
        using var admin = await Browser.SignInAsync(site, "admin");
        var self = await IdAsync(site, "admin");
        await admin.GoAsync("/admin/users/" + await IdAsync(site, "officer1"));
        admin.Page.QuerySelector("#reset form")!.SetAttribute("action", "/admin/users/" + self);
        await admin.SubmitAsync("#reset form");
        Assert.Equal(422, admin.Status);
        Assert.Contains("我的账号", admin.Text);
        await admin.GoAsync("/admin");
        Assert.Equal(200, admin.Status);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_keeps_this_one()
    {
        await using var site = await Site.StartAsync();
        var password = site.Get<Web.Demo.DemoAccounts>().Password();
        using var here = await Browser.SignInAsync(site, "head");
        using var elsewhere = await Browser.SignInAsync(site, "head");
        await here.GoAsync("/account");
        await here.SubmitAsync("#i-old", ("old", password), ("fresh", "wode-xinmima-2"), ("again", "wode-xinmima-2"));
        Assert.Contains("密码已修改", here.Text);
        await here.GoAsync("/tasks");
        Assert.Equal("/tasks", here.Path);
        await elsewhere.GoAsync("/tasks");
        Assert.StartsWith("/login", elsewhere.Path);
    }

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }
}
