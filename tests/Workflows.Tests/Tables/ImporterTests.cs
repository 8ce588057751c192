using System.Text;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Tests.Tables;

/// <summary>Each import reads each way of saving its table, and refuses a table with one bad line as a whole.</summary>
public sealed class ImporterTests
{
    private static readonly Dictionary<string, (string Table, Func<byte[], (IReadOnlyList<string> Read, IReadOnlyList<string> Problems)> Read)> Importers = new()
    {
        ["calendar"] = ("date,kind,holiday_zh\r\n2026-05-01,holiday_off,\"劳动节,补休\"\r\n2026-05-09,make_up_workday,劳动节\r\n", c => CalendarFile.Read(c) is var (days, problems) ? ([.. days.Select(d => $"{d}")], problems) : default),
        ["bank results"] = ("支付编号,结果,日期,流水号,原因,金额\r\nZF2026000001,成功,2026-05-01,R1,,\"1,234.50\"\r\nZF2026000002,退汇,2026-05-01,R2,账号已销户,600\r\n", c => BankResultFile.Read(c) is var (results, problems) ? ([.. results.Select(r => $"{r with { Line = 0 }}")], problems) : default),
        ["recognised list"] = ("机构名称,统一社会信用代码,认可起,服务编号,服务名称,服务类别,价格（元）\r\n黄石示例检测有限公司,91420100MA00000012,2026-05-01,S1,金相分析,检验检测,2000\r\n黄石示例检测有限公司,91420100MA00000012,2026-05-01,S2,\"金相,硬度\",检验检测,\"2,000\"\r\n", c => RecognisedListFile.Read(c) is var (services, problems) ? ([.. services.Select(s => $"{s}")], problems) : default),
        ["clearing"] = ("订单号,统一社会信用代码,服务机构,核销日期,金额（元）\r\nDD2026000001,91420100MA00000012,黄石示例检测有限公司,2026-05-01,\"9,999.00\"\r\nDD2026000002,91420100MA00000012,\"黄石,示例\",2026-05-01,10\r\n", c => ClearingFile.Read(c) is var (lines, problems) ? ([.. lines.Select(l => $"{l}")], problems) : default),
    };

    public static TheoryData<string> Names() => [.. Importers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryWayOfSavingTheTableIsReadTheSame(string name)
    {
        var (table, read) = Importers[name];
        var (expected, none) = read(Encoding.UTF8.GetBytes(table));
        Assert.Empty(none);
        Assert.Equal(2, expected.Count);
        var day = "2026-05-01";
        var ways = new Dictionary<string, byte[]>
        {
            ["BOM"] = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(table)],
            ["UTF-16"] = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(table)],
            ["GBK"] = TableText.EncodingOf(true).GetBytes(table),
            ["CR"] = Encoding.UTF8.GetBytes(table.ReplaceLineEndings("\r")),
            ["trailing commas and blank lines"] = Encoding.UTF8.GetBytes(table.Replace("\r\n", ",,,\r\n\r\n,,,,,,,\r\n", StringComparison.Ordinal)),
            ["Excel days"] = Encoding.UTF8.GetBytes(table.Replace(day, "46143", StringComparison.Ordinal)),
            ["slashes"] = Encoding.UTF8.GetBytes(table.Replace(day, "2026/5/1", StringComparison.Ordinal)),
            ["Chinese days"] = Encoding.UTF8.GetBytes(table.Replace(day, "2026年5月1日", StringComparison.Ordinal)),
            ["full-width digits"] = Encoding.UTF8.GetBytes(table.Replace(day, "２０２６－０５－０１", StringComparison.Ordinal)),
        };
        foreach (var (way, content) in ways)
        {
            var (got, problems) = read(content);
            Assert.True(problems.Count == 0, $"{name}, {way}: {string.Join(" ", problems)}");
            Assert.Equal(expected, got);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OneBadLineIsNamedAndNothingElseIsNeeded(string name)
    {
        var (table, read) = Importers[name];
        var lines = table.Split("\r\n");
        Refuses(string.Join("\r\n", lines.Skip(1)), "第 1 行：缺少列");
        Refuses(lines[0] + "\r\n" + lines[1].Replace("2026-05-01", "五月一日", StringComparison.Ordinal), "第 2 行：", "五月一日");
        Refuses(table + lines[1], "4", lines[1].Split(',')[0] is { } first && first.StartsWith("2026", StringComparison.Ordinal) ? "在第 2 行已经写了" : "");
        Refuses(table + "x,y,z,多,余,一,些,值,与,列,都,不,相,符", "第 4 行：");
        Refuses(table + "\"没有配对", "第 4 行：", "没有配对");

        void Refuses(string text, params string[] parts)
        {
            var (_, problems) = read(Encoding.UTF8.GetBytes(text));
            Assert.All(parts, part => Assert.Contains(part, string.Join(" ", problems), StringComparison.Ordinal));
            Assert.NotEmpty(problems);
        }
    }

    [Theory]
    [InlineData("calendar", "date,kind,holiday_zh\n2026-05-01,节,劳动节\n", "第 2 行：类型“节”应为 holiday_off（放假）或 make_up_workday（调休上班）。")]
    [InlineData("calendar", "日期,类型,节日\n2026-05-01,放假,\n", "第 2 行：2026-05-01 没有写节日名称，或超过 40 字。")]
    [InlineData("bank results", "支付编号,结果,日期,流水号\nZF1,好,2026-05-01,R1\n", "第 2 行：结果“好”应是“成功”或“退汇”。")]
    [InlineData("bank results", "支付编号,结果,日期,流水号,金额\nZF1,成功,2026-05-01,R1,\"1,5\"\n", "第 2 行：金额“1,5”读不懂。")]
    [InlineData("bank results", "支付编号,结果,日期,流水号\nZF1,成功,2026-05-01,2.02609E+15\n", "第 2 行：流水号“2.02609E+15”被电子表格改成了科学计数法，原来的号码已经读不出来；请把这一列设为文本，重新填写。")]
    [InlineData("clearing", "订单号,统一社会信用代码,服务机构,核销日期,金额（元）\n,91420100MA00000012,黄石示例,2026-05-01,1\n", "第 2 行：订单“”的订单号、服务机构或金额不完整。")]
    public void WordsThatAreNotKnownAreRefusedWithTheirLine(string name, string text, string reason) =>
        Assert.Contains(reason, Importers[name].Read(Encoding.UTF8.GetBytes(text)).Problems);

    [Theory]
    [InlineData("1,5", null)]
    [InlineData("12,34,567", null)]
    [InlineData("1,234.5", 123450L)]
    [InlineData("１，２３４．５０", 123450L)]
    [InlineData("1234567", 123456700L)]
    public void ACommaPartsThousandsAndNothingElse(string text, long? fen) => Assert.Equal(fen, Fen.Parse(text));
}
