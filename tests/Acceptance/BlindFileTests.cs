using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Web.Startup;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Reviews.BlindChecks;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tests.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Experts open attachments only when nothing in them says whose they are, or an officer has looked at them.</summary>
public sealed class BlindFileTests
{
    private const string Checking = "正在由主管部门核对，核对后即可查看";

    [Fact]
    public async Task Experts_get_copies_of_the_fields_their_stage_may_read_and_never_the_original()
    {
        await using var site = await Site.StartAsync();
        var walk = await BlindWorld.OpenAsync(site);
        var applicant = await BlindWorld.NameAsync(walk);
        walk.Values["plan"] = string.Concat(Enumerable.Repeat($"{applicant}三年内建成研发与中试平台。", 30));
        await walk.SaveAsync();
        var good = await BlindWorld.UploadAsync(walk, $"{applicant}检测报告.pdf", Page);
        var bad = await BlindWorld.UploadAsync(walk, $"{applicant}审计报告.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray());
        (await walk.CommandAsync("submit")).Ok();
        var hidden = (string)(await walk.ViewAsync("ent10"))["attachments"]!.AsArray().First(a => (string)a!["field"]! == "business_license")!["id"]!;
        await walk.RecommendAsync();
        await walk.AcceptAsync();
        Assert.Equal(2, await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken));
        var (expert, task) = (await walk.PanelAsync())[0];
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{good}")).Status);
        await BlindWorld.DeclareAsync(site, walk, expert, task);

        var seen = (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok();
        Assert.Equal(["附件1.pdf", "附件2.pdf"], seen["attachments"].AsArray().Select(a => (string)a!["name"]!));
        Assert.Equal(["ready", "checking"], seen["attachments"].AsArray().Select(a => (string)a!["state"]!));
        Assert.DoesNotContain(applicant, Encoding.UTF8.GetString(seen.Bytes));
        Assert.StartsWith("申报单位三年内", (string)seen["values"]["plan"]!, StringComparison.Ordinal);
        var copy = (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{good}")).Ok();
        Assert.Equal("application/pdf", copy.ContentType);
        Assert.DoesNotContain("Secret Company", Encoding.Latin1.GetString(copy.Bytes));
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{bad}")).Refused(422, "file.checking");
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{hidden}")).Status);
        Assert.Equal(404, (await site.GetAsync(expert, $"/api/v1/applications/{walk.Id}/attachments/{good}")).Status);
        Assert.Equal(404, (await site.GetAsync((await walk.PanelAsync())[1].User, $"/api/v1/tasks/{task}/attachments/{good}")).Status);
        Assert.Equal(404, (await site.GetAsync("ent10", $"/api/v1/tasks/{task}/attachments/{good}")).Status);

        // Of a file that cannot be copied there is nothing to release.
        var broken = await CheckAsync(site, walk, bad);
        Assert.False((bool)broken["hasCopy"]!);
        (await DecideAsync(site, walk, "officer1", broken, "release", "看过。")).Refused(422, "blindCheck.noCopy");
        (await DecideAsync(site, walk, "officer1", broken, "withhold", "文件损坏。")).Ok();
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{bad}")).Refused(422, "file.withheld");
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Equal(3, await db.AuditLog.CountAsync(a => a.Kind == "attachment.blindRead", TestContext.Current.CancellationToken));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task A_file_with_a_name_or_a_picture_waits_for_an_officer_and_a_clean_one_does_not()
    {
        var site = await Site.StartAsync();
        try
        {
            var walk = await BlindWorld.OpenAsync(site);
            var name = await BlindWorld.NameAsync(walk);
            var (half, rest) = (name[..5], name[5..]);
            var files = new Dictionary<string, string>
            {
                ["clean"] = await BlindWorld.UploadAsync(walk, "检测报告.pdf", SampleFiles.Pdf(["检测报告"], ["样品合格。"])),
                ["page2"] = await BlindWorld.UploadAsync(walk, "审计报告.pdf", SampleFiles.Pdf(["审计报告"], [$"被审计单位：{name}"])),
                ["split"] = await BlindWorld.UploadAsync(walk, "验收意见.pdf", SampleFiles.Pdf([$"承担单位：{half}", rest])),
                ["wide"] = await BlindWorld.UploadAsync(walk, "信用报告.pdf", SampleFiles.Pdf([Wide(await UsccAsync(site, name))])),
                ["scan"] = await BlindWorld.UploadAsync(walk, "扫描件.pdf", SampleFiles.Scanned(Photo)),
                ["photo"] = await BlindWorld.UploadAsync(walk, "现场照片.jpg", Photo),
                ["docx"] = await BlindWorld.UploadAsync(walk, $"{name}说明.docx", SampleFiles.Docx(["由", half, rest, "承担"])),
            };
            await BlindWorld.ToExpertsAsync(walk);
            var (expert, task) = (await walk.PanelAsync())[0];
            await BlindWorld.DeclareAsync(site, walk, expert, task);
            Assert.All(await StatesAsync(site, expert, task, files), s => Assert.Equal("checking", s.Value));

            Assert.Equal(files.Count, await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken));
            Assert.Equal(["clean"], (await StatesAsync(site, expert, task, files)).Where(s => s.Value == "ready").Select(s => s.Key));
            Assert.Equal("第 2 页", (string)(await CheckAsync(site, walk, files["page2"]))["findings"]![0]!["place"]!);
            Assert.Contains(name, (string)(await CheckAsync(site, walk, files["page2"]))["findings"]![0]!["text"]!);
            Assert.Equal(["name", "name", "name", "picture", "picture"], await Task.WhenAll(((string[])["page2", "split", "wide", "scan", "photo"]).Select(async f => (string)(await CheckAsync(site, walk, files[f]))["findings"]![0]!["kind"]!)));
            Assert.Equal([("fileName", "文件名"), ("name", "正文")], (await CheckAsync(site, walk, files["docx"]))["findings"]!.AsArray().Select(f => ((string)f!["kind"]!, (string)f["place"]!)));

            // In place of the file stands a sentence, on the page, by address and over the API.
            using (var page = await Browser.SignInAsync(site, expert))
            {
                await page.GoAsync($"/tasks/{task}");
                Assert.Contains(Checking, page.Text);
                Assert.Single(page.Page.QuerySelectorAll(".kc-files a"));
                Assert.DoesNotContain("现场照片", page.Text);
                Assert.DoesNotContain(name, page.Text);
                await page.GoAsync($"/tasks/{task}?handler=File&file={files["page2"]}");
                Assert.Equal(422, page.Status);
                Assert.Contains(Checking, page.Text);
            }

            (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{files["page2"]}")).Refused(422, "file.checking");
            (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{files["clean"]}")).Ok();
            Assert.Equal(404, (await site.GetAsync(expert, $"/files/{files["photo"]}")).Status);

            var watch = new ToDoWatch(site);
            await watch.ForAsync(BlindCheckToDos.Check, walk.Id, "officer1", "officer2", "head");
            watch.SawAll(site.Get<IEnumerable<IToDoSource>>().OfType<BlindCheckToDos>().Single());
            await using (var db = site.Get<IDbContexts>().Create())
                Assert.Equal("officer@programme:PR01", (await db.Messages.SingleAsync(m => m.Title == "待办：核对评审附件", TestContext.Current.CancellationToken)).Candidate);

            // Nothing is forgotten and nothing is searched twice.
            var before = await ListAsync(site, walk);
            site = await site.RestartAsync();
            walk.MoveTo(site);
            Assert.Equal(before.ToJsonString(), (await ListAsync(site, walk)).ToJsonString());
            Assert.Equal(0, await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken));
            Assert.Equal("checking", (await StatesAsync(site, expert, task, files))["photo"]);
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    [Fact]
    public async Task Only_officers_of_the_section_decide_and_a_later_decision_takes_the_place_of_an_earlier_one()
    {
        await using var site = await Site.StartAsync();
        var walk = await BlindWorld.OpenAsync(site);
        var photo = await BlindWorld.UploadAsync(walk, "现场照片.jpg", Photo);
        await BlindWorld.ToExpertsAsync(walk);
        await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken);
        var (expert, task) = (await walk.PanelAsync())[0];
        await BlindWorld.DeclareAsync(site, walk, expert, task);
        var check = await CheckAsync(site, walk, photo);

        foreach (var other in (string[])[expert, "ent10", "town09"]) (await DecideAsync(site, walk, other, check, "release", "看过。")).Refused(403, "session.forbidden");
        foreach (var other in (string[])["auditor", "signatory"]) (await DecideAsync(site, walk, other, check, "release", "看过。")).Refused(403, "command.notAllowed");
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var officer2 = await db.Users.SingleAsync(u => u.UserName == "officer2", TestContext.Current.CancellationToken);
            Assert.Null(await site.Get<Accounts>().GrantAsync(officer2.Id, [("officer", "programme:PR02")], new Sender(UserContext.System, Site.Start), TestContext.Current.CancellationToken));
        }

        (await DecideAsync(site, walk, "officer2", check, "release", "看过。")).Refused(404, "blindCheck.notFound");
        (await site.GetAsync("officer2", $"/api/v1/applications/{walk.Id}/blind-checks")).Refused(404, "resource.notFound");
        (await site.GetAsync(expert, $"/api/v1/applications/{walk.Id}/blind-checks")).Refused(403, "session.forbidden");
        (await DecideAsync(site, walk, "officer1", check, "release", " ")).Refused(422, "blindCheck.note");
        (await DecideAsync(site, walk, "officer1", check, null, "看过。")).Refused(422, "blindCheck.decision");
        (await DecideAsync(site, walk, "officer1", check, "maybe", "看过。")).Refused(422, "blindCheck.decision");
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{photo}")).Refused(422, "file.checking");

        // Nothing is chosen beforehand, and what was typed stays when it is refused.
        using var page = await Browser.SignInAsync(site, "officer1");
        await page.GoAsync($"/cases/{walk.Id}/blind");
        Assert.Empty(page.Page.QuerySelectorAll("input[type=radio][checked]"));
        await page.SubmitAsync("main form.kc-act", ("decision", null), ("note", "看过第 1 张"));
        Assert.Equal(422, page.Status);
        Assert.Equal(["请选择放行或者不予提供。"], page.Errors);
        Assert.Contains("看过第 1 张", page.Page.QuerySelector("textarea")!.TextContent);
        await page.SubmitAsync("main form.kc-act", ("decision", "release"), ("note", "看过照片：只有设备，没有厂名。"));
        Assert.Contains("专家可以查看", page.Text);
        Assert.Contains("放行：看过照片：只有设备，没有厂名。", page.Text);
        var released = (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{photo}")).Ok();
        Assert.Equal("image/jpeg", released.ContentType);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.Equal(5, await db.Messages.CountAsync(m => m.Event == "reviewFiles", TestContext.Current.CancellationToken));
            Assert.False(await db.Messages.AnyAsync(m => m.Event == "reviewFiles" && m.CaseId != null, TestContext.Current.CancellationToken));
        }

        await new ToDoWatch(site).GoneAsync(BlindCheckToDos.Check, walk.Id, "officer1", "head");
        var stale = await DecideAsync(site, walk, "head", check, "withhold", "再看有厂名。");
        stale.Refused(409, "blindCheck.stale");
        Assert.Contains("决定放行", (string)stale["detail"]!);
        var command = Journey.NewId();
        (await DecideAsync(site, walk, "head", await CheckAsync(site, walk, photo), "withhold", "再看有厂名。", command)).Ok();
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{photo}")).Refused(422, "file.withheld");
        using (var seen = await Browser.SignInAsync(site, expert))
        {
            await seen.GoAsync($"/tasks/{task}");
            Assert.Contains("主管部门没有提供这个附件", seen.Text);
        }

        (await DecideAsync(site, walk, "officer1", await CheckAsync(site, walk, photo), "release", "厂名已遮。")).Ok();
        (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{photo}")).Ok();
        await using var log = site.Get<IDbContexts>().Create();
        Assert.Equal(3, await log.AuditLog.CountAsync(a => a.Kind == "blindCheck.decided", TestContext.Current.CancellationToken));
        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task With_an_open_review_nothing_is_hidden_and_nothing_is_called_blind()
    {
        await using var site = await Site.StartAsync();
        var walk = await BlindWorld.OpenAsync(site, blind: false);
        var name = await BlindWorld.NameAsync(walk);
        var original = SampleFiles.Pdf([$"被审计单位：{name}"]);
        var report = await BlindWorld.UploadAsync(walk, $"{name}审计报告.pdf", original);
        var photo = await BlindWorld.UploadAsync(walk, "现场照片.jpg", Photo);
        await BlindWorld.ToExpertsAsync(walk);
        Assert.Equal(0, await site.Get<BlindScans>().RunAsync(TestContext.Current.CancellationToken));
        var (expert, task) = (await walk.PanelAsync())[0];
        using var page = await Browser.SignInAsync(site, expert);
        await page.GoAsync($"/tasks/{task}");
        Assert.Contains(name, page.Text);
        Assert.DoesNotContain("已隐去", page.Text);
        await BlindWorld.DeclareAsync(site, walk, expert, task);
        var seen = (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok();
        Assert.Equal([$"{name}审计报告.pdf", "现场照片.jpg"], seen["attachments"].AsArray().Select(a => (string)a!["name"]!));
        Assert.Equal(name, (string)seen["task"]["organization"]!);
        Assert.Equal(original, (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{report}")).Ok().Bytes);
        Assert.Equal(Photo, (await site.GetAsync(expert, $"/api/v1/tasks/{task}/attachments/{photo}")).Ok().Bytes);
        foreach (var path in (string[])[$"/tasks/{task}", "/tasks"])
        {
            await page.GoAsync(path);
            Assert.Contains(name, page.Text);
            foreach (var word in (string[])["盲评", "匿名", "已隐去"]) Assert.DoesNotContain(word, page.Page.Body!.OuterHtml.Replace("申报单位只见匿名汇总意见", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_that_keeps_its_reader_busy_is_left_to_a_person_in_time()
    {
        var program = typeof(Database).Assembly.Location;
        var started = Stopwatch.StartNew();
        // Sixty megabytes of letters on one page.
        var heavy = SampleFiles.Pdf([string.Concat(Enumerable.Repeat(SampleFiles.Lines("字") + "\n", 800_000))], "字");
        var slow = Assert.Single((await new ScanProcess(program, TimeSpan.FromSeconds(4)).ScanAsync("application/pdf", heavy, ["某某公司"], TestContext.Current.CancellationToken)).Findings);
        Assert.Equal(FindingKind.Unreadable, slow.Kind);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        var dead = Assert.Single((await new ScanProcess(Path.Combine(Path.GetTempPath(), "nowhere.dll")).ScanAsync("application/pdf", Page, ["某某公司"], TestContext.Current.CancellationToken)).Findings);
        Assert.Equal(FindingKind.Unreadable, dead.Kind);
        var clean = await new ScanProcess(program).ScanAsync("application/pdf", Page, ["某某公司"], TestContext.Current.CancellationToken);
        Assert.Empty(clean.Findings);
        Assert.NotEmpty(clean.Copy!);
    }

    [Theory]
    [InlineData("word/document.xml", 96, 1)]
    [InlineData("word/media/a.bin", 400, 1)]
    [InlineData("word/document.xml", 1, 20_000)]
    public async Task A_file_that_unpacks_to_far_more_than_it_is_costs_the_server_nothing(string part, int megabytes, int parts)
    {
        using var file = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var types = archive.CreateEntry("[Content_Types].xml").Open()) types.Write("<Types/>"u8);
            for (var i = 0; i < parts; i++)
            {
                using var body = archive.CreateEntry(i == 0 ? part : $"word/{i}.xml", System.IO.Compression.CompressionLevel.SmallestSize).Open();
                if (i > 0) continue;
                body.Write("<a>"u8);
                for (var m = 0; m < megabytes; m++) body.Write(new byte[1 << 20].Select(_ => (byte)' ').ToArray());
                body.Write("</a>"u8);
            }
        }

        var before = Environment.WorkingSet;
        var started = Stopwatch.StartNew();
        var answer = await new ScanProcess(typeof(Database).Assembly.Location).ScanAsync("application/vnd.openxmlformats-officedocument.wordprocessingml.document", file.ToArray(), ["某某公司"], TestContext.Current.CancellationToken);
        Assert.Null(answer.Copy);
        Assert.Equal(FindingKind.Unreadable, Assert.Single(answer.Findings).Kind);
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(15), $"{started.Elapsed}");
        Assert.True(Environment.WorkingSet - before < 200 << 20, $"{(Environment.WorkingSet - before) >> 20} MB");
    }

    private static byte[] Page => File.ReadAllBytes(Path.Combine(Site.Root, "tests/Workflows.Tests/Reviews/Files/page.pdf"));

    private static byte[] Photo => BlindWorld.Photo;

    private static string Wide(string text) => string.Join('　', text.Select(c => (char)(c + 0xFEE0)));

    private static async Task<string> UsccAsync(Site site, string name)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Organizations.Where(o => o.Name == name).Select(o => o.Uscc).SingleAsync();
    }

    private static async Task<Dictionary<string, string>> StatesAsync(Site site, string expert, string task, Dictionary<string, string> files)
    {
        var shown = (await site.GetAsync(expert, $"/api/v1/tasks/{task}")).Ok()["attachments"].AsArray();
        return files.ToDictionary(f => f.Key, f => (string)shown.Single(a => (string)a!["id"]! == f.Value)!["state"]!);
    }

    private static async Task<JsonArray> ListAsync(Site site, Journey walk) => (await site.GetAsync("officer1", $"/api/v1/applications/{walk.Id}/blind-checks")).Ok()["items"].AsArray();

    private static async Task<JsonNode> CheckAsync(Site site, Journey walk, string file) => (await ListAsync(site, walk)).Single(c => (string)c!["attachmentId"]! == file)!;

    private static Task<Answer> DecideAsync(Site site, Journey walk, string user, JsonNode check, string? decision, string note, string? command = null) =>
        site.PostAsync(user, $"/api/v1/applications/{walk.Id}/blind-checks/{check["id"]}", new { commandId = command ?? Journey.NewId(), revision = (int)check["revision"]!, decision, note });
}
