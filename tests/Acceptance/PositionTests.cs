namespace Innovation.Acceptance;

/// <summary>Where a case stands, on its page: for the office with people and conditions, for the applicant in its own words.</summary>
public sealed class PositionTests
{
    private static string Text(Browser page, string selector) => string.Join(' ', page.Page.QuerySelectorAll(selector).Select(e => e.TextContent.Trim()));

    [Fact]
    public async Task That_a_sheet_is_an_outlier_is_the_offices_to_know()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        foreach (var (i, (user, taskId)) in (await walk.PanelAsync()).Index())
        {
            (await walk.ActAsync(user, (await site.GetAsync(user, $"/api/v1/tasks/{taskId}")).Ok().Json!, "declare", new { conflict = false })).Ok();
            (await walk.ActAsync(user, (await site.GetAsync(user, $"/api/v1/tasks/{taskId}")).Ok().Json!, "complete", Journey.Sheet(i == 0 ? 0.4m : 0.8m))).Ok();
        }

        static bool IsTold(System.Text.Json.Nodes.JsonNode view) => view["deadlines"]!.AsArray().Any(d => (string?)d!["purpose"] == "explanation");
        Assert.True(IsTold(await walk.ViewAsync("officer1")));
        foreach (var user in (string[])["ent10", "town09"]) Assert.False(IsTold(await walk.ViewAsync(user)), user);
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync("/applications/" + walk.Id);
        Assert.DoesNotContain("说明期限", applicant.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_sees_done_current_and_possible_next_with_the_condition_in_words()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        using var office = await Browser.SignInAsync(site, "officer1");
        await office.GoAsync($"/cases/{walk.Id}");
        Assert.Contains("属地推荐：推荐", Text(office, ".kc-stages li.is-done > b"));
        Assert.Contains("专家评审", Text(office, ".kc-stages li.is-now"));
        Assert.Contains("已交 0 份", Text(office, ".kc-stages li.is-now small"));
        Assert.Contains("剩 10 个工作日", Text(office, ".kc-stages li.is-now small"));
        Assert.Contains("现场考察", Text(office, ".kc-stages li.is-ahead"));
        Assert.Contains("合格：综合得分 ≥ 70", Text(office, ".kc-stages li.is-ahead small"));
        // What is far takes one line, and opens.
        Assert.Contains("公示", Text(office, ".kc-stages li.is-fold details"));
        await walk.ScoreAsync(0.5m);
        await office.GoAsync($"/cases/{walk.Id}");
        Assert.Contains("办结：未通过", Text(office, ".kc-stages li.is-done > b"));
        Assert.Contains("现场考察", Text(office, ".kc-stages li.is-skipped"));
        Assert.Empty(office.Page.QuerySelectorAll(".kc-stages li.is-now, .kc-stages li.is-ahead"));
    }

    [Fact]
    public async Task A_case_that_was_returned_has_its_later_stages_before_it_again()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        (await walk.ActAsync("town09", await walk.TaskAsync("town09"), "complete", new { outcome = "return", comment = "请补充场地证明。" })).Ok();
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}");
        Assert.Contains("等您提交", Text(applicant, ".kc-stages li.is-now"));
        Assert.DoesNotContain("推荐", Text(applicant, ".kc-stages li.is-done"));
        Assert.Contains("推荐", Text(applicant, ".kc-stages li.is-ahead"));
    }

    [Fact]
    public async Task The_applicant_sees_steps_without_names_scores_or_the_offices_stages()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}");
        Assert.Contains("办理中", Text(applicant, ".kc-stages li.is-now"));
        Assert.Contains("还剩", Text(applicant, ".kc-stages li.is-now"));
        Assert.Contains("“推荐”后", Text(applicant, ".kc-stages li.is-ahead"));
        await walk.RecommendAsync();
        await walk.AcceptAsync();
        await applicant.GoAsync($"/applications/{walk.Id}");
        var tree = Text(applicant, ".kc-stages");
        Assert.Contains("专家评审中", tree);
        Assert.Contains("看评审结果", tree);
        Assert.DoesNotContain("得分", tree);
        Assert.DoesNotContain("70", tree);
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        var officials = db.WorkItems.Where(w => w.CaseId == walk.Id && w.DoneByName != null).Select(w => w.DoneByName!).ToList().Except([.. db.Users.Where(u => u.UserName == "ent10").Select(u => u.DisplayName)]);
        foreach (var name in officials) Assert.DoesNotContain(name, tree);
    }

    [Fact]
    public async Task A_draft_has_no_position_yet()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}");
        Assert.Empty(applicant.Page.QuerySelectorAll(".kc-stages"));
    }
}
