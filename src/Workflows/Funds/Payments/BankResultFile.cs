using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>One line of what the bank answered.</summary>
public sealed record BankResult(int Line, string Number, bool Paid, DateOnly On, string Reference, string Reason, long? Amount);

/// <summary>Reads 银行结果文件: a table with 支付编号, 结果, 日期, 流水号, and perhaps 原因 and 金额.</summary>
public static class BankResultFile
{
    private static readonly TableShape Shape = new([new("支付编号"), new("结果"), new("日期", true, "支付日期", "交易日期"), new("流水号", true, "银行流水号", "交易流水号"), new("原因", false, "退汇原因"), new("金额", false, "金额（元）")], 5000);

    /// <returns>The lines that can be read, and what is wrong with the others, with line numbers.</returns>
    public static (IReadOnlyList<BankResult> Results, IReadOnlyList<string> Problems) Read(byte[] content)
    {
        var (lines, unreadable) = TableFile.Read(content, Shape);
        var (results, problems) = (new List<BankResult>(), unreadable.ToList());
        foreach (var line in lines)
        {
            var (result, problem) = Line(line);
            if (result is not null) results.Add(result);
            else problems.Add(line.Says(problem));
        }

        if (results.Count + problems.Count == 0) problems.Add("文件里没有结果。");
        foreach (var twice in results.GroupBy(r => r.Number).Where(g => g.Count() > 1)) problems.Add($"第 {string.Join("、", twice.Select(r => r.Line))} 行：{twice.Key} 出现了不止一次。");
        return (results, problems);
    }

    private static (BankResult? Result, string Problem) Line(TableLine line)
    {
        var (number, outcome, reference, reason, sum) = (line.Code("支付编号"), line["结果"], line["流水号"], line["原因"], line["金额"]);
        if (number.Length == 0) return (null, "缺少支付编号。");
        if (outcome is not ("成功" or "退汇")) return (null, $"结果“{outcome}”应是“成功”或“退汇”。");
        if (line.Day("日期") is not { } on) return (null, $"日期“{line["日期"]}”读不懂，应如 2026-09-16。");
        if (reference.Length is 0 or > 60) return (null, "缺少流水号，或超过 60 个字符。");
        if (outcome == "退汇" && reason.Length is 0 or > 200) return (null, "退汇应写明原因，最多 200 字。");
        if (sum.Length > 0 && Fen.Parse(sum) is null) return (null, $"金额“{sum}”读不懂。");
        return (new BankResult(line.Number, number, outcome == "成功", on, reference, reason, Fen.Parse(sum)), "");
    }
}
