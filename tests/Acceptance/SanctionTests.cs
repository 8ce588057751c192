using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>限制名单: entered with source and date, holds what is in 公示, leaves out its own item only, and every look leaves its trace.</summary>
public sealed class SanctionTests
{
    private static async Task<string> UsccAsync(Site site, string caseId)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Cases.Where(c => c.Id == caseId).Join(db.Organizations, c => c.OrganizationId, o => o.Id, (c, o) => o.Uscc).SingleAsync();
    }

    private static Task<Answer> EnterAsync(Site site, string user, string uscc, string? source = "市科技局 大科处〔2026〕3号", string from = "2026-09-16", string until = "2027-09-15", string decidedOn = "2026-09-15") =>
        site.PostAsync(user, "/api/v1/sanctions", new { commandId = Journey.NewId(), uscc, from, until, reason = "提供虚假材料", source, decidedOn });

    [Fact]
    public async Task A_sanction_during_the_notice_holds_that_item_at_once_with_a_task_for_the_officer()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToNoticeAsync();
        var uscc = await UsccAsync(site, walk.Id);
        (await EnterAsync(site, "ent01", uscc)).Refused(403, "session.forbidden");
        (await EnterAsync(site, "auditor", uscc)).Refused(403, "command.notAllowed");
        (await EnterAsync(site, "officer2", uscc, source: "")).Refused(422, "sanction.source");
        (await EnterAsync(site, "officer2", "91420281", until: "2027-09-15")).Refused(422, "sanction.uscc");
        (await EnterAsync(site, "officer2", uscc, decidedOn: "2026-09-17")).Refused(422, "sanction.decidedOn");

        using var officer = await Browser.SignInAsync(site, "officer2");
        await officer.GoAsync("/sanctions");
        await officer.SubmitAsync("form[action='/sanctions'][method=post]", ("uscc", uscc.ToLowerInvariant()), ("source", "市科技局 大科处〔2026〕3号"), ("decidedOn", "2026-09-15"), ("from", "2026-09-16"), ("until", "2027-09-15"), ("reason", "提供虚假材料"));
        Assert.Contains("正在公示的 1 件已经暂停", officer.Text, StringComparison.Ordinal);
        Assert.Contains("大科处〔2026〕3号", officer.Text, StringComparison.Ordinal);

        var task = await walk.TaskAsync("officer3");
        using (var reader = await Browser.SignInAsync(site, "officer3"))
        {
            await reader.GoAsync("/tasks/" + task["id"]);
            foreach (var words in (string[])[SanctionHolds.Name, "提供虚假材料", "大科处〔2026〕3号", "公示期间被列入限制名单，此项暂停"]) Assert.Contains(words, reader.Text, StringComparison.Ordinal);
        }

        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.True(await db.Messages.AnyAsync(m => m.CaseId == walk.Id && m.Event == "sanctionFound" && m.Candidate == "officer@programme:PR01"));
            Assert.False(await db.Messages.AnyAsync(m => m.CaseId == walk.Id && m.Event == "objection"));
        }

        // The sweep finds nothing new; the notice ends, and the item waits.
        Assert.Equal(0, await site.Get<SanctionHolds>().RunDueAsync(site.Clock.GetUtcNow()));
        (await site.ClockAsync("2026-10-12T10:00:00+08:00")).Ok();
        Assert.Equal(WorkItemState.Open, await StateAsync(site, (string)task["id"]!));
        (await walk.ActAsync("officer3", await walk.TaskAsync("officer3"), "complete", new { outcome = "upheld", comment = "限制属实，不予认定。" })).Ok();
        Assert.Equal(ProcessPhase.Ended, await PhaseAsync(site, walk.Id));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_listed_item_refuses_only_itself_when_the_batch_is_published_and_every_look_is_in_the_log()
    {
        await using var site = await Site.StartAsync();
        var (clean, barred) = (new Journey(site), new Journey(site, "ent01", "town03") { Values = { ["platform_type"] = "P18" } });
        foreach (var walk in (Journey[])[clean, barred])
        {
            await walk.ToPanelAsync();
            await walk.ScoreAsync();
            await walk.VisitAsync();
            await walk.MeetAsync();
        }

        var batch = (string)(await site.PostAsync("officer1", "/api/v1/batches", new { commandId = Journey.NewId(), stageId = "notice", caseIds = (string[])[clean.Id, barred.Id] })).Ok()["id"]!;
        var entered = (await EnterAsync(site, "officer2", await UsccAsync(site, barred.Id))).Ok();
        (await clean.BatchActAsync("officer1", batch, "publish")).Ok();
        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.Equal([clean.Id], await db.BatchItems.Where(i => i.BatchId == batch).Select(i => i.CaseId).ToListAsync());
            Assert.Contains("大冶示例新材料有限公司", await db.Messages.Where(m => m.Event == "toDo" && m.Body.Contains("移出这一批")).Select(m => m.Body).SingleAsync(), StringComparison.Ordinal);
            foreach (var walk in (Journey[])[clean, barred])
                Assert.Contains("\"before\":\"公示\"", await db.AuditLog.Where(a => a.Kind == Sanctions.Checked && a.SubjectId == walk.Id).OrderByDescending(a => a.Sequence).Select(a => a.Detail).FirstAsync(), StringComparison.Ordinal);
            var paper = await db.Documents.SingleAsync(d => d.BatchId == batch);
            Assert.DoesNotContain("大冶示例新材料有限公司", System.Text.Encoding.UTF8.GetString((await site.GetAsync(null, "/notices/" + batch)).Bytes), StringComparison.Ordinal);
        }

        // Alone in a batch it refuses the batch, and a refused look is in the log all the same.
        var looks = await LooksAsync(site, barred.Id);
        (await site.PostAsync("officer1", "/api/v1/batches", new { commandId = Journey.NewId(), stageId = "notice", caseIds = (string[])[barred.Id] })).Refused(422, "organization.sanctioned");
        Assert.Equal(looks + 1, await LooksAsync(site, barred.Id));

        // Lifted by another person, it goes on.
        var id = (string)entered["caseId"]!;
        (await site.PostAsync("officer1", $"/api/v1/sanctions/{id}/lift", new { commandId = Journey.NewId(), reason = "信用修复" })).Refused(403, "command.notAllowed");
        (await site.PostAsync("head", $"/api/v1/sanctions/{id}/lift", new { commandId = Journey.NewId(), reason = "" })).Refused(422, "sanction.liftReason");
        (await site.PostAsync("head", $"/api/v1/sanctions/{id}/lift", new { commandId = Journey.NewId(), reason = "信用修复" })).Ok();
        await barred.PublishAsync();
        await WholeWayTests.VerifyAsync(site);
    }

    private static async Task<int> LooksAsync(Site site, string caseId)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.AuditLog.CountAsync(a => a.Kind == Sanctions.Checked && a.SubjectId == caseId);
    }

    private static async Task<WorkItemState> StateAsync(Site site, string task)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return (await db.WorkItems.SingleAsync(w => w.Id == task)).State;
    }

    private static async Task<ProcessPhase> PhaseAsync(Site site, string caseId)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return (await db.Cases.SingleAsync(c => c.Id == caseId)).Phase;
    }
}
