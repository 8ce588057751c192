using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Tests.Texts;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("大\u200B冶", "大冶")]
    [InlineData("\uFEFF冶钢", "冶钢")]
    [InlineData("gnp\u202Efdp.exe", "gnpfdp.exe")]
    [InlineData("a\u2066b\u2069c\u200Ed\u200Fe\u061Cf", "abcdef")]
    [InlineData("软\u00AD件\u2060有限", "软件有限")]
    [InlineData("标\U000E0041签", "标签")]
    [InlineData("响\u0007铃\u0000\u0085", "响铃")]
    [InlineData("第一行\r\n第二行\t完", "第一行\r\n第二行\t完")]
    [InlineData("段\u2029落\u2028行", "段\n落\n行")]
    [InlineData("𠮷野家 😀 葛󠄀城", "𠮷野家 😀 葛󠄀城")]
    public void What_nobody_sees_is_taken_out_and_nothing_else(string typed, string kept) => Assert.Equal(kept, CleanText.Of(typed));

    [Fact]
    public void A_name_is_one_line_without_blanks_at_its_ends()
    {
        Assert.Equal("张 三", CleanText.Line(" \u200B张\n 三\u3000"));
        Assert.Equal("", CleanText.Line(null));
    }

    [Theory]
    [InlineData("工程技术", 4, "", "工程技术")]
    [InlineData("工程技术", 3, "", "工程技")]
    [InlineData("工程技术", 3, "…", "工程…")]
    [InlineData("甲𠮷乙", 2, "", "甲")]
    [InlineData("甲𠮷乙", 3, "", "甲𠮷")]
    [InlineData("甲😀乙", 3, "…", "甲…")]
    [InlineData("葛󠄀城市", 2, "", "")]
    [InlineData("", 0, "", "")]
    public void A_character_is_kept_whole_or_left_out(string text, int most, string end, string cut) => Assert.Equal(cut, CleanText.Cut(text, most, end));

    [Fact]
    public void Every_cut_of_any_text_is_well_formed_and_within_its_limit()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(4) switch { 0 => "𠮷", 1 => "😀", 2 => "e\u0301", _ => "字" }));
            var most = random.Next(1, 40);
            var cut = CleanText.Cut(text, most, "…");
            Assert.True(cut.Length <= most && cut.EnumerateRunes().All(r => r != Rune.ReplacementChar) && text.StartsWith(cut.TrimEnd('…'), StringComparison.Ordinal), $"seed {seed}: {text} {most} {cut}");
        }
    }

    [Fact]
    public void Json_keeps_its_numbers_and_structure_and_loses_invisible_signs_however_they_are_written()
    {
        var clean = Encoding.UTF8.GetString(CleanJson.Of(Encoding.UTF8.GetBytes("\uFEFF{ \"na\u200Bme\": \"\\u202E冶\u200B\\u200b钢\\n\\\"\", \"n\": [1.10, -0, 1e400, 79228162514264337593543950336], \"t\": true, \"o\": {}, \"z\": null }")));
        Assert.Equal("{\"name\":\"冶钢\\n\\\"\",\"n\":[1.10,-0,1e400,79228162514264337593543950336],\"t\":true,\"o\":{},\"z\":null}", clean);
        Assert.NotNull(JsonNode.Parse(clean));
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":01}")]
    [InlineData("{} {}")]
    public void What_is_no_json_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => CleanJson.Of(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_of_another_encoding_are_seen()
    {
        Assert.False(CleanJson.IsUtf8(Encoding.Latin1.GetBytes("{\"a\":\"é\"}")));
        Assert.False(CleanJson.IsUtf8([0x7B, 0x22, 0xB4, 0xF3, 0xD2, 0xB1, 0x22, 0x7D]));
        Assert.True(CleanJson.IsUtf8("{\"a\":\"大冶\"}"u8));
    }
}
