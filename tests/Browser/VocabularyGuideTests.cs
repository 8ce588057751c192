using Innovation.Acceptance;
using Microsoft.Playwright;

namespace Innovation.Browser;

/// <summary>
/// Every command of the operator's guide is where the guide says it is, and its dialog works. With SCREENSHOTS set, the pictures of the
/// guide are taken on the way.
/// </summary>
public sealed class VocabularyGuideTests
{
    [Fact]
    public async Task Every_command_of_the_guide_is_found_and_used()
    {
        await using var site = await Site.StartAsync();
        await TestProgramme.PublishAsync(site, "vote");
        var walk = new Journey(site);
        await walk.SubmitAsync();
        await walk.RecommendAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        await using var officer = await Visitor.OpenAsync(browser, site, "officer1");
        await using var second = await Visitor.OpenAsync(browser, site, "officer2");
        await using var head = await Visitor.OpenAsync(browser, site, "head");
        await using var town = await Visitor.OpenAsync(browser, site, "town09");
        await using var applicant = await Visitor.OpenAsync(browser, site, "ent10");

        // 取回 of the own last step, then the same step again.
        await town.GoAsync("/cases/" + walk.Id);
        await UseAsync(town, "取回", "takeBack", "排名填错");
        await walk.RecommendAsync();

        var task = "/tasks/" + (string)(await walk.TaskAsync("officer1"))["id"]!;
        await officer.GoAsync(task);
        await PictureAsync(officer, "task", officer.Page.Locator("section#act"));
        await PictureAsync(officer, "supplement", officer.Page.Locator("section#act"), "input[value=supplement]");
        await UseAsync(officer, "抄送", "copy", "请知悉", to: true);
        await UseAsync(officer, "加签", "addSigner", "请先看", to: true, way: "before");
        await UseAsync(officer, "减签", "removeSigner", "不用了", to: true);
        await UseAsync(officer, "委派", "delegate", "请先核数据", to: true);
        await UseAsync(officer, "取回", "takeBack", "本人办理");

        await applicant.GoAsync("/applications/" + walk.Id);
        await PictureAsync(applicant, "withdraw", await DialogAsync(applicant, "撤回申报", "withdraw", AriaRole.Link));
        await CloseAsync(applicant, "withdraw");
        await UseAsync(applicant, "催办", "urge", "请尽快受理");

        await head.GoAsync("/cases/" + walk.Id);
        await UseAsync(head, "中止计时", "suspend", "待公安机关核查");
        await UseAsync(head, "恢复计时", "resume", "已有结论");
        await PictureAsync(head, "terminate", await DialogAsync(head, "终止本案", "terminate"));
        await CloseAsync(head, "terminate");

        await officer.GoAsync(task);
        await UseAsync(officer, "退回", "return-recommend", "推荐意见与材料不一致", way: "back");
        await walk.RecommendAsync();
        await officer.GoAsync(task);
        await UseAsync(officer, "转办", "transfer", "外出培训", to: true);
        Assert.Equal("待受理", await walk.StatusAsync());
    }

    /// <summary>Opens the dialog of a command, fills it, takes its picture and confirms it.</summary>
    private static async Task UseAsync(Visitor visitor, string button, string dialogId, string reason, bool to = false, string? way = null)
    {
        var dialog = await DialogAsync(visitor, button, dialogId);
        if (way is not null) await dialog.Locator($"input[name=way][value={way}]").CheckAsync();
        if (to && await dialog.Locator("select[name=to]").CountAsync() > 0) await dialog.Locator("select[name=to]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        else if (to) await dialog.Locator("input[name=to]").First.CheckAsync();
        await dialog.Locator("textarea").First.FillAsync(reason);
        await PictureAsync(visitor, dialogId == "takeBack" && visitor.Page.Url.Contains("/cases/") ? "take-back-step" : dialogId, dialog);
        await dialog.Locator("button[type=submit]").First.ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("已办好").First).ToBeVisibleAsync();
    }

    private static async Task<ILocator> DialogAsync(Visitor visitor, string button, string id, AriaRole role = AriaRole.Button)
    {
        await visitor.Page.GetByRole(role, new() { Name = button, Exact = true }).First.ClickAsync();
        var dialog = visitor.Page.Locator("dialog#" + id);
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        return dialog;
    }

    private static async Task CloseAsync(Visitor visitor, string id)
    {
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator("dialog#" + id)).Not.ToBeVisibleAsync();
    }

    private static async Task PictureAsync(Visitor visitor, string name, ILocator what, string? check = null)
    {
        if (check is not null) await visitor.Page.Locator(check).CheckAsync();
        Assert.True(await what.IsVisibleAsync());
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder) await what.ScreenshotAsync(new() { Path = Path.Combine(folder, $"vocabulary-{name}.png") });
    }
}
