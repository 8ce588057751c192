using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;

namespace Innovation.Workflows.Tests.Programs.Drafts;

public sealed class FormEditsTests
{
    private static JsonObject Document() => ProgrammeFile.ToDocument(ProgrammeCatalogue.Load("PR01"));

    [Fact]
    public void Every_field_that_something_names_says_so_and_no_other_field_does()
    {
        var document = Document();
        Assert.Equal(["processField", "rule"], Kinds("rd_staff"));
        Assert.Equal(["certificate", "expression", "openOnce", "processField", "rule", "title"], Kinds("platform_type"));
        Assert.Equal(["permission"], Kinds("tenants"));
        Assert.Empty(Kinds("rd_spend_2023"));

        IEnumerable<string> Kinds(string field) => FieldReferences.Of(document, new HashSet<string> { field }).Select(r => r.Kind).Distinct().Order();
    }

    [Fact]
    public void A_section_goes_with_what_its_own_fields_say_of_each_other()
    {
        var platform = FormEdits.Sections(Document())[1]!["fields"]!.AsArray().Select(f => f!["id"]!.ToString()).ToHashSet();
        var left = FieldReferences.Of(Document(), platform, "platform").Select(r => r.Words).ToList();
        Assert.DoesNotContain("字段“共建单位”的显示条件", left);
        Assert.Contains("字段“共建协议”的显示条件", left);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20260916)]
    public void Moving_copying_and_deleting_lose_no_field(int seed)
    {
        var random = new Random(seed);
        var document = Document();
        var expected = Ids(document).ToList();
        for (var i = 0; i < 200; i++)
        {
            var field = expected[random.Next(expected.Count)];
            var sections = FormEdits.Sections(document);
            var fresh = FormEdits.FreeId(document, field);
            var edit = random.Next(4) switch
            {
                0 => FormEdits.MoveField(document, field, random.Next(-2, 3)),
                1 => FormEdits.PlaceField(document, field, sections[random.Next(sections.Count)]!["id"]!.ToString(), random.Next(-1, 9)),
                2 => FormEdits.CopyField(document, field, fresh),
                _ => FormEdits.DeleteField(document, field),
            };
            if (edit.Refusal is not null) continue;
            if (edit.Words.StartsWith("复制", StringComparison.Ordinal)) expected.Add(fresh);
            if (edit.Words.StartsWith("删去", StringComparison.Ordinal)) expected.Remove(field);
            Apply(document, edit);
            Assert.True(expected.Order().SequenceEqual(Ids(document).Order()), $"seed {seed}, step {i}: {edit.Words}");
            if (expected.Count == 0) return;
        }
    }

    [Fact]
    public void What_cannot_be_read_of_a_broken_form_is_left_out_and_the_rest_is_there()
    {
        var document = Document();
        FormEdits.Find(document, "rd_staff")!.Value["min"] = "viele";
        FormEdits.Find(document, "partners")!.Value["visibleWhen"] = "form.platform_type in (";
        document["form"]!["rules"]!.AsArray().Add(new JsonObject { ["assert"] = ")" });
        document["form"]!["sections"]!.AsArray().Add(null);
        var form = DraftForm.Read(document);
        Assert.Null(form.Find("rd_staff"));
        Assert.Null(form.Find("partners")!.VisibleWhen);
        Assert.Equal((7, 4), (form.Sections.Count, form.Rules.Count));
        Assert.Equal("pr01", DraftForm.Read([]) is { Sections.Count: 0 } ? form.Id : "");
    }

    [Fact]
    public void Sample_values_fit_the_types_of_every_field()
    {
        var form = DraftForm.Read(Document());
        var context = new FormContext(SampleForm.Profile(), new DateOnly(2026, 9, 16));
        Assert.Empty(FormParser.Normalize(form, SampleForm.Values(form, context)).Problems);
        Assert.Equal([FormProblemCodes.Required], FormValidator.Validate(form, SampleForm.Values(form, context), context).Select(p => p.Code).Distinct());
    }

    [Fact]
    public void A_field_from_the_profile_must_be_in_the_profile()
    {
        var form = ProgrammeCatalogue.Load("PR01").Form;
        var sections = form.Sections.Select(s => s.IsReadOnly ? s with { Fields = [.. s.Fields, new FormField { Id = "shoe_size", Type = FieldType.Text, Label = "鞋码" }] } : s);
        Assert.Equal(["shoe_size"], FormSchemaCheck.Check(form with { Sections = [.. sections] }).Select(p => p.FieldPath));
        Assert.Equal(["rd_staff"], FormSchemaCheck.Check(form with { Rules = [new() { Assert = "organization.shoe_size > 40", Field = "rd_staff", Message = "" }] }).Select(p => p.FieldPath));
        Assert.All(OrganizationFacts.All, fact => Assert.True(SampleForm.Profile().ContainsKey(fact.Name), fact.Name));
    }

    private static IEnumerable<string> Ids(JsonObject document) => FormEdits.Sections(document).SelectMany(s => s!["fields"]!.AsArray()).Select(f => f!["id"]!.ToString());

    /// <summary>The one part of an edit of the form, put in place.</summary>
    private static void Apply(JsonObject document, PartEdit edit)
    {
        var part = Assert.Single(edit.Parts);
        var path = part.Pointer[1..].Split('/');
        JsonNode at = document;
        foreach (var step in path.SkipLast(1)) at = at is JsonArray list ? list[int.Parse(step)]! : at[step]!;
        if (at is JsonArray items)
        {
            if (part.Value is null) items.RemoveAt(int.Parse(path[^1]));
            else items[int.Parse(path[^1])] = part.Value.DeepClone();
        }
        else
        {
            at[path[^1]] = part.Value?.DeepClone();
        }
    }
}
