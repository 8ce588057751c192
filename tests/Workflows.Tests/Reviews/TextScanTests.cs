using System.Text;
using Innovation.Workflows.Reviews.BlindChecks;
using Innovation.Workflows.Reviews.BlindCopies;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class TextScanTests
{
    private const string Pdf = "application/pdf";
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly NameSearch Names = new(["大冶示例食品科技有限公司", "示例食品科技", "91420281000000107N", "钟某某"]);

    [Theory]
    [InlineData("由大冶示例食品科技有限公司承担", "大冶示例食品科技有限公司", "大冶示例食品科技有限公司")]
    [InlineData("大冶 示例\n食品　科技(有限)公司", "大冶示例食品科技有限公司", "大冶 示例\n食品　科技(有限)公司")]
    [InlineData("代码 ９１４２０２８１０００００0107n。", "91420281000000107N", "９１４２０２８１０００００0107n")]
    [InlineData("示例·食品—科技", "示例食品科技", "示例·食品—科技")]
    [InlineData("⼤冶示例⻝品", null, null)]
    [InlineData("钟\u200B某\u200B某", "钟某某", "钟\u200B某\u200B某")]
    [InlineData("示例。食品科技", null, null)]
    [InlineData("", null, null)]
    public void ANameIsFoundHoweverItIsWritten(string text, string? name, string? where)
    {
        var hits = Names.Find(text);
        Assert.Equal(name is null ? [] : [name], hits.Select(h => h.Name));
        if (where is not null) Assert.Equal(where, text[hits[0].Start..hits[0].End]);
    }

    [Fact]
    public void TheRadicalsOfFontsAreTheCharactersOfPeople() => Assert.Single(new NameSearch(["大山食品"]).Find("⼤⼭⻝品食品⼤⼭食品"));

    [Fact]
    public void TextsOfTheFormLoseNamesThatAreWrittenOtherwiseToo()
    {
        var names = new BlindNames("大冶示例食品科技有限公司", "大冶湖高新区", []);
        Assert.Equal("（申报单位）是骨干", names.Hide("（大冶 示例食品\n科技 有限公司）是骨干"));
        Assert.Equal(names.Key, new BlindNames("大冶示例食品科技有限公司", "大冶湖高新区", []).Key);
        Assert.NotEqual(names.Key, new BlindNames("大冶示例食品科技有限公司", "金湖街道", []).Key);
    }

    [Fact]
    public void APdfIsReadPageByPage()
    {
        var found = Scan(Pdf, SampleFiles.Pdf(["项目背景", "没有名称"], ["本项目由大冶示例食品科技有限公司承担"], ["钟某某负责"]));
        Assert.Equal([(FindingKind.Name, "第 2 页"), (FindingKind.Name, "第 3 页")], found.Select(f => (f.Kind, f.Place)));
        Assert.Equal("“大冶示例食品科技有限公司”：本项目由大冶示例食品科技有限公司承担", found[0].Text);
    }

    [Fact]
    public void ANameThatALineOrAPageCutsInTwoIsFound()
    {
        Assert.Equal("第 1 页", Assert.Single(Scan(Pdf, SampleFiles.Pdf(["承担单位：大冶示例食", "品科技有限公司", "（盖章）"]))).Place);
        Assert.Equal("第 1 页", Assert.Single(Scan(Pdf, SampleFiles.Pdf(["承担单位：大冶示例食"], ["品科技有限公司"]))).Place);
        Assert.Equal("第 1 页", Assert.Single(Scan(Pdf, SampleFiles.Pdf(["９１４２０２８１　００００００１０７Ｎ"]))).Place);
    }

    [Fact]
    public void LettersThatAFileHoldsInAnotherOrderAreReadAsTheyLie()
    {
        // 食品科技 is written first and lies to the right of 示例.
        static string At(int x, string text) => $"BT /F1 12 Tf {x} 700 Td <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}> Tj ET ";
        Assert.Single(Scan(Pdf, SampleFiles.Pdf([At(74, "食品科技") + At(50, "示例")], "示例食品科技")));
    }

    [Fact]
    public void ATextOnlyPdfWithoutNamesIsClear()
    {
        Assert.Empty(Scan(Pdf, SampleFiles.Pdf(["检测报告", "样品一批，结果合格。"], ["附表"])));
        Assert.Empty(Scan(Pdf, BlindCopy.Make(Pdf, SampleFiles.Pdf(["检测报告"]))!));
    }

    [Fact]
    public void WhatCannotBeSearchedIsListed()
    {
        var scan = Assert.Single(Scan(Pdf, SampleFiles.Scanned(File("photo.jpg"))));
        Assert.Equal((FindingKind.Picture, "第 1 页", "整页是图片（扫描件），请看这一页"), (scan.Kind, scan.Place, scan.Text));
        Assert.Equal(FindingKind.Picture, Assert.Single(Scan("image/jpeg", File("photo.jpg"))).Kind);
        Assert.Equal(FindingKind.Picture, Assert.Single(Scan("image/png", File("picture.png"))).Kind);
        Assert.Equal((FindingKind.Unreadable, "第 1 页"), Scan(Pdf, SampleFiles.Pdf([SampleFiles.Lines("读不出")], "", mapped: false)).Select(f => (f.Kind, f.Place)).Single());
        Assert.Equal(FindingKind.Unreadable, Assert.Single(Scan(Pdf, "%PDF-1.4\n%%EOF\n"u8.ToArray())).Kind);
        Assert.Equal(FindingKind.Unreadable, Assert.Single(Scan(Docx, [0x50, 0x4B, 3, 4, 0, 0])).Kind);
        Assert.Equal(FindingKind.Unreadable, Assert.Single(Scan("application/msword", [0xD0, 0xCF, 0x11, 0xE0])).Kind);
        var drawn = Scan(Pdf, SampleFiles.Pdf([string.Concat(Enumerable.Repeat("10 10 m 20 30 40 50 60 60 c S ", 400))], ""));
        Assert.Equal(FindingKind.Other, Assert.Single(drawn).Kind);
    }

    [Fact]
    public void RemarksAreSearchedAndHaveToBeLookedAt()
    {
        var title = Convert.ToHexString([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("示例食品科技审阅")]);
        var found = Scan(Pdf, SampleFiles.Pdf([SampleFiles.Lines("正文")], "正文", more: $"/Annots[<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents<{title}>>>]"));
        Assert.Equal([FindingKind.Name, FindingKind.Other], found.Select(f => f.Kind));
    }

    [Fact]
    public void AnOfficeFileIsReadThroughItsRunsCellsAndLinks()
    {
        var letter = Assert.Single(Scan(Docx, SampleFiles.Docx(["承担单位：大冶", "示例食", "品科技"], ["其他"])));
        Assert.Equal((FindingKind.Name, "正文"), (letter.Kind, letter.Place));
        Assert.Empty(Scan(Docx, SampleFiles.Docx(["承担单位"], ["其他"])));
        var book = Scan(Xlsx, SampleFiles.Zip(("[Content_Types].xml", "<Types/>"), ("xl/sharedStrings.xml", "<sst><si><r><t>示例</t></r><r><t>食品科技</t></r></si></sst>"), ("xl/worksheets/sheet2.xml", "<worksheet><v>1</v><headerFooter>钟某某</headerFooter></worksheet>"),
            ("xl/worksheets/_rels/sheet2.xml.rels", "<Relationships><Relationship Target=\"https://example.cn/%E7%A4%BA%E4%BE%8B%E9%A3%9F%E5%93%81%E7%A7%91%E6%8A%80\"/></Relationships>"), ("xl/media/image1.png", "x"), ("xl/embeddings/oleObject1.bin", "x"), ("xl/printerSettings/printerSettings1.bin", "x")));
        Assert.Equal(["表格文字", "第 2 张工作表", "第 2 张工作表"], book.Where(f => f.Kind == FindingKind.Name).Select(f => f.Place));
        Assert.Equal([FindingKind.Picture, FindingKind.Other], book.Where(f => f.Kind != FindingKind.Name).Select(f => f.Kind));
        Assert.Equal(FindingKind.Unreadable, Assert.Single(Scan(Docx, SampleFiles.Zip(("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"钟某某\">]><a>&b;</a>")))).Kind);
    }

    [Fact]
    public void NoDamageMakesTheScanFail()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        foreach (var (type, file) in ((string, byte[])[])[(Pdf, SampleFiles.Pdf(["项目背景"], ["示例食品科技"])), (Pdf, File("page.pdf")), (Docx, SampleFiles.Docx(["正文"]))])
        {
            for (var run = 0; run < 100; run++)
            {
                var damaged = file.ToArray();
                for (var i = 0; i < 5; i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                var error = Record.Exception(() => TextScan.Scan(type, damaged, Names));
                Assert.True(error is null, $"seed {seed}, {type}: {error}");
            }
        }
    }

    private static IReadOnlyList<Finding> Scan(string type, byte[] content) => TextScan.Scan(type, content, Names);

    private static byte[] File(string name)
    {
        using var stream = typeof(TextScanTests).Assembly.GetManifestResourceStream("Files." + name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
