using Innovation.Acceptance;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Innovation.Browser.GreenFactory;

/// <summary>
/// A programme that nobody shipped: an administrator builds 绿色工厂认定 from an empty draft and publishes it, and two
/// factories go through it, one to a certificate and one to a refusal.
/// </summary>
public sealed class GreenFactoryTests
{
    private static readonly (string User, string Role)[] Staff =
        [("officer1", "officer"), ("officer2", "officer"), ("officer3", "officer"), ("head", "sectionHead"), ("committee1", "committee"), ("committee2", "committee"), ("committee3", "committee"), ("committee4", "committee"), ("committee5", "committee")];

    [Fact]
    public async Task An_administrator_builds_a_new_programme_and_two_factories_go_through_it()
    {
        await using var site = await Site.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var admin = await Visitor.OpenAsync(browser, site, "admin");
        var page = admin.Page;
        var hand = new Hand(page);
        await new Builder(hand, admin).BuildAsync();
        await admin.LookAsync("green-process");
        await page.SetViewportSizeAsync(1366, 768);
        // A new programme has no people yet: that is told before it is published, and nothing else.
        Assert.StartsWith("检查：0 处错误", await page.Locator("#ck").TextContentAsync(), StringComparison.Ordinal);
        var reminders = (await ProblemsAsync(page)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(reminders);
        Assert.All(reminders, r => Assert.Contains("本项目类型还没有人担任", r, StringComparison.Ordinal));
        await hand.FillAsync("#notes", "首版");
        await hand.ClickAsync("发布为新的一版");
        await hand.ClickAsync(page.Locator("[data-ask-do]"));
        await Assertions.Expect(page.GetByText("已发布为第 1 版").First).ToBeVisibleAsync();
        Console.WriteLine($"NOTE 绿色工厂认定 was built from an empty draft and published in {hand.Time.TotalSeconds:0} s with {hand.Clicks} clicks and {hand.Fields} filled fields");
        Assert.True(hand.Time < TimeSpan.FromMinutes(30), "a county administrator has half an hour");

        await StaffAsync(site, admin);
        var round = (string)(await site.PostAsync("officer1", "/api/v1/rounds", new { programmeCode = "LSGC", title = "2026 年度绿色工厂认定", opensAt = "2026-09-01T00:00:00+08:00", closesAt = "2026-10-31T00:00:00+08:00", contact = "0714-000-0000" })).Ok()["id"]!;
        var good = new Factory(site, "ent10", "town09", round);
        var poor = new Factory(site, "ent01", "town03", round);
        await good.ApplyAsync("示例绿色铸造厂");
        await poor.ApplyAsync("示例老旧铸造厂");
        Assert.Equal(2257.75m, (decimal)(await good.ValuesAsync())["coal_total"]!);
        foreach (var factory in new[] { good, poor }) await factory.ToPanelAsync();
        await good.ScoreAsync(0.9m);
        await poor.ScoreAsync(0.5m);

        // 75 points part them: one goes to the meeting, the other to the section head.
        await poor.CompleteAsync("head", "核定不予认定");
        Assert.Equal("不予通过", await poor.StatusAsync());
        await CertifyAsync(site, good);
        Assert.Equal("已通过", await good.StatusAsync());
        await CheckAsync(site, browser, good);
    }

    /// <summary>New roles are given where roles are given.</summary>
    private static async Task StaffAsync(Site site, Visitor admin)
    {
        await using var db = site.Get<IDbContexts>().Create();
        foreach (var (user, role) in Staff)
        {
            await admin.GoAsync("/admin/users/" + await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync());
            await admin.Page.Locator("#role").SelectOptionAsync(role);
            await admin.Page.Locator("#scope").SelectOptionAsync("programme:LSGC");
            await admin.Page.Locator("form:has(#role) button[type=submit]").ClickAsync();
            await Assertions.Expect(admin.Page.Locator("main li", new() { HasText = "绿色工厂认定" }).First).ToBeVisibleAsync();
        }
    }

    private static async Task CertifyAsync(Site site, Factory factory)
    {
        var meeting = await factory.BatchAsync("会议审定");
        await factory.BatchActAsync("officer1", meeting, "open");
        for (var i = 1; i <= 5; i++) await factory.BatchActAsync($"committee{i}", meeting, "vote", new { caseId = factory.Id, choice = "approve" });
        await factory.BatchActAsync("officer1", meeting, "conclude", new { text = "同意认定。" });
        var notice = await factory.BatchAsync("公示");
        await factory.BatchActAsync("officer1", notice, "publish");
        (await site.ClockAsync(site.Clock.GetUtcNow().AddDays(20).ToString("O"))).Ok();
        var decision = await factory.BatchAsync("认定发文");
        await factory.BatchActAsync("officer1", decision, "submitDraft", new { text = "经研究，决定认定。" });
        await factory.BatchActAsync("officer2", decision, "approveDraft");
        var signed = await factory.BatchActAsync("signatory", decision, "sign");
        Assert.Matches("^冶科绿〔2026〕1号$", (string)signed["number"]!);
    }

    private static async Task CheckAsync(Site site, IBrowser browser, Factory factory)
    {
        await using var db = site.Get<IDbContexts>().Create();
        var certificate = await db.Certificates.SingleAsync(c => c.CaseId == factory.Id);
        Assert.Equal("LSGC-2026-0001", certificate.Serial);
        Assert.Contains(await db.Obligations.Where(o => o.CertificateId == certificate.Id).Select(o => o.Name).ToListAsync(), name => name == "年度报告");
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");
        await applicant.GoAsync("/applications/" + factory.Id);
        await Assertions.Expect(applicant.Page.Locator("main")).ToContainTextAsync("绿色工厂证书");
        await applicant.LookAsync("green-applicant");
    }

    private static async Task<string> ProblemsAsync(IPage page) =>
        string.Concat((await page.Locator("#ck >> xpath=../.. >> .kc-msgs li").AllTextContentsAsync()).Select(t => "\n" + t.Trim()));
}
