using System.Globalization;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>清算单 as a file, for cities without a link.</summary>
public static class ClearingFile
{
    private const int Most = 200_000;
    private static readonly string[] Heads = ["订单号", "统一社会信用代码", "服务机构", "核销日期", "金额（元）"];
    private static readonly TableShape Shape = new([.. Heads.Select(h => new TableColumn(h))], Most);

    public static byte[] Write(IEnumerable<CityClearingLine> lines) => TableFile.Write(Heads, lines.Select(l => (IReadOnlyList<string>)
        [l.Number, l.ProviderUscc, l.ProviderName, RecognisedListFile.Day(l.RedeemedOn), Fen.ToYuan(l.Amount).ToString("0.00", CultureInfo.InvariantCulture)]));

    public static (IReadOnlyList<CityClearingLine> Lines, IReadOnlyList<string> Problems) Read(byte[] content)
    {
        var (rows, unreadable) = TableFile.Read(content, Shape);
        var (lines, problems) = (new List<CityClearingLine>(), unreadable.ToList());
        var first = new Dictionary<string, int>();
        foreach (var row in rows)
        {
            if (row.Day("核销日期") is not { } day) problems.Add(row.Says($"核销日期“{row["核销日期"]}”读不懂，应如 2026-09-30。"));
            else if (Fen.Parse(row["金额（元）"]) is not { } amount) problems.Add(row.Says($"金额“{row["金额（元）"]}”读不懂，应大于 0，最多两位小数。"));
            else if (new CityClearingLine(row.Code("订单号"), UnifiedSocialCreditCode.Normalize(row["统一社会信用代码"]), row["服务机构"], day, amount) is var line && Check([line]) is { } wrong) problems.Add(row.Says(wrong));
            else if (!first.TryAdd(line.Number, row.Number)) problems.Add(row.Says($"订单 {line.Number} 在第 {first[line.Number]} 行已经有了。"));
            else lines.Add(line);
        }

        return (lines, problems);
    }

    /// <summary>What is wrong with lines, wherever they came from; null: nothing.</summary>
    public static string? Check(IReadOnlyList<CityClearingLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count > Most) return $"一份清算单最多 {Most} 行。";
        if (lines.FirstOrDefault(l => l is not { Number.Length: > 0 and <= 30, ProviderUscc.Length: <= 18, ProviderName.Length: <= 200, Amount: > 0 and <= Fen.Most }) is { } bad) return $"订单“{bad?.Number}”的订单号、服务机构或金额不完整。";
        return lines.GroupBy(l => l.Number).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"订单 {twice.Key} 出现了不止一次。" : null;
    }
}
