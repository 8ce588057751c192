using System.Diagnostics;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Benchmarks;

/// <summary>A thousand messages, each ordered in a transaction of its own, through the outbox to mails in the folder.</summary>
internal static class MessageBench
{
    private const int Count = 1000;

    public static async Task RunAsync()
    {
        await using var server = await Server.StartAsync();
        var delivery = server.Get<MessageDelivery>();
        await delivery.RunAsync();
        var (contexts, gate) = (server.Get<IDbContexts>(), server.Get<CommandGate>());
        var user = await server.UserAsync("officer1");
        await using (var db = contexts.Create()) await db.Users.Where(u => u.Id == user.UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, "officer1@example.com"));
        var fields = new Dictionary<string, string?> { [MessageEvents.Number] = "PT2026-0037", [MessageEvents.Organization] = "示例精密制造有限公司", [MessageEvents.Project] = "示例中试基地", [MessageEvents.Stage] = "形式审查" };
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
        {
            var message = new NewMessage($"bench/{i}", MessageEvents.TaskOpened, "user:" + user.UserId, fields, server.Clock.GetUtcNow());
            await Writes.RunAsync(contexts, gate, message.At, async db =>
            {
                await MessageWriter.AddAsync(db, [message]);
                return await db.SaveChangesAsync();
            });
        }

        var ordered = Stopwatch.GetElapsedTime(started);
        var sent = await delivery.RunAsync();
        var files = Directory.GetFiles(Path.Combine(server.Data, "mail"), "*.eml").Length;
        if (sent != Count || files != Count) throw new InvalidOperationException($"{sent} sent, {files} files");
        Table.Row($"{Count:N0} messages through the outbox into .eml files", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s", "<= 10 s");
        Table.Row("  of it ordering them, one transaction each", $"{ordered.TotalSeconds:0.0} s", "");
    }
}
