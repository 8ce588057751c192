using System.Text;
using System.Text.Json.Nodes;
using Innovation.Web.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Acceptance;

/// <summary>One application walks the whole way, over HTTP, on a real database file.</summary>
public sealed class WholeWayTests
{
    [Fact]
    public async Task From_draft_to_a_certificate_that_anyone_can_verify()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        Assert.Equal("待推荐", await walk.StatusAsync());
        await walk.RecommendAsync();
        Assert.Equal("待受理", await walk.StatusAsync());
        var accepted = await walk.AcceptAsync();
        Assert.Equal("受理通知书", (string)accepted["documents"][0]!["title"]!);
        Assert.Equal("评审中", await walk.StatusAsync());
        await walk.ScoreAsync();
        Assert.Equal("考察中", await walk.StatusAsync());
        await walk.VisitAsync();
        Assert.Equal("待审定", await walk.StatusAsync());
        await walk.MeetAsync();
        var notice = await walk.PublishAsync();
        Assert.Equal("公示中", await walk.StatusAsync());

        // Published on 09-16: five working days (09-20 is a make-up Sunday) end on 09-22 at 24:00.
        var batch = (await site.GetAsync("officer1", $"/api/v1/batches/{notice}")).Ok();
        Assert.Equal(DateTimeOffset.Parse("2026-09-23T00:00:00+08:00"), (DateTimeOffset)batch["endsAt"]!);
        (await site.ClockAsync("2026-09-23T09:00:00+08:00")).Ok();
        var decision = await walk.DraftDecisionAsync();
        var signed = (await walk.BatchActAsync("signatory", decision, "sign")).Ok();
        Assert.Matches("^冶科〔2026〕[1-9][0-9]*号$", (string)signed["number"]!);

        var view = await walk.ViewAsync("ent10");
        Assert.Equal("已认定", (string)view["applicantStatus"]!);
        var certificate = view["documents"]!.AsArray().Single(d => (string)d!["template"]! == "certificate")!;
        var verified = (await site.GetAsync(null, $"/api/v1/documents/{certificate["id"]}/verification")).Ok();
        Assert.Equal("有效", (string)verified["verdict"]!);
        Assert.Equal((string)signed["number"]!, (string)verified["decisionNumber"]!);
        Assert.Equal("2029-09-23", (string)verified["expiresOn"]!);
        // No mobile number on the public answer; hexadecimal ids may hold any run of digits.
        Assert.DoesNotMatch("(?<![0-9a-zA-Z_-])1[3-9][0-9]{9}(?![0-9a-zA-Z_-])", Encoding.UTF8.GetString(verified.Bytes));

        var html = await site.SendAsync("ent10", HttpMethod.Get, $"/api/v1/documents/{certificate["id"]}", accept: "text/html");
        Assert.Equal("text/html", html.ContentType);
        Assert.Contains("大冶示例农业有限公司", Encoding.UTF8.GetString(html.Bytes));
        Assert.Equal(404, (await site.GetAsync("ent01", $"/api/v1/documents/{certificate["id"]}")).Status);
        await VerifyAsync(site);
    }

    [Fact]
    public async Task The_applicant_never_learns_scores_or_expert_names()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var experts = await walk.PanelAsync();
        await walk.ScoreAsync(0.81m);
        var text = (await walk.ViewAsync("ent10")).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.DoesNotContain("81", ScoreOf(text));
        foreach (var (user, _) in experts)
        {
            Assert.DoesNotContain(user, text);
            var name = (string)(await site.GetAsync(user, "/api/v1/session")).Ok()["name"]!;
            Assert.DoesNotContain($"\"{name}\"", text);
        }

        static string ScoreOf(string json) => (string?)JsonNode.Parse(json)!["score"]?.ToString() ?? "";
    }

    [Fact]
    public async Task An_expert_sees_nothing_before_declaring_and_no_names_after()
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.ToPanelAsync();
        var (expert, taskId) = (await walk.PanelAsync())[0];
        var before = (await site.GetAsync(expert, $"/api/v1/tasks/{taskId}")).Ok();
        Assert.Empty(before["values"].AsObject());
        Assert.Equal("score.declareFirst", (await walk.ActAsync(expert, before.Json!, "complete", Journey.Sheet(0.8m))).Code);
        (await walk.ActAsync(expert, before.Json!, "declare", new { conflict = false })).Ok();
        var after = Encoding.UTF8.GetString((await site.GetAsync(expert, $"/api/v1/tasks/{taskId}")).Ok().Bytes);
        Assert.Contains("rd_staff", after);
        foreach (var hidden in (string[])["大冶示例农业有限公司", "91420281000000107N", "13800000026", "金牛镇", walk.Id + "\""]) Assert.DoesNotContain(hidden, after);
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/applications/{walk.Id}")).Status);
        Assert.Equal(404, (await site.GetAsync("expert40", $"/api/v1/tasks/{taskId}")).Status == 200 ? 200 : 404);
    }

    internal static async Task VerifyAsync(Site site)
    {
        var report = new StringWriter();
        await using var scope = site.App.Services.CreateAsyncScope();
        var problems = await ActivatorUtilities.CreateInstance<Verify>(scope.ServiceProvider).RunAsync(report);
        Assert.True(problems.Count == 0, report.ToString());
    }
}
