using Innovation.Workflows.Audit;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Round 2 of a 补正 names nothing that round 1 could have named, unless the section head says why; the reason stays on record.</summary>
public sealed class SupplementOverrideTests
{
    private const string Why = "首轮漏看场地面积，影响认定，由科室负责人特批";

    [Fact]
    public async Task The_reason_of_an_override_is_shown_to_office_and_auditor_and_is_in_the_log_but_not_told_to_the_applicant()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        var first = new { items = new[] { new { field = "rd_staff", remark = "请核对人数" } } };
        (await walk.ActAsync("officer1", await walk.TaskAsync("officer1"), "supplement", first)).Ok();
        (await walk.CommandAsync("submit")).Ok();
        var task = await walk.TaskAsync("officer1");
        object Second(string? why) => new { items = new[] { new { field = "rd_staff", remark = "仍不一致" }, new { field = "site_area", remark = "面积与证明不符" } }, @override = why };

        // An officer may not, with a reason or without; nor the head without one.
        (await walk.ActAsync("officer1", task, "supplement", Second(null))).Refused(422, "supplement.visibleInRoundOne");
        (await walk.ActAsync("officer1", task, "supplement", Second(Why))).Refused(422, "supplement.visibleInRoundOne");
        Assert.NotEqual(200, (await walk.ActAsync("head", task, "supplement", Second(null))).Status);
        (await walk.ActAsync("head", task, "supplement", Second(Why))).Ok();

        foreach (var reader in (string[])["officer1", "head", "auditor"])
        {
            using var browser = await Browser.SignInAsync(site, reader);
            await browser.GoAsync($"/cases/{walk.Id}");
            Assert.Equal(200, browser.Status);
            Assert.Contains("特批理由：" + Why, browser.Text, StringComparison.Ordinal);
        }

        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}");
        Assert.Contains("面积与证明不符", applicant.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Why, applicant.Text, StringComparison.Ordinal);

        await using (var db = site.Get<IDbContexts>().Create())
        {
            var row = await db.AuditLog.AsNoTracking().SingleAsync(a => a.Kind == "supplement.overridden", TestContext.Current.CancellationToken);
            Assert.Equal((walk.Id, "王某"), (row.SubjectId, row.ActorName));
            Assert.Equal($"编号：{(await db.Cases.SingleAsync(c => c.Id == walk.Id, TestContext.Current.CancellationToken)).Number}；数量：2；理由：{Why}", AuditWords.Read(row));
        }

        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/log?kind=supplement.overridden");
        Assert.Contains(Why, Assert.Single(admin.Page.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        await WholeWayTests.VerifyAsync(site);
    }
}
