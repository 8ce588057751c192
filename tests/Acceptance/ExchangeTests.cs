using System.Text;

namespace Innovation.Acceptance;

/// <summary>版本、导出和导入: what leaves the system comes back the same, and says before what it would change.</summary>
public sealed class ExchangeTests
{
    private static async Task<string> FileAsync(Site site, string path) =>
        Encoding.UTF8.GetString((await site.GetAsync("admin", path)).Ok().Bytes);

    private static async Task<string> ReviseAsync(Site site, string name)
    {
        var id = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = true })).Ok()["id"]!;
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/edits", new { revision = 1, edit = new { edit = "renameStage", stage = "site", name } })).Ok();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 2, notes = "现场考察改名" })).Ok();
        return id;
    }

    [Fact]
    public async Task Two_versions_are_compared_in_words_and_the_newer_is_withdrawn_with_a_reason()
    {
        await using var site = await Site.StartAsync();
        await ReviseAsync(site, "实地核查");
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/programmes/PR01/compare?left=1&right=2");
        Assert.Contains("1 处不同", page.Text);
        Assert.Contains("实地核查", page.Text);
        await page.GoAsync("/design/programmes/PR01/compare?left=1&right=9");
        Assert.Equal(404, page.Status);
        await page.GoAsync("/design/programmes/PR01");
        Assert.Contains("现场考察改名", page.Text);
        await page.SubmitAsync("#withdraw-2 form", ("reason", ""));
        Assert.Contains("请写明为什么撤下", page.Text);
        await page.SubmitAsync("#withdraw-2 form", ("reason", "办法还没有印发"));
        Assert.Contains("第 2 版已撤下", page.Text);
        Assert.Contains("办法还没有印发", page.Text);
    }

    [Fact]
    public async Task A_file_that_was_exported_is_imported_as_the_next_version_with_its_differences_shown()
    {
        await using var site = await Site.StartAsync();
        var text = await FileAsync(site, "/api/v1/programmes/PR01/versions/1/file");
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/import");
        await page.SubmitFileAsync("form[enctype]", "file", "pr01.json", text.Replace("现场考察", "实地核查", StringComparison.Ordinal));
        Assert.Contains("和第 1 版的不同", page.Text);
        Assert.Contains("实地核查", page.Text);
        await page.SubmitAsync("form[action*='handler=Draft']", ("revise", "true"));
        Assert.Equal(200, page.Status);
        Assert.Contains("以第 1 版为底", page.Text);
        // A second draft of the same programme is refused; as a new programme it gets a code of its own.
        await page.GoAsync("/design/import");
        await page.SubmitFileAsync("form[enctype]", "file", "pr01.json", text.Replace("现场考察", "实地核查", StringComparison.Ordinal));
        await page.SubmitAsync("form[action*='handler=Draft']", ("revise", "true"));
        Assert.Contains("已经有一份草稿", page.Text);
        await page.SubmitAsync("form[action*='handler=Draft']", ("revise", "false"));
        Assert.Contains("还没有发布过", page.Text);
    }

    [Theory]
    [InlineData("", "请选择要导入的文件")]
    [InlineData("{\"format\":1", "不是完整的 JSON")]
    [InlineData("{\"format\":1,\"code\":\"X\"}", "这个文件不能导入")]
    [InlineData("[]", "这个文件不能导入")]
    [InlineData("<definitions/>", "这个文件不能导入")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "这个文件不能导入")]
    public async Task A_file_that_is_no_programme_is_refused_with_the_reason(string content, string words)
    {
        await using var site = await Site.StartAsync();
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/import");
        await page.SubmitFileAsync("form[enctype]", "file", "x.json", content);
        Assert.Contains(words, page.Text);
        Assert.Empty((await site.GetAsync("admin", "/api/v1/drafts")).Ok()["items"]!.AsArray());
    }

    [Fact]
    public async Task A_process_leaves_as_BPMN_and_comes_back_as_a_draft_with_an_analysis()
    {
        await using var site = await Site.StartAsync();
        var bpmn = await FileAsync(site, "/api/v1/programmes/PR01/versions/1/bpmn");
        Assert.StartsWith("<?xml", bpmn, StringComparison.Ordinal);
        Assert.Equal(403, (await site.GetAsync("officer1", "/api/v1/programmes/PR01/versions/1/bpmn")).Status);
        Assert.Equal(404, (await site.GetAsync("admin", "/api/v1/programmes/PR01/versions/7/bpmn")).Status);
        using var page = await Browser.SignInAsync(site, "admin");
        await page.GoAsync("/design/import");
        await page.SubmitFileAsync("form[enctype]", "file", "pr01.bpmn", bpmn);
        // Its own process again: nothing differs, nothing is lost.
        Assert.Contains("没有不同", page.Text);
        await page.SubmitAsync("form[action*='handler=Draft']", ("revise", "false"));
        Assert.Contains("形式审查", page.Text);
        // A stranger's diagram: what a stage cannot say is named, and the draft says what is missing.
        await page.GoAsync("/design/import");
        await page.SubmitFileAsync("form[enctype]", "file", "other.bpmn", """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="Leave" name="请假" isExecutable="false">
            <startEvent id="s"/><sendTask id="tell" name="发邮件"/><userTask id="ask" name="主管审批"/><endEvent id="e"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="tell"/><sequenceFlow id="f2" sourceRef="tell" targetRef="ask"/><sequenceFlow id="f3" sourceRef="ask" targetRef="e"/></process></definitions>
            """);
        Assert.Contains("发邮件", page.Text);
        await page.SubmitAsync("form[action*='handler=Draft']", ("revise", "false"));
        Assert.Contains("主管审批", page.Text);
        Assert.DoesNotContain("0 处错误", page.Text);
    }
}
