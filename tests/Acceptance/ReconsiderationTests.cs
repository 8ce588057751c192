using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>申请复核: once, in time, decided by somebody who had no part in the case, told to both.</summary>
public sealed class ReconsiderationTests
{
    private static Task<Answer> SendAsync(Site site, Journey walk, string user, string type, object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        (body["commandId"], body["type"]) = (Journey.NewId(), type);
        return site.PostAsync(user, $"/api/v1/applications/{walk.Id}/commands", body);
    }

    [Fact]
    public async Task A_refused_applicant_asks_and_a_head_who_had_no_part_in_it_decides()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        (await SendAsync(site, walk, "ent10", "requestReconsideration", new { comment = "评分依据不足，请复核。" })).Refused(422, "reconsideration.none");
        await walk.ScoreAsync(0.5m);
        Assert.Equal("未通过", await walk.StatusAsync());

        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync("/applications/" + walk.Id);
        Assert.Contains("申请复核", applicant.Text, StringComparison.Ordinal);
        (await SendAsync(site, walk, "ent01", "requestReconsideration", new { comment = "评分依据不足，请复核。" })).Refused(404, "case.notFound");
        (await SendAsync(site, walk, "ent10", "requestReconsideration", new { comment = "不服" })).Refused(422, "reconsideration.reason");
        await applicant.SubmitAsync("form:has([value='requestReconsideration'])", ("reason", "评分依据不足，第二项指标与证明材料不符，请复核。"));
        Assert.Contains("您已申请复核", applicant.Text, StringComparison.Ordinal);
        (await SendAsync(site, walk, "ent10", "requestReconsideration", new { comment = "再次申请，请予复核。" })).Refused(422, "reconsideration.once");

        var watch = new ToDoWatch(site);
        await watch.ForAsync(ReconsiderationToDos.Decide, walk.Id, "head");
        DateTimeOffset due;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            due = (await db.Cases.SingleAsync(c => c.Id == walk.Id)).ReconsiderationDueAt!.Value;
            Assert.Equal((await site.Get<Workflows.Deadlines.CalendarStore>().GetAsync(db)).Due(new DateOnly(2026, 9, 16), 20, Workflows.Definitions.PeriodUnit.WorkingDays).DueInstant, due);
            Assert.True(await db.Messages.AnyAsync(m => m.CaseId == walk.Id && m.Event == "reconsiderationRequested" && m.Candidate == "sectionHead@programme:PR01"));
        }

        // officer1 accepted it and is no head; the auditor looks on.
        foreach (var user in (string[])["officer1", "auditor"]) Assert.False((await SendAsync(site, walk, user, "decideReconsideration", new { outcome = "upheld", comment = "维持" })).Status < 300, user);
        (await SendAsync(site, walk, "head", "decideReconsideration", new { comment = "维持" })).Refused(422, "reconsideration.outcome");
        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/cases/" + walk.Id);
        Assert.DoesNotContain(head.Page.QuerySelectorAll("#decideReconsideration [name=way]"), w => w.HasAttribute("checked"));
        await head.SubmitAsync("form:has([value='decideReconsideration'])", ("way", "upheld"), ("reason", "经复核，评分程序合规，依据充分。"));
        await watch.GoneAsync(ReconsiderationToDos.Decide, walk.Id, "head");
        (await SendAsync(site, walk, "head", "decideReconsideration", new { outcome = "changed", comment = "改" })).Refused(422, "reconsideration.notOpen");
        await applicant.GoAsync("/applications/" + walk.Id);
        foreach (var words in (string[])["复核决定：维持原决定", "经复核，评分程序合规"]) Assert.Contains(words, applicant.Text, StringComparison.Ordinal);
        await applicant.GoAsync("/messages");
        Assert.Contains("复核决定：维持原决定", applicant.Text, StringComparison.Ordinal);
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task After_ten_working_days_it_is_too_late()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        await walk.ScoreAsync(0.5m);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var last = (await site.Get<Workflows.Deadlines.CalendarStore>().GetAsync(db)).Due(new DateOnly(2026, 9, 16), 10, Workflows.Definitions.PeriodUnit.WorkingDays).DueInstant;
            (await site.ClockAsync(last.ToString("O"))).Ok();
        }

        (await SendAsync(site, walk, "ent10", "requestReconsideration", new { comment = "评分依据不足，请复核。" })).Refused(422, "reconsideration.late");
    }
}
