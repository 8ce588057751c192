using System.Diagnostics;
using Innovation.Web.Jobs;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>A printer that fails or hangs: PDFs are never given up, administrators see why, and nobody waits long for a page.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PdfOutboxTests
{
    [Fact]
    public async Task What_cannot_be_printed_is_tried_again_after_growing_pauses_and_never_given_up()
    {
        await using var site = await Site.StartAsync("--Server:Chromium", Script("exit 1"));
        var outbox = site.Get<PdfOutbox>();
        async Task<List<OutboxRow>> OrdersAsync()
        {
            await using var db = site.Get<IDbContexts>().Create();
            return await db.Outbox.AsNoTracking().Where(o => o.Kind == OutboxRow.Pdf && o.DoneAt == null).ToListAsync(TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 600 && (await OrdersAsync()).Any(o => o.Attempts == 0); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        var before = await OrdersAsync();
        Assert.NotEmpty(before);
        Assert.All(before, o => Assert.False(string.IsNullOrEmpty(o.Error)));
        Assert.All(before, o => Assert.True(o.NextAt > site.RealTime.GetUtcNow()));
        await outbox.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before.Sum(o => o.Attempts), (await OrdersAsync()).Sum(o => o.Attempts));
        // As if it had failed a whole day: it is still tried, an hour later at the latest.
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var keep = before[0].Id;
            await db.Outbox.Where(o => o.Kind == OutboxRow.Pdf && o.Id != keep).ExecuteUpdateAsync(s => s.SetProperty(o => o.DoneAt, site.RealTime.GetUtcNow()), TestContext.Current.CancellationToken);
            await db.Outbox.Where(o => o.Id == keep).ExecuteUpdateAsync(s => s.SetProperty(o => o.Attempts, 30), TestContext.Current.CancellationToken);
        }

        site.RealTime.Pass(TimeSpan.FromHours(1));
        for (var i = 0; i < 50 && (await OrdersAsync()).Single().Attempts == 30; i++)
        {
            await outbox.RunAsync(TestContext.Current.CancellationToken);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var after = (await OrdersAsync()).Single();
        Assert.True(after.Attempts > 30);
        Assert.InRange(after.NextAt - site.RealTime.GetUtcNow(), TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));

        using var admin = await Browser.SignInAsync(site, "admin");
        await admin.GoAsync("/admin");
        Assert.Contains("1 份没有生成", admin.Text, StringComparison.Ordinal);
        await admin.GoAsync("/admin/papers");
        Assert.Contains(after.Error!, admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("tbody form button");
        Assert.Contains("马上重新生成", admin.Text, StringComparison.Ordinal);
        Assert.True((await OrdersAsync()).Single().NextAt <= site.RealTime.GetUtcNow() || (await OrdersAsync()).Single().Attempts > after.Attempts);
        foreach (var user in (string[])["officer1", "ent10"])
        {
            using var other = await Browser.SignInAsync(site, user);
            await other.GoAsync("/admin/papers");
            Assert.Equal(403, other.Status);
        }
    }

    [Fact]
    public async Task A_page_does_not_wait_for_a_printer_that_hangs_and_a_server_that_stops_counts_no_failure()
    {
        var site = await Site.StartAsync("--Server:Chromium", Script("sleep 600"));
        site.Keep();
        var walk = new Journey(site);
        await walk.OpenAsync();
        await walk.SaveAsync();
        using var page = await Browser.SignInAsync(site, "ent10");
        var clock = Stopwatch.StartNew();
        var bytes = await page.DownloadAsync($"/applications/{walk.Id}/print?format=pdf");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(35), $"{clock.Elapsed}");
        Assert.NotEmpty(bytes);
        clock.Restart();
        await site.DisposeAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"stopped after {clock.Elapsed}");
        await using var again = await Site.OpenAsync(site.Data);
        await using var db = again.Get<IDbContexts>().Create();
        Assert.Equal(0, await db.Outbox.Where(o => o.Kind == OutboxRow.Pdf).SumAsync(o => o.Attempts, TestContext.Current.CancellationToken));
    }

    private static string Script(string does)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("innovation-chromium-").FullName, "chromium");
        File.WriteAllText(path, "#!/bin/sh\n" + does + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
