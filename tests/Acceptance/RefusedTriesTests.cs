using System.IO.Compression;
using System.Text;
using Innovation.Web.Access.Refused;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Who asks for what is somebody else's stands in the log; a flood does not fill it.</summary>
public sealed class RefusedTriesTests
{
    private static async Task<List<AuditRow>> RowsAsync(Site site)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.AuditLog.AsNoTracking().Where(a => a.Kind == RefusedTries.Kind).OrderBy(a => a.Sequence).ToListAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_belongs_to_somebody_else_is_in_the_log_with_who_what_answer_and_from_where()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var (number, file) = await FactsAsync(site, walk.Id);
        var panel = await walk.PanelAsync();
        Assert.Empty(await RowsAsync(site));

        // Another enterprise: the case, its file, its commands, the page of an administrator.
        (await site.GetAsync("ent01", $"/api/v1/applications/{walk.Id}?token=geheim-7")).Refused(404, "resource.notFound");
        Assert.Equal(404, (await site.GetAsync("ent01", $"/api/v1/applications/{walk.Id}/attachments/{file}")).Status);
        using var other = await Browser.SignInAsync(site, "ent01");
        await other.GoAsync($"/applications/{walk.Id}");
        Assert.Equal(404, other.Status);
        await other.GoAsync($"/files/{file}");
        Assert.Equal(404, other.Status);
        await other.GoAsync("/admin/log?q=geheim-7");
        Assert.Equal(403, other.Status);
        // An expert: the task of another expert, and the application itself.
        Assert.Equal(404, (await site.GetAsync(panel[0].User, $"/api/v1/tasks/{panel[1].TaskId}")).Status);
        Assert.Equal(404, (await site.GetAsync(panel[0].User, $"/api/v1/applications/{walk.Id}")).Status);

        var rows = await RowsAsync(site);
        var read = rows.Select(r => (r.SubjectId, Words: AuditWords.Read(r))).ToList();
        Assert.Equal([walk.Id, file, walk.Id, file, "admin/log", panel[1].TaskId, walk.Id], read.Select(r => r.SubjectId.TrimStart('/').ToLowerInvariant()));
        Assert.Equal($"网址：/api/v1/applications/{walk.Id}；对象：案件 {number.Number}（{number.Organization}）；答复：404 不在可见范围；来源地址：127.0.0.1", read[0].Words.Replace("::ffff:", "", StringComparison.Ordinal));
        Assert.Contains($"附件（{number.Organization}，{number.Number}）", read[1].Words, StringComparison.Ordinal);
        Assert.Contains("网址：/admin/log；答复：403 没有权限；", read[4].Words, StringComparison.Ordinal);
        Assert.Contains("对象：任务 ", read[5].Words, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", string.Concat(rows.Select(r => r.Detail)), StringComparison.Ordinal);
        Assert.Equal(2, rows.Select(r => r.ActorName).Distinct().Count());

        // The auditor's page names it, filters by it and exports it.
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/log?kind=access.refused");
        Assert.Equal(7, admin.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("访问被拒绝", admin.Text, StringComparison.Ordinal);
        using var sheet = new ZipArchive(new MemoryStream(await admin.DownloadAsync("/admin/log?handler=Xlsx&kind=access.refused")));
        Assert.Contains(sheet.Entries, e => new StreamReader(e.Open(), Encoding.UTF8).ReadToEnd().Contains($"案件 {number.Number}", StringComparison.Ordinal));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task What_leads_nowhere_is_ones_own_or_is_asked_by_nobody_leaves_no_entry()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        foreach (var path in (string[])["/no-such-page", "/css/none.css", $"/applications/{Journey.NewId()}", "/error/403"])
        {
            using var visitor = new Browser(site);
            await visitor.GoAsync(path);
        }

        Assert.Equal(401, (await site.GetAsync(null, $"/api/v1/applications/{walk.Id}")).Status);
        using var own = await Browser.SignInAsync(site, "ent10");
        foreach (var path in (string[])["/no-such-page", "/css/none.css", $"/applications/{Journey.NewId()}", "/verify/no-such-code", $"/applications/{walk.Id}"]) await own.GoAsync(path);
        Assert.Equal(404, (await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/attachments/{Journey.NewId()}")).Status);
        Assert.Empty(await RowsAsync(site));
    }

    [Fact]
    public async Task A_flood_is_counted_and_ends_for_the_day()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        for (var i = 0; i < 30; i++) Assert.Equal(404, (await site.GetAsync("ent01", $"/api/v1/applications/{walk.Id}")).Status);
        Assert.Single(await RowsAsync(site));
        site.RealTime.Pass(RefusedTries.Period + TimeSpan.FromMinutes(1));
        await site.Get<RefusedTries>().FlushAsync(TestContext.Current.CancellationToken);
        var rows = await RowsAsync(site);
        Assert.Equal(2, rows.Count);
        Assert.Contains("次数：10 分钟内同类网址又有 29 次；涉及：案件 ", AuditWords.Read(rows[1]), StringComparison.Ordinal);

        await using var db = site.Get<IDbContexts>().Create();
        var context = (await Web.Access.CurrentUser.LoadAsync(site.Get<IDbContexts>(), await db.Users.Where(u => u.UserName == "ent02").Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken)))!;
        for (var i = 0; i < RefusedTries.MostPerDay + 20; i++) await site.Get<RefusedTries>().NoteAsync(context, new RefusedTry($"/way/{i}", $"/way/{i}", 403, "127.0.0.1", null, "x"), TestContext.Current.CancellationToken);
        rows = await RowsAsync(site);
        Assert.Equal(2 + RefusedTries.MostPerDay, rows.Count);
        Assert.Contains("这个账号今天已记 100 条，以后的今天不再记", AuditWords.Read(rows[^1]), StringComparison.Ordinal);
    }

    private static async Task<((string? Number, string Organization) Case, string File)> FactsAsync(Site site, string caseId)
    {
        await using var db = site.Get<IDbContexts>().Create();
        var row = await db.Cases.SingleAsync(c => c.Id == caseId);
        return ((row.Number, row.OrganizationName), await db.Attachments.Where(a => a.CaseId == caseId).Select(a => a.Id).FirstAsync());
    }
}
