using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Messages reach the right people by mail, once, whatever happens on the way.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private Site site = null!;
    private MailServer mail = null!;

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync("--Messages:PlainHosts:0", "127.0.0.1");
        mail = new MailServer();
        // What the seeding has told is not asked about here.
        await DeliverAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await mail.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task After_an_outage_nothing_past_is_told_as_ahead_and_one_mail_says_what_happened()
    {
        using var admin = await UseServerAsync();
        await AddressAsync("officer1", "head");
        var walks = new[] { new Journey(site), new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } } };
        foreach (var walk in walks)
        {
            await walk.SubmitAsync();
            await walk.RecommendAsync();
        }

        await DeliverAsync();
        var before = mail.Mails.Count;
        // The system stands still for four weeks: every reminder and the period of the check are over when it comes back.
        (await site.ClockAsync("2026-10-20T10:00:00+08:00")).Ok();
        await DeliverAsync();
        var told = mail.Mails.Skip(before).ToList();
        Assert.DoesNotContain(told, m => m.Body.Contains("前办理", StringComparison.Ordinal));
        foreach (var person in (string[])["officer1", "head"])
        {
            var one = Assert.Single(told, m => m.To == person + "@example.com");
            Assert.StartsWith("系统恢复后的消息汇总（", one.Subject, StringComparison.Ordinal);
            // What silence decided goes on by itself; its red card is the section head's.
            if (person == "head") foreach (var walk in walks) Assert.Contains((string)(await walk.ViewAsync("head"))["number"]!, one.Body, StringComparison.Ordinal);
        }

        await DeliverAsync();
        Assert.Equal(before + told.Count, mail.Mails.Count);
    }

    [Fact]
    public async Task A_case_tells_its_people_by_mail_each_once()
    {
        using var admin = await UseServerAsync();
        await admin.SubmitAsync("#i-address", ("address", "check@example.com"));
        Assert.Contains("已经收下", admin.Text);
        Assert.Equal("check@example.com", mail.Mails.Single().To);

        await AddressAsync("town09", "officer1", "officer2");
        await using (var db = site.Get<IDbContexts>().Create()) await db.Users.Where(u => u.UserName == "officer2").ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, true));
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await DeliverAsync();
        var first = Assert.Single(mail.Mails.Skip(1));
        Assert.Equal("town09@example.com", first.To);
        Assert.StartsWith("待办：", first.Subject);
        Assert.Contains("“科技成果转化中试基地”到了", first.Body);
        Assert.Matches("^<[0-9a-f]{32}@example.com>$", first.MessageId);

        await walk.RecommendAsync();
        // Another process on the same database, at the same time.
        await using (var other = await Site.OpenAsync(site.Data))
        {
            other.Keep();
            await Task.WhenAll(DeliverAsync(), DeliverAsync(other), DeliverAsync(), DeliverAsync(other));
        }

        var second = Assert.Single(mail.Mails.Skip(2));
        Assert.Equal("officer1@example.com", second.To);
        Assert.NotEqual(first.MessageId, second.MessageId);
        await DeliverAsync();
        Assert.Equal(3, mail.Mails.Count);
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/messages");
        Assert.Contains(second.Subject, officer.Text);
        await officer.GoAsync("/admin/messages");
        Assert.Equal(403, officer.Status);
    }

    [Fact]
    public async Task Without_a_server_mails_are_files_and_a_repetition_is_the_same_file()
    {
        await AddressAsync("town09");
        await new Journey(site).SubmitAsync();
        await DeliverAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(site.Data, "mail")));
        Assert.Equal("town09@example.com", Mail.Read("", "town09@example.com", (await File.ReadAllTextAsync(file)).Replace("\r\n", "\n")).To);
        // Killed between writing the file and noting it.
        await using (var db = site.Get<IDbContexts>().Create()) await db.Deliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DeliveryState.Waiting));
        await DeliverAsync();
        Assert.Equal(file, Assert.Single(Directory.GetFiles(Path.Combine(site.Data, "mail"))));
    }

    [Fact]
    public async Task A_busy_server_is_tried_again_ever_later_then_given_up_and_sent_again_by_hand()
    {
        using var admin = await UseServerAsync();
        await AddressAsync("town09");
        mail.Temper = MailTemper.Busy;
        await new Journey(site).SubmitAsync();
        var now = Site.Start;
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt < Backoff.MostAttempts; attempt++)
        {
            await DeliverAsync();
            var row = await RowAsync();
            Assert.Equal((DeliveryState.Waiting, attempt), (row.State, row.Attempts));
            Assert.Contains("451", row.Error);
            waits.Add(row.NextAt - now);
            await DeliverAsync();
            Assert.Equal(attempt, (await RowAsync()).Attempts);
            now = row.NextAt;
            (await site.ClockAsync(now.ToString("O"), sweep: false)).Ok();
        }

        Assert.Equal(Enumerable.Range(1, waits.Count), waits.Select((w, i) => w <= TimeSpan.FromHours(4) && w >= Backoff.After(i + 1, 1) && w <= Backoff.After(i + 1, 0) ? i + 1 : 0));
        await DeliverAsync();
        Assert.Equal((DeliveryState.Failed, Backoff.MostAttempts), ((await RowAsync()).State, (await RowAsync()).Attempts));
        await DeliverAsync();
        Assert.Empty(mail.Mails);

        await admin.GoAsync("/admin");
        Assert.Contains("1 条没有发出去", admin.Text);
        await admin.GoAsync("/admin/messages?state=failed&q=town09");
        Assert.Contains("451", admin.Text);
        mail.Temper = MailTemper.Takes;
        await admin.SubmitAsync("input[name=id]");
        Assert.Contains("1 条已经排进待发", admin.Text);
        await DeliverAsync();
        await DeliverAsync();
        Assert.Single(mail.Mails);
        await admin.GoAsync("/admin/messages?state=sent");
        Assert.Contains("已发", admin.Text);
        await admin.GoAsync("/admin/log?q=重新发送");
        Assert.Contains("重新发送消息", admin.Text);
    }

    [Fact]
    public async Task What_may_have_arrived_is_never_repeated_by_itself()
    {
        using var admin = await UseServerAsync();
        await AddressAsync("town09", "town06");
        mail.Temper = MailTemper.Silent;
        await new Journey(site).SubmitAsync();
        await DeliverAsync();
        Assert.Equal(DeliveryState.Failed, (await RowAsync()).State);
        (await site.ClockAsync("2026-09-18T10:00:00+08:00", sweep: false)).Ok();
        await DeliverAsync();
        Assert.Single(mail.Mails);
        await admin.GoAsync("/admin/messages?state=failed");
        Assert.Contains("不知道对方收到没有", admin.Text);
        await admin.SubmitAsync("#all form");
        mail.Temper = MailTemper.Takes;
        await DeliverAsync();
        Assert.Equal(2, mail.Mails.Count);
        Assert.Equal(mail.Mails[0].MessageId, mail.Mails[1].MessageId);

        // A process that died on the way leaves its mail to a person; one that died before leaves it to the next process.
        foreach (var (state, expected) in ((DeliveryState, DeliveryState)[])[(DeliveryState.Sending, DeliveryState.Failed), (DeliveryState.Waiting, DeliveryState.Sent)])
        {
            var until = site.Clock.GetUtcNow() + DeliveryQueue.LeaseTime;
            await using (var db = site.Get<IDbContexts>().Create()) await db.Deliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.State, state).SetProperty(d => d.Lease, "gone").SetProperty(d => d.LeaseUntil, until));
            await DeliverAsync();
            Assert.Equal(state, (await RowAsync()).State);
            (await site.ClockAsync(until.ToString("O"), sweep: false)).Ok();
            await DeliverAsync();
            Assert.Equal(expected, (await RowAsync()).State);
        }
    }

    [Fact]
    public async Task A_refused_recipient_is_not_tried_again()
    {
        using var admin = await UseServerAsync();
        await AddressAsync("town09");
        mail.Temper = MailTemper.Refuses;
        await new Journey(site).SubmitAsync();
        await DeliverAsync();
        var row = await RowAsync();
        Assert.Equal((DeliveryState.Failed, 1), (row.State, row.Attempts));
        Assert.Contains("550", row.Error);
    }

    [Fact]
    public async Task Each_person_chooses_and_a_wrong_address_is_said_at_the_field()
    {
        using var admin = await UseServerAsync();
        using var town = await Browser.SignInAsync(site, "town09");
        await town.GoAsync("/account/messages");
        await town.SubmitAsync("#i-email", ("email", "不是邮箱"));
        Assert.Equal(422, town.Status);
        Assert.Single(town.Errors);
        Assert.Equal("i-email-h i-email-e", town.Page.GetElementById("i-email")!.GetAttribute("aria-describedby"));
        await town.SubmitAsync("#i-email", ("email", "town09@example.com"), ("mode.email.taskOpened", "Off"));
        Assert.Contains("town09@example.com", town.Text);
        await new Journey(site).SubmitAsync();
        await DeliverAsync();
        Assert.Empty(mail.Mails);
    }

    [Fact]
    public async Task The_daily_digest_comes_once_on_the_next_working_day()
    {
        using var admin = await UseServerAsync();
        // Friday; Sunday the 20th is a working day in exchange for a holiday.
        (await site.ClockAsync("2026-09-18T10:00:00+08:00", sweep: false)).Ok();
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync("/account/messages");
        await applicant.SubmitAsync("#i-email", ("email", "ent10@example.com"), ("mode.email.statusChanged", "Daily"));
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        foreach (var quiet in (string[])["2026-09-18T10:00:00+08:00", "2026-09-19T09:00:00+08:00", "2026-09-20T08:29:59+08:00"])
        {
            (await site.ClockAsync(quiet, sweep: false)).Ok();
            await DeliverAsync();
            Assert.Empty(mail.Mails);
        }

        (await site.ClockAsync("2026-09-20T08:30:00+08:00", sweep: false)).Ok();
        await using (var other = await Site.OpenAsync(site.Data))
        {
            other.Keep();
            other.Clock.Set(site.Clock.GetUtcNow(), running: false, sweep: false);
            await Task.WhenAll(DeliverAsync(), DeliverAsync(other), DeliverAsync(other));
        }

        (await site.ClockAsync("2026-09-20T18:00:00+08:00", sweep: false)).Ok();
        await DeliverAsync();
        var digest = Assert.Single(mail.Mails);
        Assert.Equal("9月20日消息汇总（2 条）", digest.Subject);
        Assert.Contains("1. ", digest.Body);
        Assert.Contains("2. ", digest.Body);
    }

    [Fact]
    public async Task A_template_with_an_unknown_placeholder_is_refused_at_its_field_and_a_good_one_holds_from_then_on()
    {
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/messages/templates/taskOpened");
        await admin.SubmitAsync("#i-body", ("title", "请办 {{环节}}"), ("body", "{{金额}} 待办"), ("_then", "save"));
        Assert.Equal(422, admin.Status);
        Assert.Contains("“{{金额}}”", Assert.Single(admin.Errors));
        Assert.Contains("i-body-e", admin.Page.GetElementById("i-body")!.GetAttribute("aria-describedby"));
        await admin.SubmitAsync("#i-body", ("body", "{{案号}} 到了，请办。"), ("_then", "preview"));
        Assert.Equal(200, admin.Status);
        Assert.Contains("PT2026-0037 到了，请办。", admin.Text);
        await admin.SubmitAsync("#i-body", ("_then", "save"));
        Assert.Contains("已保存", admin.Text);
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var told = await db.Messages.SingleAsync(m => m.CaseId == walk.Id && m.Event == MessageEvents.TaskOpened.Key);
            Assert.StartsWith("请办 ", told.Title);
            Assert.EndsWith(" 到了，请办。", told.Body);
        }

        await admin.SubmitAsync("#reset form");
        Assert.Contains("已恢复", admin.Text);
    }

    [Fact]
    public async Task Experts_do_not_learn_from_messages_who_applies()
    {
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await using var db = site.Get<IDbContexts>().Create();
        var told = await db.Messages.Where(m => m.CaseId == walk.Id && m.Event == MessageEvents.ReviewOpened.Key).ToListAsync();
        Assert.Equal(5, told.Count);
        var row = await db.Cases.SingleAsync(c => c.Id == walk.Id);
        Assert.All(told, m => Assert.DoesNotContain(row.OrganizationName, m.Title + m.Body));
        Assert.All(told, m => Assert.DoesNotContain(row.Number!, m.Title + m.Body));
    }

    [Fact]
    public async Task Wrong_settings_are_said_at_their_fields_and_a_password_is_never_shown()
    {
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/messages/settings");
        await admin.SubmitAsync("#i-Form-Host", ("Form.UseServer", "true"), ("Form.Host", "http://x"), ("Form.Port", "abc"), ("Form.Sender", "a b"), ("Form.Security", "None"), ("Form.UserName", "u"));
        Assert.Equal(422, admin.Status);
        Assert.Equal(4, admin.Errors.Count);
        await admin.SubmitAsync("#i-Form-Host", ("Form.UseServer", "true"), ("Form.Host", "mail.example.com"), ("Form.Port", "465"), ("Form.Sender", "a@example.com"), ("Form.Security", "Tls"), ("Form.Secret", "geheim-1"));
        Assert.Contains("已经保存，不再显示", admin.Text);
        Assert.DoesNotContain("geheim-1", admin.Page.Source.Text);
        await using var db = site.Get<IDbContexts>().Create();
        Assert.DoesNotContain("geheim-1", (await db.Channels.SingleAsync()).Secret);
        Assert.DoesNotContain("geheim-1", string.Concat(await db.AuditLog.Select(a => a.Detail).ToListAsync()));
    }

    /// <summary>Sets the mail server on the page of the administrator, who stays there.</summary>
    private async Task<Browser> UseServerAsync()
    {
        var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/messages/settings");
        await admin.SubmitAsync("#i-Form-Host", ("Form.UseServer", "true"), ("Form.Host", "127.0.0.1"), ("Form.Port", $"{mail.Port}"), ("Form.Security", "None"), ("Form.Sender", "kjj@example.com"));
        Assert.Contains("邮件服务器已保存", admin.Text);
        return admin;
    }

    private async Task AddressAsync(params string[] names)
    {
        await using var db = site.Get<IDbContexts>().Create();
        foreach (var name in names) await db.Users.Where(u => u.UserName == name).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, name + "@example.com"));
    }

    private async Task<DeliveryRow> RowAsync()
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Deliveries.AsNoTracking().SingleAsync();
    }

    private Task<int> DeliverAsync(Site? at = null) => (at ?? site).Get<MessageDelivery>().RunAsync();
}
