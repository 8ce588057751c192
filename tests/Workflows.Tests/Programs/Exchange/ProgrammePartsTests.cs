using System.Text.Json.Nodes;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Programs.Texts;

namespace Innovation.Workflows.Tests.Programs.Exchange;

/// <summary>Texts of documents, bands and formulas of sheets: what publishing says of them.</summary>
public sealed class ProgrammePartsTests
{
    private static readonly Programme Pr01 = ProgrammeCatalogue.Load("PR01");

    private static IReadOnlyList<ProgrammeProblem> Problems(DocumentRule rule) =>
        ProgrammeCheck.Check(Pr01 with { Documents = new Dictionary<string, DocumentRule>(Pr01.Documents) { ["own"] = rule } });

    private static DocumentRule Rule(string text, DocumentPlace? place = DocumentPlace.Outcome) => new("办理通知书", "办", Place: place, Addressee: "{{申报单位}}", Text: text);

    [Fact]
    public void Every_placeholder_of_the_list_is_accepted_at_its_place()
    {
        foreach (var place in Enum.GetValues<DocumentPlace>())
        {
            var text = string.Join("\n\n", Placeholders.At(place, Pr01.Form).Select(p => $"{{{{{p.Name}}}}}"));
            Assert.Empty(Problems(Rule(text, place) with { Addressee = null }));
        }
    }

    [Theory]
    [InlineData("你单位的{{公示开始日期}}", "没有来源")]
    [InlineData("你单位的{{form.nothing}}", "没有来源")]
    [InlineData("见{{案件信息}}。", "独占一段")]
    [InlineData("见{{申报单位。", "没有写完整")]
    public void A_placeholder_without_a_source_is_refused_at_its_document(string text, string words)
    {
        var problem = Assert.Single(Problems(Rule(text)));
        Assert.Equal(("/documents/own/text", "own"), (problem.Pointer, problem.Field));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_may_stay_empty_has_no_sure_source()
    {
        var optional = Pr01.Form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields).First(f => !f.Required && !f.MustAccept);
        Assert.Contains("不一定有内容", Assert.Single(Problems(Rule($"{{{{form.{optional.Id}}}}}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heading_without_a_text_is_refused_and_so_is_a_stage_that_issues_it()
    {
        Assert.Equal("/documents/own/text", Assert.Single(Problems(new("办理通知书", null, Heading: "通知"))).Pointer);
    }

    [Theory]
    [InlineData("bands", "[{\"name\":\"优\",\"from\":5,\"to\":900}]", "sheet.band")]
    [InlineData("bands", "[{\"name\":\"优\",\"from\":1,\"to\":3},{\"name\":\"良\",\"from\":2,\"to\":4}]", "sheet.band")]
    [InlineData("weight", "0", "sheet.weight")]
    public void Bands_and_weights_are_checked_at_their_indicator(string member, string value, string code)
    {
        var document = ProgrammeFile.ToDocument(Pr01);
        document["sheets"]![0]!["indicators"]![0]![member] = JsonNode.Parse(value);
        Assert.Contains(ProgrammeFile.Read(document).Problems, p => p.Code == code && p.Pointer == "/sheets/0/indicators/0/" + member);
    }

    [Fact]
    public void The_new_parts_travel_without_loss()
    {
        var document = ProgrammeFile.ToDocument(Pr01 with { Guide = "# 申报指南", Documents = new Dictionary<string, DocumentRule>(Pr01.Documents) { ["own"] = Rule("{{案号}}") } });
        document["sheets"]![0]!["indicators"]![0]!["bands"] = JsonNode.Parse("[{\"name\":\"优\",\"from\":1,\"to\":2}]");
        document = ProgrammeFile.Canonical(document);
        var (programme, problems) = ProgrammeFile.Read(document);
        Assert.Empty(problems);
        Assert.Equal(ProgrammeFile.Text(document), ProgrammeFile.Write(programme!));
    }
}
