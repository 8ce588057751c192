using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>异议: answered within fifteen working days, by somebody who has not judged the case.</summary>
public sealed class ObjectionClockTests
{
    [Fact]
    public async Task An_objection_is_due_in_fifteen_working_days_is_reminded_and_stands_on_the_board_when_it_is_late()
    {
        await using var site = await Site.StartAsync();
        var walk = await PublishedAsync(site);
        (await site.ClockAsync("2026-09-18T10:00:00+08:00")).Ok();
        await ObjectAsync(site, walk);

        var task = await TaskAsync(site, walk);
        // Fifteen working days after 09-18, with 09-20 worked, 09-25 and 10-01 to 10-07 off, 10-10 worked.
        var due = task.DueAt!.Value;
        Assert.Equal(await DueAsync(site, new DateOnly(2026, 9, 18), 15), due);
        Assert.False(task.Held);
        using var officer = await Browser.SignInAsync(site, "officer3");
        await officer.GoAsync("/tasks/" + task.Id);
        Assert.DoesNotContain("不限期", officer.Text);

        (await site.ClockAsync(due.AddDays(-1).ToString("O"))).Ok();
        await using (var db = site.Get<IDbContexts>().Create())
            Assert.True(await db.Messages.AnyAsync(m => m.CaseId == walk.Id && m.Event == "reminder" && m.Candidate == "officer@programme:PR01" && m.CreatedAt > Site.Start.AddDays(3)));
        (await site.ClockAsync(due.ToString("O"))).Ok();
        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.Equal("notice", (await db.RedCards.SingleAsync(r => r.CaseId == walk.Id && r.SettledAt == null)).StageId);
            Assert.True(await db.Deadlines.AnyAsync(d => d.CaseId == walk.Id && d.Purpose == DeadlinePurpose.Objection && d.Overdue));
            Assert.True(await db.Messages.AnyAsync(m => m.CaseId == walk.Id && m.Event == "overdue" && m.Candidate == "sectionHead@programme:PR01"));
        }

        using var head = await Browser.SignInAsync(site, "head");
        await head.GoAsync("/supervision");
        Assert.Contains((string)(await walk.ViewAsync("head"))["number"]!, head.Text);

        // The late answer still counts, and settles the card.
        (await walk.ActAsync("officer3", await walk.TaskAsync("officer3"), "complete", new { outcome = "released", comment = "经核查，场地属实。" })).Ok();
        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.False(await db.RedCards.AnyAsync(r => r.CaseId == walk.Id && r.SettledAt == null));
            Assert.False(await db.Deadlines.AnyAsync(d => d.CaseId == walk.Id && d.Overdue));
        }

        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task The_section_head_gives_the_examination_fifteen_working_days_more_once()
    {
        await using var site = await Site.StartAsync();
        var walk = await PublishedAsync(site);
        await ObjectAsync(site, walk);
        var due = (await TaskAsync(site, walk)).DueAt!.Value;
        (await walk.ActAsync("officer3", await walk.TaskAsync("officer3"), "extendObjection", new { comment = "需要现场取证" })).Refused(403, "command.notAllowed");
        (await walk.ActAsync("head", await walk.TaskAsync("head"), "extendObjection", new { comment = " " })).Refused(422, "comment.required");
        (await walk.ActAsync("head", await walk.TaskAsync("head"), "extendObjection", new { comment = "需要现场取证" })).Ok();
        var longer = (await TaskAsync(site, walk)).DueAt!.Value;
        Assert.Equal(await DueAsync(site, Workflows.Deadlines.ChinaTime.LastDayOf(due), 15), longer);
        (await walk.ActAsync("head", await walk.TaskAsync("head"), "extendObjection", new { comment = "再延" })).Refused(422, "objection.extended");
        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.Equal(longer, (await db.Deadlines.SingleAsync(d => d.CaseId == walk.Id && d.Purpose == DeadlinePurpose.Objection)).DueAt);
            Assert.True(await db.Messages.AnyAsync(m => m.CaseId == walk.Id && m.Event == "objectionExtended" && m.Candidate.StartsWith("applicant@")));
        }

        // Nothing happens at the end that no longer is one.
        (await site.ClockAsync(due.ToString("O"))).Ok();
        await using (var db = site.Get<IDbContexts>().Create()) Assert.False(await db.RedCards.AnyAsync(r => r.CaseId == walk.Id && r.SettledAt == null));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Whoever_accepted_or_published_does_not_answer_the_objection()
    {
        await using var site = await Site.StartAsync();
        var walk = await PublishedAsync(site);
        await ObjectAsync(site, walk);
        var task = await walk.TaskAsync("officer3");
        // officer1 accepted and published it.
        foreach (var type in (string[])["claim", "complete"])
            (await walk.ActAsync("officer1", task, type, new { outcome = "released", comment = "不成立" })).Refused(422, "objection.samePerson");
        Assert.Equal("person.barred", (await walk.ActAsync("officer3", task, "transfer", new { to = await IdAsync(site, "officer1"), comment = "请核查" })).Code);
        (await walk.ActAsync("officer3", task, "complete", new { outcome = "released", comment = "经核查，场地属实。" })).Ok();
        await WholeWayTests.VerifyAsync(site);
    }

    private static async Task<Journey> PublishedAsync(Site site)
    {
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        return walk;
    }

    private static async Task ObjectAsync(Site site, Journey walk)
    {
        string batch;
        await using (var db = site.Get<IDbContexts>().Create()) batch = await db.BatchItems.Where(i => i.CaseId == walk.Id && db.Batches.Any(b => b.Id == i.BatchId && b.Kind == BatchKind.Notice)).Select(i => i.BatchId).SingleAsync();
        using var photo = new MemoryStream("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray());
        var result = await site.Get<Objections>().RaiseAsync(new ObjectionInput { CommandId = Journey.NewId(), BatchId = batch, CaseId = walk.Id, Name = "周某", Mobile = "13800000026", Facts = "申报的场地与事实不符：现场只有办公用房，没有试验设备，附照片三张，请核查。", EvidenceName = "照片.pdf", Evidence = photo }, site.Clock.GetUtcNow());
        Assert.True(result.Accepted, string.Join(" ", result.Problems));
    }

    private static async Task<WorkItemRow> TaskAsync(Site site, Journey walk)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.WorkItems.AsNoTracking().SingleAsync(w => w.CaseId == walk.Id && w.Purpose == WorkPurpose.Objection && w.State == WorkItemState.Open);
    }

    private static async Task<DateTimeOffset> DueAsync(Site site, DateOnly from, int days)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return (await site.Get<Workflows.Deadlines.CalendarStore>().GetAsync(db)).Due(from, days, Workflows.Definitions.PeriodUnit.WorkingDays).DueInstant;
    }

    private static async Task<string> IdAsync(Site site, string user)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync();
    }
}
