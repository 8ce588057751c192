using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Html.Parser;
using Innovation.Web.Demo;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Behind nginx with TLS, configured by deploy/nginx.conf as it is shipped, with ports and a certificate made for the test.</summary>
public sealed class ProxyTests
{
    private const string Host = "kj.example.gov.cn";

    [Fact]
    public async Task Behind_the_shipped_nginx_cookies_keep_to_https_and_addresses_are_those_of_the_callers()
    {
        Assert.True(File.Exists("/usr/sbin/nginx"), "nginx is missing: ./test installs it when it runs as root, otherwise apt-get install nginx-light");
        await using var site = await Site.StartAsync("--Server:PublicAddress", $"https://{Host}", "--Server:Proxies", "127.0.0.1");
        var folder = Directory.CreateTempSubdirectory("innovation-nginx-");
        var (plain, tls) = (FreePort(), FreePort());
        var fingerprint = Certificate(folder.FullName);
        File.WriteAllText(Path.Combine(folder.FullName, "nginx.conf"), $$"""
            daemon off; worker_processes 1; pid {{folder.FullName}}/pid; error_log {{folder.FullName}}/error.log;
            events { worker_connections 64; }
            http {
              access_log off; client_body_temp_path {{folder.FullName}}/a; proxy_temp_path {{folder.FullName}}/b; fastcgi_temp_path {{folder.FullName}}/c; uwsgi_temp_path {{folder.FullName}}/d; scgi_temp_path {{folder.FullName}}/e;
              {{File.ReadAllText(Path.Combine(Site.Root, "deploy/nginx.conf")).Replace("listen 80;", $"listen 127.0.0.1:{plain};").Replace("listen 443 ssl http2;", $"listen 127.0.0.1:{tls} ssl http2;").Replace("/etc/innovation", folder.FullName).Replace("http://127.0.0.1:5080", site.Address.TrimEnd('/'))}}
            }
            """);
        using var nginx = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-p", folder.FullName, "-c", Path.Combine(folder.FullName, "nginx.conf")]) { RedirectStandardError = true })!;
        try
        {
            var cookies = new CookieContainer();
            using var http = Client(tls, cookies, fingerprint);
            for (var i = 0; i < 50 && !await ListensAsync(tls); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
            using var login = await http.GetAsync($"https://{Host}/login", TestContext.Current.CancellationToken);
            Assert.True(login.StatusCode == HttpStatusCode.OK, nginx.HasExited ? await nginx.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : login.StatusCode.ToString());
            Assert.Equal("max-age=31536000", login.Headers.GetValues("Strict-Transport-Security").Single());
            var page = await new HtmlParser().ParseDocumentAsync(await login.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            using var request = new HttpRequestMessage(HttpMethod.Post, $"https://{Host}/login")
            {
                Content = new FormUrlEncodedContent([new("UserName", "officer1"), new("Password", site.Get<DemoAccounts>().Password()), new("__RequestVerificationToken", page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]),
            };
            // Whatever the caller claims of himself, nginx says where he comes from.
            request.Headers.Add("X-Forwarded-For", "203.0.113.99");
            request.Headers.Add("X-Forwarded-Proto", "http");
            using var signedIn = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            Assert.NotEmpty(cookies.GetAllCookies());
            Assert.All(cookies.GetAllCookies(), c => Assert.True(c.Secure && c.HttpOnly, c.Name));
            using var tasks = await http.GetAsync($"https://{Host}/tasks", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, tasks.StatusCode);
            await using (var db = site.Get<IDbContexts>().Create())
                Assert.Equal("127.0.0.1", (await db.Sessions.OrderByDescending(s => s.SignedInAt).FirstAsync(s => !s.IsToken, TestContext.Current.CancellationToken)).Address);

            using var to = await Client(plain, cookies, fingerprint).GetAsync($"http://{Host}/login", TestContext.Current.CancellationToken);
            Assert.Equal($"https://{Host}/login", to.Headers.Location!.ToString());
            // A host that is not ours is not answered.
            using var foreign = new HttpRequestMessage(HttpMethod.Get, "/login");
            foreign.Headers.Host = "evil.example";
            using var refused = await site.Http.SendAsync(foreign, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Nobody_else_is_believed_about_addresses()
    {
        await using var site = await Site.StartAsync("--Server:Proxies", "192.0.2.1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        for (var i = 0; i < 5; i++) await TryAsync($"203.0.113.{i + 1}");
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync("203.0.113.77"));

        async Task<HttpStatusCode> TryAsync(string from)
        {
            using var sign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = System.Net.Http.Json.JsonContent.Create(new { userName = "head", password = "wrong" }) };
            sign.Headers.Add("X-Forwarded-For", from);
            using var got = await site.Http.SendAsync(sign, TestContext.Current.CancellationToken);
            return got.StatusCode;
        }
    }

    private static HttpClient Client(int port, CookieContainer cookies, string fingerprint) => new(new SocketsHttpHandler
    {
        CookieContainer = cookies, AllowAutoRedirect = false, SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == fingerprint },
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes a certificate and answers its fingerprint.</summary>
    private static string Certificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + Host, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
