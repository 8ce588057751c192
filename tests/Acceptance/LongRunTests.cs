using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tests.Engine.Laws;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>
/// A year of many cases in which everybody does everything, on a real database with a second process beside this one. The sweep comes
/// late, twice and from both. In the end nothing is lost, doubled or stuck. 50 cases; 10,000 with LONG.
/// </summary>
public sealed class LongRunTests
{
    private const int ActsPerCase = 50;

    [Fact]
    public async Task A_year_of_random_acts_in_two_processes_keeps_the_laws()
    {
        Assert.SkipWhen(Site.SqlServer is not null, "the second process opens the same SQLite file");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given) ? given : Environment.TickCount;
        var size = Environment.GetEnvironmentVariable("LONG") is null ? 50 : 10_000;
        await using var site = await Site.StartAsync();
        await TestProgramme.PublishAsync(site, brief: true, ["vote", "all", "sequential"]);
        site.Clock.Set(null, null, sweep: false);
        var port = 20_000 + new Random(seed).Next(20_000);
        using var second = CrashTests.Start(site.Data, port);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
            await CrashTests.ReadyAsync(http, second, seed);
            var year = new Year(site, http, seed, size);
            await year.RunAsync();
            await year.CheckAsync();
            TestContext.Current.SendDiagnosticMessage(year.Summary);
            Console.WriteLine("NOTE long run: " + year.Summary);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}: {e}");
        }
        finally
        {
            if (!second.HasExited) second.Kill(entireProcessTree: true);
            await second.WaitForExitAsync();
        }
    }

    private sealed class Year(Site site, HttpClient second, int seed, int size)
    {
        private static readonly string[] Wild = ["claim", "unclaim", "complete", "supplement", "declare", "return", "transfer", "delegate", "addSigner", "removeSigner", "takeBack", "copy", "reassign", "urge", "suspend", "resume", "withdraw", "terminate", "submit", "nonsense"];
        private readonly Random random = new(seed);
        private readonly CaseCommands commands = site.Get<CaseCommands>();
        private readonly BatchCommands batches = site.Get<BatchCommands>();
        private readonly IDbContexts contexts = site.Get<IDbContexts>();
        private readonly Dictionary<string, UserContext> users = [];
        private readonly List<string> cases = [];
        private readonly List<string> live = [];
        private readonly Dictionary<string, int> done = [];
        private readonly Dictionary<string, int> refusals = [];
        private Programme programme = null!;
        private string rounds = "";
        private int command;
        private int accepted;
        private int sweeps;
        private readonly Stopwatch watch = Stopwatch.StartNew();

        public string Summary => $"seed {seed}, {cases.Count} cases, {accepted} accepted and {command - accepted} refused commands, {sweeps} sweeps, {refusals.Count} kinds of refusal ({string.Join(" ", refusals.OrderByDescending(r => r.Value).Take(12).Select(r => $"{r.Key} {r.Value}"))}); " + string.Join(" ", done.OrderByDescending(d => d.Value).Select(d => $"{d.Key} {d.Value}"));

        /// <summary>So many cases are in work at a time that each is looked at about twice a day.</summary>
        private int Window => Math.Max(4, size * ActsPerCase / 660);

        private DateTimeOffset Now => site.Clock.GetUtcNow();

        public async Task RunAsync()
        {
            await PrepareAsync();
            var steps = size * ActsPerCase;
            var perStep = TimeSpan.FromDays(330) / steps;
            for (var step = 0; step < steps; step++)
            {
                if (cases.Count < size && live.Count < Window * 2) await NewCaseAsync();
                if (cases.Count > 0) await ActAsync();
                await SetClockAsync(Now + (perStep * random.NextDouble() * 2));
                if (random.Next(40) == 0) await SweepAsync();
                if (step % (steps / 20) == 0) Console.WriteLine($"NOTE long run: step {step} of {steps}, {cases.Count} cases, {live.Count} in work, {watch.Elapsed.TotalSeconds:0} s");
            }

            while (cases.Count < size) await NewCaseAsync();
            // A long holiday in which nobody looks, then both processes wake up at once.
            await SetClockAsync(Now + TimeSpan.FromDays(40));
            await Task.WhenAll(site.Get<Workflows.Deadlines.DeadlineSweep>().RunAsync(), second.PostAsJsonAsync("/api/v1/clock/sweep", new { }));
            await SweepAsync();
        }

        private async Task PrepareAsync()
        {
            await using var db = contexts.Create();
            programme = await site.Get<ProgrammeStore>().GetAsync(db, "PR01", 2);
            var input = new RoundInput { ProgrammeCode = "PR01", Title = "全年申报", OpensAt = Site.Start.AddDays(-1), ClosesAt = Site.Start.AddDays(500), Contact = "张某 0714-0000000" };
            var admin = await UserAsync(db, "officer1");
            var (round, _, refusal) = await site.Get<Rounds>().SaveAsync(null, null, input, new Sender(admin, Now));
            Assert.Null(refusal);
            rounds = round!.Id;
            foreach (var account in await db.Users.AsNoTracking().Where(u => !u.Disabled).Select(u => u.UserName!).ToListAsync()) await UserAsync(db, account);
        }

        private async Task<UserContext> UserAsync(WorkflowsDbContext db, string name)
        {
            if (users.TryGetValue(name, out var known)) return known;
            var id = await db.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync();
            return users[name] = (await CurrentUser.LoadAsync(contexts, id))!;
        }

        private async Task SetClockAsync(DateTimeOffset now)
        {
            site.Clock.Set(now, running: false, sweep: false);
            await Task.CompletedTask;
        }

        /// <summary>Late, twice, from here, from there, or from both at once.</summary>
        private async Task SweepAsync()
        {
            sweeps++;
            var here = site.Get<Workflows.Deadlines.DeadlineSweep>();
            var other = random.Next(5);
            if (other > 1) await second.PutAsJsonAsync("/api/v1/clock", new { now = Now.ToString("O"), running = false, sweep = false });
            switch (other)
            {
                case 0: await here.RunAsync(); break;
                case 1: await here.RunAsync(); await here.RunAsync(); break;
                case 2: (await second.PostAsJsonAsync("/api/v1/clock/sweep", new { })).EnsureSuccessStatusCode(); break;
                default: await Task.WhenAll(here.RunAsync(), second.PostAsJsonAsync("/api/v1/clock/sweep", new { })); break;
            }
        }

        private async Task NewCaseAsync()
        {
            var applicant = Pick(users.Values.Where(u => u.IsApplicant).ToList());
            var answer = await commands.OpenDraftAsync(NextId(), rounds, new Sender(applicant, Now));
            if (answer is not CommandResult.Accepted opened) return;
            var id = opened.Answer.CaseId;
            cases.Add(id);
            live.Add(id);
            var saved = Assert.IsType<FormSave.Saved>(await site.Get<ApplicationForms>().SaveAsync(id, 1, Form(), new Sender(applicant, Now)));
            Assert.True(saved.Problems.Count == 0, string.Join("；", saved.Problems.Select(p => p.Message)));
            await SendAsync(id, applicant, new CaseRequest { CommandId = NextId(), CaseId = id, Type = "submit" });
        }

        private JsonObject Form()
        {
            var form = Journey.Form("P22");
            form["field_code"] = TechnologyFields.All[random.Next(TechnologyFields.All.Count)];
            return form;
        }

        private async Task ActAsync()
        {
            // A few at a time, so that they come to their end within the year; now and then any other.
            if (live.Count == 0 || random.Next(40) == 0) live.Add(Pick(cases));
            var at = random.Next(Math.Min(live.Count, Window));
            var id = live[at];
            await using var db = contexts.Create();
            var row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id);
            var state = EngineJson.ReadState(row.State);
            if (state.Phase == ProcessPhase.Ended) live.RemoveAt(at);
            if (random.Next(12) == 0)
            {
                await WildAsync(id, state);
                return;
            }

            if (state.Phase == ProcessPhase.Draft) await SendAsync(id, Applicant(state), new CaseRequest { CommandId = NextId(), CaseId = id, Type = "submit" });
            if (state.Phase != ProcessPhase.Running) return;
            if (random.Next(state.Suspension is null ? 20 : 3) == 0)
            {
                await WholeAsync(id, state);
                return;
            }

            var items = state.Activations.SelectMany(a => a.Items.Where(i => !i.Done).Select(i => (Activation: a, Item: i))).ToList();
            if (items.Count == 0)
            {
                if (state.Activations.FirstOrDefault(a => a.Published) is { BatchId: { } notice } && random.Next(3) == 0) await ObjectAsync(id, notice);
                return;
            }

            var (activation, item) = items[random.Next(items.Count)];
            if (item.Purpose == WorkPurpose.Batch) await BatchAsync(db, activation);
            else await ItemAsync(id, state, item);
        }

        private async Task ItemAsync(string id, ProcessState state, WorkItem item)
        {
            var able = users.Values.Where(u => u.Actor.HoldsAny(item.Candidates) || item.ClaimedBy == u.UserId || (random.Next(6) == 0 && u.Has(ProcessRoles.Administrator))).ToList();
            if (able.Count == 0) return;
            var user = Pick(able);
            var offered = AllowedActions.For(programme.Process, state, item.Id, user.Actor, name => null, Now);
            if (offered.Length == 0) return;
            // Going on is likelier than everything else together, else no case would ever end.
            var forward = offered.Where(a => a.Type is "complete" or "declare" or "submit").ToList();
            var action = forward.Count > 0 && random.Next(10) < 7 ? forward[random.Next(3) == 0 ? random.Next(forward.Count) : 0] : offered[random.Next(offered.Length)];
            var request = new CaseRequest
            {
                CommandId = NextId(),
                CaseId = id,
                Item = item.Id,
                Revision = action.Type == "submit" ? null : random.Next(20) == 0 ? item.Revision + 1 : item.Revision,
                Type = action.Type,
                Outcome = action.Outcome,
                ToStage = action.ToStage,
                Back = action.MayComeBack && random.Next(2) == 0,
                Comment = random.Next(25) == 0 ? null : item.Purpose == WorkPurpose.Score ? string.Concat(Enumerable.Repeat("场地和设备能够支撑中试，分工明确。", 5)) : "依据充分，同意。",
                Conflict = action.Type == "declare" ? random.Next(25) == 0 : null,
                To = action.Type == "removeSigner" ? SomebodyAdded(state, item) : Somebody(),
                Users = action.Type is "addSigner" or "copy" ? [Somebody(), .. random.Next(2) == 0 ? (string[])[Somebody()] : []] : [],
                Place = new[] { "before", "beside", "after" }[random.Next(3)],
                Items = action.Type == "supplement" ? [new("platform_name", "名称请写全称")] : [],
                Values = ValuesFor(state, item),
            };
            await SendAsync(id, user, request);
        }

        private JsonObject? ValuesFor(ProcessState state, WorkItem item)
        {
            if (item.Purpose == WorkPurpose.Score) return new JsonObject { ["scores"] = Journey.Scores(random.Next(6) == 0 ? 0.3m : 0.8m) };
            var stage = state.FindItem(item.Id).Activation!.StageId;
            return stage == "site" ? new JsonObject { ["visitors"] = new JsonArray("李某", "黄某"), ["visitedOn"] = Workflows.Deadlines.ChinaTime.DateOf(Now).ToString("yyyy-MM-dd"), ["place"] = "示例路 1 号", ["findings"] = "与申报一致。" } : null;
        }

        private async Task WholeAsync(string id, ProcessState state)
        {
            var (user, type) = random.Next(7) switch
            {
                0 => (users["head"], "suspend"),
                1 => (users["head"], "resume"),
                2 => (Applicant(state), "urge"),
                3 => (state.LastStep is { } last ? users.Values.FirstOrDefault(u => u.UserId == last.By) ?? users["officer1"] : users["officer1"], "takeBack"),
                4 => (users["head"], random.Next(6) == 0 ? "terminate" : "resume"),
                5 => (Applicant(state), random.Next(6) == 0 ? "withdraw" : "urge"),
                _ => (users["head"], "resume"),
            };
            await SendAsync(id, user, new CaseRequest { CommandId = NextId(), CaseId = id, Type = type, Comment = "情况如此" });
        }

        /// <summary>Anybody tries anything.</summary>
        private async Task WildAsync(string id, ProcessState state)
        {
            var items = state.Activations.SelectMany(a => a.Items).ToList();
            await SendAsync(id, Pick(users.Values.ToList()), new CaseRequest
            {
                CommandId = random.Next(10) == 0 ? $"c{random.Next(Math.Max(1, command))}" : NextId(),
                CaseId = id,
                Type = Wild[random.Next(Wild.Length)],
                Item = random.Next(4) == 0 ? random.Next(30) : items.Count > 0 ? items[random.Next(items.Count)].Id : null,
                Outcome = new[] { "accepted", "agreed", "recommended", "nonsense", null }[random.Next(5)],
                Comment = random.Next(2) == 0 ? "随意" : null,
                ToStage = new[] { "check", "submit", "vote", "nowhere" }[random.Next(4)],
                To = Somebody(),
                Users = [Somebody()],
                Place = "before",
                Conflict = true,
            });
        }

        private async Task BatchAsync(WorkflowsDbContext db, Activation activation)
        {
            var stage = activation.StageId;
            if (activation.BatchId is { } open)
            {
                await ContinueBatchAsync(stage, open);
                return;
            }

            var like = $",{stage},";
            var waiting = await db.Cases.AsNoTracking().Where(c => c.RoundId == rounds && c.CurrentStageIds.Contains(like)).OrderBy(c => c.Id).Take(30).Select(c => new { c.Id, c.State }).ToListAsync();
            var free = waiting.Where(w => EngineJson.ReadState(w.State) is { Suspension: null } s && s.Activations.Any(a => a.StageId == stage && a.BatchId is null && a.Items.Any(i => !i.Done))).Select(w => w.Id).Take(1 + random.Next(6)).ToList();
            if (free.Count == 0) return;
            await BatchDoneAsync(await batches.CreateAsync(new BatchCreation { CommandId = NextId(), StageId = stage, CaseIds = [.. free], Mode = random.Next(3) == 0 ? MeetingMode.Consensus : MeetingMode.Vote, ScheduledAt = Now, Place = "市科技局三楼会议室" }, new Sender(users["officer1"], Now)), "batch");
        }

        private async Task ContinueBatchAsync(string stage, string id)
        {
            await using var db = contexts.Create();
            var row = await db.Batches.AsNoTracking().Include(b => b.Items).SingleOrDefaultAsync(b => b.Id == id);
            if (row is null) return;
            var members = row.Items.Select(i => i.CaseId).ToList();
            if (random.Next(25) == 0)
            {
                await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = random.Next(2) == 0 ? "cancel" : "removeCase", CaseId = members[0], Comment = "改期" }, new Sender(users["officer1"], Now)), "batch");
                return;
            }

            switch (stage)
            {
                case "meeting":
                    await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "open" }, new Sender(users["officer1"], Now)), "open");
                    foreach (var member in members)
                    {
                        var choice = random.Next(5) switch { 0 => Vote.Reject, 1 => Vote.Defer, _ => Vote.Approve };
                        await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "consensus", CaseId = member, Choice = choice }, new Sender(users["officer1"], Now));
                        for (var i = 1; i <= 5; i++) await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "vote", CaseId = member, Choice = choice }, new Sender(users[$"committee{i}"], Now));
                    }

                    await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "conclude", Text = "同意。" }, new Sender(users["officer1"], Now)), "conclude");
                    break;
                case "notice":
                    await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "publish" }, new Sender(users["officer1"], Now)), "publish");
                    break;
                default:
                    await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "submitDraft", Text = "经研究，决定认定。" }, new Sender(users["officer1"], Now)), "draft");
                    await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = random.Next(8) == 0 ? "returnDraft" : "approveDraft", Comment = "核过" }, new Sender(users["officer2"], Now)), "check");
                    await BatchDoneAsync(await batches.ExecuteAsync(new BatchRequest { CommandId = NextId(), BatchId = id, Type = "sign" }, new Sender(users["signatory"], Now)), "sign");
                    break;
            }
        }

        private async Task ObjectAsync(string caseId, string batchId)
        {
            var result = await site.Get<Objections>().RaiseAsync(new ObjectionInput { CommandId = NextId(), BatchId = batchId, CaseId = caseId, Name = "周某", Mobile = "13800000026", Facts = "申报的场地与事实不符，请核查。" }, Now);
            Count("objection", result.Accepted, null);
        }

        private async Task SendAsync(string id, UserContext user, CaseRequest request)
        {
            var result = await commands.ExecuteAsync(request, new Sender(user, Now));
            Count(request.Type, result.IsAccepted, (result as CommandResult.Refused)?.Refusal.Code);
            // Sent again: the same answer and no second effect.
            if (result is CommandResult.Accepted first && random.Next(10) == 0)
            {
                var again = await commands.ExecuteAsync(request, new Sender(user, Now));
                Assert.True(again is CommandResult.Accepted same && same.Answer.Sequence == first.Answer.Sequence, $"seed {seed}: {request.Type} of {id} had a second effect");
            }
        }

        private Task BatchDoneAsync(CommandResult result, string what)
        {
            Count(what, result.IsAccepted, (result as CommandResult.Refused)?.Refusal.Code);
            return Task.CompletedTask;
        }

        private void Count(string what, bool yes, string? code)
        {
            if (yes)
            {
                accepted++;
                done[what] = done.GetValueOrDefault(what) + 1;
            }
            else if (code is not null)
            {
                refusals[$"{what}:{code}"] = refusals.GetValueOrDefault($"{what}:{code}") + 1;
            }
        }

        private string NextId() => $"c{++command}";

        private T Pick<T>(List<T> from) => from[random.Next(from.Count)];

        private UserContext Applicant(ProcessState state) => users.Values.First(u => u.OrganizationId == state.Organization);

        private string Somebody() => users[Pick((List<string>)["officer1", "officer2", "officer3", "head", "signatory", "signatory2", "town03", "town09", "expert01", "ent10"])].UserId;

        private static string? SomebodyAdded(ProcessState state, WorkItem item) => state.Activations.SelectMany(a => a.Items).FirstOrDefault(i => i.Place is not null && i.About == item.Id)?.Candidates[0][5..];

        public async Task CheckAsync()
        {
            var where = $"seed {seed}: ";
            await WholeWayTests.VerifyAsync(site);
            await using var db = contexts.Create();
            Assert.True(await db.Deadlines.CountAsync(d => d.NextAt != null && d.NextAt <= Now) == 0, where + "something due was not carried out");
            Assert.True(await db.Batches.CountAsync(b => b.Status == BatchStatus.Acted) == 0, where + "a batch did not spread to its end");
            var ended = 0;
            foreach (var id in cases)
            {
                var row = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id);
                var state = EngineJson.ReadState(row.State);
                var events = await db.Events.AsNoTracking().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).ToListAsync();
                var broken = Conservation.Broken(events.Select(e => EngineJson.ReadEvent(e.Body)), state.Phase == ProcessPhase.Ended);
                Assert.True(broken is null, $"{where}{id}: {broken}");
                if (state.Phase == ProcessPhase.Ended) ended++;
                else if (state.Phase == ProcessPhase.Running) CheckNotStuck(where + id, state);
            }

            Assert.True(ended > cases.Count / 4, where + $"only {ended} of {cases.Count} cases ended; the run is too tame\n{Summary}");
            // Each deadline that expired has its own instant as the effective one, however late it was noticed.
            var expired = await db.Deadlines.AsNoTracking().Where(d => d.ExpiredAt != null).Select(d => new { d.Id, d.DueAt, d.ExpiredAt }).ToListAsync();
            Assert.True(expired.Count > 0, where + "nothing expired");
            Assert.True(expired.All(d => d.DueAt == d.ExpiredAt), where + "an expiry is dated by the job");
            Assert.True(await db.Events.CountAsync(e => e.Type == "deadlineExpired" && e.ProcessedAt < e.At) == 0, where + "noticed before it was due");
            await MessagesAsync(db, where);
        }

        private async Task MessagesAsync(WorkflowsDbContext db, string where)
        {
            await site.Get<MessageDelivery>().RunAsync();
            Assert.True(await db.Outbox.CountAsync(o => o.Kind == OutboxRow.Message && o.DoneAt == null) == 0, where + "a message was not handed on");
            var twice = await db.Deliveries.GroupBy(d => new { d.MessageId, d.UserId, d.Channel }).Where(g => g.Count() > 1 && g.Key.MessageId != null).CountAsync();
            Assert.True(twice == 0, where + "a message goes to somebody twice on one channel");
        }

        /// <summary>Whatever is not ended waits for somebody who can act, or for an instant.</summary>
        private void CheckNotStuck(string where, ProcessState state)
        {
            if (state.Suspension is not null) return;
            if (ProcessEngine.NextDue(state) is not null) return;
            foreach (var activation in state.Activations)
            {
                foreach (var item in activation.Items.Where(i => !i.Done))
                {
                    if (item.Purpose == WorkPurpose.Batch) return;
                    foreach (var user in users.Values)
                        if (AllowedActions.For(programme.Process, state, item.Id, user.Actor, _ => null, Now).Length > 0) return;
                }
            }

            Assert.Fail(where + ": nobody can act and no instant comes\n" + EngineJson.Write(state));
        }
    }
}
