using System.Diagnostics;
using Innovation.Web.Jobs;
using Innovation.Web.Startup;
using Innovation.Workflows.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Disk full, read-only, gone or damaged: said in plain words, nothing half done, and what was refused may be sent again.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StorageTroubleTests
{
    [Theory]
    [InlineData(13, "磁盘满了")]
    [InlineData(8, "只读")]
    [InlineData(10, "读写出错")]
    public async Task A_disk_that_takes_nothing_is_told_to_everybody_and_the_same_command_goes_through_afterwards(int code, string words)
    {
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.OpenAsync();
        await walk.SaveAsync();
        var token = await site.TokenAsync("admin");
        Assert.NotEmpty(token);
        StorageFaults.Set(site, code);
        var command = Journey.NewId();
        var refused = (await walk.CommandAsync("submit", command)).Refused(503, "server.storage");
        Assert.Contains(words, (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Equal("草稿", await walk.StatusAsync());
        var ready = await site.GetAsync(null, "/health/ready");
        Assert.Equal(503, ready.Status);
        Assert.Contains(words, ready.Json!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal(200, (await site.GetAsync(null, "/health/live")).Status);

        // An administrator gets in, by the page, and reads what is wrong; anybody else is told to wait.
        using (var admin = await Browser.SignInAsync(site, "admin"))
        {
            Assert.Equal("/admin", admin.Path);
            Assert.Contains(words, admin.Text, StringComparison.Ordinal);
        }

        using var officer = new Browser(site);
        await officer.GoAsync("/login");
        await officer.SubmitAsync("input[name=UserName]", ("UserName", "officer1"), ("Password", site.Get<Web.Demo.DemoAccounts>().Password()));
        Assert.Equal(503, officer.Status);
        Assert.Contains("暂时不能办理", officer.Text, StringComparison.Ordinal);

        StorageFaults.Set(site, null);
        (await walk.CommandAsync("submit", command)).Ok();
        (await walk.CommandAsync("submit", command)).Ok();
        site.RealTime.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await site.GetAsync(null, "/health/ready")).Status);
    }

    [Fact]
    public async Task A_database_that_is_gone_is_told_and_no_empty_one_is_made_in_its_place()
    {
        Assert.SkipWhen(Site.SqlServer is not null, "about the file of SQLite");
        await using var site = await Site.StartAsync();
        (await site.GetAsync(null, "/api/v1/rounds?state=open")).Ok();
        SqliteConnection.ClearAllPools();
        foreach (var file in (string[])["", "-wal", "-shm"]) if (File.Exists(site.DatabaseFile + file)) File.Move(site.DatabaseFile + file, site.DatabaseFile + file + ".away");
        try
        {
            var refused = await site.GetAsync(null, "/api/v1/rounds?state=open");
            Assert.Contains("打不开数据库", (string)refused.Refused(503, "server.storage")["detail"]!, StringComparison.Ordinal);
            Assert.Equal(503, (await site.GetAsync(null, "/health/ready")).Status);
            Assert.False(File.Exists(site.DatabaseFile));
            Assert.Throws<LostDatabaseException>(() => DataFolder.Prepare(new ServerOptions { Data = WithAnchors(site.Data) }));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            foreach (var file in (string[])["", "-wal", "-shm"]) if (File.Exists(site.DatabaseFile + file + ".away")) File.Move(site.DatabaseFile + file + ".away", site.DatabaseFile + file, overwrite: true);
        }

        site.RealTime.Pass(TimeSpan.FromMinutes(2));
        (await site.GetAsync(null, "/api/v1/rounds?state=open")).Ok();
    }

    [Fact]
    public async Task Damage_is_found_at_start_by_verify_and_by_the_backup_and_told_to_the_administrators()
    {
        Assert.SkipWhen(Site.SqlServer is not null, "about the file of SQLite");
        var site = await Site.StartAsync();
        site.Keep();
        await site.Get<IntegrityWatch>().RunAsync(whole: true, TestContext.Current.CancellationToken);
        Assert.Null(site.Get<IntegrityWatch>().Problem);
        await site.DisposeAsync();
        SqliteConnection.ClearAllPools();
        // The root page of a table is overwritten.
        long offset;
        await using (var db = new SqliteConnection($"Data Source={site.DatabaseFile}"))
        {
            await db.OpenAsync(TestContext.Current.CancellationToken);
            var command = db.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            command.CommandText = "SELECT rootpage FROM sqlite_master WHERE name = 'Documents'";
            var page = Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
            offset = (page - 1) * 4096;
        }

        SqliteConnection.ClearAllPools();
        await using (var file = File.OpenWrite(site.DatabaseFile))
        {
            file.Position = offset;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        var (code, output) = await VerifyAsync(site.Data);
        Assert.Equal(1, code);
        Assert.Contains("数据库文件", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        // What can be read is checked all the same.
        Assert.Contains("日志", output, StringComparison.Ordinal);
        Assert.Contains("总账", output, StringComparison.Ordinal);

        var target = Directory.CreateTempSubdirectory("innovation-backup-").FullName;
        var (backup, said) = await RunAsync("bash", [Path.Combine(Site.Root, "deploy/backup"), site.Data, target]);
        Assert.NotEqual(0, backup);
        Assert.Contains("没有备份", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));

        await using var again = await Site.OpenAsync(site.Data);
        await again.Get<IntegrityWatch>().RunAsync(whole: false, TestContext.Current.CancellationToken);
        Assert.NotNull(again.Get<IntegrityWatch>().Problem);
        Assert.Equal(503, (await again.GetAsync(null, "/health/ready")).Status);
        using var admin = await Browser.SignInAsync(again, "admin");
        await admin.GoAsync("/admin");
        Assert.Contains("数据库文件损坏", admin.Text, StringComparison.Ordinal);
        await using var told = again.Get<IDbContexts>().Create();
        Assert.True(await told.Messages.AnyAsync(m => m.Event == "systemAlarm", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Verify_on_a_folder_without_a_database_says_so_and_creates_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("innovation-empty-").FullName;
        foreach (var data in (string[])[folder, Path.Combine(folder, "missing")])
        {
            var (code, output) = await VerifyAsync(data);
            Assert.Equal(2, code);
            Assert.Contains("没有数据库", output, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why_in_one_line()
    {
        var folder = WithAnchors(Directory.CreateTempSubdirectory("innovation-lost-").FullName);
        var (code, output) = await RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Innovation.Web.dll"), "--contentRoot", Path.Combine(Site.Root, "src/Web"), "--urls", "http://127.0.0.1:0"], ("Server__Data", folder));
        Assert.Equal(1, code);
        Assert.Contains("没有启动：", output, StringComparison.Ordinal);
        Assert.Contains("没有新建数据库", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "innovation.db")));
    }

    [Fact]
    public async Task The_folder_is_its_owners_and_what_a_crash_left_is_swept_away()
    {
        var folder = Directory.CreateTempSubdirectory("innovation-own-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        var (old, young) = (Path.Combine(folder, "files", "old.part"), Path.Combine(folder, "files", "young.part"));
        await File.WriteAllTextAsync(old, "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(young, "x", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        DataFolder.Prepare(new ServerOptions { Data = folder });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "innovation.db")));
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    private static string WithAnchors(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "anchors"));
        File.WriteAllText(Path.Combine(folder, "anchors", "20260101.txt"), "x");
        return folder;
    }

    private static Task<(int Code, string Output)> VerifyAsync(string data) =>
        RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Innovation.Web.dll"), "verify", "--contentRoot", Path.Combine(Site.Root, "src/Web")], ("Server__Data", data), ("Server__Demo", "true"));

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
