using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>
/// The command path: the only way a case changes. Looks the command id up, expires what was due before the received
/// instant, decides, and writes everything in one transaction (engine.md, "The command path in Cases").
/// </summary>
public sealed class CaseCommands(IDbContexts contexts, CommandGate gate, CaseExecutor executor, ProgrammeStore programmes)
{
    /// <summary>Longest opinion or reason, in characters.</summary>
    public const int MaxComment = 4000;

    /// <summary>Opens a draft in a round.</summary>
    public Task<CommandResult> OpenDraftAsync(string commandId, string roundId, Sender sender, CancellationToken cancellation = default)
    {
        var hash = CanonicalJson.Sha256Hex($"open/{roundId}");
        return Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await RepeatedAsync(db, sender, commandId, hash, cancellation) is { } repeated) return repeated;
            var user = sender.User;
            var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == user.OrganizationId, cancellation);
            if (organization is not { Status: OrganizationStatus.Approved }) return CommandResult.No("organization.notApproved", null, "单位登记还没有审核通过，不能申报。");
            var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancellation);
            if (round is null) return CommandResult.No("round.notFound", "roundId", "没有找到这个申报批次。");
            if (sender.ReceivedAt < round.OpensAt) return new CommandResult.Refused(Refusals.TooEarly(round.OpensAt));
            if (sender.ReceivedAt >= round.ClosesAt) return CommandResult.No("application.late", null, $"申报已于 {ChinaTime.Exact(round.ClosesAt)} 截止，不能再新建。");
            if (organization.Area.Length == 0) return CommandResult.No("organization.noArea", null, "单位没有推荐单位，不能申报本级项目。");

            if (await ProgrammeStore.VersionAtAsync(db, round.ProgrammeCode, sender.ReceivedAt, cancellation) == 0) return CommandResult.No("programme.notInForce", null, "这个项目类型的规定已撤下或还没有生效，暂时不能申报，请向办理科室咨询。");
            var programme = await programmes.CurrentAsync(db, round.ProgrammeCode, sender.ReceivedAt, cancellation);
            var row = new CaseRow
            {
                Id = Identifiers.Ordered(),
                ProgrammeCode = round.ProgrammeCode,
                RoundId = round.Id,
                OrganizationId = organization.Id,
                OrganizationName = organization.Name,
                Area = organization.Area,
                InitiatorId = user.UserId,
                Title = programme.Name,
                CreatedAt = sender.ReceivedAt,
                UpdatedAt = sender.ReceivedAt,
            };
            db.Cases.Add(row);
            db.Forms.Add(new FormRow { CaseId = row.Id, Revision = 1, UpdatedAt = sender.ReceivedAt, UpdatedBy = user.UserId, UpdatedByName = user.Name });
            var loaded = new LoadedCase(row, ProcessState.Empty, programme, round, []);
            return await executor.ApplyAsync(db, loaded, new OpenDraft(organization.Id, organization.Area) { Programme = row.ProgrammeCode, Round = row.RoundId, OrganizationName = row.OrganizationName, Actor = user.Actor, At = sender.ReceivedAt }, user, commandId, CaseExtras.None, cancellation,
                answer => Receipt(sender, commandId, hash, answer));
        }, result => result.IsAccepted, cancellation);
    }

    /// <summary>Carries out a command on a case.</summary>
    public async Task<CommandResult> ExecuteAsync(CaseRequest request, Sender sender, CancellationToken cancellation = default)
    {
        if (CommandPath.CheckId(request.CommandId) is { } wrong) return wrong;
        if (request.Comment is { Length: > MaxComment }) return CommandResult.No("comment.tooLong", "comment", $"意见最多 {MaxComment} 字，请删减。");
        var hash = CanonicalJson.Sha256Hex(JsonSerializer.SerializeToNode(request with { CommandId = "" }, DocumentRegister.Json));
        while (true)
        {
            var result = await Writes.RunAsync(contexts, gate, sender.ReceivedAt, db => TryExecuteAsync(db, request, hash, sender, cancellation), r => r is { IsAccepted: true }, cancellation: cancellation);
            if (result is not null) return result;
            await ExpireCaseAsync(request.CaseId, sender.ReceivedAt, cancellation);
        }
    }

    /// <summary>Null when something was due before the command and must be expired first.</summary>
    private async Task<CommandResult?> TryExecuteAsync(WorkflowsDbContext db, CaseRequest request, string hash, Sender sender, CancellationToken cancellation)
    {
        if (await RepeatedAsync(db, sender, request.CommandId, hash, cancellation) is { } repeated) return repeated;
        if (await executor.LoadAsync(db, request.CaseId, sender.ReceivedAt, cancellation) is not { } loaded) return NotFound;
        if (ProcessEngine.NextDue(loaded.State) is { } due && due.At <= sender.ReceivedAt) return null;
        CommandResult? first = null;
        await foreach (var acting in Acting.InTurnAsync(db, sender, request, loaded.Row, cancellation))
        {
            if (acting.Refusal is { } never) return first ?? never;
            // A refusal has let go of what was loaded.
            if (first is not null) loaded = (await executor.LoadAsync(db, request.CaseId, sender.ReceivedAt, cancellation))!;
            var result = await TryAsAsync(db, loaded, request, hash, sender, acting.Sender!, cancellation);
            if (result.IsAccepted) return result;
            first ??= result;
            if (!Acting.MayOthersTry(result)) return first;
        }

        return first ?? NotFound;
    }

    /// <summary>Carries the command out in one name.</summary>
    private async Task<CommandResult> TryAsAsync(WorkflowsDbContext db, LoadedCase loaded, CaseRequest request, string hash, Sender sender, Sender acting, CancellationToken cancellation)
    {
        // An answer that may be taken back is done; everything else must still be open.
        var answered = request.Type == "takeBack" && request.Item is { } mine && loaded.State.FindItem(mine).Item is { Done: true };
        if (request.Item is { } item && !answered && await StaleAsync(db, loaded.Row.Id, loaded.State, item, request.Revision, cancellation) is { } stale) return new CommandResult.Refused(stale);

        var (command, refusal) = await CaseTranslator.TranslateAsync(db, loaded, request, acting, cancellation);
        if (refusal is not null) return refusal;
        if (command is PreparedCommand prepared)
        {
            loaded = loaded with { Values = prepared.Values ?? loaded.Values };
            prepared.Before?.Invoke();
        }

        var result = await executor.ApplyAsync(db, loaded, command!.Command, acting.User, request.CommandId, CaseExtras.None, cancellation,
            answer => Receipt(sender, request.CommandId, hash, answer));
        return result is CommandResult.Refused refused ? await CaseTranslator.ExplainAsync(db, loaded, request, refused, cancellation) : result;
    }

    /// <summary>Takes a work item from a person who may no longer act.</summary>
    /// <returns>Whether he still had it.</returns>
    public async Task<bool> HandBackAsync(string caseId, int item, string person, string reason, Sender sender, CancellationToken cancellation = default)
    {
        await ExpireCaseAsync(caseId, sender.ReceivedAt, cancellation);
        return await Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await executor.LoadAsync(db, caseId, sender.ReceivedAt, cancellation) is not { } loaded) return false;
            var command = new HandBack(item, person, reason) { Actor = sender.User.Actor, At = sender.ReceivedAt };
            return (await executor.ApplyAsync(db, loaded, command, sender.User, null, CaseExtras.None, cancellation)).IsAccepted;
        }, done => done, cancellation);
    }

    /// <summary>Carries out everything of one case that became due up to an instant, in due order, each in its own transaction.</summary>
    public async Task<int> ExpireCaseAsync(string caseId, DateTimeOffset until, CancellationToken cancellation = default)
    {
        for (var count = 0; ; count++)
        {
            var done = await Writes.RunAsync(contexts, gate, until, async db =>
            {
                if (await executor.LoadAsync(db, caseId, until, cancellation) is not { } loaded) return false;
                if (ProcessEngine.NextDue(loaded.State) is not { } due || due.At > until) return false;
                var result = await executor.ApplyAsync(db, loaded, due.Command, UserContext.System, null, CaseExtras.None, cancellation);
                return result.IsAccepted ? true : throw new InvalidOperationException($"case {caseId}: time was refused: {((CommandResult.Refused)result).Refusal.Code}");
            }, cancellation: cancellation);
            if (!done) return count;
        }
    }

    /// <summary>
    /// The same for many quiet cases in ONE transaction, each up to its own instant and in the order given: for the sweep,
    /// which would else wait for the disk once per case. When one of them fails nothing of it is written.
    /// </summary>
    /// <returns>How many reminders and expiries were carried out.</returns>
    public Task<int> ExpireCasesAsync(IReadOnlyList<(string CaseId, DateTimeOffset At)> due, CancellationToken cancellation = default) =>
        Writes.RunAsync(contexts, gate, due[0].At, async db =>
        {
            var count = 0;
            foreach (var (caseId, until) in due)
            {
                var loaded = await executor.LoadAsync(db, caseId, until, cancellation);
                while (loaded is not null && ProcessEngine.NextDue(loaded.State) is { } next && next.At <= until)
                {
                    var result = await executor.ApplyAsync(db, loaded, next.Command, UserContext.System, null, CaseExtras.None, cancellation);
                    if (result is CommandResult.Refused refused) throw new InvalidOperationException($"case {caseId}: time was refused: {refused.Refusal.Code}");
                    count++;
                    loaded = loaded with { State = EngineJson.ReadState(loaded.Row.State) };
                }

                // What is saved need not be looked through again for the next case.
                db.ChangeTracker.Clear();
            }

            return count;
        }, cancellation: cancellation);

    internal static CommandResult.Refused NotFound { get; } = new(new Refusal("case.notFound", null, "没有找到这一件，或您没有权限查看。"));

    /// <summary>Who did what since the sender saw the item; null when nothing changed.</summary>
    internal static async Task<Refusal?> StaleAsync(WorkflowsDbContext db, string caseId, ProcessState state, int itemId, int? revision, CancellationToken cancellation)
    {
        var (_, item) = state.FindItem(itemId);
        if (item is { Done: false } && (revision is null || revision == item.Revision)) return null;
        var row = await db.WorkItems.AsNoTracking().SingleOrDefaultAsync(w => w.CaseId == caseId && w.Item == itemId, cancellation);
        if (row is null) return NotFound.Refusal;
        var message = row.State switch
        {
            WorkItemState.Done => $"这一件已由{row.DoneByName}在 {ChinaTime.Clock(row.DoneAt!.Value)} 办理（{row.OutcomeName}），您的操作没有生效。",
            WorkItemState.Closed => $"{ClosedBy(row)}，这一项已经取消，您的操作没有生效。",
            _ when item is not null && revision is { } seen && await ArrivedAsync(db, caseId, itemId, item.Revision - seen, cancellation) is { Length: > 0 } arrived =>
                $"您打开这一件之后，{arrived}，您的操作没有生效。请看过新的内容再办。",
            _ when row.ClaimedByName is { } who => $"这一件已由{who}认领，您的操作没有生效。",
            _ => "这一件在您打开之后有了变化，您的操作没有生效，请刷新后再办。",
        };
        return new Refusal("task.stale", "revision", message);
    }

    /// <summary>What arrived at an item during its last changes, in words with times; empty when nothing did.</summary>
    private static async Task<string> ArrivedAsync(WorkflowsDbContext db, string caseId, int item, int changes, CancellationToken cancellation)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == caseId && e.Type == "matterArrived").OrderByDescending(e => e.Sequence).Take(50).ToListAsync(cancellation);
        var arrived = events.Select(e => (e.At, Arrival: (MatterArrived)EngineJson.ReadEvent(e.Body))).Where(a => a.Arrival.Item == item).Take(Math.Max(0, changes)).Reverse();
        return string.Join("，", arrived.Select(a => $"{ChinaTime.ShortDate(ChinaTime.DateOf(a.At))} {ChinaTime.Clock(a.At)} {Matters.InWords(a.Arrival.Matter)}"));
    }

    private static string ClosedBy(WorkItemRow row) => row.Cause switch
    {
        "withdrawn" => "申报单位已撤回申报",
        "terminated" => "本案已终止",
        "takenBack" => "上一环节已取回",
        "returned" => "这一件已退回",
        _ => "这一步已有结果",
    };

    internal static async Task<CommandResult?> RepeatedAsync(WorkflowsDbContext db, Sender sender, string commandId, string hash, CancellationToken cancellation)
    {
        var receipt = await db.Receipts.AsNoTracking().SingleOrDefaultAsync(r => r.ActorId == sender.User.UserId && r.CommandId == commandId, cancellation);
        if (receipt is null) return null;
        if (receipt.ContentHash != hash) return CommandResult.No("command.reused", "commandId", "这个命令编号已经用于另一项操作，请换一个编号。");
        return new CommandResult.Accepted(JsonSerializer.Deserialize<CommandAnswer>(receipt.Answer, DocumentRegister.Json)!);
    }

    internal static CommandReceipt Receipt(Sender sender, string commandId, string hash, CommandAnswer answer) => new()
    {
        ActorId = sender.User.UserId,
        CommandId = commandId,
        ContentHash = hash,
        StreamId = answer.CaseId,
        Answer = JsonSerializer.Serialize(answer, DocumentRegister.Json),
        ReceivedAt = sender.ReceivedAt,
    };
}
