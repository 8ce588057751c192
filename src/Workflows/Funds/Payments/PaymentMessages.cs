using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Messages;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>Tells those who may take the next step with payments and recoveries, in the transaction of what made it theirs (<see cref="PaymentToDos"/>).</summary>
internal static class PaymentMessages
{
    private static string[] Checkers(string programme) => [ProcessRoles.Finance + "@*", $"{ProcessRoles.Officer}@programme:{programme}", $"{ProcessRoles.SectionHead}@programme:{programme}"];

    private static string[] Approvers(string programme) => [ProcessRoles.Finance + "@*", $"{ProcessRoles.Signatory}@programme:{programme}", $"{ProcessRoles.SectionHead}@programme:{programme}"];

    /// <summary>One message for each group of people, however many payments went on together.</summary>
    public static async Task TellNextAsync(FundAct act, IReadOnlyCollection<PaymentRow> rows)
    {
        foreach (var programme in rows.GroupBy(r => r.ProgrammeCode ?? VoucherPeople.Programme))
        {
            var (first, last, count) = (programme.First(), programme.Last(), programme.Count());
            var (what, to) = first.Status switch
            {
                PaymentStatus.Requested => ("复核支付", Checkers(programme.Key)),
                PaymentStatus.Checked => ("审批支付", Approvers(programme.Key)),
                PaymentStatus.Approved => ("生成支付指令", [ProcessRoles.Finance + "@*"]),
                PaymentStatus.Returned => ("处理退汇", Checkers(programme.Key)),
                _ => ("", Array.Empty<string>()),
            };
            var subject = count == 1 ? $"{first.Number} {first.PayeeName} {first.Purpose}" : $"{first.Number} 等 {count} 笔支付";
            await TellAsync(act, $"payment/{last.Id}/{last.Sequence}", subject, what, $"金额 {Fen.Words(programme.Sum(r => r.Amount))}。", to);
        }
    }

    /// <summary>A recovery waits for its confirmation by another person.</summary>
    public static Task TellDecidedAsync(FundAct act, RecoveryRow row, string programme) =>
        TellAsync(act, $"recovery/{row.Id}/{row.Sequence}", $"{row.Number} {row.DebtorName}", "确认追回", $"应追回 {Fen.Words(row.Amount)}：{row.Reason}", Approvers(programme));

    private static Task TellAsync(FundAct act, string key, string subject, string what, string reason, IEnumerable<string> to) =>
        MessageWriter.AddAsync(act.Db, [.. to.Select(candidate => new NewMessage($"{key}/todo/{candidate}", MessageEvents.ToDo, candidate,
            new Dictionary<string, string?> { [MessageEvents.Project] = subject, [MessageEvents.Act] = what, [MessageEvents.Actor] = act.User.ActorName, [MessageEvents.Reason] = reason }, act.At))], act.Cancellation);
}
