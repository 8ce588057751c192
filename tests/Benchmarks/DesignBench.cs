using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Innovation.Web.Demo;

namespace Innovation.Benchmarks;

/// <summary>Edits of a draft with 60 stages as an administrator makes them: the post and the page that comes back.</summary>
internal static partial class DesignBench
{
    private const int Rounds = 30;
    private static int next;

    public static async Task RunAsync()
    {
        await using var server = await Server.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };
        var (draft, stages, problems) = await DraftAsync(server);
        Console.WriteLine($"   a draft with {stages} stages, branches in branches, {problems} problems");
        var page = await http.GetStringAsync("/login");
        await PostAsync(http, "/login", page, ("UserName", "admin"), ("Password", server.Get<DemoAccounts>().Password()));
        var path = $"/design/{draft}?stage=r20";
        page = await http.GetStringAsync(path);
        var all = new List<double>();
        var acts = new (string What, string Handler, Func<int, (string, string)[]> Values)[]
        {
            ("add a stage", "Add", _ => [("kind", "review"), ("block", "p1"), ("branch", "0"), ("position", "2")]),
            ("undo", "Undo", _ => []),
            ("move a stage", "Move", i => [("stage", "r20"), ("steps", i % 2 == 0 ? "1" : "-1")]),
            ("drag a stage", "Place", i => [("stage", "r5"), ("block", i % 2 == 0 ? "c2" : "c1"), ("branch", "1"), ("position", "0")]),
            ("rename a stage", "Save", i => [("name", $"复核第 {i} 稿")]),
            ("set an option", "Save", i => [("o.applicantStatus", $"审查中{i}")]),
            ("set outcomes", "Save", i => [("u.count", "2"), ("u.0.id", "ok"), ("u.0.name", $"同意{i}"), ("u.0.route", "next"), ("u.1.id", "no"), ("u.1.name", "不同意"), ("u.1.route", "end:rejected"), ("u.1.requiresComment", "true")]),
            ("copy a stage", "Copy", _ => [("stage", "r20")]),
            ("undo", "Undo", _ => []),
        };
        var by = acts.Select(a => a.What).Distinct().ToDictionary(w => w, _ => new List<double>());
        for (var round = -3; round < Rounds; round++)
            foreach (var (what, handler, values) in acts)
            {
                var started = Stopwatch.GetTimestamp();
                page = await PostAsync(http, $"{path}&handler={handler}", page, [("revision", RevisionField().Match(page).Groups[1].Value), .. values(round + 3)]);
                if (round < 0) continue;
                by[what].Add(Table.Milliseconds(started));
                all.Add(by[what][^1]);
            }

        all.Sort();
        Table.Row($"Edit of a draft with {stages} stages, page included", $"p50 {Table.At(all, 0.5):0}, p95 {Table.At(all, 0.95):0} ms", "p95 <= 200 ms");
        foreach (var (what, times) in by)
        {
            times.Sort();
            Table.Row("  " + what, $"p50 {Table.At(times, 0.5):0}, p95 {Table.At(times, 0.95):0} ms", "");
        }
    }

    /// <summary>Posts a form and follows to the page; an edit that changes nothing or is refused stops the measuring.</summary>
    private static async Task<string> PostAsync(HttpClient http, string path, string page, params (string Name, string Value)[] values)
    {
        var fields = values.Append(("__RequestVerificationToken", TokenField().Match(page).Groups[1].Value)).Select(v => KeyValuePair.Create(v.Item1, v.Item2));
        using var answer = await http.PostAsync(path, new FormUrlEncodedContent(fields));
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {Regex.Match(text, "kc-errors.{0,400}", RegexOptions.Singleline)}");
        var (before, after) = (RevisionField().Match(page).Groups[1].Value, RevisionField().Match(text).Groups[1].Value);
        if (before.Length > 0 && before == after) throw new InvalidOperationException($"{path} changed nothing");
        return text;
    }

    /// <summary>PR01 with a parallel and a choice block, each with another block inside.</summary>
    private static async Task<(string Id, int Stages, int Problems)> DraftAsync(Server server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var session = await http.PostAsJsonAsync("/api/v1/session", new { userName = "admin", password = server.Get<DemoAccounts>().Password() });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await ReadAsync(session))["token"]!);
        var copy = await ReadAsync(await http.PostAsJsonAsync("/api/v1/drafts", new { programme = "PR01", version = 1 }));
        var document = (await ReadAsync(await http.GetAsync($"/api/v1/drafts/{copy["id"]}")))["document"]!.DeepClone().AsObject();
        var stages = document["process"]!["stages"]!.AsArray();
        stages.Insert(3, Block("c2", "choice", Reviews(8), With(Block("p2", "parallel", Reviews(5), Reviews(5)), Reviews(6))));
        stages.Insert(3, Block("p1", "parallel", Reviews(7), With(Block("c1", "choice", Reviews(6), Reviews(5)), Reviews(6))));
        var made = await ReadAsync(await http.PostAsJsonAsync("/api/v1/drafts", new { document }));
        var problems = (await ReadAsync(await http.GetAsync($"/api/v1/drafts/{made["id"]}/problems")))["items"]!.AsArray();
        foreach (var problem in problems.DistinctBy(p => (string?)p!["code"])) Console.WriteLine($"   {problem!.ToJsonString()}");
        return ((string)made["id"]!, Regex.Count(stages.ToJsonString(), "\"kind\""), problems.Count);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static JsonArray Reviews(int count) => [.. Enumerable.Range(0, count).Select(_ => ++next).Select(n => new JsonObject
    {
        ["id"] = $"r{n}", ["kind"] = "review", ["name"] = $"第 {n} 道审查", ["applicantStatus"] = "审查中", ["assign"] = new JsonObject { ["role"] = "officer", ["scope"] = "programme" }, ["mode"] = "any",
        ["deadline"] = new JsonObject { ["amount"] = 5, ["unit"] = "workingDays", ["onExpiry"] = new JsonObject { ["escalate"] = "sectionHead" } },
        ["outcomes"] = new JsonArray(new JsonObject { ["id"] = "ok", ["name"] = "同意", ["positive"] = true, ["route"] = "next" }, new JsonObject { ["id"] = "no", ["name"] = "不同意", ["requiresComment"] = true, ["route"] = new JsonObject { ["end"] = "rejected" } }),
    })];

    private static JsonArray With(JsonObject first, JsonArray rest)
    {
        rest.Insert(0, first);
        return rest;
    }

    private static JsonObject Block(string id, string kind, JsonArray one, JsonArray other) => new()
    {
        ["id"] = id, ["kind"] = kind, ["name"] = kind == "choice" ? "按人数分流" : "同时办理",
        [kind == "choice" ? "options" : "paths"] = kind == "choice"
            ? new JsonArray(new JsonObject { ["name"] = "甲", ["when"] = "form.rd_staff >= 50", ["stages"] = one }, new JsonObject { ["name"] = "乙", ["otherwise"] = true, ["stages"] = other })
            : new JsonArray(new JsonObject { ["name"] = "甲", ["stages"] = one }, new JsonObject { ["name"] = "乙", ["stages"] = other }),
    };

    [GeneratedRegex("name=\"revision\" value=\"(\\d+)\"")]
    private static partial Regex RevisionField();

    [GeneratedRegex("__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
