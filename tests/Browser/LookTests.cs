using Innovation.Acceptance;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>Every main page, as its people see it: no sideways scrolling, no finding of axe, at 1366 and 390.</summary>
public sealed class LookTests : IAsyncLifetime
{
    private Site site = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync();
        await FailAsync();
        playwright = await Playwright.CreateAsync();
        browser = await Visitor.LaunchAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData("public", null, "calls=/calls", "call=/calls/{round}", "notices=/notices", "notice=/notices/{notice}", "results=/results", "verify-search=/verify", "verify=/verify/{certificate}", "login=/login", "register=/register", "objections=/objections")]
    [InlineData("applicant", "ent01", "home=/home", "form=/applications/{draftOf:ent02}/form", "supplement=/applications/{supplement}/form", "application=/applications/{supplement}", "applications=/applications", "letters=/letters", "organization=/organization", "messages=/messages", "account=/account", "notifications=/account/messages")]
    [InlineData("officer", "officer1", "tasks=/tasks", "task={checkTask}", "cases=/cases", "case=/cases/{held}", "meetings=/meetings", "meeting={meeting}", "issuing=/issuing", "certificates=/certificates", "rounds=/rounds", "officer-account=/account", "substitutes=/account/substitutes", "phrases=/account/phrases", "second-factor=/account/second-factor")]
    [InlineData("expert", "{expert}", "expert-tasks=/tasks", "declare={scoreTask}")]
    [InlineData("town", "town06", "town-tasks=/tasks", "town-cases=/cases", "summaries=/summaries")]
    [InlineData("admin", "admin", "admin=/admin", "admin-users=/admin/users", "admin-organizations=/admin/organizations", "admin-calendar=/admin/calendar", "design-programme=/design/programmes/PR01", "design-import=/design/import", "design-compare=/design/programmes/PR01/compare?left=1&right=1", "admin-log=/admin/log", "admin-rounds=/rounds", "admin-deliveries=/admin/messages", "admin-templates=/admin/messages/templates", "admin-template=/admin/messages/templates/urged", "admin-mail=/admin/messages/settings", "admin-sms=/admin/messages/settings/sms", "admin-substitutes=/admin/substitutes", "admin-phrases=/admin/phrases", "admin-security=/admin/security", "admin-user=/admin/users/{officer}")]
    [InlineData("head", "head", "supervision=/supervision", "supervision-stages=/supervision/stages", "supervision-todos=/supervision/todos", "red-card={card}", "calendar-proposal={proposal}")]
    public async Task Pages_of(string who, string? user, params string[] pages)
    {
        Assert.NotNull(who);
        if (user is not null) user = await FillAsync(user);
        if (who == "head") await LateAsync();
        var problems = new List<string>();
        await using var visitor = await Visitor.OpenAsync(browser, site, who == "applicant" ? user : user);
        foreach (var page in pages)
        {
            var (name, path) = (page[..page.IndexOf('=')], await FillAsync(page[(page.IndexOf('=') + 1)..]));
            if (path.Contains("{draftOf")) continue;
            try
            {
                await visitor.GoAsync(path);
                await visitor.LookAsync(name);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                problems.Add($"{name}: {e.Message}");
            }
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    /// <summary>Some days later, with red cards, one of them answered, and a change of the calendar that waits.</summary>
    private async Task LateAsync()
    {
        (await site.PostAsync("admin", "/api/v1/calendar/proposals", new { basis = "冶政办函〔2026〕9号", csv = Workflows.Deadlines.CalendarFile.Write([.. Workflows.Deadlines.WorkingCalendar.Shipped.Days.Where(d => d.Date.Year == 2026), new(new(2026, 9, 23), Workflows.Deadlines.DayKind.HolidayOff, "防汛停工")]) })).Ok();
        (await site.ClockAsync("2026-09-22T10:00:00+08:00")).Ok();
        var first = (await site.GetAsync("head", "/api/v1/supervision/cards")).Ok()["items"][0]!;
        (await site.PostAsync("head", $"/api/v1/applications/{first["applicationId"]}/commands", new { commandId = Journey.NewId(), type = "answerRedCard", deadline = (int)first["card"]!["deadline"]!, handler = "周某", promisedOn = "2026-09-24", comment = "人手不足，已请高新区增派一人。" })).Ok();
    }

    /// <summary>Mails that wait, were sent and could not be sent, so that their list has something to show.</summary>
    private async Task FailAsync()
    {
        await using var db = site.Get<IDbContexts>().Create();
        await db.Users.Where(u => u.UserName == "officer1" || u.UserName == "head").ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, u => u.UserName + "@example.com"));
        await site.Get<Workflows.Messages.Delivery.FanOut>().RunAsync();
        var some = await db.Deliveries.OrderBy(d => d.Id).Select(d => d.Id).Take(2).ToListAsync();
        await db.Deliveries.Where(d => some.Contains(d.Id)).ExecuteUpdateAsync(s => s.SetProperty(d => d.State, Workflows.Messages.Delivery.DeliveryState.Failed).SetProperty(d => d.Attempts, 10).SetProperty(d => d.Error, "邮件服务器 smtp.example.gov.cn:465 连接不上：Connection refused"));
    }

    private async Task<string> FillAsync(string text)
    {
        await using var db = site.Get<IDbContexts>().Create();
        if (text.Contains("{officer}")) text = text.Replace("{officer}", await db.Users.Where(u => u.UserName == "officer1").Select(u => u.Id).SingleAsync());
        if (text.Contains("{round}")) text = text.Replace("{round}", await db.Rounds.Where(r => r.Title.Contains("第二批")).Select(r => r.Id).FirstAsync());
        if (text.Contains("{card}")) text = text.Replace("{card}", "/supervision/cards/" + await db.RedCards.Where(r => r.SettledAt == null && r.AnsweredAt == null).OrderBy(r => r.Id).Select(r => r.Id).FirstAsync());
        if (text.Contains("{proposal}")) text = text.Replace("{proposal}", "/admin/calendar/" + await db.CalendarProposals.Select(p => p.Id).FirstAsync());
        if (text.Contains("{notice}")) text = text.Replace("{notice}", await db.Batches.Where(b => b.EndsAt != null).OrderByDescending(b => b.ActedAt).Select(b => b.Id).FirstAsync());
        if (text.Contains("{certificate}")) text = text.Replace("{certificate}", await db.Certificates.Select(c => c.DocumentId).FirstAsync());
        if (text.Contains("{supplement}")) text = text.Replace("{supplement}", await db.Cases.Where(c => c.ApplicantStatus == "待补正").Select(c => c.Id).FirstAsync());
        if (text.Contains("{held}")) text = text.Replace("{held}", await db.Cases.Where(c => c.ApplicantStatus == "异议核查中").Select(c => c.Id).FirstAsync());
        if (text.Contains("{meeting}")) text = text.Replace("{meeting}", "/meetings/" + await db.Batches.Where(b => b.Kind == Workflows.Cases.BatchKind.Meeting).OrderByDescending(b => b.CreatedAt).Select(b => b.Id).FirstAsync());
        if (text.Contains("{checkTask}")) text = text.Replace("{checkTask}", "/tasks/" + await db.WorkItems.Where(w => w.StageId == "check" && w.State == Workflows.Cases.WorkItemState.Open && !w.Held && w.ClaimedByName == "张某").Select(w => w.Id).FirstAsync());
        var score = await db.WorkItems.Where(w => w.Purpose == Workflows.Engine.WorkPurpose.Score && w.State == Workflows.Cases.WorkItemState.Open)
            .Join(db.Candidates, w => w.Id, c => c.WorkItemId, (w, c) => new { w.Id, User = c.Candidate.Substring(5) }).OrderBy(x => x.Id).FirstAsync();
        if (text.Contains("{scoreTask}")) text = text.Replace("{scoreTask}", "/tasks/" + score.Id);
        if (text.Contains("{expert}")) text = text.Replace("{expert}", await db.Users.Where(u => u.Id == score.User).Select(u => u.UserName!).SingleAsync());
        return text;
    }
}
