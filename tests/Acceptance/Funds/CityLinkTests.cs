using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>Who may speak for another city, and cities that have no link at all.</summary>
public sealed class CityLinkTests
{
    /// <summary>Rightly signed, and wrong.</summary>
    private static readonly string[] Broken =
    [
        "null", "[]", "{}", "7", "\"x\"", "{\"lines\":[null]}", "{\"lines\":null}", """{"year":2026,"quarter":4,"issuing":true,"lines":[null]}""", """{"year":2026,"quarter":4,"issuing":true,"lines":[{}]}""",
        """{"year":999999999,"quarter":99,"issuing":true,"lines":[]}""", """{"year":-1,"quarter":0,"issuing":false,"lines":[]}""",
        """{"year":2026,"quarter":3,"issuing":true,"lines":[{"number":null,"providerUscc":"x","providerName":"x","redeemedOn":"2026-01-01","amount":1}]}""",
        """{"year":2026,"quarter":3,"issuing":true,"lines":[{"number":"x","providerUscc":"x","providerName":"x","redeemedOn":"0001-01-01","amount":9223372036854775807},{"number":"x","providerUscc":"x","providerName":"x","redeemedOn":"9999-12-31","amount":9223372036854775807}]}""",
        """{"orderId":null,"act":null,"by":null}""", """{"orderId":"x","act":"fly","by":"x"}""", """{"orderId":"x","act":"redeem","by":"x","file":"!!!"}""", """{"orderId":"x","act":"redeem","by":"x","fileName":"a.pdf","file":"QUJD","invoiceNumber":"1","invoiceAmount":-5}""",
        """{"id":"x","number":"x","sequence":-1,"status":99,"enterprise":"x","enterpriseUscc":"x","providerUscc":"x","serviceId":"x","serviceName":"x","contract":1,"deduction":1,"deliverBy":"2026-01-01","dueAt":null,"reason":null,"invoiceNumber":null,"redeemed":null,"redeemedAt":null}""",
        """{"id":null,"number":null,"sequence":1,"status":0,"enterprise":null,"enterpriseUscc":null,"providerUscc":null,"serviceId":null,"serviceName":null,"contract":1,"deduction":1,"deliverBy":"2026-01-01","dueAt":null,"reason":null,"invoiceNumber":null,"redeemed":null,"redeemedAt":null}""",
        "{\"orderId\":\"" + new string('x', 5000) + "\",\"act\":\"accept\",\"by\":\"x\"}", new string('[', 200),
    ];

    [Fact]
    public async Task Only_signed_requests_of_now_are_heard_and_a_repeated_one_acts_once()
    {
        await using var pair = await CityPair.StartAsync();
        var voucher = await pair.Issuing.GrantAsync(10_000_000);
        var order = Ok(await pair.PlaceAsync(voucher, 2_000_000, 1_000_000)).CaseId;
        var act = CityJson.Write(new CityAct(order, "accept", "武汉示例"));
        var now = pair.Issuing.Site.RealTime.GetUtcNow();
        async Task<(int Status, string? Code)> SendAsync(string id, string? body = null, string secret = CityPair.Secret, string link = "daye-wuhan", TimeSpan late = default, string? signedPath = null, string path = "/api/v1/cities/acts")
        {
            var (bytes, time) = (Encoding.UTF8.GetBytes(body ?? act), CitySignature.At(now - late));
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            foreach (var (name, value) in ((string, string)[])[(CitySignature.Link, link), (CitySignature.Time, time), (CitySignature.RequestId, id), (CitySignature.Body, CitySignature.HashOf(Encoding.UTF8.GetBytes(act))), (CitySignature.Signature, CitySignature.Of(secret, "POST", signedPath ?? path, time, id, CitySignature.HashOf(Encoding.UTF8.GetBytes(act))))])
                request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await pair.Issuing.Site.Http.SendAsync(request);
            var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
            return ((int)answer.StatusCode, (string?)json?["code"]);
        }

        var refused = (401, "city.signature");
        Assert.Equal(refused, await SendAsync(Id(), secret: CityPair.Secret + "x"));
        Assert.Equal(refused, await SendAsync(Id(), link: "nobody"));
        Assert.Equal(refused, await SendAsync(Id(), late: TimeSpan.FromMinutes(6)));
        Assert.Equal(refused, await SendAsync(Id(), late: TimeSpan.FromMinutes(-6)));
        Assert.Equal(refused, await SendAsync(Id(), body: act.Replace("accept", "cancel", StringComparison.Ordinal)));
        Assert.Equal(refused, await SendAsync(Id(), signedPath: "/api/v1/cities/orders"));
        (await pair.Issuing.Site.PostAsync("officer1", "/api/v1/cities/acts", new { orderId = order, act = "accept" })).Refused(401, "city.signature");
        (await pair.Issuing.Site.GetAsync(null, "/api/v1/cities/providers")).Refused(401, "city.signature");
        Assert.Equal(OrderStatus.Placed, (await pair.Issuing.OrderOfAsync(order)).Status);

        var id = Id();
        Assert.Equal((200, null), await SendAsync(id));
        Assert.Equal((200, null), await SendAsync(id, late: TimeSpan.FromMinutes(4)));
        await using (var db = pair.Issuing.Site.Get<IDbContexts>().Create()) Assert.Equal(1, await db.Events.CountAsync(e => e.StreamId == order && e.Type == "orderAccepted"));
        Assert.Equal((409, "order.stale"), await SendAsync(Id()));

        // An order with a provider of another place is not theirs.
        var local = await pair.Issuing.OrderAsync(voucher, 200_000, 100_000);
        act = CityJson.Write(new CityAct(local, "accept", "武汉示例"));
        Assert.Equal((404, "order.notFound"), await SendAsync(Id()));
        act = "{\"orderId\":";
        Assert.Equal((422, "city.message"), await SendAsync(Id()));
        foreach (var path in (string[])["orders", "acts", "clearings"])
        {
            foreach (var broken in Broken)
            {
                act = broken;
                var (status, code) = await SendAsync(Id(), path: "/api/v1/cities/" + path);
                Assert.True(status is 404 or 422 && code is { Length: > 0 }, $"{path} answered {status} {code} to {broken}");
            }
        }

        Assert.Equal(OrderStatus.Placed, (await pair.Issuing.OrderOfAsync(local)).Status);
    }

