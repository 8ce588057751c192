using System.Collections.Immutable;
using System.Text.Json;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>
/// One act on many cases. The act commits once; then each case receives the command <c>batchId/caseId</c> in its own
/// transaction, so that the spread can be resumed.
/// </summary>
public sealed class BatchCommands(IDbContexts contexts, CommandGate gate, CommandPath path, CaseExecutor executor, CaseCommands cases, ProgrammeStore programmes, BatchActs acts, TimeProvider clock)
{
    private const int MaxCases = 500;

    /// <summary>Makes a batch of cases that wait at one stage.</summary>
    public Task<CommandResult> CreateAsync(BatchCreation creation, Sender real, CancellationToken cancellation = default)
    {
        var hash = CanonicalJson.Sha256Hex(JsonSerializer.SerializeToNode(creation with { CommandId = "" }, DocumentRegister.Json));
        return path.RunAsync(creation.CommandId, hash, real, async db =>
        {
            if (creation.CaseIds.Length is 0 or > MaxCases) return CommandResult.No("batch.cases", "caseIds", $"请选 1 至 {MaxCases} 件。");
            if (creation.Title.Length > 200) return CommandResult.No("batch.title", "title", "名称最多 200 字。");
            var first = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == creation.CaseIds[0], cancellation);
            if (first is null) return CommandResult.No("case.notFound", "caseIds", "没有找到所选的件。");
            var programme = await programmes.ForCaseAsync(db, first, real.ReceivedAt, cancellation);
            var (sender, refusal) = await ActingAsync(db, real, creation.ActingFor, programme.Code, user => BatchRules.IsOfficer(user, programme) ? null : new CommandResult.Refused(Refusals.NotYours), cancellation);
            if (refusal is not null) return refusal;
            if (DefinitionIndex.Of(programme.Process).Find(creation.StageId)?.Stage is not { } stage || KindOf(stage) is not { } kind)
                return CommandResult.No("batch.stage", "stageId", "这个环节不能成批办理。");
            var round = await db.Rounds.SingleAsync(r => r.Id == first.RoundId, cancellation);
            var members = stage is MeetingStage meeting ? await MembersAsync(db, meeting.Members, programme.Code, cancellation) : [];
            if (kind == BatchKind.Meeting && members.Length == 0) return CommandResult.No("batch.noMembers", null, "还没有评审委员会成员，请管理员先授权。");

            var row = new BatchRow
            {
                Id = Identifiers.Ordered(),
                Kind = kind,
                ProgrammeCode = programme.Code,
                RoundId = round.Id,
                StageId = stage.Id,
                Title = creation.Title.Length > 0 ? creation.Title : $"{round.Title}{stage.Name}",
                CreatedAt = sender.ReceivedAt,
            };
            db.Batches.Add(row);
            var events = new List<BatchEvent> { new BatchCreated(kind, row.Title, members, creation.Mode, creation.ScheduledAt, creation.Place) { Programme = row.ProgrammeCode, Round = row.RoundId, Stage = row.StageId } };
            foreach (var caseId in creation.CaseIds.Distinct())
            {
                if (await JoinAsync(db, row, caseId, sender, cancellation) is { } refused) return refused;
                events.Add(new BatchCaseAdded(caseId));
            }

            return await StoreAsync(db, row, new BatchState(), events, sender, creation.CommandId, [], cancellation);
        }, cancellation: cancellation);
    }

    /// <summary>Carries out a command on a batch and spreads its act to the cases.</summary>
    public async Task<CommandResult> ExecuteAsync(BatchRequest request, Sender real, CancellationToken cancellation = default)
    {
        if (request.Text is { Length: > 20_000 }) return CommandResult.No("batch.text", "text", "正文最多 20000 字，请删减。");
        if (request.Comment is { Length: > 4000 }) return CommandResult.No("comment.tooLong", "comment", "意见最多 4000 字，请删减。");
        var hash = CanonicalJson.Sha256Hex(JsonSerializer.SerializeToNode(request with { CommandId = "" }, DocumentRegister.Json));
        var result = await path.RunAsync(request.CommandId, hash, real, async db =>
        {
            var row = await db.Batches.Include(b => b.Items).SingleOrDefaultAsync(b => b.Id == request.BatchId, cancellation);
            if (row is null) return CommandResult.No("batch.notFound", null, "没有找到这一批，或您没有权限查看。");
            var state = JsonSerializer.Deserialize<BatchState>(row.State, EngineJson.Options)!;
            var programme = await programmes.CurrentAsync(db, row.ProgrammeCode, real.ReceivedAt, cancellation);
            var (sender, refused) = await ActingAsync(db, real, request.ActingFor, row.ProgrammeCode, user => Check(state, programme, user, request.Type), cancellation);
            if (refused is CommandResult.Refused { Refusal.Code: "batch.notFound" }) return refused;
            if (request.Revision is { } seen && seen != row.Sequence && request.Type is not ("vote" or "recuse"))
                return await BatchConflicts.StaleAsync(db, row, seen, cancellation);
            if (refused is not null) return await BatchConflicts.OvertakenAsync(db, row, state, request.Type, cancellation) ?? refused;
            var (events, documents, refusal) = await DecideAsync(db, row, state, programme, request, sender, cancellation);
            return refusal ?? await StoreAsync(db, row, state, events, sender, request.CommandId, documents, cancellation);
        }, cancellation: cancellation);
        if (result.IsAccepted) await SpreadAsync(request.BatchId, cancellation);
        return result;
    }

    private static CommandResult? Check(BatchState state, Programme programme, UserContext user, string type) =>
        !MayRead(state, programme, user) ? CommandResult.No("batch.notFound", null, "没有找到这一批，或您没有权限查看。")
        : BatchRules.Allowed(state, programme, user).All(a => a.Type != type) ? CommandResult.No("batch.notAllowed", "type", Unavailable(state, type)) : null;

    /// <summary>In whose name the sender acts: the own where that is possible, otherwise that of an absent person.</summary>
    /// <param name="wanted">The absent person asked for; null: whoever can.</param>
    /// <param name="check">Why a person cannot; null: they can.</param>
    private static async Task<(Sender Sender, CommandResult? Refusal)> ActingAsync(WorkflowsDbContext db, Sender real, string? wanted, string programmeCode, Func<UserContext, CommandResult?> check, CancellationToken cancellation)
    {
        CommandResult? own = null;
        if (wanted is null or "" || wanted == real.User.UserId)
        {
            own = check(real.User);
            if (own is null || wanted is { Length: > 0 }) return (real, own);
        }

        bool Wanted(UserContext absent) => (wanted is null or "" || wanted == absent.UserId) && (absent.Programmes is not { } only || only.Contains(programmeCode));
        CommandResult? theirs = null;
        foreach (var absent in (await Substitutes.InForceAsync(db, real.User, real.ReceivedAt, cancellation)).Where(Wanted))
        {
            if (check(absent) is not { } refusal) return (real with { User = absent }, null);
            theirs ??= refusal;
        }

        foreach (var (absent, overAt) in (await Substitutes.OverAsync(db, real.User, real.ReceivedAt, cancellation)).Where(o => Wanted(o.Absent)))
            if (check(absent) is null) return (real, Acting.Over(absent, overAt));
        // What an absent person may read, the substitute is told the true reason about.
        var result = own is null or CommandResult.Refused { Refusal.Code: "batch.notFound" } ? theirs ?? own : own;
        return (real, result ?? CommandResult.No("substitute.none", "actingFor", "您现在不是这位人员的代理人，或这一批不在代理范围内，您的操作没有生效。"));
    }

    /// <summary>Who may open a batch: officers and signatories of the programme, auditors, and the members of a meeting.</summary>
    public static bool MayRead(BatchState state, Programme programme, UserContext user) =>
        BatchRules.IsOfficer(user, programme) || BatchRules.IsSignatory(user, programme) || user.HoldsForProgramme(ProcessRoles.SectionHead, programme.Code)
        || user.Has(ProcessRoles.Auditor) || state.Members.Any(m => m.UserId == user.UserId);

    /// <summary>Meetings that are not over and in which this person sits; with their programme and the role whose holders sit there.</summary>
    internal async Task<IReadOnlyList<(string BatchId, string Role, string Programme)>> SeatsAsync(WorkflowsDbContext db, string userId, CancellationToken cancellation)
    {
        var rows = await db.Batches.AsNoTracking().Where(b => b.Kind == BatchKind.Meeting && (b.Status == BatchStatus.Preparing || b.Status == BatchStatus.Open)).OrderBy(b => b.Id).ToListAsync(cancellation);
        var seats = new List<(string, string, string)>();
        foreach (var row in rows)
        {
            var state = JsonSerializer.Deserialize<BatchState>(row.State, EngineJson.Options)!;
            if (state.Members.All(m => m.UserId != userId) || (state.Status == BatchStatus.Open && !state.Items.Any(i => i.IsOwedBy(userId)))) continue;
            var programme = await programmes.CurrentAsync(db, row.ProgrammeCode, clock.GetUtcNow(), cancellation);
            if (DefinitionIndex.Of(programme.Process).Find(row.StageId)?.Stage is MeetingStage stage) seats.Add((row.Id, stage.Members, programme.Code));
        }

        return seats;
    }

    /// <summary>离任: takes a person's seat in a meeting that is not over. The votes he has cast stay.</summary>
    /// <returns>Whether he still had it.</returns>
    internal Task<bool> LeaveCommitteeAsync(string batchId, string userId, string reason, Sender sender, CancellationToken cancellation) =>
        Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await db.Batches.Include(b => b.Items).SingleOrDefaultAsync(b => b.Id == batchId && (b.Status == BatchStatus.Preparing || b.Status == BatchStatus.Open), cancellation) is not { } row) return false;
            var state = JsonSerializer.Deserialize<BatchState>(row.State, EngineJson.Options)!;
            if (state.Members.FirstOrDefault(m => m.UserId == userId) is not { } member || (state.Status == BatchStatus.Open && !state.Items.Any(i => i.IsOwedBy(userId)))) return false;
            await StoreAsync(db, row, state, [new MemberLeft(userId, member.Name, reason)], sender, null, [], cancellation);
            return true;
        }, left => left, cancellation);

    /// <summary>Lets batches go on whose spread was interrupted.</summary>
    public async Task ContinueAsync(CancellationToken cancellation = default)
    {
        List<string> open;
        await using (var db = contexts.Create())
            open = await db.Batches.Where(b => b.Status == BatchStatus.Acted).Select(b => b.Id).ToListAsync(cancellation);
        foreach (var id in open) await SpreadAsync(id, cancellation);
    }

    private async Task<(List<BatchEvent> Events, IReadOnlyList<DocumentRow> Documents, CommandResult? Refusal)> DecideAsync(WorkflowsDbContext db, BatchRow row, BatchState state, Programme programme, BatchRequest request, Sender sender, CancellationToken cancellation)
    {
        var by = new BatchActor(sender.User.UserId, sender.User.ActorName, sender.ReceivedAt, sender.User.Via?.UserId);
        var stage = DefinitionIndex.Of(programme.Process)[row.StageId].Stage;
        switch (request.Type)
        {
            case "addCase":
                if (request.CaseId is not { } added) return No("batch.case", "caseId", "请选一件。");
                if (state.Find(added) is not null) return No("batch.already", "caseId", "这一件已经在这一批里。");
                return await JoinAsync(db, row, added, sender, cancellation) is { } joinRefused ? ([], [], joinRefused) : Yes(new BatchCaseAdded(added));
            case "removeCase":
                if (request.CaseId is not { } removed || state.Find(removed) is null) return No("batch.case", "caseId", "这一件不在这一批里。");
                if (state.Items.Length == 1) return No("batch.last", "caseId", "这一批只剩一件，不要的话请取消这一批。");
                return await LeaveAsync(db, row, removed, sender, cancellation) is { } stays ? ([], [], stays) : Yes(new BatchCaseRemoved(removed));
            case "cancel":
                if (string.IsNullOrWhiteSpace(request.Comment)) return No("comment.required", "comment", "请写明取消的理由。");
                foreach (var item in state.Items)
                    if (await LeaveAsync(db, row, item.CaseId, sender, cancellation) is { } kept) return ([], [], kept);
                return Yes(new BatchCancelled(by, request.Comment));
            case "arrange":
                return Arrange(request);
            case "open":
                return OpenMeeting(state, request);
            case "vote":
                return CastVote(state, request, sender.User);
            case "recuse":
                return Recuse(state, request, sender.User);
            case "consensus":
                if (request.CaseId is not { } agreed || state.Find(agreed) is null) return No("batch.case", "caseId", "请选议程里的一件。");
                return request.Choice is { } choice ? Yes(new ConsensusRecorded(agreed, choice)) : No("vote.choice", "choice", "请选同意、不同意或暂缓。");
            case "conclude":
                var listed = state.Items.Select(i => i.CaseId).ToList();
                var names = await db.Cases.Where(c => listed.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => $"{c.OrganizationName} {c.Title}", cancellation);
                var (outcomes, refusal) = BatchRules.Conclude(state, (MeetingStage)stage, id => names.GetValueOrDefault(id, id));
                if ((refusal ?? await RoundQuotas.CheckAsync(db, row, programme, (MeetingStage)stage, outcomes!, cancellation)) is { } notConcluded) return ([], [], new CommandResult.Refused(notConcluded));
                return Yes(new MeetingConcluded(request.Text ?? "", outcomes!));
            case "publish":
            case "sign":
                var (dropped, none) = await DropSanctionedAsync(db, row, state, sender, cancellation);
                if (none is not null) return ([], [], none);
                var rest = dropped.Aggregate(state, BatchEvolution.Apply);
                var done = request.Type == "publish" ? await acts.PublishAsync(db, row, rest, programme, (PublicNoticeStage)stage, sender, cancellation) : await acts.SignAsync(db, row, rest, programme, (DecisionStage)stage, by, sender, cancellation);
                return ([.. dropped, done.Event], [done.Document], null);
            case "submitDraft":
                if (string.IsNullOrWhiteSpace(request.Text)) return No("draft.text", "text", "请填写认定通知的正文。");
                return Yes(new DraftSubmitted(request.Text, by));
            case "approveDraft":
                return Yes(new DraftChecked(by));
            case "returnDraft":
                return string.IsNullOrWhiteSpace(request.Comment) ? No("comment.required", "comment", "请写明退回的理由。") : Yes(new DraftReturned(by, request.Comment));
            default:
                return No("command.unknown", "type", $"没有“{request.Type}”这种操作。");
        }
    }

    private static (List<BatchEvent>, IReadOnlyList<DocumentRow>, CommandResult?) Yes(BatchEvent happened) => ([happened], [], null);

    private static (List<BatchEvent>, IReadOnlyList<DocumentRow>, CommandResult?) No(string code, string? field, string message) => ([], [], CommandResult.No(code, field, message));

    private static (List<BatchEvent>, IReadOnlyList<DocumentRow>, CommandResult?) Arrange(BatchRequest request)
    {
        var place = request.Place?.Trim() ?? "";
        if (request.ScheduledAt is not { } at) return No("meeting.scheduledAt", "scheduledAt", "请写明开会时间，如 2026-09-16 09:30。");
        if (place.Length > 200) return No("batch.place", "place", "地点最多 200 字，请删减。");
        return MeetingPlace.IsNamed(place) ? Yes(new MeetingArranged(at, place)) : No("meeting.place", "place", "请写明会议地点，如“市科技局三楼会议室”。");
    }

    private static (List<BatchEvent>, IReadOnlyList<DocumentRow>, CommandResult?) OpenMeeting(BatchState state, BatchRequest request)
    {
        ImmutableArray<string> present = [.. (request.Present ?? [.. state.Members.Select(m => m.UserId)]).Distinct()];
        if (present.Any(p => state.Members.All(m => m.UserId != p))) return No("meeting.present", "present", "到会人员里有不是成员的人，请更正。");
        var quorum = MeetingTally.QuorumOf(state.Members.Length);
        if (present.Length < quorum) return No("meeting.quorum", "present", $"应到 {state.Members.Length} 人，实到 {present.Length} 人，不足三分之二（{quorum} 人），不能开会。");
        return Yes(new MeetingOpened(present));
    }

    private static (List<BatchEvent>, IReadOnlyList<DocumentRow>, CommandResult?) CastVote(BatchState state, BatchRequest request, UserContext user)
    {
        if (request.CaseId is not { } caseId || state.Find(caseId) is not { } item) return No("batch.case", "caseId", "请选议程里的一件。");
        if (request.Choice is not { } choice) return No("vote.choice", "choice", "请选同意、不同意或暂缓。");
        if (item.Left?.Contains(user.UserId) == true) return No("vote.left", "caseId", "您已不是评审委员会成员，不能投票。");
        if (item.Recused.Any(r => r.UserId == user.UserId)) return No("vote.recused", "caseId", "您已回避这一件，不能投票。");
        if (item.Votes.ContainsKey(user.UserId)) return No("vote.twice", "caseId", "您已经投过票，投票后不能改。");
        return Yes(new VoteCast(caseId, user.UserId, choice));
    }

    private static (List<BatchEvent>, IReadOnlyList<DocumentRow>, CommandResult?) Recuse(BatchState state, BatchRequest request, UserContext user)
    {
        if (request.CaseId is not { } caseId || state.Find(caseId) is not { } item) return No("batch.case", "caseId", "请选议程里的一件。");
        if (state.Members.All(m => m.UserId != user.UserId)) return No("recuse.notMember", null, "只有参会成员可以回避。");
        if (string.IsNullOrWhiteSpace(request.Comment)) return No("comment.required", "comment", "请写明回避的原因。");
        if (item.Recused.Any(r => r.UserId == user.UserId)) return No("recuse.twice", "caseId", "您已经回避这一件。");
        return item.Votes.ContainsKey(user.UserId)
            ? No("recuse.voted", "caseId", "您已经就这一件投过票；确需回避的，请会议秘书取消本次会议后重开。")
            : Yes(new MemberRecused(caseId, user.UserId, request.Comment));
    }

    /// <summary>Leaves out the items whose applicants are under a sanction: each refuses itself, not the batch (handbook B15).</summary>
    private async Task<(List<BatchEvent> Dropped, CommandResult? None)> DropSanctionedAsync(WorkflowsDbContext db, BatchRow row, BatchState state, Sender sender, CancellationToken cancellation)
    {
        var found = await BatchActs.SanctionedAsync(db, [.. state.Items.Select(i => i.CaseId)], BeforeOf(row.Kind), sender, cancellation);
        if (found.Count > 0 && found.Count == state.Items.Length) return ([], CommandResult.No("organization.sanctioned", null, $"这一批的申报单位都被限制，不能{(row.Kind == BatchKind.Notice ? "公示" : "签发")}：{found[0].Why}{(found.Count > 1 ? $" 等 {found.Count} 件" : "")}。请取消这一批。"));
        var dropped = new List<BatchEvent>();
        foreach (var (caseId, why) in found)
        {
            if (await LeaveAsync(db, row, caseId, sender, cancellation) is { } stays) return ([], stays);
            dropped.Add(new BatchCaseRemoved(caseId, why));
        }

        return (dropped, null);
    }

    private static string BeforeOf(BatchKind kind) => kind == BatchKind.Notice ? "公示" : "签发";

    private async Task<CommandResult?> JoinAsync(WorkflowsDbContext db, BatchRow row, string caseId, Sender sender, CancellationToken cancellation)
    {
        if (await executor.LoadAsync(db, caseId, sender.ReceivedAt, cancellation) is not { } loaded) return CommandResult.No("case.notFound", "caseIds", "没有找到所选的件。");
        if (loaded.Row.ProgrammeCode != row.ProgrammeCode) return CommandResult.No("batch.mixed", "caseIds", "不同类型的项目不能列在一批里。");
        if (row.Kind != BatchKind.Meeting && await BatchActs.SanctionedAsync(db, [caseId], BeforeOf(row.Kind), sender, cancellation) is [var sanction]) return CommandResult.No("organization.sanctioned", "caseIds", sanction.Why + "，不能列入。");
        var result = await executor.ApplyAsync(db, loaded, new JoinBatch(row.StageId, row.Id) { Actor = sender.User.Actor, At = sender.ReceivedAt }, sender.User, null, CaseExtras.None, cancellation);
        if (result is CommandResult.Refused refused)
            return await BatchConflicts.TakenAsync(db, loaded, row.StageId, refused.Refusal, cancellation)
                ?? CommandResult.No(refused.Refusal.Code, "caseIds", $"{loaded.Row.Number} {loaded.Row.OrganizationName}：{refused.Refusal.Message}");
        row.Items.Add(new BatchItemRow { BatchId = row.Id, CaseId = caseId, Order = row.Items.Count + 1 });
        return null;
    }

    /// <summary>A case that has ended or moved on meanwhile is no longer in the batch and does not hold it up.</summary>
    private async Task<CommandResult?> LeaveAsync(WorkflowsDbContext db, BatchRow row, string caseId, Sender sender, CancellationToken cancellation)
    {
        if (await executor.LoadAsync(db, caseId, sender.ReceivedAt, cancellation) is { } loaded && loaded.State.Activations.Any(a => a.BatchId == row.Id))
        {
            var result = await executor.ApplyAsync(db, loaded, new LeaveBatch(row.Id) { Actor = sender.User.Actor, At = sender.ReceivedAt }, sender.User, null, CaseExtras.None, cancellation);
            if (result is CommandResult.Refused) return result;
        }

        db.BatchItems.RemoveRange(row.Items.Where(i => i.CaseId == caseId));
        return null;
    }

    private async Task<CommandResult> StoreAsync(WorkflowsDbContext db, BatchRow row, BatchState state, List<BatchEvent> events, Sender sender, string? commandId, IReadOnlyList<DocumentRow> documents, CancellationToken cancellation)
    {
        for (var i = 0; i < events.Count; i++)
        {
            events[i] = events[i] with { At = sender.ReceivedAt };
            state = BatchEvolution.Apply(state, events[i]);
        }

        (row.Sequence, row.HeadHash) = CaseStream.Append(db, row.Id, row.Sequence, row.HeadHash, events.Select(e => (TypeOf(e), JsonSerializer.Serialize(e, EngineJson.Options), e.At)), sender.User, commandId, clock.GetUtcNow());
        row.State = JsonSerializer.Serialize(state, EngineJson.Options);
        row.Status = state.Status;
        row.Number = state.Number;
        if (state.Status == BatchStatus.Acted)
        {
            row.ActedAt = sender.ReceivedAt;
            foreach (var item in row.Items) item.Outcome = state.Find(item.CaseId)?.Outcome;
        }

        if (documents.Count > 0) row.DocumentId = documents[^1].Id;
        await TellAbsentAsync(db, row, events, sender, cancellation);
        await BatchMessages.TellNextAsync(db, row, state, events, sender, cancellation);
        await db.SaveChangesAsync(cancellation);
        return new CommandResult.Accepted(new CommandAnswer(row.Id, row.Sequence, row.Number, row.Status.ToString(), [.. events.Select(TypeOf)], [.. documents.Select(d => new IssuedDocument(d.Id, d.Title, d.Number))]));
    }

    /// <summary>Whoever is absent learns what was done in their name.</summary>
    private static Task TellAbsentAsync(WorkflowsDbContext db, BatchRow row, List<BatchEvent> events, Sender sender, CancellationToken cancellation)
    {
        if (sender.User.Via is not { } via) return Task.CompletedTask;
        var (act, reason) = BatchActWords.Of(events[0]);
        var fields = new Dictionary<string, string?> { [MessageEvents.Project] = row.Title, [MessageEvents.Actor] = via.Name, [MessageEvents.Act] = act, [MessageEvents.Reason] = reason };
        return MessageWriter.AddAsync(db, [new NewMessage($"batch/{row.Id}/{row.Sequence}/{sender.User.UserId}", MessageEvents.ActedFor, "user:" + sender.User.UserId, fields, sender.ReceivedAt)], cancellation);
    }

    /// <summary>Each case follows in its own transaction under the command id <c>batchId/caseId</c>.</summary>
    private async Task SpreadAsync(string batchId, CancellationToken cancellation)
    {
        while (true)
        {
            BatchItemRow? next;
            DateTimeOffset actedAt;
            await using (var db = contexts.Create())
            {
                var row = await db.Batches.AsNoTracking().Include(b => b.Items).SingleAsync(b => b.Id == batchId, cancellation);
                if (row.Status != BatchStatus.Acted) return;
                next = row.Items.Where(i => i.Spread == BatchSpread.Waiting).OrderBy(i => i.Order).FirstOrDefault();
                actedAt = row.ActedAt!.Value;
            }

            if (next is not null) await cases.ExpireCaseAsync(next.CaseId, actedAt, cancellation);
            await Writes.RunAsync(contexts, gate, actedAt, db => SpreadOneAsync(db, batchId, next?.CaseId, cancellation), cancellation: cancellation);
            if (next is null) return;
        }
    }

    private async Task<bool> SpreadOneAsync(WorkflowsDbContext db, string batchId, string? caseId, CancellationToken cancellation)
    {
        var row = await db.Batches.Include(b => b.Items).SingleAsync(b => b.Id == batchId, cancellation);
        if (caseId is null)
        {
            if (row.Status == BatchStatus.Acted && row.Items.All(i => i.Spread != BatchSpread.Waiting)) row.Status = BatchStatus.Closed;
            await db.SaveChangesAsync(cancellation);
            return true;
        }

        var item = row.Items.Single(i => i.CaseId == caseId);
        if (item.Spread != BatchSpread.Waiting) return true;
        var loaded = await executor.LoadAsync(db, caseId, row.ActedAt!.Value, cancellation) ?? throw new InvalidOperationException($"case {caseId} is missing");
        var user = await ActorAsync(db, row, cancellation);
        ProcessCommand command = row.Kind == BatchKind.Notice
            ? new PublishNotice(batchId) { Actor = user.Actor, At = row.ActedAt.Value }
            : new SettleBatch(batchId, item.Outcome!) { Actor = user.Actor, At = row.ActedAt.Value };
        var result = await executor.ApplyAsync(db, loaded, command, user, $"{batchId}/{caseId}", new CaseExtras(row.Number, row.DocumentId), cancellation);
        item.Spread = result.IsAccepted ? BatchSpread.Done : BatchSpread.Refused;
        item.Reason = (result as CommandResult.Refused)?.Refusal.Message;
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static async Task<UserContext> ActorAsync(WorkflowsDbContext db, BatchRow row, CancellationToken cancellation)
    {
        var last = await db.Events.AsNoTracking().Where(e => e.StreamId == row.Id).OrderByDescending(e => e.Sequence).FirstAsync(cancellation);
        return new UserContext(last.ActorId, last.ActorName, null, [], last.ViaId is { } via ? new Substitute(via, last.ViaName ?? "") : null);
    }

    internal static BatchKind? KindOf(Stage stage) => stage switch
    {
        MeetingStage => BatchKind.Meeting,
        PublicNoticeStage => BatchKind.Notice,
        DecisionStage => BatchKind.Decision,
        _ => null,
    };

    private static async Task<ImmutableArray<BatchMember>> MembersAsync(WorkflowsDbContext db, string role, string programmeCode, CancellationToken cancellation)
    {
        var rows = await RoleHolders.Of(db, "programme:" + programmeCode, role).OrderBy(u => u.Id).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancellation);
        return [.. rows.Select(u => new BatchMember(u.Id, u.DisplayName))];
    }

    private static string Unavailable(BatchState state, string type) => type switch
    {
        "sign" or "approveDraft" when state.Kind == BatchKind.Decision => "拟稿、核稿、签发要由三个人分别办理，这一步现在不能由您办理。",
        _ when state.Status is BatchStatus.Acted or BatchStatus.Closed => "这一批已经办完，不能再改。",
        _ when state.Status == BatchStatus.Cancelled => "这一批已经取消。",
        _ => "这一步现在不能由您这样办。",
    };

    private static string TypeOf(BatchEvent happened)
    {
        var name = happened.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
