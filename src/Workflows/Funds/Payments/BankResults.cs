using System.Security.Cryptography;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>What an import of bank results would do.</summary>
/// <param name="Known">Lines that were imported before and have no effect.</param>
public sealed record BankResultPreview(int Paid, int Returned, int Known, IReadOnlyList<string> Problems);

/// <summary>银行结果: what the bank paid and what came back; a file is taken whole or not at all.</summary>
public sealed class BankResults(FundPath path, IDbContexts contexts)
{
    /// <summary>Looks at a file without changing anything.</summary>
    public async Task<BankResultPreview> PreviewAsync(byte[] content, DateOnly today, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var (lines, known, problems) = await ExamineAsync(db, content, today, cancellation);
        return new(lines.Count(l => l.Result.Paid), lines.Count(l => !l.Result.Paid), known, problems);
    }

    /// <summary>Books a file.</summary>
    public Task<CommandResult> ImportAsync(string commandId, byte[] content, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, new { importOf = Convert.ToHexStringLower(SHA256.HashData(content)) }, sender, async act =>
        {
            if (!act.User.Has(ProcessRoles.Finance)) return CommandResult.No("command.notAllowed", null, "银行结果由财政人员导入，您没有这个权限。");
            var (lines, known, problems) = await ExamineAsync(act.Db, content, act.Today, cancellation);
            if (problems.Count > 0)
                return new CommandResult.Refused(new Refusal("results.invalid", "file", $"文件有 {problems.Count} 处问题，没有导入：{string.Join(" ", TableReading.Listed(problems, 10))}"), [.. TableReading.Listed(problems, 100).Select(p => new FormProblem("results.line", "file", "", p))]);
            if (lines.Count == 0) return new CommandResult.Accepted(new CommandAnswer("", 0, null, $"{known} 笔都已经导入过，没有新的结果", [], []));
            foreach (var (row, result) in lines)
                if (await ApplyAsync(act, row, result) is { } refusal) return refusal;
            await PaymentMessages.TellNextAsync(act, [.. lines.Where(l => !l.Result.Paid).Select(l => l.Row)]);
            return await act.DoneAsync(lines[^1].Row, null, $"已支付 {lines.Count(l => l.Result.Paid)} 笔，退汇 {lines.Count(l => !l.Result.Paid)} 笔");
        }, cancellation);

    private static async Task<CommandResult?> ApplyAsync(FundAct act, PaymentRow row, BankResult result)
    {
        var before = row.Status;
        var cause = act.Happened(row, result.Paid ? "paymentPaid" : "paymentReturned", new { result.On, result.Reference, result.Reason, row.Attempt });
        act.Db.BankResults.Add(new BankResultRow { Id = Identifiers.Ordered(), PaymentId = row.Id, Attempt = row.Attempt, Paid = result.Paid, On = result.On, Reference = result.Reference, Reason = result.Reason });
        if (result.Paid)
        {
            (row.Status, row.PaidOn, row.BankReference, row.ReturnReason) = (PaymentStatus.Paid, result.On, result.Reference, null);
            if (await BookAsync(act, row, cause, true, $"支付 {row.Number} {row.PayeeName}") is { } refusal) return refusal;
        }
        else
        {
            (row.Status, row.ReturnReason) = (PaymentStatus.Returned, result.Reason);
            if (before == PaymentStatus.Paid && await BookAsync(act, row, cause, false, $"退汇 {row.Number} {result.Reason}") is { } refusal) return refusal;
        }

        await MessageWriter.AddAsync(act.Db, [new NewMessage($"payment/{row.Id}/{row.Sequence}", result.Paid ? MessageEvents.PaymentPaid : MessageEvents.PaymentReturned, $"applicant@organization:{row.PayeeId}", new Dictionary<string, string?> { [MessageEvents.Number] = row.Number, [MessageEvents.Organization] = row.PayeeName, [MessageEvents.Amount] = Fen.Words(row.Amount), [MessageEvents.Reason] = result.Paid ? row.Purpose : result.Reason }, act.At)], act.Cancellation);
        return null;
    }

    private static Task<CommandResult?> BookAsync(FundAct act, PaymentRow row, Cause cause, bool paid, string summary) =>
        row.ClearingId is not null ? ClearingMoney.BookAsync(act, row, paid, cause)
        : paid ? act.PostAsync(new Movement($"payment/{row.Id}/paid/{row.Attempt}", PostingKind.Pay, Payments.PayableOf(row), Payments.PaidOf(row), row.Amount, summary), cause)
        : act.PostAsync(new Movement($"payment/{row.Id}/returned/{row.Attempt}", PostingKind.Return, Payments.PaidOf(row), Payments.PayableOf(row), row.Amount, summary), cause);

    private static async Task<(List<(PaymentRow Row, BankResult Result)> Lines, int Known, List<string> Problems)> ExamineAsync(WorkflowsDbContext db, byte[] content, DateOnly today, CancellationToken cancellation)
    {
        var (results, found) = BankResultFile.Read(content);
        var (lines, problems, known) = (new List<(PaymentRow, BankResult)>(), found.ToList(), 0);
        foreach (var part in results.Chunk(500))
        {
            var numbers = part.Select(r => r.Number).Distinct().ToList();
            var rows = await db.Payments.Where(p => numbers.Contains(p.Number)).ToDictionaryAsync(p => p.Number, cancellation);
            var ids = rows.Values.Select(r => r.Id).ToList();
            var earlier = (await db.BankResults.AsNoTracking().Where(b => ids.Contains(b.PaymentId)).ToListAsync(cancellation)).ToLookup(b => b.PaymentId);
            foreach (var result in part)
            {
                var row = rows.GetValueOrDefault(result.Number);
                var said = row is null ? [] : earlier[row.Id].Where(b => SourceFacts.Key(b.Reference) == SourceFacts.Key(result.Reference)).ToList();
                if (said.Any(b => b.Paid == result.Paid)) known++;
                else if ((said.Find(b => b.Attempt < row!.Attempt) is { } old ? OfEarlierAttempt(row!, old) : Problem(row, result, today)) is { } problem) problems.Add($"第 {result.Line} 行：{problem}");
                else lines.Add((row!, result));
            }
        }

        return (lines, known, problems);
    }

    /// <summary>A transfer has one reference: what the bank said of an earlier one is no answer to the next.</summary>
    private static string OfEarlierAttempt(PaymentRow row, BankResultRow old) =>
        $"{row.Number} 的流水号 {old.Reference} 属于第 {old.Attempt} 次支付（{(old.Paid ? "成功" : "退汇")}），不是第 {row.Attempt} 次支付的结果，请向银行核对。";

    private static string? Problem(PaymentRow? row, BankResult result, DateOnly today) => row switch
    {
        null => $"没有支付编号 {result.Number}。",
        _ when result.Amount is { } amount && amount != row.Amount => $"{row.Number} 的金额应为 {Fen.Words(row.Amount)}，文件里是 {Fen.Words(amount)}。",
        _ when result.On > today => $"{row.Number} 的日期 {result.On:yyyy-MM-dd} 还没有到。",
        { Status: PaymentStatus.Paid } when result.Paid => $"{row.Number} 已经支付（流水号 {row.BankReference}）。",
        { Status: PaymentStatus.Ordered } or { Status: PaymentStatus.Paid } => null,
        _ => $"{row.Number} 现在是“{PaymentReview.Words(row.Status)}”，银行不应有结果。",
    };
}
