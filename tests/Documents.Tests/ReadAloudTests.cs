using Innovation.Documents;
using Innovation.Documents.Templates;

namespace Innovation.Documents_Tests;

/// <summary>Each template with its optional parts there and not there: what is printed can be read aloud.</summary>
public sealed class ReadAloudTests
{
    public static TheoryData<string> Drafts =>
    [
        "经研究，决定对列入名单的 3 项予以认定（名单见附件），自印发之日起生效。",
        "决定认定下列单位的创新平台为大冶市本级创新平台。",
        "认定大冶示例新材料有限公司等3家单位的平台为本级创新平台",
        "根据《大冶市科学技术奖励办法》，经研究，决定授予下列项目科学技术奖（名单见附件），有效期三年。",
        "局长办公会议决定，对列入名单的单位予以认定。\n请有关单位加强建设和管理。",
    ];

    [Theory, MemberData(nameof(Drafts))]
    public void A_decision_reads_as_one_text_whatever_the_officer_has_drafted(string draft)
    {
        foreach (var procedure in new[] { "", "审核", "属地推荐、形式审查和公示" })
        foreach (var until in new DateOnly?[] { null, new DateOnly(2029, 9, 16) })
        foreach (string[] duties in new string[][] { [], ["有关单位应当自次年起，每年3月31日前报送年度考核材料。"] })
            Reads(AccreditationNotice.Build(Samples.Accreditation(3) with { Decision = draft, Procedure = procedure, ValidUntil = until, Duties = duties }));
    }

    [Fact]
    public void The_officers_usual_draft_becomes_one_sentence_with_basis_procedure_and_decision()
    {
        var model = AccreditationNotice.Build(Samples.Accreditation(3) with { Decision = Drafts.First(), ValidUntil = new DateOnly(2029, 9, 16) });
        var words = ReadAloud.Paragraphs(model);
        Assert.Equal("根据《大冶市本级创新平台认定办法》，经属地推荐、形式审查、专家评审、现场考察、会议审定和公示，决定对列入名单的 3 项予以认定（名单见附件），自印发之日起生效。", words[1]);
        Assert.Equal("有效期至2029年9月16日。现将有关要求通知如下：", words[2]);
    }

    [Fact]
    public void A_notice_says_what_is_announced()
    {
        var words = ReadAloud.Paragraphs(PublicNoticeAnnouncement.Build(Samples.Public(3)));
        Assert.StartsWith("根据《大冶市本级创新平台认定办法》，经属地推荐、形式审查、专家评审、现场考察和会议审定，现将拟认定的3项予以公示。公示期为", words[1], StringComparison.Ordinal);
        Reads(PublicNoticeAnnouncement.Build(Samples.Public(3) with { Procedure = "" }));
    }

    [Fact]
    public void Letters_to_one_applicant_read_with_and_without_their_optional_parts()
    {
        foreach (var rule in new[] { null, "《大冶市本级创新平台认定办法》" })
        foreach (var contact in new[] { Samples.Contact, Samples.Contact with { Person = "" }, Samples.Contact with { Address = null } })
        {
            foreach (var deemed in new[] { true, false })
            foreach (var promised in new DateOnly?[] { null, new DateOnly(2026, 11, 20) })
                Reads(AcceptanceNotice.Build(Samples.Acceptance with { Rule = rule, Contact = contact, Deemed = deemed, PromisedOn = promised, Review = "审核" }));
            Reads(SupplementNotice.Build(Samples.Supplement with { Rule = rule, Contact = contact, Items = [new("", "请补充审计报告。")] }));
            Reads(RejectionNotice.Build(Samples.Rejection with { Contact = contact, Reason = "你单位在补正期限内没有补正。" }));
            // Officers write the decision into the reason; the paper says it once.
            foreach (var typed in (string[])["你单位申报的平台没有列入本级认定范围，不予受理。", "你单位申报的平台没有列入本级认定范围，决定不予受理"])
            {
                var paper = RejectionNotice.Build(Samples.Rejection with { Contact = contact, Reason = typed });
                Reads(paper);
                Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(string.Concat(paper.Blocks.OfType<Paragraph>().Select(p => p.Text)), "不予受理"));
            }

        }
    }

    [Fact]
    public void Every_sample_reads()
    {
        foreach (var (name, build) in Samples.All.Where(s => s.Key is not ("application" or "score-sheet" or "statement")))
            Assert.True(ReadAloud.Stumbles(ReadAloud.Paragraphs(build())) is [], $"{name}: {string.Join('\n', ReadAloud.Stumbles(ReadAloud.Paragraphs(build())))}");
    }

    /// <summary>The faults that were signed and published once are found again.</summary>
    [Theory]
    [InlineData("根据根据《办法》，决定予以认定。")]
    [InlineData("根据《办法》（第 4 版），决定予以认定。")]
    [InlineData("根据《办法》，决定经研究，决定予以认定。")]
    [InlineData("根据《办法》，经属地推荐、形式审查、专家评审、现场考察、会议审定。")]
    [InlineData("决定予以认定（名单见附件）（名单见附件）。")]
    [InlineData("决定予以认定（），自印发之日起生效。")]
    [InlineData("联系人：，联系电话：0714。")]
    [InlineData("决定予以认定。。")]
    public void The_reader_stumbles_where_people_did(string text) => Assert.NotEmpty(ReadAloud.Stumbles(["关于结果的通知", text]));

    private static void Reads(DocumentModel model)
    {
        var stumbles = ReadAloud.Stumbles(ReadAloud.Paragraphs(model));
        Assert.True(stumbles is [], string.Join('\n', stumbles));
    }
}
