using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>A refused form says at the field what is wrong, leads there from its summary, and keeps what was typed.</summary>
public sealed class FormErrorTests : IAsyncLifetime
{
    private Site site = null!;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_new_account_and_a_grant()
    {
        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin/users");
        await admin.SubmitAsync("#i-userName", ("userName", "admin"), ("displayName", ""), ("unit", "市科技局"), ("password", ""));
        Assert.Equal(422, admin.Status);
        Assert.Equal(3, admin.Errors.Count);
        Assert.DoesNotContain("不同的字符", admin.Text);
        foreach (var id in (string[])["i-userName", "i-displayName", "i-password"]) AtField(admin, id);
        Assert.Equal("市科技局", admin.Page.QuerySelector("#i-unit")!.GetAttribute("value"));
        await admin.SubmitAsync("#i-userName", ("userName", "newcomer"), ("displayName", "甘某"), ("unit", "市科技局"), ("password", "chushi-mima-1"));
        Assert.StartsWith("/admin/users/", admin.Path);

        await admin.SubmitAsync("#role", ("role", "recommender"), ("scope", "*"));
        Assert.Equal(422, admin.Status);
        Assert.Single(admin.Errors);
        AtField(admin, "scope");
        Assert.NotNull(admin.Page.QuerySelector("#role option[value=recommender][selected]"));
        await admin.SubmitAsync("#role", ("role", "officer"), ("scope", "*"));
        Assert.Contains("已授权", admin.Text);
    }

    [Fact]
    public async Task A_year_of_the_calendar()
    {
        using var admin = await Browser.SignInAsync(site, "admin");
        foreach (var csv in (string[])["", "not a table", "date,kind,holiday_zh\n2027-01-01,holiday_off,元旦\n2028-01-01,holiday_off,元旦"])
        {
            await admin.GoAsync("/admin/calendar");
            await admin.SubmitAsync("#csv", ("csv", csv), ("_then", "propose"));
            Assert.Equal(422, admin.Status);
            Assert.Single(admin.Errors);
            AtField(admin, "csv");
        }
    }

    [Fact]
    public async Task An_expert()
    {
        using var officer = await Browser.SignInAsync(site, "officer1");
        await using (var db = site.Get<Workflows.Storage.IDbContexts>().Create()) await officer.GoAsync("/admin/experts/" + await db.Experts.OrderBy(e => e.Id).Select(e => e.Id).FirstAsync());
        (string, string?)[] employers = [("Form.Employers[0].Name", ""), ("Form.Employers[1].Name", "示例大学"), ("Form.Employers[1].From", "去年"), ("Form.Employers[1].Uscc", "123")];
        await officer.SubmitAsync("#i-Form-Name", employers);
        Assert.Equal(422, officer.Status);
        Assert.Single(officer.Errors);
        // The row above was emptied, so this one is the first now.
        AtField(officer, "i-Form-Employers-0-From");
        await officer.SubmitAsync("#i-Form-Name", ("Form.Employers[0].From", "2024-09-01"));
        AtField(officer, "i-Form-Employers-0-Uscc");
        await officer.SubmitAsync("#i-Form-Name", ("Form.Employers[0].Uscc", ""), ("Form.Relations[0].Kind", ""), ("Form.Relations[0].Other", "示例公司"));
        AtField(officer, "i-Form-Relations-0-Kind");
        await officer.SubmitAsync("#i-Form-Name", ("Form.Relations[0].Other", ""), ("Form.Fields", null));
        AtField(officer, "i-Form-Fields");
    }

    [Fact]
    public async Task A_round()
    {
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/rounds/new");
        await officer.SubmitAsync("#guide", ("Form.Title", "试"), ("Form.OpensAt", "2026-10-01"), ("Form.ClosesAt", "2026-10-20"), ("Form.Guide", new string('字', 50_001)));
        Assert.Equal(422, officer.Status);
        Assert.Single(officer.Errors);
        AtField(officer, "guide");
    }

