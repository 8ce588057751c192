using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>What a round asks for: who may apply, quotas, budget, credit checks; and a round copied to the next year.</summary>
public sealed class RoundTermsTests
{
    [Fact]
    public async Task Who_does_not_meet_the_condition_is_told_before_and_at_submission()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        var round = await walk.OpenRoundAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/rounds/" + round);
        await officer.SubmitAsync("main form[data-guard]", ("Form.Terms.Eligibility.lines[0].name", "organization.staff_total"), ("Form.Terms.Eligibility.lines[0].operator", ">="), ("Form.Terms.Eligibility.lines[0].value", "5000"));
        Assert.Equal(422, officer.Status);
        Assert.Contains("请用一句话说明", officer.Errors.Single());
        await officer.SubmitAsync("main form[data-guard]", ("Form.Terms.EligibilityMessage", "职工 5000 人以上。"), ("Form.Terms.Quota", "12"), ("Form.Terms.AreaQuotas[2]", "3"), ("Form.Terms.Budget", "120.50"), ("Form.Terms.CreditChecks", "未列入严重失信主体名单\n无欠税"));
        Assert.Equal(200, officer.Status);
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync("/calls/" + round);
        foreach (var words in (string[])["职工 5000 人以上", "本单位不符合申报条件", "12 件", "灵乡镇 3 件", "120.50 万元", "无欠税"]) Assert.Contains(words, applicant.Text);
        await walk.OpenAsync();
        var refused = await walk.CommandAsync("submit");
        Assert.Equal((422, "round.notEligible"), (refused.Status, (string?)refused["code"]));
        Assert.Contains("职工 5000 人以上", (string?)refused["detail"]);