    [Fact]
    public async Task A_city_without_a_link_is_served_by_files_until_the_sheets_balance()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var head = await world.ByAsync("head");
        var input = new CityInput(null, "黄石市", "黄石市科技创新券结算中心", CityPair.PayeeCode, true);
        Refused(await site.Get<Cities>().SaveAsync(Id(), input, await world.ByAsync("officer1")), "command.notAllowed");
        Refused(await site.Get<Cities>().SaveAsync(Id(), input with { PayeeUscc = "12420000422000001U" }, head), "city.payeeUscc");
        Refused(await site.Get<Cities>().SaveAsync(Id(), input with { LinkCode = "a-b", Endpoint = "http://kjq.example.gov.cn", Secret = CityPair.Secret }, head), "city.endpoint");
        Refused(await site.Get<Cities>().SaveAsync(Id(), input with { LinkCode = "a-b", Endpoint = "https://kjq.example.gov.cn", Secret = "short" }, head), "city.secret");
        var city = Ok(await site.Get<Cities>().SaveAsync(Id(), input, head)).CaseId;

        // A list with one bad line is not taken, and says which line.
        const string Heads = "机构名称,统一社会信用代码,法定代表人,资质,认可起,认可止,服务编号,服务名称,服务类别,服务说明,价格（元）,计价单位,法定检测\r\n";
        const string Good = "黄石示例检测有限公司,91420100MA00000012,吴某,检验检测机构资质认定,2026-01-01,,S1,金相分析,检验检测,按国家标准,2000,件,否\r\n";
        Task<Answer> UploadAsync(byte[] table) => site.SendAsync("officer1", HttpMethod.Post, $"/api/v1/partner-cities/{city}/list",
            new MultipartFormDataContent { { new StringContent(Id()), "commandId" }, { new StringContent("2026-09-15"), "on" }, { new ByteArrayContent(table), "file", "名录.csv" } });
        var bad = await UploadAsync(Encoding.UTF8.GetBytes(Heads + Good + "黄石示例设计院,91420100MA00000025,王某,,2026-01-01,,S2,结构设计,不知道,,1000,次,否\r\n" + Good));
        bad.Refused(422, "list.invalid");
        Assert.Equal(["第 3 行：服务类别“不知道", "第 4 行：黄石示例检测有限"], bad["problems"].AsArray().Select(p => ((string)p!["detail"]!)[..14]));
        (await UploadAsync([0x50, 0x4B, 3, 4, 20, 0])).Refused(422, "list.invalid");
        await using (var db = site.Get<IDbContexts>().Create()) Assert.False(await db.Providers.AnyAsync(p => p.City == "黄石市"));
        (await UploadAsync(TableText.EncodingOf(true).GetBytes((Heads + Good).Replace("2026-01-01", "46023", StringComparison.Ordinal)))).Ok();
        await using (var db = site.Get<IDbContexts>().Create()) Assert.Equal(new DateOnly(2026, 1, 1), (await db.Providers.SingleAsync(p => p.City == "黄石市")).From);
        string service;
        await using (var db = site.Get<IDbContexts>().Create()) service = await db.ProviderServices.Where(s => s.Provider.City == "黄石市").Select(s => s.Id).SingleAsync();

