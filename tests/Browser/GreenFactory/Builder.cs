using Microsoft.Playwright;

namespace Innovation.Browser.GreenFactory;

/// <summary>Builds 绿色工厂认定 from an empty draft, on the pages that an administrator has and nothing else.</summary>
internal sealed class Builder(Hand hand, Visitor admin)
{
    private IPage Page => hand.Page;

    /// <returns>The draft's address.</returns>
    public async Task<string> BuildAsync()
    {
        await admin.GoAsync("/design");
        await hand.LinkAsync("新建");
        await hand.FillAsync("#n-empty", "绿色工厂认定");
        await hand.ClickAsync("从空白开始");
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("绿色工厂认定");
        var draft = new Uri(Page.Url).AbsolutePath;
        await SettingsAsync();
        await FormAsync();
        await SheetAsync();
        await DocumentsAsync();
        await ApplyingAsync();
        await ProcessAsync();
        return draft;
    }

    private async Task TabAsync(string title)
    {
        await hand.ClickAsync(Page.Locator("nav.kc-tabs[aria-label=草稿的各部分]").GetByText(title, new() { Exact = false }));
        await Assertions.Expect(Page.Locator("nav.kc-tabs[aria-label=草稿的各部分] a[aria-current=page]")).ToContainTextAsync(title);
    }

    private async Task SettingsAsync()
    {
        await TabAsync("基本信息");
        foreach (var (name, value) in new[] { ("code", "LSGC"), ("family", "绿色制造"), ("level", "市级"), ("agency", "大冶市科学技术局"), ("agencyCode", "冶科"), ("casePrefix", "LG"), ("rules", "大冶市绿色工厂认定办法（试行）"), ("section", "高新技术科"), ("contact", "0714-000-0000（示例）") })
            await hand.FillAsync("#i-" + name, value);
        await hand.ClickAsync("保存项目类型");
        await Assertions.Expect(Page.Locator(".kc-errors")).ToHaveCountAsync(0);
        await hand.FillAsync("#i-guide", "## 认定条件\n\n1. 在本市注册满一年；\n2. 近三年无重大环境违法。\n\n## 材料\n\n- 申报书\n- 能源审计报告");
        await hand.ClickAsync("保存指南");
        // What every process ends with when the applicant or the section head ends it.
        var rows = Page.Locator("#results tbody tr");
        foreach (var (id, name, status) in new[] { ("withdrawn", "撤回", "已撤回"), ("terminated", "终止", "已终止") })
        {
            var row = await rows.CountAsync() - 1;
            await hand.FillAsync($"#i-results-{row}-id", id);
            await hand.FillAsync($"#i-results-{row}-name", name);
            await hand.FillAsync($"#i-results-{row}-status", status);
            await hand.ClickAsync("保存办理结果");
            await Assertions.Expect(rows).ToHaveCountAsync(row + 2);
        }
    }

    private async Task FormAsync()
    {
        await TabAsync("表单");
        await SectionAsync("一、单位基本情况", profile: true);
        await hand.ClickAsync(Page.GetByRole(AriaRole.Link, new() { Name = "添加单位资料" }).First);
        foreach (var fact in await Page.Locator("[name='p.facts']").AllAsync())
        {
            if (await fact.GetAttributeAsync("value") is not ("org_name" or "uscc" or "address")) continue;
            await hand.ClickAsync(fact);
        }

        await hand.ClickAsync(Page.Locator("#part").GetByRole(AriaRole.Button, new() { Name = "添加", Exact = true }));
        await SectionAsync("二、绿色工厂情况", profile: false);
        await FieldAsync("二、绿色工厂情况", "工厂名称", "text", async () => await hand.FillAsync("#i-f-id", "factory"));
        await FieldAsync("二、绿色工厂情况", "申请级别", "choice", async () =>
        {
            await hand.FillAsync("#i-f-id", "level");
            await hand.FillAsync("#i-f-options", "市级");
        });
        await FieldAsync("二、绿色工厂情况", "分年能耗", "rows", async () =>
        {
            await hand.FillAsync("#i-f-id", "energy");
            await hand.FillAsync("[name='f.columns[0].label']", "年度");
            await hand.SelectAsync("[name='f.columns[0].type']", "integer");
            await hand.FillAsync("[name='f.columns[0].id']", "year");
            await hand.ClickAsync(SaveButton);
            await hand.ClickAsync(Page.Locator(".kc-column summary").Last);
            await hand.FillAsync("[name='f.columns[1].label']", "综合能耗（吨标准煤）");
            await hand.SelectAsync("[name='f.columns[1].type']", "decimal");
            await hand.FillAsync("[name='f.columns[1].id']", "coal");
        });
        await FieldAsync("二、绿色工厂情况", "三年能耗合计", "decimal", async () =>
        {
            await hand.FillAsync("#i-f-id", "coal_total");
            await hand.FillAsync("#i-f-computed", "sum(form.energy.coal)");
        });
        await FieldAsync("二、绿色工厂情况", "能源审计报告", "attachment", async () =>
        {
            await hand.FillAsync("#i-f-id", "audit");
            await hand.FillAsync("#i-f-accept", "pdf");
        });
        await Assertions.Expect(Page.Locator(".kc-outline")).ToContainTextAsync("能源审计报告");
        await hand.LinkAsync("预览");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("综合能耗（吨标准煤）");
        await admin.LookAsync("green-form-preview");
        await Page.SetViewportSizeAsync(1366, 768);
        await Page.GoBackAsync();
    }

