using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Ledger;

/// <summary>试算平衡 of every night: what does not fit is told to 财政 and 纪检审计, once a day.</summary>
public sealed class LedgerWatch(IDbContexts contexts, FundPath path, TimeProvider clock)
{
    private const int MostTold = 5;

    /// <returns>What does not fit.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation = default)
    {
        await using (var db = contexts.Create())
            if ((await LedgerCheck.RunAsync(db, cancellation)).Problems.Count == 0) return [];
        // Somebody may have booked between two of its queries: what counts is found while nobody can.
        IReadOnlyList<string> problems = [];
        await path.SystemAsync(clock.GetUtcNow(), async act =>
        {
            problems = (await LedgerCheck.RunAsync(act.Db, cancellation)).Problems;
            if (problems.Count == 0) return false;
            var text = $"总账试算发现 {problems.Count} 处不符：{string.Join("；", problems.Take(MostTold))}。请停止支付，联系管理员核查备份。";
            var key = $"ledger/{ChinaTime.DateOf(act.At):yyyyMMdd}/";
            if (await act.Db.Messages.AnyAsync(m => m.Key.StartsWith(key), cancellation)) return false;
            foreach (var role in (string[])[ProcessRoles.Finance, ProcessRoles.Auditor])
                await MessageWriter.AddAsync(act.Db, [new NewMessage(key + role, MessageEvents.VoucherNews, $"{role}@*", new Dictionary<string, string?> { [MessageEvents.Act] = "总账不平", [MessageEvents.Reason] = text }, act.At)], cancellation);
            return true;
        }, cancellation);
        return problems;
    }
}
