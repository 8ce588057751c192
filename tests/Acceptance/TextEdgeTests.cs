using System.Net.Http.Headers;
using System.Text;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>What comes in by API, page and autosave is text as people mean it, or is refused.</summary>
public sealed class TextEdgeTests : IAsyncLifetime
{
    private const string Unseen = "\u200B\u202E\uFEFF\u2066\u00AD";

    private Site site = null!;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Invisible_signs_are_gone_from_forms_opinions_and_names_by_whichever_door_they_came()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        walk.Values["platform_name"] = $"高{Unseen}效中试基地";
        await walk.SaveAsync();
        Assert.Equal("高效中试基地", (string)(await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/form")).Ok()["values"]["platform_name"]!);

        using var page = await Browser.SignInAsync(site, "ent10");
        await page.GoAsync($"/applications/{walk.Id}/form");
        await page.SubmitAsync("form[data-autosave], main form", ("f.platform_name", $"{Unseen}新型{Unseen}中试基地"));
        Assert.Equal("新型中试基地", (string)(await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/form")).Ok()["values"]["platform_name"]!);

        (await walk.CommandAsync("submit")).Ok();
        var task = await walk.TaskAsync("town09");
        (await walk.ActAsync("town09", task, "complete", new { outcome = "recommended", comment = $"同{Unseen}意推荐", values = new { rank = 1 } })).Ok();
        await using var db = site.Get<IDbContexts>().Create();
        var stored = string.Join('\n', await db.Events.Where(e => e.StreamId == walk.Id).Select(e => e.Body).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("同意推荐", stored, StringComparison.Ordinal);
        foreach (var sign in Unseen) Assert.DoesNotContain(sign.ToString(), stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "gb18030 bytes")]
    [InlineData("application/json; charset=gbk", "utf-8 bytes")]
    [InlineData("application/json; charset=iso-8859-1", "utf-8 bytes")]
    public async Task Json_that_is_not_utf8_is_refused_and_nothing_is_kept(string contentType, string bytes)
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        var before = (await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/form")).Ok().Json!.ToJsonString();
        var json = $$$"""{"revision":{{{await walk.FormRevisionAsync()}}},"values":{"platform_name":"中试"}}""";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var content = new ByteArrayContent((bytes[0] == 'g' ? Encoding.GetEncoding("gb18030") : Encoding.UTF8).GetBytes(json));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var answer = await site.SendAsync("ent10", HttpMethod.Put, $"/api/v1/applications/{walk.Id}/form", content);
        Assert.Contains("UTF-8", (string)answer.Refused(400, "request.malformed")["detail"]!, StringComparison.Ordinal);
        Assert.Equal(before, (await site.GetAsync("ent10", $"/api/v1/applications/{walk.Id}/form")).Ok().Json!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"revision":1,"values":{"platform_name":"\ud83d"}}""")]
    [InlineData("""{"revision":1,"values":{"platform_name":"中试"}""")]
    public async Task Half_a_character_and_half_a_document_are_refused(string json)
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        (await site.SendAsync("ent10", HttpMethod.Put, $"/api/v1/applications/{walk.Id}/form", new StringContent(json, Encoding.UTF8, "application/json"))).Refused(400, "request.malformed");
    }

    [Fact]
    public async Task A_refusal_about_a_field_names_it_as_the_form_does()
    {
        var walk = new Journey(site);
        await walk.OpenAsync();
        await walk.SaveAsync();
        (await walk.CommandAsync("submit")).Ok();
        await walk.RecommendAsync();
        var task = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer1", task, "claim")).Ok();
        task = await walk.TaskAsync("officer1");
        (await walk.ActAsync("officer1", task, "supplement", new { comment = "请补正", items = new[] { new { field = "plan", remark = "请写明进度" } } })).Ok();
        walk.Values["plan"] = walk.Values["plan"] + "进度补充说明。";
        await walk.SaveAsync();
        (await walk.ActAsync("ent10", await walk.TaskAsync("ent10"), "complete", new { outcome = "supplemented" })).Ok();
        task = await walk.TaskAsync("officer1");
        var refused = (await walk.ActAsync("officer1", task, "supplement", new { comment = "再补正", items = new[] { new { field = "site_area", remark = "请核实" } } })).Refused(422, "supplement.visibleInRoundOne");
        var words = (string)refused["detail"]!;
        Assert.DoesNotContain("site_area", words, StringComparison.Ordinal);
        Assert.StartsWith("“", words, StringComparison.Ordinal);
        Assert.Contains("面积", words, StringComparison.Ordinal);
    }
}
