using System.Text.Json.Nodes;

namespace Innovation.Acceptance;

/// <summary>Field permissions of a submission: what is only to be read cannot be filled in, and is not asked for.</summary>
public sealed class SubmissionPermissionTests
{
    [Fact]
    public async Task A_field_that_the_submission_may_only_read_is_locked_and_does_not_stand_in_the_way()
    {
        await using var site = await Site.StartAsync();
        var id = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = true })).Ok()["id"]!;
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/parts", new { revision = 1, pointer = "/permissions/stages/submit/site_area", value = "read", words = "场地面积只读" })).Ok();
        (await site.PostAsync("admin", $"/api/v1/drafts/{id}/publish", new { revision = 2, notes = "场地面积由科技局填写" })).Ok();
        var walk = new Journey(site);
        var refused = await Assert.ThrowsAnyAsync<Exception>(walk.OpenAsync);
        Assert.Contains("“场地面积”在这一步只能看，不能修改", refused.Message);
        walk.Values.Remove("site_area");
        await walk.SaveAsync();
        foreach (var field in (string[])["business_license", "stamped_application"]) (await walk.UploadAsync(field, "扫描件.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray())).Ok();
        using var applicant = await Browser.SignInAsync(site, "ent10");
        await applicant.GoAsync($"/applications/{walk.Id}/form");
        Assert.NotNull(applicant.Page.QuerySelector("[name='f.equip_value']"));
        Assert.Null(applicant.Page.QuerySelector("[name='f.site_area']"));
        (await walk.CommandAsync("submit")).Ok();
    }
}