    private ILocator SaveButton => Page.Locator("#panel button.btn-primary");

    private async Task SectionAsync(string title, bool profile)
    {
        await hand.LinkAsync("添加一节");
        await hand.FillAsync("#i-p-title", title);
        if (profile) await hand.CheckAsync("[name='p.fromProfile']");
        await hand.ClickAsync("添加这一节");
        await Assertions.Expect(Page.Locator(".kc-outline")).ToContainTextAsync(title);
    }

    private async Task FieldAsync(string section, string label, string type, Func<Task> more)
    {
        await hand.ClickAsync(Page.Locator(".kc-outline a", new() { HasText = $"到“{section}”" }));
        await hand.FillAsync("#i-p-title", label);
        await hand.CheckAsync($"[name='p.type'][value={type}]");
        await hand.ClickAsync(Page.Locator("#part").GetByRole(AriaRole.Button, new() { Name = "添加", Exact = true }));
        await Assertions.Expect(Page.Locator("#i-f-label")).ToHaveValueAsync(label);
        await more();
        await hand.ClickAsync(SaveButton);
        await Assertions.Expect(Page.Locator(".kc-errors")).ToHaveCountAsync(0);
    }

    private async Task SheetAsync()
    {
        await TabAsync("评分表");
        await hand.FillAsync("#i-name", "绿色工厂评分表");
        await hand.ClickAsync("新增");
        foreach (var (i, name, max) in new[] { (1, "能源利用效率", "40"), (2, "环境排放", "30"), (3, "管理体系", "30") })
        {
            if (await Page.Locator($"[aria-label='第 {i} 项的名称']").CountAsync() == 0) await hand.ClickAsync("保存，再加几项");
            await hand.FillAsync($"[aria-label='第 {i} 项的名称']", name);
            await hand.FillAsync($"[aria-label='第 {i} 项的满分']", max);
        }

        await hand.FillAsync("#i-minCommentLength", "10");
        await hand.ClickAsync("保存评分表");
        await Assertions.Expect(Page.Locator(".kc-errors")).ToHaveCountAsync(0);
    }

    private async Task DocumentsAsync()
    {
        await TabAsync("文书");
        await DocumentAsync("publicNotice", "", null, null);
        await DocumentAsync("accreditationNotice", "绿色工厂认定通知", "绿", null);
        await DocumentAsync("certificate", "绿色工厂证书", null, "经审定，{{申报单位}}的“{{form.factory}}”符合《大冶市绿色工厂认定办法（试行）》，认定为大冶市绿色工厂。\n\n证书编号：{{文号}}，有效期至{{有效期至}}。");
    }

    private async Task DocumentAsync(string template, string title, string? series, string? text)
    {
        await hand.SelectAsync("#i-from", template);
        await hand.ClickAsync("新增");
        await Assertions.Expect(Page.Locator("#document")).ToBeVisibleAsync();
        if (title.Length > 0) await hand.FillAsync("#i-title", title);
        if (series is not null)
        {
            await hand.SelectAsync("[name=numbered]", "series");
            await hand.FillAsync("#i-series", series);
        }

        if (text is not null) await hand.FillAsync("#i-text", text);
        await hand.ClickAsync("保存文书");
        await Assertions.Expect(Page.Locator(".kc-errors")).ToHaveCountAsync(0);
    }