    [Fact]
    public async Task A_registration_that_is_not_approved_and_a_case_that_is_ended()
    {
        using var head = await Browser.SignInAsync(site, "head");
        await using (var db = site.Get<Workflows.Storage.IDbContexts>().Create())
        {
            await db.Organizations.Where(o => o.Name.Contains("农业")).ExecuteUpdateAsync(s => s.SetProperty(o => o.Status, Workflows.Organizations.OrganizationStatus.Pending));
            await head.GoAsync("/admin/organizations/" + await db.Organizations.Where(o => o.Name.Contains("农业")).Select(o => o.Id).SingleAsync());
            await head.SubmitAsync("#reject form", ("reason", "  "));
            Assert.Equal(422, head.Status);
            Assert.Single(head.Errors);
            AtField(head, "reject-reason");
            Assert.Single(head.Page.QuerySelectorAll("dialog:has([aria-invalid=true])"));
            await head.GoAsync("/cases/" + await db.Cases.Where(c => c.ApplicantStatus == "待受理").Select(c => c.Id).FirstAsync());
        }

        await head.SubmitAsync("#terminate form", ("reason", "  "));
        Assert.Equal(422, head.Status);
        Assert.Single(head.Errors);
        AtField(head, "terminate-reason");
        await head.SubmitAsync("#terminate form", ("reason", "申报单位已注销。"));
        Assert.Contains("本案已终止", head.Text);
    }

    [Fact]
    public async Task The_ranking_and_the_scan_of_a_recommendation_summary()
    {
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        using var town = await Browser.SignInAsync(site, "town09");
        var round = await walk.OpenRoundAsync();
        await town.GoAsync("/summaries/" + round);
        town.Page.GetElementById("rank-" + walk.Id)!.SetAttribute("value", "甲");
        await town.SubmitAsync("input[name=ranks]");
        Assert.Equal(422, town.Status);
        Assert.Single(town.Errors);
        AtField(town, "rank-" + walk.Id, "ranks-e");
        Assert.Equal("甲", town.Page.QuerySelector("#rank-" + walk.Id)!.GetAttribute("value"));
    }

    [Fact]
    public async Task Lists_for_spreadsheets_have_no_formulas()
    {
        await using (var db = site.Get<Workflows.Storage.IDbContexts>().Create())
        {
            var id = await db.Cases.Where(c => c.Number != null).OrderBy(c => c.Number).Select(c => c.Id).FirstAsync();
            await db.Cases.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Title, " =1+1"));
        }

        var answer = (await site.GetAsync("officer1", "/cases?handler=Export")).Ok();
        var csv = Encoding.UTF8.GetString(answer.Bytes).TrimStart('\uFEFF').Split("\r\n");
        Assert.StartsWith("案号,", csv[0]);
        Assert.Contains(csv, line => line.Contains("\"' =1+1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_officer_who_answers_an_objection_reads_it()
    {
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var objection = await db.Objections.FirstAsync(o => o.Status == Workflows.Cases.ObjectionStatus.Open);
        var task = await db.WorkItems.Where(w => w.CaseId == objection.CaseId && w.Purpose == Workflows.Engine.WorkPurpose.Objection).Select(w => w.Id).FirstAsync();
        using var judged = await Browser.SignInAsync(site, "officer1");
        await judged.GoAsync("/tasks/" + task);
        Assert.Contains("异议由没有审核、发布过它的经办人员或科室负责人核查答复", judged.Text);
        using var officer = await Browser.SignInAsync(site, "officer3");
        await officer.GoAsync("/tasks/" + task);
        Assert.Contains(objection.Facts, officer.Text);
        Assert.Contains(objection.Name, officer.Text);
        await officer.SubmitAsync("#opinion", ("outcome", "complete:released"), ("opinion", ""));
        Assert.Equal(422, officer.Status);
        AtField(officer, "opinion");
    }

    private static void AtField(Browser browser, string id, string? error = null)
    {
        var field = browser.Page.GetElementById(id) ?? throw new InvalidOperationException($"no {id} on {browser.Path}");
        var described = field.GetAttribute("aria-describedby") ?? "";
        var message = described.Split(' ').Select(browser.Page.GetElementById).FirstOrDefault(e => e?.ClassList.Contains("kc-error") == true);
        Assert.True(message is not null && (error is null || message.Id == error), $"{id} has no message ({described}); summary: {string.Join("; ", browser.Page.QuerySelectorAll(".kc-errors li").Select(e => e.TextContent))}");
    }
}