        await officer.SubmitAsync("main form[data-guard]", ("Form.Terms.Eligibility.lines[0].value", "1"), ("Form.Terms.EligibilityMessage", "有职工。"));
        (await walk.CommandAsync("submit")).Ok();
        await walk.RecommendAsync();
        using var reviewer = await Browser.SignInAsync(site, "officer1");
        await reviewer.GoAsync("/tasks/" + (string)(await walk.TaskAsync("officer1"))["id"]!);
        Assert.Contains("未列入严重失信主体名单", reviewer.Text);
    }

    [Theory]
    [InlineData("Quota", "零", "总名额应为整数")]
    [InlineData("Budget", "1.234", "最多两位小数")]
    [InlineData("Eligibility.text", "organization.shoe_size > 1", "单位资料里没有“organization.shoe_size”")]
    [InlineData("AreaQuotas[0]", "-1", "大冶湖高新区的名额应为整数")]
    public async Task What_cannot_be_is_refused_at_its_field_and_stays_on_the_page(string field, string typed, string words)
    {
        await using var site = await Site.StartAsync();
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/rounds/" + await new Journey(site).OpenRoundAsync());
        await officer.SubmitAsync("main form[data-guard]", ("Form.Terms." + field, typed), ("Form.Terms.EligibilityMessage", "说明"));
        Assert.Equal(422, officer.Status);
        Assert.Contains(words, officer.Errors.Single());
        var control = officer.Page.QuerySelector($"[name='Form.Terms.{field}']")!;
        Assert.Equal(typed, control.GetAttribute("value") ?? control.TextContent);
    }

    [Fact]
    public async Task A_round_is_copied_to_the_next_year_and_nothing_is_called_before_it_is_saved()
    {
        await using var site = await Site.StartAsync();
        var round = await new Journey(site).OpenRoundAsync();
        var view = (await site.GetAsync("officer1", "/api/v1/rounds/" + round)).Ok().Json!;
        (await site.PutAsync("officer1", "/api/v1/rounds/" + round, new { programmeCode = "PR01", title = "2028年平台认定", guide = "正文", opensAt = "2028-02-01", closesAt = "2028-02-29", recommendBy = "2028-03-07", contact = "1", revision = (int)view["revision"]!, terms = new { quota = 5 } })).Ok();
        var before = (int)(await site.GetAsync(null, "/api/v1/rounds")).Ok()["total"]!;
        using var officer = await Browser.SignInAsync(site, "officer1");
        await officer.GoAsync("/rounds/new?copy=" + round);
        Assert.Equal(("2029年平台认定", "2029-02-28", "5"), (Value("Title"), Value("ClosesAt"), Value("Terms.Quota")));
        Assert.Equal(before, (int)(await site.GetAsync(null, "/api/v1/rounds")).Ok()["total"]!);
        await officer.SubmitAsync("main form[data-guard]");
        Assert.Contains("批次“2029年平台认定”已建立", officer.Text);
        var made = (await site.GetAsync(null, "/api/v1/rounds/" + officer.Path.Split('/')[^1])).Ok().Json!;
        Assert.Equal((5, "2029-02-28T16:00:00+00:00"), ((int)made["terms"]!["quota"]!, (string?)made["closesAt"]));
        // An update that says nothing of the terms leaves them as they are.
        (await site.PutAsync("officer1", $"/api/v1/rounds/{made["id"]}", new { programmeCode = "PR01", title = "改名", opensAt = "2029-02-01", closesAt = "2029-02-28", revision = 1 })).Ok();
        Assert.Equal(5, (int)(await site.GetAsync(null, $"/api/v1/rounds/{made["id"]}")).Ok()["terms"]!["quota"]!);

        string? Value(string name) => officer.Page.QuerySelector($"[name='Form.{name}']")!.GetAttribute("value");
    }

    [Fact]
    public async Task A_meeting_cannot_let_more_pass_than_the_quotas_of_the_round_with_what_earlier_meetings_let_pass()
    {
        await using var site = await Site.StartAsync();
        var first = new Journey(site);
        var round = await first.OpenRoundAsync();
        await ToMeetingAsync(first);
        var batch = await VotedAsync(first);
        await using (var db = site.Get<Workflows.Storage.IDbContexts>().Create())
            await TermsAsync(site, round, new { areaQuotas = new Dictionary<string, int> { [db.Cases.Single(c => c.Id == first.Id).Area] = 0 } });
        var refused = await first.BatchActAsync("officer1", batch, "conclude", new { text = "同意认定。" });
        Assert.Equal("meeting.quota", (string?)refused["code"]);
        await TermsAsync(site, round, new { quota = 1 });
        (await first.BatchActAsync("officer1", batch, "conclude", new { text = "同意认定。" })).Ok();

        var second = new Journey(site);
        second.Values["platform_type"] = "P25";
        await ToMeetingAsync(second);
        refused = await second.BatchActAsync("officer1", await VotedAsync(second), "conclude", new { text = "同意认定。" });
        Assert.Contains("通过 2 件（前面的会议已通过 1 件），超过名额 1 件", (string?)refused["detail"]);
    }

    private static async Task ToMeetingAsync(Journey walk)
    {
        await walk.ToPanelAsync();
        await walk.ScoreAsync();
        await walk.VisitAsync();
    }

    private static async Task<string> VotedAsync(Journey walk)
    {
        var batch = await walk.BatchAsync("officer1", "meeting");
        (await walk.BatchActAsync("officer1", batch, "open")).Ok();
        for (var i = 1; i <= 5; i++) (await walk.BatchActAsync($"committee{i}", batch, "vote", new { caseId = walk.Id, choice = "approve" })).Ok();
        return batch;
    }

    private static async Task TermsAsync(Site site, string round, object terms)
    {
        var view = (await site.GetAsync("officer1", "/api/v1/rounds/" + round)).Ok().Json!;
        (await site.PutAsync("officer1", "/api/v1/rounds/" + round, new { programmeCode = "PR01", title = (string)view["title"]!, guide = (string)view["guide"]!, opensAt = (string)view["opensAt"]!, closesAt = (string)view["closesAt"]!, revision = (int)view["revision"]!, terms })).Ok();
    }
}
