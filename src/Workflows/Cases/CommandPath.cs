using Innovation.Workflows.Storage;

namespace Innovation.Workflows.Cases;

/// <summary>
/// What every command shares, whatever it changes: one write transaction, one effect per command id and actor, and a
/// receipt in the same transaction. Nothing is written when the answer is a refusal.
/// </summary>
public sealed class CommandPath(IDbContexts contexts, CommandGate gate)
{
    /// <param name="commandId">Chosen by the sender; the same id with the same content gives the first answer again.</param>
    /// <param name="hash">Of the content without the command id.</param>
    /// <param name="work">Reads and writes through the context it is given; must be repeatable.</param>
    public Task<CommandResult> RunAsync(string commandId, string hash, Sender sender, Func<WorkflowsDbContext, Task<CommandResult>> work, CancellationToken cancellation = default)
    {
        if (CheckId(commandId) is { } wrong) return Task.FromResult(wrong);
        return Writes.RunAsync(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await CaseCommands.RepeatedAsync(db, sender, commandId, hash, cancellation) is { } repeated) return repeated;
            var result = await work(db);
            if (result is not CommandResult.Accepted accepted) return result;
            db.Receipts.Add(CaseCommands.Receipt(sender, commandId, hash, accepted.Answer));
            await db.SaveChangesAsync(cancellation);
            return result;
        }, result => result.IsAccepted, cancellation);
    }

    /// <summary>What is wrong with a command id; null: nothing.</summary>
    internal static CommandResult? CheckId(string? commandId) =>
        commandId is { Length: > 0 and <= 100 } ? null : CommandResult.No("command.id", "commandId", "缺少命令编号（commandId），或超过 100 个字符。");
}
