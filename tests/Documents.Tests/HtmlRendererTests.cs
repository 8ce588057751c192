using System.Text.Json;
using AngleSharp.Html.Parser;
using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Documents.Templates;

namespace Innovation.Documents_Tests;

public sealed class HtmlRendererTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&</style><img src=http://x.invalid/>";

    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_same_model_gives_the_same_page(string name) =>
        Assert.Equal(HtmlRenderer.Render(Samples.All[name]()), HtmlRenderer.Render(Samples.All[name]()));

    [Theory, MemberData(nameof(Names))]
    public void A_page_has_no_scripts_and_fetches_nothing(string name)
    {
        var page = new HtmlParser().ParseDocument(HtmlRenderer.Render(Samples.All[name]()));
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, a"));
        Assert.DoesNotContain("url(", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_model_survives_storage_as_json(string name)
    {
        var model = Samples.All[name]();
        var copy = JsonSerializer.Deserialize<DocumentModel>(JsonSerializer.Serialize(model));
        Assert.Equal(HtmlRenderer.Render(model), HtmlRenderer.Render(copy!));
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var facts = Samples.Acceptance with { Case = Samples.Case with { Organization = Hostile, Item = Hostile } };
        var model = AcceptanceNotice.Build(facts) with { Title = Hostile, Watermark = Hostile, VerifyId = Hostile };
        var form = ApplicationForm.Build(Samples.Application with { Version = Hostile });
        foreach (var html in new[] { HtmlRenderer.Render(model), HtmlRenderer.Render(form), HtmlRenderer.Render(Certificate.Build(Samples.Certificate with { Organization = Hostile })) })
        {
            var page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("script, img"));
            Assert.Contains("alert(1)", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Single(page.QuerySelectorAll("style"));
        }
    }

    [Theory]
    [InlineData("acceptance", "PT2026-0037", "大冶示例新材料有限公司", "914202810000000198", "企校联合创新中心", "2026年9月16日", "2026年11月20日", "0714-000-0000", "冶科受〔2026〕33号")]
    [InlineData("supplement", "第1轮补正（最多2轮）", "1. 三、研发条件与投入", "3. 六、附件材料", "2026年9月16日（周三）24:00", "逾期未补正的，将作不予受理处理")]
    [InlineData("rejection", "决定不予受理", "第十条第（二）项", "60日内向大冶市人民政府申请行政复议", "6个月内依法向有管辖权的人民法院提起行政诉讼")]
    [InlineData("public-notice", "2026年9月14日至2026年9月18日", "5个工作日", "实名", "0714-000-0000", "异议表")]
    [InlineData("accreditation", "冶科〔2026〕3号", "附件：2026年本级创新平台", "三、市科技局每年", "抄送：市委办公室", "2026年9月16日印发")]
    [InlineData("certificate", "DYPT-2026-0042", "大冶示例智能装备有限公司", "914202810000000273", "本级", "2026年9月16日", "2029年9月16日")]
    [InlineData("application", "9f2c41d807be5a63", "第 3 版", "承诺", "PT2026-0037")]
    [InlineData("score-sheet", "甲-07", "83.00", "专家签名")]
    [InlineData("site-visit", "考察地点", "研发楼三层", "与申报基本一致", "张某（市科技局）")]
    [InlineData("minutes", "回避：吴某", "同意 4 票", "会议决定")]
    [InlineData("recommendation", "灵乡镇", "推荐单位（盖章）", "PT2026-0041")]
    public void Mandatory_content_is_printed(string name, params string[] expected)
    {
        var text = new HtmlParser().ParseDocument(HtmlRenderer.Render(Samples.All[name]())).Body!.TextContent;
        foreach (var part in expected) Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demonstration_seal_says_so()
    {
        var page = new HtmlParser().ParseDocument(HtmlRenderer.Render(Samples.All["public-notice"]()));
        var seal = Assert.Single(page.QuerySelectorAll("svg.seal"));
        Assert.Equal("大冶市科学技术局示例", seal.TextContent);
        Assert.Contains("示例", seal.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_paragraph_stays_with_the_signature()
    {
        var page = new HtmlParser().ParseDocument(HtmlRenderer.Render(Samples.All["acceptance"]()));
        Assert.StartsWith("联系人", page.QuerySelector(".keep > p")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".keep > .sign svg.seal"));
    }
}
