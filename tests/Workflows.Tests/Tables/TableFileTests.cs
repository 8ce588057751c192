using System.Text;
using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Tests.Tables;

/// <summary>One reader of tables: each way in which people save them is read rightly, or refused with line and reason.</summary>
public sealed class TableFileTests
{
    private static readonly TableShape Shape = new([new("日期"), new("类型"), new("名称（元）", true, "name"), new("说明", false)], 5);
    private static readonly Encoding Gb = TableText.EncodingOf(true);

    private static readonly string Plain = "日期,类型,名称（元）\r\n2026-05-01,放假,劳动节\r\n2026-05-09,上班,劳动节\r\n";

    public static TheoryData<string, byte[]> SameTable() => new()
    {
        { "UTF-8", Utf8(Plain) },
        { "UTF-8 with its mark", [0xEF, 0xBB, 0xBF, .. Utf8(Plain)] },
        { "UTF-16 little", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Plain)] },
        { "UTF-16 big", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Plain)] },
        { "GBK", Gb.GetBytes(Plain) },
        { "LF", Utf8(Plain.ReplaceLineEndings("\n")) },
        { "CR", Utf8(Plain.ReplaceLineEndings("\r")) },
        { "no last line end", Utf8(Plain.TrimEnd()) },
        { "semicolons", Utf8(Plain.Replace(',', ';')) },
        { "tabs", Utf8(Plain.Replace(',', '\t')) },
        { "the separator said first", Utf8("sep=;\r\n" + Plain.Replace(',', ';')) },
        { "quoted", Utf8("\"日期\",\"类型\",\"名称（元）\"\r\n\"2026-05-01\",\"放假\",\"劳动节\"\r\n\"2026-05-09\",\"上班\",\"劳动节\"\r\n") },
        { "trailing commas", Utf8(Plain.Replace("\r\n", ",,,\r\n", StringComparison.Ordinal)) },
        { "blank lines", Utf8("\r\n,,\r\n" + Plain.Replace("\r\n", "\r\n\r\n , ,\r\n", StringComparison.Ordinal)) },
        { "another order and another column", Utf8("来源,name,类型,日期\r\n通知,劳动节,放假,2026-05-01\r\n通知,劳动节,上班,2026-05-09\r\n") },
        { "heading half-width, with blanks", Utf8(Plain.Replace("名称（元）", " 名称 (元) ", StringComparison.Ordinal)) },
        { "signs that nobody sees", Utf8(Plain.Replace("劳动节", "\u200B劳动\uFEFF节\u202E", StringComparison.Ordinal)) },
        { "days with slashes", Utf8(Plain.Replace("2026-05-01", "2026/5/1", StringComparison.Ordinal).Replace("2026-05-09", "2026/05/09 0:00", StringComparison.Ordinal)) },
        { "days in Chinese", Utf8(Plain.Replace("2026-05-01", "2026年5月1日", StringComparison.Ordinal).Replace("2026-05-09", "２０２６－０５－０９", StringComparison.Ordinal)) },
        { "days without signs", Utf8(Plain.Replace("2026-05-01", "20260501", StringComparison.Ordinal).Replace("2026-05-09", "2026.5.9", StringComparison.Ordinal)) },
        { "day numbers", Utf8(Plain.Replace("2026-05-01", "46143", StringComparison.Ordinal).Replace("2026-05-09", "46151", StringComparison.Ordinal)) },
    };

    [Theory]
    [MemberData(nameof(SameTable))]
    public void EveryWayOfSavingItIsTheSameTable(string way, byte[] content)
    {
        var table = TableFile.Read(content, Shape);
        Assert.True(table.Problems.Count == 0, $"{way}: {string.Join(" ", table.Problems)}");
        Assert.Equal(["2026-05-01 放假 劳动节", "2026-05-09 上班 劳动节"], table.Lines.Select(l => $"{l.Day("日期"):yyyy-MM-dd} {l["类型"]} {l["名称（元）"]}"));
    }

    [Fact]
    public void ValuesWithCommasQuotesAndLineBreaksComeBackAsTheyWereWritten()
    {
        string[] values = ["劳动节，五一", "a,b", "他说\"好\"", "两\n行", "=1+1"];
        var written = TableFile.Write(["日期", "类型", "name"], values.Select(v => (IReadOnlyList<string>)["2026-05-01", "放假", v]));
        var table = TableFile.Read(written, Shape);
        Assert.Empty(table.Problems);
        Assert.Equal(values, table.Lines.Select(l => l["名称（元）"]));
        Assert.Equal([2, 3, 4, 5, 7], table.Lines.Select(l => l.Number));
        // A spreadsheet never runs what somebody wrote as a name.
        Assert.Contains("\"'=1+1\"", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> Refused() => new()
    {
        { [], "文件是空的；第一行应是列名：“日期”、“类型”、“名称（元）”。" },
        { Utf8("2026-05-01,放假,劳动节\r\n"), "第 1 行：缺少列“日期”、“类型”、“名称（元）”。这一行应是列名，现在写的是“2026-05-01，放假，劳动节”。" },
        { Utf8("\n2026年放假安排,,\n日期,类型,name\n"), "第 2 行：缺少列“日期”、“类型”、“名称（元）”。这一行应是列名，现在写的是“2026年放假安排”。" },
        { Utf8("日期,name\n2026-05-01,劳动节\n"), "第 1 行：缺少列“类型”。这一行应是列名，现在写的是“日期，name”。" },
        { Utf8("日期,类型,name,名称(元)\n"), "第 1 行：列“名称（元）”出现了不止一次。" },
        { Utf8(Plain + "2026-05-10,放假,劳动节,再,来\r\n"), "第 4 行：“再”不在任何一列下面；值里有逗号的，整格用英文双引号括起来。" },
        { Utf8(Plain + "2026-05-10,放假,劳动\"节\r\n"), "第 4 行：引号不成对；值里有引号的，写成两个引号，整格再用引号括起来。" },
        { Utf8(Plain + "2026-05-10,放假,\"劳动节\r\n"), "第 4 行：从这一行起的一个引号没有配对，后面的内容读不出来。" },
        { Utf8(Plain + "2026-05-10,放假,9.1420100E+17\r\n"), "第 4 行：名称（元）“9.1420100E+17”被电子表格改成了科学计数法，原来的号码已经读不出来；请把这一列设为文本，重新填写。" },
        { Utf8(Plain + "#N/A,放假,劳动节\r\n"), "第 4 行：日期“#N/A”是电子表格的出错值。" },
        { Utf8(Plain + "2026-05-10,放假,劳动\uFFFD\r\n"), "第 4 行：有乱码（\uFFFD），文件在别处用错了编码打开并保存过；请从原表重新另存为 CSV。" },
        { Utf8(Plain + "2026-05-10,放假,劳动\u0007\r\n"), "第 4 行：有不是文字的内容，请从原表重新另存为 CSV（逗号分隔）。" },
        { Utf8(Plain + Plain[Plain.IndexOf('2', StringComparison.Ordinal)..] + Plain[Plain.IndexOf('2', StringComparison.Ordinal)..]), "一个文件最多 5 行，请分成几个文件。" },
        { [0x50, 0x4B, 3, 4, 20, 0, 6, 0], "这是 Excel 工作簿，请另存为 CSV（逗号分隔）再上传。" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "这是 Excel 工作簿，请另存为 CSV（逗号分隔）再上传。" },
        { Utf8("%PDF-1.7\n"), "这是 PDF 文件，请上传 CSV（逗号分隔）表格。" },
        { Encoding.Unicode.GetBytes("a,b\n"), "这不是文本文件，请上传 CSV（逗号分隔）表格。" },
        { [0xEF, 0xBB, 0xBF, .. Gb.GetBytes(Plain)], "文件开头标明是 UTF-8 编码，内容却不是，请另存为 CSV UTF-8（逗号分隔）再上传。" },
        { [.. Gb.GetBytes(Plain), 0xFF, 0xFF], "文件既不是 UTF-8 也不是 GB18030（GBK）编码的文本，请另存为 CSV（逗号分隔）再上传。" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatCannotBeReadRightlyIsRefusedWithLineAndReason(byte[] content, string reason) =>
        Assert.Equal(reason, Assert.Single(TableFile.Read(content, Shape).Problems));

    [Fact]
    public void EveryProblemIsListedAndTheListHasAnEnd()
    {
        var table = TableFile.Read("日期,类型,name\n1,放假,劳动\"节\n2,放假,x,y\n3,放假,好\n4,放假,#REF!\n", Shape);
        Assert.Equal([2, 3, 5], table.Problems.Select(p => int.Parse(p.Split(' ')[1], null)));
        Assert.Equal(["a", "b", "另有 2 处问题没有列出，请先改好上面的。"], TableReading.Listed(["a", "b", "c", "d"], 2));
    }

    [Theory]
    [InlineData("26-05-01")]
    [InlineData("5/1/2026")]
    [InlineData("2026-02-30")]
    [InlineData("1999-12-31")]
    [InlineData("4614")]
    [InlineData("99999")]
    [InlineData("2026-05-01 8:30")]
    [InlineData("五月一日")]
    [InlineData("")]
    public void WhatMayMeanAnotherDayIsNoDay(string text) => Assert.Null(TableCell.Day(text));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
