using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Demo;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Benchmarks;

/// <summary>10,000 deadlines due at once in one sweep; the supervision board, lists and case page beside 100,000 cases.</summary>
internal static class SweepBench
{
    private const int Due = 10_000;
    private const int Cases = 100_000;

    public static async Task SweepAsync()
    {
        await using var server = await Server.StartAsync();
        await MultiplyAsync(server, Due, onlyWaiting: true, events: true);
        DateTimeOffset due;
        await using (var db = server.Get<IDbContexts>().Create())
        {
            // The last day of the recommendation, on which most of them run out and are reported.
            var days = await db.Deadlines.Where(d => d.NextAt != null).GroupBy(d => d.DueAt).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
            due = days.MaxBy(d => d.Count)!.Key;
        }

        // The reminders went out on their days.
        server.Clock.Set(due.AddHours(-1), running: false, sweep: false);
        var begun = Stopwatch.GetTimestamp();
        var reminded = await server.Get<DeadlineSweep>().RunAsync();
        Table.Row("Reminders of all of them before", $"{reminded:N0}, {reminded / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0}/s", "");
        server.Clock.Set(due.AddMinutes(1), running: false, sweep: false);
        var started = Stopwatch.GetTimestamp();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var count = await server.Get<DeadlineSweep>().RunAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Table.Row($"One sweep over {Due:N0} deadlines due at once", $"{seconds:0.0} s", "<= 20 s");
        Table.Row("  reminders and expiries carried out", $"{count:N0}, {count / seconds:N0}/s", "");
        Table.Row("  processor time of it", $"{(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0.0} s", "");
        await using var after = server.Get<IDbContexts>().Create();
        Table.Row("  red cards on the board afterwards", $"{await after.RedCards.CountAsync(r => r.SettledAt == null):N0}", "");
    }

    public static async Task BoardAsync()
    {
        await using var server = await Server.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await MultiplyAsync(server, Cases, onlyWaiting: false, events: false);
        Console.WriteLine($"   {Cases:N0} cases inserted as projected rows (no events but those of one case) in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        // A few days later much of what is open is late.
        server.Clock.Set(server.Clock.GetUtcNow().AddDays(2), running: false, sweep: false);
        string caseId;
        await using (var db = server.Get<IDbContexts>().Create()) caseId = await db.Cases.Where(c => c.CurrentStages == "现场考察").OrderBy(c => c.Id).Select(c => c.Id).FirstAsync();
        using var head = await SignInAsync(server, "head");
        using var officer = await SignInAsync(server, "officer1");
        await MeasureAsync(head, $"Supervision board with {Cases:N0} cases", "/supervision", 100);
        await MeasureAsync(head, "  one unit and stage", "/supervision?stage=recommend&pick=overdue", 100);
        await MeasureAsync(head, "  times of stages over twelve months", "/supervision/stages", 500, 20);
        await MeasureAsync(officer, $"Task list page with {Cases:N0} cases", "/tasks", 50);
        await MeasureAsync(officer, $"Case page with {Cases:N0} cases", "/cases/" + caseId, 50);
    }

    private static async Task<HttpClient> SignInAsync(Server server, string user)
    {
        var http = new HttpClient { BaseAddress = server.Address };
        var answer = await http.PostAsJsonAsync("/api/v1/session", new { userName = user, password = server.Get<DemoAccounts>().Password() });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!);
        return http;
    }

    private static async Task MeasureAsync(HttpClient http, string what, string path, int aim, int times = 60)
    {
        for (var i = 0; i < 5; i++) (await http.GetAsync(path)).EnsureSuccessStatusCode();
        var all = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var page = await http.GetAsync(path);
            page.EnsureSuccessStatusCode();
            all.Add(Table.Milliseconds(started));
        }

