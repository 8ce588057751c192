using AngleSharp.Dom;

namespace Innovation.Acceptance;

/// <summary>试运行: an administrator walks a draft with a sample case, without script. Nothing is stored or sent.</summary>
public sealed class TrialTests
{
    private static string Heading(Browser page) => page.Page.QuerySelector(".kc-trial .kc-panel h2")!.TextContent;

    private static Task PressAsync(Browser page, string words, params (string, string?)[] more)
    {
        var button = page.Page.QuerySelectorAll("button[name=move]").First(b => b.TextContent.Trim() == words);
        return page.SubmitAsync($"button[name=move][value='{button.GetAttribute("value")}']", [("move", button.GetAttribute("value")), .. more]);
    }

    private static IEnumerable<string> Stages(Browser page, string state) => page.Page.QuerySelectorAll($".kc-stages li.is-{state} > b").Select(b => b.TextContent.Trim());

    [Fact]
    public async Task A_draft_is_walked_to_the_certificate_and_nothing_is_stored_or_sent()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        int Count()
        {
            using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
            return db.Cases.Count() + db.Messages.Count() + db.Documents.Count() + db.Outbox.Count() + db.Batches.Count();
        }

        var before = Count();
        await page.GoAsync($"/design/{id}/try?start=2026-09-01");
        Assert.Equal(200, page.Status);
        Assert.Equal("属地推荐", Heading(page));
        Assert.Equal(["提交申报"], Stages(page, "done"));
        Assert.Equal(["属地推荐"], Stages(page, "now"));
        Assert.Contains("形式审查", Stages(page, "ahead"));
        // Five working days from 1 September 2026.
        Assert.Contains("9月8日（周二）24:00", page.Text);
        await PressAsync(page, "推荐");
        Assert.Equal("形式审查", Heading(page));
        await PressAsync(page, "受理");
        Assert.Contains("受理通知书", page.Page.QuerySelector("button[name=document]")!.TextContent);
        await page.SubmitAsync("form[action*='handler=Scores']", ("all.panel", "82.5"));
        Assert.Equal("现场考察", Heading(page));
        await PressAsync(page, "属实");
        foreach (var words in (string[])["列入批次", "同意", "列入批次", "发布公示"]) await PressAsync(page, words);
        Assert.Contains("公示期至", page.Text);
        await page.SubmitAsync("form[action*='handler=Pass'] button[value=expiry]", ("to", "expiry"));
        Assert.Equal("认定发文与发证", Heading(page));
        foreach (var words in (string[])["列入批次", "已发文"]) await PressAsync(page, words);
        Assert.Equal(200, page.Status);
        Assert.Contains("办结：认定", page.Text);
        Assert.Contains("办结：认定", Stages(page, "done"));
        Assert.Equal(before, Count());
    }

    [Fact]
    public async Task A_wrong_person_is_refused_with_the_engines_own_words()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/try");
        var other = page.Page.QuerySelectorAll("select[name=by] optgroup")[1].QuerySelectorAll("option").First(o => o.TextContent.Contains("经办人员", StringComparison.Ordinal)).GetAttribute("value");
        await PressAsync(page, "推荐", ("by", other));
        Assert.Equal(422, page.Status);
        Assert.NotEmpty(page.Errors);
        Assert.Equal("属地推荐", Heading(page));
        Assert.Equal(other, page.Page.QuerySelector("select[name=by] option[selected]")!.GetAttribute("value"));
        await PressAsync(page, "推荐", ("by", "nobody"));
        Assert.Contains("办理人请从列表里选。", page.Errors);
        await page.SubmitAsync("select[name=by]", ("move", "999/complete.recommended"));
        Assert.Contains("这一步现在不能办", page.Text);
    }

    [Fact]
    public async Task Sample_values_lead_through_either_branch_and_the_other_is_shown_as_not_taken()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.WithChoiceAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/try");
        Assert.NotNull(page.Page.QuerySelector("#values [name='f.platform_type']"));
        await page.SubmitAsync("#values form", ("f.platform_type", "P22"), ("from", "start"));
        foreach (var words in (string[])["推荐", "受理"]) await PressAsync(page, words);
        Assert.Contains("综合得分 ≥ 70", page.Text);
        await page.SubmitAsync("form[action*='handler=Scores']", ("all.panel", "80"));
        Assert.Equal("现场考察", Heading(page));
        Assert.Contains("没有走", page.Page.QuerySelector(".kc-stages .kc-way.is-skipped")!.TextContent);
        // Back before the scores, with another kind: nobody visits.
        for (var i = 0; i < 10; i++) await page.SubmitAsync("form[action*='handler=TakeBack']");
        Assert.Equal("专家评审", Heading(page));
        await page.SubmitAsync("#values form", ("f.platform_type", "P08"), ("from", "here"));
        await page.SubmitAsync("form[action*='handler=Scores']", ("all.panel", "80"));
        Assert.Equal("会议审定", Heading(page));
        Assert.Contains("没有走：现场考察", page.Page.QuerySelector(".kc-stages .kc-way.is-skipped")!.TextContent);
        Assert.Contains("平台类别是“科技成果转化中试基地”", page.Page.QuerySelector(".kc-stages .kc-way.is-skipped")!.TextContent);
    }

    [Fact]
    public async Task Scores_and_days_that_do_not_fit_are_refused_and_stay_on_the_page()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/try?start=2026-09-01");
        foreach (var (typed, message) in new[] { ("2026-08-30", "时间只能往后走"), ("明天", "请填写日期"), ("2099-01-01", "最多走到开始后 20 年") })
        {
            await page.SubmitAsync("#i-day", ("day", typed));
            Assert.Contains(page.Errors, e => e.Contains(message, StringComparison.Ordinal));
            Assert.Equal(typed, page.Page.QuerySelector("#i-day")!.GetAttribute("value"));
        }

        foreach (var words in (string[])["推荐", "受理"]) await PressAsync(page, words);
        foreach (var typed in (string[])["101", "高", ""])
        {
            await page.SubmitAsync("form[action*='handler=Scores']", ("all.panel", typed));
            Assert.Equal(422, page.Status);
            Assert.Contains(page.Errors, e => e.Contains("总分", StringComparison.Ordinal));
            Assert.Equal(typed, page.Page.QuerySelector("[name='all.panel']")!.GetAttribute("value") ?? "");
        }

        await page.SubmitAsync("form[action*='handler=Scores']", ("all.panel", "60"));
        Assert.Contains("办结：未通过", page.Text);
        await page.GoAsync($"/design/{id}/try?start=9月1日");
        Assert.Equal(422, page.Status);
        Assert.Contains(page.Errors, e => e.Contains("开始日期", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silence_is_walked_by_time_alone_with_reminders_messages_and_documents()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.CopyAsync(site);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/try?start=2026-09-01");
        await PressAsync(page, "推荐");
        await PressAsync(page, "补正");
        Assert.Contains("等申报单位补正", page.Text);
        Assert.Contains("暂停计时", page.Text);
        Assert.Contains("补正通知书", page.Page.QuerySelector("button[name=document]")!.TextContent);
        await PressAsync(page, "提交补正");
        await page.SubmitAsync("#i-day", ("day", "2026-10-12"));
        Assert.Contains("形式审查：期限届满", page.Text);
        Assert.Contains("快到期：形式审查", page.Text);
        Assert.Equal("专家评审", Heading(page));
        var accepted = page.Page.QuerySelectorAll("button[name=document]").First(b => b.TextContent.Contains("受理通知书", StringComparison.Ordinal)).GetAttribute("value");
        await page.SubmitAsync("form[action*='handler=Show']", ("document", accepted));
        var paper = page.Page.QuerySelector("#shown iframe")!.GetAttribute("srcdoc")!;
        Assert.Contains("示例科技有限公司", paper);
        await page.SubmitAsync("form[action*='handler=Show']", ("document", "999:certificate"));
        Assert.Contains("这份文书不在走过的几步里", page.Text);
    }

    [Fact]
    public async Task A_broken_foreign_or_old_run_is_refused_plainly()
    {
        await using var site = await Site.StartAsync();
        var (id, other) = (await TrialDrafts.CopyAsync(site), await TrialDrafts.CopyAsync(site));
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{other}/try");
        var foreign = page.Page.QuerySelector("[name=seal]")!.GetAttribute("value");
        await page.GoAsync($"/design/{id}/try");
        var own = page.Page.QuerySelector("[name=seal]")!.GetAttribute("value")!;
        foreach (var seal in (string?[])[foreign, own[..^4], "x", "", new string('A', 500_000)])
        {
            await page.SubmitAsync("form[action*='handler=TakeBack']", ("seal", seal));
            Assert.Equal(422, page.Status);
            Assert.Contains("不能接着走", page.Text);
        }

        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 1, pointer = "/section", value = "平台科" })).Ok();
        await page.SubmitAsync("form[action*='handler=TakeBack']", ("seal", own));
        Assert.Equal(409, page.Status);
        Assert.Contains("草稿在试运行期间改过", page.Text);
        Assert.Contains("按现在的草稿重新开始", page.Text);
    }

    [Fact]
    public async Task A_draft_with_errors_is_not_walked_and_only_administrators_come_here()
    {
        await using var site = await Site.StartAsync();
        var id = await TrialDrafts.CopyAsync(site);
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 1, pointer = "/titleField", value = "nowhere" })).Ok();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync($"/design/{id}/try");
        Assert.Contains("草稿还有 1 处错误", page.Text);
        Assert.NotNull(page.Page.QuerySelector(".kc-msgs .is-bad a"));
        Assert.Empty(page.Page.QuerySelectorAll("[name=seal]"));
        Assert.NotEqual(200, (await site.GetAsync("officer1", $"/design/{id}/try")).Status);
        await page.GoAsync("/design/nowhere/try");
        Assert.Equal(404, page.Status);
    }
}