    private async Task ApplyingAsync()
    {
        await TabAsync("基本信息");
        await hand.FillAsync("#i-steps", "提交\n推荐\n联审\n评审\n审定\n公示\n认定");
        await hand.SelectAsync("#i-titleField", "factory");
        await hand.ClickAsync("保存申报与进度");
        await hand.CheckAsync("#certificate [name=issues]");
        await hand.FillAsync("#i-certificateTitle", "大冶市绿色工厂证书");
        await hand.FillAsync("#certificate #i-series", "LSGC");
        await hand.SelectAsync("#i-itemField", "factory");
        await hand.SelectAsync("#i-levelField", "level");
        await hand.FillAsync("#i-obligations-0-name", "年度报告");
        await hand.FillAsync("#i-obligations-0-month", "3");
        await hand.FillAsync("[name='obligations[0].day']", "31");
        await hand.ClickAsync("保存证书");
        await Assertions.Expect(Page.Locator(".kc-errors")).ToHaveCountAsync(0);
    }

    private async Task ProcessAsync()
    {
        await TabAsync("流程");
        await AddAsync("主流程", 2, "review");
        await HandleAsync("属地推荐", "待推荐", "推荐", "recommender", "applicant.area", mode: "any");
        await OutcomesAsync(("推荐", "next", false), ("不推荐", "end:refused", true));
        await DeadlineAsync("5");
        await AddAsync("主流程", 3, "parallel");
        await hand.FillAsync("#nm", "部门联审");
        await SaveAsync();
        for (var i = 0; i < 2; i++)
        {
            var unit = i == 0 ? "市经信局" : "市生态环境分局";
            await AddAsync("部门联审", 1, "review", nth: i);
            await HandleAsync(unit + "联审", "联审中", "联审", "department", "unit:" + unit, mode: "any");
            await OutcomesAsync(("无异议", "next", false), ("有异议", "end:refused", true));
            await DeadlineAsync("5");
        }

        await AddAsync("主流程", 4, "expertReview");
        await hand.FillAsync("#nm", "专家评审");
        await hand.FillAsync("#o-applicantStatus", "评审中");
        await hand.FillAsync("#o-step", "评审");
        await hand.SelectAsync("#o-sheet", await Page.Locator("#o-sheet option").Nth(1).GetAttributeAsync("value") ?? "");
        await SaveAsync();
        await PartAsync("结论与去向");
        await hand.FillAsync("[name='u.0.name']", "评审完成");
        await hand.FillAsync("[name='u.0.when']", "");
        await hand.ClickAsync(Page.Locator(".kc-outcome summary").Nth(1));
        await hand.CheckAsync("[name='u.1.gone']");
        await SaveAsync();
        await PartAsync("期限");
        await hand.FillAsync("#o-deadline-amount", "10");
        await hand.CheckAsync("[name='expiry.kind'][value=replaceExperts]");
        await SaveAsync();

        await AddAsync("主流程", 5, "choice");
        await hand.FillAsync("#nm", "按综合得分");
        await hand.FillAsync("[name='b.0.name']", "综合得分 75 分以上");
        await hand.FillAsync("[name='b.0.when']", "score >= 75");
        await SaveAsync();
        await AddAsync("按综合得分", 1, "meeting", nth: 0);
        await HandleAsync("会议审定", "待审定", "审定", "officer", "programme", mode: null);
        await PartAsync("办理");
        await hand.FillAsync("#o-quota", "10");
        await SaveAsync();
        await OutcomesAsync(("同意", "next", false), ("不同意", "end:refused", true));
        await DeadlineAsync("10");
        await AddAsync("按综合得分", 1, "review", nth: 1);
        await HandleAsync("科室核定", "待审定", "审定", "sectionHead", "programme", mode: "single");
        await OutcomesAsync(("核定不予认定", "end:refused", true));
        await DeadlineAsync("5");

        await AddAsync("主流程", 6, "publicNotice");
        await HandleAsync("公示", "待公示", "公示", "officer", "programme", mode: null);
        await PartAsync("办理");
        await hand.SelectAsync("#o-document", "publicNotice");
        await SaveAsync();
        await PartAsync("结论与去向");
        // An objection that is upheld ends with the refusal from the beginning.
        await Assertions.Expect(Page.Locator("[name='u.1.route']")).ToHaveValueAsync("end:refused");
        await AddAsync("主流程", 7, "decision");
        await HandleAsync("认定发文", "待发文", "认定", "officer", "programme", mode: null);
        await PartAsync("办理");
        await hand.SelectAsync("#o-document", "accreditationNotice");
        await hand.SelectAsync("#o-certificate", "certificate");
        await hand.FillAsync("#o-validYears", "3");
        await SaveAsync();
        await PartAsync("结论与去向");
        await hand.SelectAsync("[name='u.0.route']", "end:approved");
        await SaveAsync();
        await DeadlineAsync("5");
    }

