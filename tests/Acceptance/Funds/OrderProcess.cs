using System.Diagnostics;
using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Acceptance.Funds;

/// <summary>A process of its own that places orders on a database which others write to as well.</summary>
internal sealed class OrderProcess : IAsyncDisposable
{
    public const string Verb = "--place-orders";

    private readonly Process process;

    private OrderProcess(Process process) => this.process = process;

    /// <summary>Starts a process; it waits until it is told to go.</summary>
    public static async Task<OrderProcess> StartAsync(Site site, string userId, string voucher, string service, int orders)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(OrderProcess).Assembly.Location, Verb, site.SqlServerDatabase ?? "", site.DatabaseFile, userId, voucher, service, orders.ToString(System.Globalization.CultureInfo.InvariantCulture)]) info.ArgumentList.Add(argument);
        var started = new OrderProcess(Process.Start(info)!);
        Assert.Equal("ready", await started.process.StandardOutput.ReadLineAsync());
        return started;
    }

    /// <summary>Places the orders, all at once.</summary>
    /// <returns>For each <c>placed</c> or the code of its refusal.</returns>
    public async Task<IReadOnlyList<string>> GoAsync()
    {
        await process.StandardInput.WriteLineAsync("go");
        return (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (sqlServer, file, userId, voucher, service, count) = (args[0], args[1], args[2], args[3], args[4], int.Parse(args[5], System.Globalization.CultureInfo.InvariantCulture));
        await using var services = new ServiceCollection().AddWorkflowStorage(sqlServer.Length > 0 ? sqlServer : null, file, durable: true)
            .AddSingleton(TimeProvider.System).AddSingleton<CommandGate>().AddSingleton<CommandPath>().AddSingleton<CalendarStore>().AddSingleton<FundPath>().AddSingleton<Orders>().BuildServiceProvider();
        var user = (await CurrentUser.LoadAsync(services.GetRequiredService<IDbContexts>(), userId))!;
        var orders = services.GetRequiredService<Orders>();
        Console.WriteLine("ready");
        if (Console.ReadLine() != "go") return 1;
        var results = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() =>
            orders.PlaceAsync(VoucherWorld.Id(), new OrderInput(voucher, service, 200_000, 100_000, new DateOnly(2026, 10, 30)), new Sender(user, Site.Start)))));
        foreach (var result in results) Console.WriteLine(result is CommandResult.Refused refused ? refused.Refusal.Code : "placed");
        return 0;
    }
}
