using Innovation.Workflows.Definitions;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Cases;

/// <summary>Tells whoever's turn it is with a batch, in the transaction of what made it so.</summary>
internal static class BatchMessages
{
    public static Task TellNextAsync(WorkflowsDbContext db, BatchRow row, BatchState state, List<BatchEvent> events, Sender sender, CancellationToken cancellation)
    {
        var messages = new List<NewMessage>();
        foreach (var happened in events)
        {
            var (act, reason, to) = Next(row, state, happened);
            var fields = new Dictionary<string, string?> { [MessageEvents.Project] = row.Title, [MessageEvents.Act] = act, [MessageEvents.Actor] = sender.User.ActorName, [MessageEvents.Reason] = reason };
            messages.AddRange(to.Select(candidate => new NewMessage($"batch/{row.Id}/{row.Sequence}/todo/{messages.Count}/{candidate}", MessageEvents.ToDo, candidate, fields, sender.ReceivedAt)));
        }

        return MessageWriter.AddAsync(db, messages, cancellation);
    }

    private static (string Act, string? Reason, IEnumerable<string> To) Next(BatchRow row, BatchState state, BatchEvent happened) => happened switch
    {
        MeetingOpened when state.Mode == MeetingMode.Vote => ("投票", $"议程 {state.Items.Length} 件。", state.Present.Select(p => "user:" + p)),
        VoteCast when state.EveryoneHasVoted() => ("形成纪要", "到会成员都已投票。", [Group(ProcessRoles.Officer, row)]),
        MemberLeft e => (state.Status == BatchStatus.Open && state.EveryoneHasVoted() ? "形成纪要" : "核对到会人数", $"参会成员{e.Name}已离任，没有投的票不再计入。", [Group(ProcessRoles.Officer, row)]),
        DraftSubmitted => ("核稿", null, [Group(ProcessRoles.Officer, row)]),
        DraftChecked => ("签发", null, [Group(ProcessRoles.Signatory, row)]),
        DraftReturned e when state.Drafted is { } drafted => ("修改拟稿", "退回理由：" + e.Reason, ["user:" + drafted.UserId]),
        BatchCaseRemoved { Reason: { } reason } => ("处理被限制的一件", reason + "，已移出这一批，请另行办理。", [Group(ProcessRoles.Officer, row)]),
        _ => ("", null, []),
    };

    private static string Group(string role, BatchRow row) => $"{role}@programme:{row.ProgrammeCode}";
}
