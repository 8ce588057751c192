using System.Text.Json;
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
/// 成批办理: stores the order at once, then gives each task the command through the ordinary command path. A run that was
/// interrupted goes on where it stopped; a task that was already done gives its first answer again.
/// </summary>
/// <param name="people">Loads a person's rights before each task; a right withdrawn meanwhile ends the run for the rest.</param>
public sealed class TaskRuns(IDbContexts contexts, CommandGate gate, CaseCommands cases, ProgrammeStore programmes, IPeople people, TimeProvider clock)
{
    /// <summary>Most tasks of one run.</summary>
    public const int MaxTasks = 500;

    private static readonly string[] Types = ["claim", "unclaim", "complete", "return", "transfer", "reassign", "urge"];

    /// <summary>Accepts an order.</summary>
    /// <returns>The id of the run, or why it was refused.</returns>
    public async Task<(string? RunId, Refusal? Refusal)> StartAsync(TaskRunOrder order, Sender sender, CancellationToken cancellation = default)
    {
        if (order.CommandId is not { Length: > 0 and <= 64 }) return (null, new("command.id", "commandId", "缺少命令编号（commandId），或超过 64 个字符。"));
        if (!Types.Contains(order.Type)) return (null, new("run.type", "type", $"“{order.Type}”不能成批办理。"));
        if (order.Tasks.Length is 0 or > MaxTasks) return (null, new("run.tasks", "tasks", $"请选 1 至 {MaxTasks} 件。"));
        if (order.Tasks.FirstOrDefault(t => t.Id is null || !TaskIds.TryRead(t.Id, out _, out _)) is not null) return (null, new("run.task", "tasks", "所选的件里有一件的编号读不懂，请刷新列表后重选。"));
        if (order.Tasks.GroupBy(t => t.Id).FirstOrDefault(g => g.Count() > 1) is not null) return (null, new("run.twice", "tasks", "同一件选了两次，请刷新列表后重选。"));
        if (order.Comment is { Length: > CaseCommands.MaxComment }) return (null, new("comment.tooLong", "comment", $"意见最多 {CaseCommands.MaxComment} 字，请删减。"));
        var hash = CanonicalJson.Sha256Hex(JsonSerializer.SerializeToNode(order with { CommandId = "" }, DocumentRegister.Json));
        return await Writes.RunAsync<(string?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var me = sender.User.UserId;
            if (await db.TaskRuns.AsNoTracking().SingleOrDefaultAsync(r => r.UserId == me && r.CommandId == order.CommandId, cancellation) is { } known)
                return known.ContentHash == hash ? (known.Id, null) : (null, new("command.reused", "commandId", "这个命令编号已经用于另一项操作，请换一个编号。"));
            var ids = order.Tasks.Select(t => t.Id).ToList();
            var scope = Scope(db, order.Type, sender.User);
            var found = await scope.Where(w => ids.Contains(w.Id)).Join(db.Cases, w => w.CaseId, c => c.Id, (w, c) => new { w.Id, w.StageId, w.StageName, w.Purpose, w.ProgrammeCode, c.Number, c.OrganizationName })
                .ToDictionaryAsync(w => w.Id, cancellation);
            if (found.Count == 0) return (null, new("run.none", "tasks", "所选的件都已办完，或者不由您办理，请刷新列表。"));
            var kinds = found.Values.Select(w => (w.ProgrammeCode, w.StageId, w.Purpose)).Distinct().ToList();
            var moves = order.Type is "claim" or "unclaim" or "reassign" or "urge";
            if (!moves && kinds.Count > 1) return (null, new("run.kinds", "tasks", "所选的件不在同一个环节，请按环节筛选后再成批办理。"));
            if (!moves && found.Values.Any(w => w.Purpose != WorkPurpose.Decide)) return (null, new("run.purpose", "tasks", "评分、材料提交和异议核查要逐件办理。"));

            var run = new TaskRunRow
            {
                Id = Identifiers.Ordered(),
                UserId = me,
                CommandId = order.CommandId,
                ContentHash = hash,
                Order = JsonSerializer.Serialize(order with { Tasks = [] }, DocumentRegister.Json),
                Title = await TitleAsync(db, order, moves ? null : found.Values.First().StageName, kinds[0].ProgrammeCode, kinds[0].StageId, sender.ReceivedAt, cancellation),
                Total = order.Tasks.Length,
                ReceivedAt = sender.ReceivedAt,
            };
            var blind = TaskReader.IsExpertOnly(sender.User);
            for (var i = 0; i < order.Tasks.Length; i++)
            {
                var task = found.GetValueOrDefault(order.Tasks[i].Id);
                var label = task is null ? "（已不在待办中）" : blind ? TaskReader.AnonymousCode(task.Id[..32], me) : order.Type is "reassign" or "urge" ? $"{task.Number}　{task.StageName}" : $"{task.Number}　{task.OrganizationName}";
                run.Items.Add(new TaskRunItemRow { RunId = run.Id, Position = i + 1, TaskId = order.Tasks[i].Id, Revision = order.Tasks[i].Revision, Label = label });
            }

            db.TaskRuns.Add(run);
            await db.SaveChangesAsync(cancellation);
            return (run.Id, null);
        }, r => r.Item2 is null, cancellation);
    }

    /// <summary>What the sender may put on such an order: the own tasks; for 催办 and 改派 also the work of others that is under the own supervision.</summary>
    private static IQueryable<WorkItemRow> Scope(WorkflowsDbContext db, string type, UserContext user)
    {
        var open = db.WorkItems.AsNoTracking().Where(w => w.State == WorkItemState.Open);
        // An administrator moves work without reading what it is about.
        if (type == "reassign" && user.Has(ProcessRoles.Administrator)) return open;
        if (type is not ("reassign" or "urge") || !user.Has(ProcessRoles.SectionHead)) return CaseScope.Open(db, user);
        var programmes = user.ScopesOf(ProcessRoles.SectionHead, "programme:");
        return programmes.Contains("*") ? open : open.Where(w => programmes.Contains(w.ProgrammeCode));
    }

    /// <summary>Carries a run out to its end. Done twice at once it has one effect, for each command has its own id.</summary>
    public async Task ContinueAsync(string runId, CancellationToken cancellation = default)
    {
        TaskRunRow run;
        await using (var db = contexts.Create()) run = await db.TaskRuns.AsNoTracking().SingleAsync(r => r.Id == runId, cancellation);
        var order = TaskRunOrder.Of(run);
        while (await NextAsync(runId, cancellation) is { } item)
        {
            var result = await people.LoadAsync(run.UserId, cancellation) is { } user
                ? await cases.ExecuteAsync(order.Request(run.Id, item.TaskId, item.Revision), new Sender(user, run.ReceivedAt), cancellation)
                : CommandResult.No("session.required", null, "账号已停用，没有办理。");
            await AnswerAsync(runId, item.Position, result, cancellation);
        }
    }

    /// <summary>Runs that are not finished, oldest first.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        return await db.TaskRuns.AsNoTracking().Where(r => r.FinishedAt == null).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellation);
    }

    /// <summary>One of the person's own runs; null when there is none.</summary>
    public async Task<TaskRunView?> ReadAsync(UserContext user, string runId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var me = user.UserId;
        var row = await db.TaskRuns.AsNoTracking().Include(r => r.Items).SingleOrDefaultAsync(r => r.Id == runId && r.UserId == me, cancellation);
        return row is null ? null : new TaskRunView(row, [.. row.Items.OrderBy(i => i.Position)]);
    }

    /// <summary>The person's latest runs, new ones first.</summary>
    public async Task<IReadOnlyList<TaskRunView>> ListAsync(UserContext user, int count, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var me = user.UserId;
        var rows = await db.TaskRuns.AsNoTracking().Include(r => r.Items).Where(r => r.UserId == me).OrderByDescending(r => r.Id).Take(count).ToListAsync(cancellation);
        return [.. rows.Select(r => new TaskRunView(r, [.. r.Items.OrderBy(i => i.Position)]))];
    }

    private async Task<TaskRunItemRow?> NextAsync(string runId, CancellationToken cancellation)
    {
        await using var db = contexts.Create();
        return await db.TaskRunItems.AsNoTracking().Where(i => i.RunId == runId && i.State == TaskRunState.Waiting).OrderBy(i => i.Position).FirstOrDefaultAsync(cancellation);
    }

    private Task<bool> AnswerAsync(string runId, int position, CommandResult result, CancellationToken cancellation) =>
        Writes.RunAsync(contexts, gate, clock.GetUtcNow(), async db =>
        {
            var item = await db.TaskRunItems.SingleAsync(i => i.RunId == runId && i.Position == position, cancellation);
            // A second process may have been faster; an accepted command stays accepted.
            if (item.State != TaskRunState.Done)
                (item.State, item.Reason) = result is CommandResult.Refused refused ? (TaskRunState.Refused, refused.Refusal.Message) : (TaskRunState.Done, null);
            if (!await db.TaskRunItems.AnyAsync(i => i.RunId == runId && i.State == TaskRunState.Waiting && i.Position != position, cancellation))
                (await db.TaskRuns.SingleAsync(r => r.Id == runId, cancellation)).FinishedAt ??= clock.GetUtcNow();
            await db.SaveChangesAsync(cancellation);
            return true;
        }, cancellation: cancellation);

    private async Task<string> TitleAsync(WorkflowsDbContext db, TaskRunOrder order, string? stageName, string programmeCode, string stageId, DateTimeOffset at, CancellationToken cancellation)
    {
        var act = order.Type switch { "claim" => "认领", "unclaim" => "取消认领", "return" => "退回", "transfer" => "转办", "reassign" => "改派", "urge" => "催办", _ => null };
        if (act is null)
        {
            var programme = await programmes.CurrentAsync(db, programmeCode, at, cancellation);
            act = DefinitionIndex.Of(programme.Process).Find(stageId)?.Stage.FindOutcome(order.Outcome)?.Name ?? "办理";
        }

        if (order.To is { } to && await db.Users.AsNoTracking().Where(u => u.Id == to).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellation) is { } name) act += $"给{name}";
        return stageName is null ? act : $"{stageName}：{act}";
    }
}