        // The officer writes down what the provider sent in on paper; whoever did so does not audit it.
        var voucher = await world.GrantAsync(10_000_000);
        var orders = new List<string>();
        foreach (var i in (int[])[1, 2])
        {
            var order = await world.OrderAsync(voucher, 2_000_000, 1_000_000, service: service);
            orders.Add(order);
            var recorder = await world.ByAsync("officer2");
            Refused(await site.Get<Orders>().AcceptAsync(Id(), new OrderWord(order), await world.ByAsync(VoucherWorld.Provider)), "order.notFound");
            Ok(await site.Get<Orders>().AcceptAsync(Id(), new OrderWord(order), recorder));
            Ok(await site.Get<Orders>().DeliverAsync(Id(), new OrderWord(order, "金相报告"), recorder));
            await world.ConfirmAsync(order);
            using var pdf = new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"));
            Assert.Null((await site.Get<OrderFiles>().AddAsync(order, "invoice", "发票.pdf", pdf, recorder)).Refusal);
            Ok(await site.Get<Redemptions>().ClaimAsync(Id(), new RedemptionClaim(order, $"6000000{i}", 2_000_000), recorder));
            Refused(await site.Get<Redemptions>().AuditAsync(Id(), new RedemptionVerdict(order, AuditVerdict.Pass, null, "齐全"), recorder), "order.samePerson");
            Ok(await world.AuditAsync(order));
        }

        await world.ClockAsync("2026-10-12T09:00:00");
        var numbers = await Task.WhenAll(orders.Select(async o => (await world.OrderOfAsync(o)).Number));
        var clearings = site.Get<Clearings>();
        var clearing = Ok(await clearings.MakeAsync(Id(), new NewClearing(city, 2026, 3, true), await world.ByAsync("officer1"))).CaseId;
        async Task<string> CompareAsync(string lines)
        {
            var file = new MultipartFormDataContent { { new StringContent(Id()), "commandId" }, { new ByteArrayContent(Encoding.UTF8.GetBytes("订单号,统一社会信用代码,服务机构,核销日期,金额（元）\r\n" + lines)), "file", "黄石清算单.csv" } };
            return (string)(await site.SendAsync("officer1", HttpMethod.Post, $"/api/v1/clearings/{clearing}/counter", file)).Ok()["applicantStatus"]!;
        }

        // One amount is wrong, one order is missing there, one is unknown here.
        Assert.Equal("3 处差异", await CompareAsync($"{numbers[0]},91420100MA00000012,黄石示例检测有限公司,2026-09-23,9999\r\nDD2026009999,91420100MA00000012,黄石示例检测有限公司,2026-09-23,10\r\n"));
        (await site.PostAsync("officer1", $"/api/v1/clearings/{clearing}/confirm", new { commandId = Id() })).Refused(422, "clearing.differs");
        await using (var db = site.Get<IDbContexts>().Create())
            Assert.Equal([LineDifference.Amount, LineDifference.OnlyHere, LineDifference.OnlyThere], (await db.ClearingLines.OrderBy(l => l.Number == numbers[0] ? 0 : l.Number == numbers[1] ? 1 : 2).ToListAsync()).Select(l => l.Difference));
        // The second is left for the next quarter, the first is put right there.
        Ok(await clearings.HoldAsync(Id(), new LineHold(clearing, numbers[1], true, "对方还没有登记"), await world.ByAsync("officer1")));
        Assert.Equal("没有差异", await CompareAsync($"{numbers[0]},91420100MA00000012,黄石示例检测有限公司,2026-09-23,10000\r\n"));
        (await site.PostAsync("finance", $"/api/v1/clearings/{clearing}/confirm", new { commandId = Id() })).Refused(403, "command.notAllowed");
        Ok(await clearings.ConfirmAsync(Id(), clearing, await world.ByAsync("officer1")));
        Assert.Equal((clearing, (string?)null), ((await world.OrderOfAsync(orders[0])).ClearingId, (await world.OrderOfAsync(orders[1])).ClearingId));
        Refused(await clearings.CompareAsync(Id(), new CounterLines(clearing, "x.csv", []), await world.ByAsync("officer1")), "clearing.stale");
        var csv = await site.GetAsync("officer1", $"/api/v1/clearings/{clearing}/lines.csv");
        Assert.Equal(1_000_000, Assert.Single(ClearingFile.Read(csv.Bytes).Lines).Amount);
        // The next quarter takes in what was left.
        await world.ClockAsync("2027-01-05T09:00:00");
        var next = Ok(await clearings.MakeAsync(Id(), new NewClearing(city, 2026, 4, true), await world.ByAsync("officer1"))).CaseId;
        await using (var db = site.Get<IDbContexts>().Create()) Assert.Equal(numbers[1], (await db.ClearingLines.SingleAsync(l => l.ClearingId == next)).Number);
        await world.ProveAsync();
    }
}
