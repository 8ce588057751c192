using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Innovation.Documents.Pdf;
using Innovation.Web.Demo;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Benchmarks;

/// <summary>Pages with 10,000 cases, one warm PDF, a second start, memory.</summary>
internal static class PageBench
{
    private const int Cases = 10_000;

    public static async Task RunAsync()
    {
        await using var server = await Server.StartAsync(print: true);
        await MultiplyAsync(server);
        using var http = new HttpClient { BaseAddress = server.Address };
        var answer = await http.PostAsJsonAsync("/api/v1/session", new { userName = "officer1", password = server.Get<DemoAccounts>().Password() });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!);
        string caseId;
        await using (var db = server.Get<IDbContexts>().Create()) caseId = await db.Cases.Where(c => c.CurrentStages == "现场考察").Select(c => c.Id).FirstAsync();
        await PageAsync(http, $"Task list page with {Cases:N0} cases", "/tasks");
        await PageAsync(http, $"Task list, searched, with {Cases:N0} cases", "/tasks?search=" + Uri.EscapeDataString("环保"));
        await PageAsync(http, $"Case page with {Cases:N0} cases", "/cases/" + caseId);
        await PageAsync(http, $"Task list over the API with {Cases:N0} cases", "/api/v1/tasks?state=open&size=20");
        await PdfAsync(server);
        Table.Row("Memory of the process after the pages, without Chromium", $"{Process.GetCurrentProcess().WorkingSet64 / 1048576.0:N0} MB", "<= 300 MB");
    }

    private static async Task PageAsync(HttpClient http, string what, string path)
    {
        for (var i = 0; i < 10; i++) (await http.GetAsync(path)).EnsureSuccessStatusCode();
        var times = new List<double>();
        for (var i = 0; i < 150; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var page = await http.GetAsync(path);
            page.EnsureSuccessStatusCode();
            times.Add(Table.Milliseconds(started));
        }

        times.Sort();
        Table.Row(what, $"p95 {Table.At(times, 0.95):0.0} ms", "p95 <= 50 ms");
    }

    private static async Task PdfAsync(Server server)
    {
        var renderer = server.Get<IPdfRenderer>();
        if (!renderer.IsAvailable)
        {
            Table.Row("One notice as PDF, warm", "no Chromium", "");
            return;
        }

        string html;
        await using (var db = server.Get<IDbContexts>().Create()) html = await db.Documents.Where(d => d.Template == "acceptanceNotice").Select(d => d.Html).FirstAsync();
        for (var i = 0; i < 3; i++) await renderer.RenderAsync(html);
        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await renderer.RenderAsync(html);
            times.Add(Table.Milliseconds(started));
        }

        Table.Row("One notice as PDF, warm", Table.Percentiles(times), "");
    }

    /// <summary>Copies the seeded cases until there are enough; the copies are for reading only.</summary>
    private static async Task MultiplyAsync(Server server)
    {
        await using var db = server.Get<IDbContexts>().Create();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var sources = await db.Cases.AsNoTracking().Where(c => c.SubmittedAt != null).ToListAsync();
        var items = (await db.WorkItems.AsNoTracking().Include(w => w.Candidates).ToListAsync()).ToLookup(w => w.CaseId);
        var events = (await db.Events.AsNoTracking().ToListAsync()).ToLookup(e => e.StreamId);
        var forms = await db.Forms.AsNoTracking().ToDictionaryAsync(f => f.CaseId);
        for (var n = 0; n < Cases; n++)
        {
            var source = sources[n % sources.Count];
            var id = Identifiers.Ordered();
            db.Add(new CaseRow
            {
                Id = id, Number = $"PT2025-{n:00000}", Title = source.Title, ProgrammeCode = source.ProgrammeCode, RoundId = source.RoundId, OrganizationId = source.OrganizationId, OrganizationName = source.OrganizationName,
                Area = source.Area, InitiatorId = source.InitiatorId, Phase = source.Phase, ApplicantStatus = source.ApplicantStatus, Result = source.Result, CurrentStages = source.CurrentStages, CurrentStageIds = source.CurrentStageIds,
                DefinitionVersion = source.DefinitionVersion, Sequence = source.Sequence, HeadHash = source.HeadHash, State = source.State, CreatedAt = source.CreatedAt, UpdatedAt = source.UpdatedAt, SubmittedAt = source.SubmittedAt,
            });
            db.Add(new FormRow { CaseId = id, Revision = 1, Values = forms[source.Id].Values, UpdatedAt = source.UpdatedAt });
            foreach (var e in events[source.Id])
                db.Add(new EventRow { StreamId = id, Sequence = e.Sequence, Type = e.Type, Body = e.Body, At = e.At, ProcessedAt = e.ProcessedAt, ActorId = e.ActorId, ActorName = e.ActorName, PreviousHash = e.PreviousHash, Hash = e.Hash });
            foreach (var w in items[source.Id])
            {
                var copy = new WorkItemRow { Id = $"{id}-{w.Item}", CaseId = id, Item = w.Item, ProgrammeCode = w.ProgrammeCode, Area = w.Area, StageId = w.StageId, StageName = w.StageName, Purpose = w.Purpose, State = w.State, OpenedAt = w.OpenedAt, DoneAt = w.DoneAt, DoneBy = w.DoneBy, DueAt = w.DueAt, Held = w.Held, Answered = w.Answered, Revision = w.Revision };
                foreach (var c in w.Candidates) copy.Candidates.Add(new WorkItemCandidate { WorkItemId = copy.Id, Candidate = c.Candidate, Role = c.Role });
                db.Add(copy);
            }

            if (n % 200 != 199) continue;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }
}
