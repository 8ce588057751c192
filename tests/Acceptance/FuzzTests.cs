using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Acceptance;

/// <summary>Random bodies at every endpoint never bring the server down.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Random_bodies_at_every_endpoint_are_never_a_500()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Environment.TickCount;
        var random = new Random(seed);
        var rounds = Environment.GetEnvironmentVariable("LONG") is null ? 12 : 200;
        await using var site = await Site.StartAsync();
        var walk = new Journey(site);
        await walk.SubmitAsync();
        var task = await walk.TaskAsync("town09");
        string[] ids = [walk.Id, (string)task["id"]!, "x", new string('9', 300), "%00", "01a2", "..", Guid.NewGuid().ToString("N"), walk.Id + "-999999999999"];
        string?[] users = [null, "ent10", "town09", "officer1", "expert01", "committee1", "signatory", "admin", "auditor", "head"];
        var routes = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true && !e.RoutePattern.RawText.Contains("clock"))
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (Method: m, Path: e.RoutePattern.RawText!))).Distinct().ToList();
        Assert.True(routes.Count > 20);
        foreach (var (method, path) in routes)
        {
            for (var i = 0; i < rounds; i++)
            {
                var address = path.Replace("{id}", Uri.EscapeDataString(ids[random.Next(ids.Length)])).Replace("{fileId}", Uri.EscapeDataString(ids[random.Next(ids.Length)]));
                var body = Body(random, ids);
                var content = method is "GET" or "DELETE" ? null : new ByteArrayContent(body);
                if (content is not null) content.Headers.TryAddWithoutValidation("Content-Type", random.Next(12) == 0 ? "text/plain" : random.Next(6) == 0 ? "multipart/form-data; boundary=x" : "application/json");
                var answer = await site.SendAsync(users[random.Next(users.Length)], new HttpMethod(method), address + (random.Next(3) == 0 ? "?page=-1&size=99999999&state=x&kind=%27" : ""), content);
                Assert.True(answer.Status < 500, $"seed {seed}: {method} {address} answered {answer.Status} to {Encoding.UTF8.GetString(body)}: {Encoding.UTF8.GetString(answer.Bytes)}");
                if (answer.Status >= 400) Assert.True(answer.Code is not null && (string?)answer.Json!["detail"] is { Length: > 0 }, $"seed {seed}: {method} {address} {answer.Status} has no problem details: {Encoding.UTF8.GetString(answer.Bytes)}");
            }
        }

        await WholeWayTests.VerifyAsync(site);
    }

    [Fact]
    public async Task Every_page_survives_everybody_and_every_id()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Environment.TickCount;
        var random = new Random(seed);
        await using var site = await Site.StartAsync();
        await using var db = site.Get<Workflows.Storage.IDbContexts>().Create();
        string[] ids = [.. db.Cases.Select(c => c.Id).Take(6), .. db.Batches.Select(b => b.Id).Take(4), .. db.Documents.Select(d => d.Id).Take(4), .. db.WorkItems.Select(w => w.Id).Take(12), .. db.Rounds.Select(r => r.Id), .. db.Users.Select(u => u.Id).Take(3), .. db.Attachments.Select(a => a.Id).Take(2), "PR01", "scores", "404", new string('0', 32), new string('x', 40)];
        string?[] users = [null, "ent01", "ent10", "town09", "officer1", "expert01", "committee1", "signatory", "admin", "auditor", "head", "finance"];
        var pages = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null).Select(e => e.RoutePattern.RawText!).Where(p => !p.StartsWith("error", StringComparison.OrdinalIgnoreCase)).Distinct().ToList();
        Assert.True(pages.Count > 40);
        foreach (var page in pages)
        {
            foreach (var user in users)
            {
                var address = "/" + System.Text.RegularExpressions.Regex.Replace(page.TrimStart('/'), @"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", _ => ids[random.Next(ids.Length)]);
                var post = random.Next(4) == 0;
                var answer = await site.SendAsync(user, post ? HttpMethod.Post : HttpMethod.Get, address + (random.Next(3) == 0 ? "?p=-1&state=%27&tab=x&sort=zz&search=%25" : ""), post ? new StringContent("a=b&commandId=" + new string('1', 300), Encoding.UTF8, "application/x-www-form-urlencoded") : null);
                Assert.True(answer.Status < 500, $"seed {seed}: {(post ? "POST" : "GET")} {address} as {user ?? "nobody"} answered {answer.Status}");
            }
        }
    }

    private static readonly string[] Names = ["commandId", "type", "revision", "outcome", "values", "comment", "items", "field", "remark", "conflict", "toStage", "roundId", "userName", "password", "stageId", "caseIds", "choice", "text", "present", "title", "closesAt", "opensAt", "programmeCode", "organizations", "experts", "rounds", "series", "sanctions", "calendars", "uscc", "name", "days", "date", "scores", "caseId", "mode"];

    private static readonly string[] Words = ["submit", "complete", "claim", "vote", "sign", "supplement", "accepted", "recommended", "PR01", "meeting", "notice", "approve", "2026-10-20", "9999-99-99", "", "'; drop table Cases; --", "<script>", "\u0000", "\ud83d\ude00", "null", "91420281000000107N", "﷽"];

    private static byte[] Body(Random random, string[] ids)
    {
        if (random.Next(15) == 0) return [.. Enumerable.Range(0, random.Next(200)).Select(_ => (byte)random.Next(256))];
        if (random.Next(25) == 0) return Encoding.UTF8.GetBytes(new string('[', 5000));
        var node = Value(random, ids, 0);
        if (random.Next(3) > 0 && node is not JsonObject) node = new JsonObject { [Names[random.Next(Names.Length)]] = node };
        return Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null");
    }

    private static JsonNode? Value(Random random, string[] ids, int depth)
    {
        switch (depth > 4 ? random.Next(6) : random.Next(10))
        {
            case 0: return null;
            case 1: return random.Next(-3, 4);
            case 2: return random.NextInt64(long.MinValue, long.MaxValue);
            case 3: return random.Next(2) == 0;
            case 4: return random.Next(20) == 0 ? new string('长', 70_000) : Words[random.Next(Words.Length)];
            case 5: return ids[random.Next(ids.Length)];
            case 6: return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, ids, depth + 1))]);
            default:
                var result = new JsonObject();
                for (var i = random.Next(6); i > 0; i--) result[Names[random.Next(Names.Length)]] = Value(random, ids, depth + 1);
                return result;
        }
    }
}