    private async Task AddAsync(string lane, int place, string kind, int nth = 0)
    {
        var chosen = Page.Locator("#panel [name=stage]");
        var before = await chosen.CountAsync() > 0 ? await chosen.InputValueAsync() : "";
        await hand.ClickAsync(Page.GetByLabel($"在此处添加环节（{lane}第 {place} 处）").Nth(nth));
        await hand.ClickAsync(Page.Locator($".kc-add details[open] button[value={kind}]"));
        await Assertions.Expect(chosen).Not.ToHaveValueAsync(before);
        await Assertions.Expect(Page.Locator("#nm")).ToBeVisibleAsync();
    }

    private async Task HandleAsync(string name, string status, string step, string role, string scope, string? mode)
    {
        await hand.FillAsync("#nm", name);
        await hand.CheckAsync("[name='assign.kind'][value=role]");
        await hand.SelectAsync("#o-assign-role", role);
        await hand.SelectAsync("#o-assign-scope", scope);
        await hand.FillAsync("#o-applicantStatus", status);
        await hand.FillAsync("#o-step", step);
        if (mode is not null) await hand.SelectAsync("#o-mode", mode);
        await SaveAsync();
        await Assertions.Expect(Page.Locator("#op")).ToHaveTextAsync(name);
    }

    private async Task OutcomesAsync(params (string Name, string Route, bool Comment)[] outcomes)
    {
        await PartAsync("结论与去向");
        for (var i = 0; i < outcomes.Length; i++)
        {
            await hand.FillAsync($"[name='u.{i}.name']", outcomes[i].Name);
            await hand.SelectAsync($"[name='u.{i}.route']", outcomes[i].Route);
            if (!outcomes[i].Comment) continue;
            if (!await Page.Locator($"[name='u.{i}.requiresComment']").IsVisibleAsync()) await hand.ClickAsync(Page.Locator(".kc-outcome summary").Nth(i));
            await hand.CheckAsync($"[name='u.{i}.requiresComment']");
        }

        for (var i = outcomes.Length; await Page.Locator($"[name='u.{i}.gone']").CountAsync() > 0; i++)
        {
            await hand.ClickAsync(Page.Locator(".kc-outcome summary").Nth(i));
            await hand.CheckAsync($"[name='u.{i}.gone']");
        }

        await SaveAsync();
    }

    private async Task DeadlineAsync(string days)
    {
        await PartAsync("期限");
        await hand.FillAsync("#o-deadline-amount", days);
        await hand.CheckAsync("[name='expiry.kind'][value=escalate]");
        await hand.SelectAsync("#o-deadline-onExpiry-escalate", "sectionHead");
        await SaveAsync();
    }

    private async Task PartAsync(string title)
    {
        if (await Page.Locator(".kc-side nav a[aria-current=page]").TextContentAsync() == title) return;
        // A click that falls into the exchange of the panel is lost; whoever sits there clicks again.
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await hand.ClickAsync(Page.Locator(".kc-side nav").GetByText(title, new() { Exact = true }));
            for (var wait = 0; wait < 50; wait++)
            {
                if (await Page.Locator(".kc-side nav a[aria-current=page]").TextContentAsync() == title) return;
                await Task.Delay(100);
            }
        }

        Assert.Fail($"the part {title} did not open");
    }

    /// <summary>Saves the panel and waits until the draft has its next revision.</summary>
    private async Task SaveAsync()
    {
        var before = await Page.Locator("#panel [name=revision]").GetAttributeAsync("value");
        await hand.ClickAsync(SaveButton);
        // A click that fell into the exchange of the panel is lost; a person clicks again.
        for (var wait = 1; wait <= 150 && await Page.Locator("#panel [name=revision]").GetAttributeAsync("value") == before; wait++)
        {
            await Task.Delay(100);
            if (wait % 40 == 0) await hand.ClickAsync(SaveButton);
        }

        await Assertions.Expect(Page.Locator("#panel [name=revision]")).Not.ToHaveValueAsync(before ?? "");
        await Assertions.Expect(Page.Locator(".kc-errors")).ToHaveCountAsync(0);
    }
}
