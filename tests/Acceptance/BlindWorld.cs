using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tests.Reviews;

namespace Innovation.Acceptance;

/// <summary>A programme that, unlike the shipped one, shows its experts one field of attachments, and cases with files in it.</summary>
public static class BlindWorld
{
    public static byte[] Photo => File.ReadAllBytes(Path.Combine(Site.Root, "tests/Workflows.Tests/Reviews/Files/photo.jpg"));

    /// <summary>A draft in the round of that programme.</summary>
    /// <param name="blind">Whether its review is blind.</param>
    public static async Task<Journey> OpenAsync(Site site, bool blind = true)
    {
        var programme = JsonNode.Parse(ProgrammeCatalogue.Load("PR01").Write())!;
        programme["process"]!["version"] = 2;
        programme["permissions"]!["stages"]!["panel"]!["other_files"] = "read";
        foreach (var stage in programme["process"]!["stages"]!.AsArray().Where(s => (string)s!["id"]! == "panel")) stage!["blind"] = blind;
        var json = programme.ToJsonString();
        await using var db = site.Get<IDbContexts>().Create();
        db.ProgrammeVersions.Add(new ProgrammeVersionRow { ProgrammeCode = "PR01", Version = 2, Json = json, Sha256 = CanonicalJson.Sha256Hex(json), EffectiveAt = DateTimeOffset.UnixEpoch, PublishedAt = Site.Start, PublishedBy = "system", Notes = "" });
        await db.SaveChangesAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        return walk;
    }

    /// <summary>The case with its experts, and with files that are clear, name the applicant, and are pictures.</summary>
    public static async Task<Journey> ToExpertsAsync(Site site)
    {
        var walk = await OpenAsync(site);
        var name = await NameAsync(walk);
        await UploadAsync(walk, "检测报告.pdf", SampleFiles.Pdf(["检测报告"], ["样品合格。"]));
        await UploadAsync(walk, $"{name}二〇二五年度财务报表审计报告及附注.pdf", SampleFiles.Pdf(["审计报告"], [$"被审计单位：{name}"], ["附注"], [$"我们审计了{name}的财务报表"]));
        await UploadAsync(walk, "现场照片.jpg", Photo);
        await ToExpertsAsync(walk);
        return walk;
    }

    /// <summary>Hands the draft in and brings it to the experts.</summary>
    public static async Task ToExpertsAsync(Journey walk)
    {
        (await walk.CommandAsync("submit")).Ok();
        await walk.RecommendAsync();
        await walk.AcceptAsync();
    }

    public static async Task DeclareAsync(Site site, Journey walk, string expert, string task) => (await walk.ActAsync(expert, (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok().Json!, "declare", new { conflict = false })).Ok();

    public static async Task<string> NameAsync(Journey walk) => (string)(await walk.ViewAsync("ent10"))["organization"]!["name"]!;

    public static async Task<string> UploadAsync(Journey walk, string name, byte[] content) => (string)(await walk.UploadAsync("other_files", name, content)).Ok()["id"]!;
}
