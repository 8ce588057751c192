using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Tests.Programs;

namespace Innovation.Workflows.Tests.Forms;

public sealed class FormParserTests
{
    private static NormalizedForm Parse(string json) => FormParser.Normalize(Pr01Sample.Schema, json);

    [Theory]
    [InlineData("\"1,268.50\"", "1268.5")]
    [InlineData("\"１，２６８．５０\"", "1268.5")]
    [InlineData("\" 42 \"", "42")]
    [InlineData("1268.500", "1268.5")]
    [InlineData("1e3", "1000")]
    [InlineData("\"12,34\"", "\"12,34\"")]
    [InlineData("\"三百\"", "\"三百\"")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("[1]", "[1]")]
    [InlineData("0.1234567890123456", "0.1234567890123456")]
    public void NumbersAreExactAndOddOnesKeptAsTyped(string typed, string canonical)
    {
        var form = Parse($$"""{"equip_value":{{typed}}}""");
        Assert.Equal(canonical, CanonicalJson.Write(form.Values["equip_value"]));
        Assert.Equal(canonical[0] is '"' or '[', form.Problems.Any(problem => problem.Code == "form.wrongType"));
    }

    [Theory]
    [InlineData("2026-9-6", "2026-09-06")]
    [InlineData("2026/09/06", "2026-09-06")]
    [InlineData("２０２６年９月６日", "2026-09-06")]
    [InlineData("明年", "明年")]
    public void DatesAreIso(string typed, string canonical) =>
        Assert.Equal(canonical, Parse($$"""{"agreement_end":"{{typed}}"}""").Values["agreement_end"]!.GetValue<string>());

    [Fact]
    public void UnknownAndReadOnlyFieldsAreLeftOutAndReported()
    {
        var form = Parse("""{"nosuch":1,"uscc":"x","platform_name":"  平台\u0000名称 ","plan":"一\r\n二"}""");
        Assert.Equal(["platform_name", "plan"], form.Values.Select(member => member.Key));
        Assert.Equal("平台名称", form.Values["platform_name"]!.GetValue<string>());
        Assert.Equal("一\n二", form.Values["plan"]!.GetValue<string>());
        Assert.Equal(["form.readOnlyField", "form.unknownField"], form.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void TooLongTextIsKeptAndReported()
    {
        var form = Parse($$"""{"plan":"{{new string('文', 2001)}}"}""");
        Assert.Equal(2001, form.Values["plan"]!.GetValue<string>().Length);
        Assert.Equal("form.tooLong", Assert.Single(form.Problems).Code);
    }

    [Theory]
    [InlineData("", "form.notJson")]
    [InlineData("[]", "form.notJson")]
    [InlineData("null", "form.notJson")]
    [InlineData("""{"plan":"a","plan":"b"}""", "form.notJson")]
    [InlineData("""{"plan":"\ud800"}""", "form.notJson")]
    [InlineData("""{"\ud800":1}""", "form.notJson")]
    [InlineData("""{"ip_list":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""", "form.notJson")]
    public void HostileJsonIsRefused(string json, string code)
    {
        var form = Parse(json);
        Assert.True(form.Refused);
        Assert.Equal(code, Assert.Single(form.Problems).Code);
        if (JsonNodeOrNull(json) is { } raw) Assert.True(FormParser.Normalize(Pr01Sample.Schema, raw).Refused);
    }

    [Fact]
    public void TooMuchIsRefused() =>
        Assert.Equal("form.tooLarge", Parse($$"""{"plan":"{{new string('文', 800_000)}}"}""").Problems[0].Code);

    [Fact]
    public void NormalisingTwiceChangesNothing()
    {
        var once = Pr01Sample.Canonical();
        var twice = FormParser.Normalize(Pr01Sample.Schema, (JsonObject)once.DeepClone()).Values;
        Assert.Equal(CanonicalJson.Sha256Hex(once), CanonicalJson.Sha256Hex(twice));
    }

    private static JsonObject? JsonNodeOrNull(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (Exception)
        {
            return null;
        }
    }
}
