using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Innovation.Acceptance;

/// <summary>What the texts at the root name exists, and what they tell people to type does what they say.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Texts = ["README.md", "README.zh-CN.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    [Fact]
    public void Every_path_that_is_named_exists()
    {
        var missing = new List<string>();
        foreach (var text in Texts)
        {
            var content = File.ReadAllText(Path.Combine(Site.Root, text));
            var paths = Link().Matches(content).Select(m => m.Groups[1].Value).Where(p => !p.Contains("://", StringComparison.Ordinal))
                .Concat(Code().Matches(content).Select(m => m.Groups[1].Value.Split(' ')[0]).Where(p => Own().IsMatch(p)));
            missing.AddRange(paths.Select(p => p.Split('#')[0].TrimEnd('/')).Where(p => !File.Exists(Path.Combine(Site.Root, p)) && !Directory.Exists(Path.Combine(Site.Root, p))).Select(p => $"{text}: {p}"));
        }

        Assert.Empty(missing);
    }

    /// <summary>Every option of ./run that a text names is known to it.</summary>
    [Fact]
    public void Every_option_that_is_named_is_known()
    {
        var script = File.ReadAllText(Path.Combine(Site.Root, "run"));
        var named = Texts.SelectMany(t => File.ReadLines(Path.Combine(Site.Root, t))).Where(l => l.Contains("./run", StringComparison.Ordinal) || l.StartsWith("| `--", StringComparison.Ordinal))
            .SelectMany(l => Option().Matches(l)).Select(m => m.Value).Where(o => o is not "--long").Distinct().ToList();
        Assert.True(named.Count >= 6);
        Assert.DoesNotContain(named, option => !script.Contains($"    {option})", StringComparison.Ordinal));
        var (code, output) = Run("run", "--nonsense");
        Assert.Equal(2, code);
        Assert.Contains("不认识的选项", output, StringComparison.Ordinal);
        Assert.Contains("--port", Run("run", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_running_server_is_restored_and_verified()
    {
        Assert.SkipWhen(Site.SqlServer is not null, "deploy/backup copies a SQLite file");
        Assert.SkipWhen(Run("/usr/bin/env", "sqlite3", "--version").Code != 0, "deploy/backup needs sqlite3");
        var (backups, restored) = (Directory.CreateTempSubdirectory("innovation-backup-"), Directory.CreateTempSubdirectory("innovation-restored-"));
        try
        {
            await using (var site = await Site.StartAsync())
            {
                await new Journey(site).SubmitAsync();
                var (code, output) = Run("deploy/backup", site.Data, backups.FullName);
                Assert.True(code == 0, output);
            }

            Directory.Delete(restored.FullName);
            var restore = Run("deploy/restore", Directory.EnumerateFiles(backups.FullName).Single(), restored.FullName);
            Assert.True(restore.Code == 0, restore.Output);
            var verify = Run("/usr/bin/env", "Server__Data=" + restored.FullName, "Server__Demo=true", "dotnet", Path.Combine(AppContext.BaseDirectory, "Innovation.Web.dll"), "verify", "--contentRoot", Path.Combine(Site.Root, "src/Web"));
            Assert.True(verify.Code == 0, verify.Output);
        }
        finally
        {
            backups.Delete(recursive: true);
            if (Directory.Exists(restored.FullName)) restored.Delete(recursive: true);
        }
    }

    private static (int Code, string Output) Run(string command, params string[] arguments)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(Path.Combine(Site.Root, command), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Site.Root } };
        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(\./(run|test|bench)|(src|tests|docs|deploy)/\S+)$")]
    private static partial Regex Own();

    [GeneratedRegex(@"--[a-z][a-z-]+")]
    private static partial Regex Option();
}
