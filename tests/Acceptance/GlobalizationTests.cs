using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Innovation.Documents.Html;
using Innovation.Web.Startup;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tests.Architecture;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Acceptance;

/// <summary>Globalisation is on, because SqlClient refuses to open without it; nothing follows the machine's language for that. Alone, because the culture is the whole process's.</summary>
[CollectionDefinition(nameof(GlobalizationTests), DisableParallelization = true)]
[Collection(nameof(GlobalizationTests))]
public sealed class GlobalizationTests
{
    [Fact]
    public async Task A_SQL_Server_that_is_not_there_is_a_network_error()
    {
        var error = await Assert.ThrowsAsync<SqlException>(() => OpenAsync(ClosedPort()));
        Assert.Contains("network-related", error.Message, StringComparison.Ordinal);
        Assert.IsType<SocketException>(Innermost(error), exactMatch: false);
    }

    /// <summary>The first packet of the protocol, PRELOGIN (0x12), leaves the house.</summary>
    [Fact]
    public async Task A_SQL_Server_that_is_there_is_spoken_to()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var opening = OpenAsync(((IPEndPoint)server.LocalEndpoint).Port);
        using (var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
            Assert.Equal(0x12, client.GetStream().ReadByte());
        await Assert.ThrowsAsync<SqlException>(() => opening);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task The_server_writes_alike_whatever_language_the_machine_speaks(string language)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(language);
        var data = Directory.CreateTempSubdirectory("innovation-");
        try
        {
            await using var app = ApplicationHost.Build(["--Server:Data=" + data.FullName, "--Server:Demo=false"]);
            var (here, there) = (Written(), "");
            var thread = new Thread(() => there = Written());
            thread.Start();
            thread.Join();
            Assert.Equal(["1234.5 2026-09-16", "1234.5 2026-09-16"], [here, there]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            data.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(typeof(ApplicationHost))]
    [InlineData(typeof(HtmlRenderer))]
    public void Nothing_is_sorted_by_the_culture_of_the_machine(Type inside)
    {
        var places = SortsByCulture.In(inside.Assembly).Distinct().ToList();
        Assert.True(places.Count == 0, string.Join(Environment.NewLine, places));
    }

    private static string Written() => $"{1234.5m} {new DateOnly(2026, 9, 16):yyyy-MM-dd}";

    private static async Task OpenAsync(int port)
    {
        var services = new ServiceCollection().AddWorkflowStorage($"Server=127.0.0.1,{port};Database=innovation;User Id=none;Password=none;Encrypt=false;Connect Timeout=3;ConnectRetryCount=0;Pooling=false", "", durable: true);
        await using var provider = services.BuildServiceProvider();
        await using var db = provider.GetRequiredService<IDbContexts>().Create();
        await db.Database.OpenConnectionAsync();
    }

    private static int ClosedPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