        all.Sort();
        Table.Row(what, $"p50 {Table.At(all, 0.5):0.0}, p95 {Table.At(all, 0.95):0.0} ms", $"p95 <= {aim} ms");
    }

    /// <summary>Copies the seeded cases row by row.</summary>
    /// <param name="onlyWaiting">Only cases that wait for their recommendation, so that each has one deadline.</param>
    /// <param name="events">With their history; without it a copy can be listed and not opened, but for the first of each.</param>
    private static async Task MultiplyAsync(Server server, int count, bool onlyWaiting, bool events)
    {
        await using var db = server.Get<IDbContexts>().Create();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var sources = await db.Cases.AsNoTracking().Where(c => c.SubmittedAt != null && (!onlyWaiting || (c.CurrentStageIds == ",recommend," && c.Phase == ProcessPhase.Running))).OrderBy(c => c.Id).ToListAsync();
        var items = (await db.WorkItems.AsNoTracking().Include(w => w.Candidates).ToListAsync()).ToLookup(w => w.CaseId);
        var deadlines = (await db.Deadlines.AsNoTracking().ToListAsync()).ToLookup(d => d.CaseId);
        var visits = (await db.StageVisits.AsNoTracking().ToListAsync()).ToLookup(v => v.CaseId);
        var cards = (await db.RedCards.AsNoTracking().ToListAsync()).ToLookup(v => v.CaseId);
        var history = (await db.Events.AsNoTracking().ToListAsync()).ToLookup(e => e.StreamId);
        var forms = await db.Forms.AsNoTracking().ToDictionaryAsync(f => f.CaseId);
        for (var n = 0; n < count; n++)
        {
            var s = sources[onlyWaiting ? 0 : n % sources.Count];
            var id = Identifiers.Ordered();
            db.Add(new CaseRow
            {
                Id = id, Number = $"PT2025-{n:000000}", Title = s.Title, ProgrammeCode = s.ProgrammeCode, RoundId = s.RoundId, OrganizationId = s.OrganizationId, OrganizationName = s.OrganizationName,
                Area = s.Area, InitiatorId = s.InitiatorId, Phase = s.Phase, ApplicantStatus = s.ApplicantStatus, Result = s.Result, CurrentStages = s.CurrentStages, CurrentStageIds = s.CurrentStageIds,
                DefinitionVersion = s.DefinitionVersion, Sequence = s.Sequence, HeadHash = s.HeadHash, State = s.State, CreatedAt = s.CreatedAt, UpdatedAt = s.UpdatedAt, SubmittedAt = s.SubmittedAt,
            });
            db.Add(new FormRow { CaseId = id, Revision = 1, Values = forms[s.Id].Values, UpdatedAt = s.UpdatedAt });
            if (events)
                foreach (var e in history[s.Id])
                    db.Add(new EventRow { StreamId = id, Sequence = e.Sequence, Type = e.Type, Body = e.Body, At = e.At, ProcessedAt = e.ProcessedAt, ActorId = e.ActorId, ActorName = e.ActorName, PreviousHash = e.PreviousHash, Hash = e.Hash });
            foreach (var w in items[s.Id])
            {
                var copy = new WorkItemRow { Id = $"{id}-{w.Item}", CaseId = id, Item = w.Item, ProgrammeCode = w.ProgrammeCode, Area = w.Area, StageId = w.StageId, StageName = w.StageName, Purpose = w.Purpose, State = w.State, OpenedAt = w.OpenedAt, DoneAt = w.DoneAt, DoneBy = w.DoneBy, DueAt = w.DueAt, Held = w.Held, Answered = w.Answered, Revision = w.Revision, Holder = w.Holder };
                foreach (var c in w.Candidates) copy.Candidates.Add(new WorkItemCandidate { WorkItemId = copy.Id, Candidate = c.Candidate, Role = c.Role });
                db.Add(copy);
            }

            foreach (var d in deadlines[s.Id])
                db.Add(new DeadlineRow { Id = $"{id}-{d.Deadline}", CaseId = id, Deadline = d.Deadline, Activation = d.Activation, StageId = d.StageId, StageName = d.StageName, Purpose = d.Purpose, Trigger = d.Trigger, Amount = d.Amount, Unit = d.Unit, DueAt = d.DueAt, OriginalDueAt = d.OriginalDueAt, Provisional = d.Provisional, PausedOn = d.PausedOn, HeldFrom = d.HeldFrom, HeldUntil = d.HeldUntil, NextAt = d.NextAt, ClosedAt = d.ClosedAt, Cause = d.Cause, ExpiredAt = d.ExpiredAt, Overdue = d.Overdue });
            foreach (var v in visits[s.Id])
                db.Add(new StageVisitRow { Id = $"{id}-{v.Activation}", CaseId = id, Activation = v.Activation, ProgrammeCode = v.ProgrammeCode, StageId = v.StageId, EnteredAt = v.EnteredAt, LeftAt = v.LeftAt, Outcome = v.Outcome, Cause = v.Cause, Returned = v.Returned, SupplementRounds = v.SupplementRounds, Overdue = v.Overdue, HeldDays = v.HeldDays, Holds = v.Holds, HeldSince = v.HeldSince, Days = v.Days, TotalDays = v.TotalDays });
            foreach (var c in cards[s.Id])
                db.Add(new RedCardRow { Id = $"{id}-{c.Deadline}", CaseId = id, Deadline = c.Deadline, Activation = c.Activation, ProgrammeCode = c.ProgrammeCode, StageId = c.StageId, StageName = c.StageName, RaisedAt = c.RaisedAt, SettledAt = c.SettledAt });
            if (n % 500 != 499) continue;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await db.SaveChangesAsync();
    }
}
