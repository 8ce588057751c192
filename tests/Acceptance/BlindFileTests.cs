using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Experts open attachments as copies that do not say whose they are.</summary>
public sealed class BlindFileTests
{
    [Fact]
    public async Task Experts_get_copies_of_the_fields_their_stage_may_read_and_never_the_original()
    {
        await using var site = await Site.StartAsync();
        await OpenOtherFilesAsync(site);
        var walk = new Journey(site);
        await walk.OpenAsync();
        var applicant = (string)(await walk.ViewAsync("ent10"))["organization"]!["name"]!;
        walk.Values["plan"] = string.Concat(Enumerable.Repeat($"{applicant}三年内建成研发与中试平台。", 30));
        await walk.SaveAsync();
        var good = (string)(await walk.UploadAsync("other_files", $"{applicant}检测报告.pdf", Page)).Ok()["id"]!;
        var bad = (string)(await walk.UploadAsync("other_files", $"{applicant}审计报告.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray())).Ok()["id"]!;
        (await walk.CommandAsync("submit")).Ok();
        var hidden = (string)(await walk.ViewAsync("ent10"))["attachments"]!.AsArray().First(a => (string)a!["field"]! == "business_license")!["id"]!;
        await walk.RecommendAsync();
        await walk.AcceptAsync();
        var (expert, task) = (await walk.PanelAsync())[0];
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{good}")).Status);
        (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!, "declare", new { conflict = false })).Ok();

        var seen = (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok();
        Assert.Equal(["附件1.pdf", "附件2.pdf"], seen["attachments"].AsArray().Select(a => (string)a!["name"]!));
        Assert.DoesNotContain(applicant, Encoding.UTF8.GetString(seen.Bytes));
        Assert.StartsWith("申报单位三年内", (string)seen["values"]["plan"]!, StringComparison.Ordinal);
        var copy = (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{good}")).Ok();
        Assert.Equal("application/pdf", copy.ContentType);
        Assert.DoesNotContain("Secret Company", Encoding.Latin1.GetString(copy.Bytes));
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{bad}")).Refused(422, "file.noBlindCopy");
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{bad}")).Refused(422, "file.noBlindCopy");
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{hidden}")).Status);
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/applications/{walk.Id}/attachments/{good}")).Status);
        Assert.Equal(404, (await site.GetAsync((await walk.PanelAsync())[1].User, $"/api/v1/tasks/{task}/attachments/{good}")).Status);
        Assert.Equal(404, (await site.GetAsync("ent10", $"/api/v1/tasks/{task}/attachments/{good}")).Status);

        await using var db = site.Get<IDbContexts>().Create();
        var told = await db.Messages.SingleAsync(m => m.Title.StartsWith("不能提供匿名副本"), TestContext.Current.CancellationToken);
        Assert.Equal("officer@programme:PR01", told.Candidate);
        Assert.Equal(3, await db.AuditLog.CountAsync(a => a.Kind == "attachment.blindRead", TestContext.Current.CancellationToken));
        var again = (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok()["attachments"].AsArray();
        Assert.Equal([false, true], again.Select(a => (bool)a!["unavailable"]!));
        await WholeWayTests.VerifyAsync(site);
    }

    private static byte[] Page => File.ReadAllBytes(Path.Combine(Site.Root, "tests/Workflows.Tests/Reviews/Files/page.pdf"));

    // The shipped programme hides all attachments from experts; this version shows one field.
    private static async Task OpenOtherFilesAsync(Site site)
    {
        var programme = JsonNode.Parse(ProgrammeCatalogue.Load("PR01").Write())!;
        programme["process"]!["version"] = 2;
        programme["permissions"]!["stages"]!["panel"]!["other_files"] = "read";
        var json = programme.ToJsonString();
        await using var db = site.Get<IDbContexts>().Create();
        db.ProgrammeVersions.Add(new ProgrammeVersionRow { ProgrammeCode = "PR01", Version = 2, Json = json, Sha256 = CanonicalJson.Sha256Hex(json), EffectiveAt = DateTimeOffset.UnixEpoch, PublishedAt = Site.Start, PublishedBy = "system", Notes = "" });
        await db.SaveChangesAsync();
    }
}
