using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Tests.Programs;

public sealed class Pr01FormTests
{
    [Fact]
    public void TheSchemaCanBePublishedAndSurvivesWriting()
    {
        Assert.Empty(FormSchemaCheck.Check(Pr01Sample.Schema));
        var again = FormJson.ReadSchema(FormJson.WriteSchema(Pr01Sample.Schema));
        Assert.Equal(FormJson.WriteSchema(Pr01Sample.Schema), FormJson.WriteSchema(again));
        Assert.Equal("一二三四五六七", string.Concat(Pr01Sample.Schema.Sections.Select(section => section.Title[0])));
    }

    [Fact]
    public void ACompleteApplicationCanBeSubmitted()
    {
        var normalized = FormParser.Normalize(Pr01Sample.Schema, Pr01Sample.Raw());
        Assert.Empty(normalized.Problems);
        Assert.Empty(FormValidator.Validate(Pr01Sample.Schema, normalized.Values, Pr01Sample.Context));
        Assert.Equal("""{"uscc":"1210000000000006XF","name":"武汉示例大学"}""".Length,
            CanonicalJson.Write(normalized.Values["partners"]![0]).Length);
        Assert.Equal(1268.5m, normalized.Values["rd_spend_2024"]!.GetValue<decimal>());
    }

    [Theory]
    [InlineData("rd_spend_2024", null, "form.required", "请填写 2024年研发费用；没有发生的填 0。")]
    [InlineData("rd_spend_2024", "-1", "form.range", "2024年研发费用不能小于 0 万元，请改正。")]
    [InlineData("rd_spend_2024", "1.234", "form.precision", "2024年研发费用最多保留 2 位小数，请改正。")]
    [InlineData("rd_spend_2024", "约三百万", "form.wrongType", "2024年研发费用应当填数字，请重新填写，如 1268.50。")]
    [InlineData("rd_staff", "97", "form.rule", "研发人员数不能超过职工总数，请核对后改正。")]
    [InlineData("rd_staff", "4.5", "form.wrongType", "研发人员数应当填整数，请重新填写。")]
    [InlineData("site_area", "0", "form.range", "场地面积应当大于 0 ㎡，请改正。")]
    [InlineData("plan", "太短", "form.tooShort", "建设目标与主要任务至少 500 字，现在 2 字，请补充。")]
    [InlineData("agreement_end", "2026-09-15", "form.rule", "共建协议已经到期，请续签后填写新的截止日期。")]
    [InlineData("agreement_end", "2026-02-30", "form.wrongType", "共建协议截止日期应当填日期，请重新填写，如 2026-09-16。")]
    [InlineData("platform_type", "P99", "form.option", "平台类别选的内容不在列表中，请重新选择。")]
    [InlineData("level", "省级", "form.option", "级别选的内容不在列表中，请重新选择。")]
    [InlineData("commitment", "false", "form.required", "请阅读并勾选承诺书。")]
    [InlineData("partners", null, "form.required", "请选择共建单位。")]
    [InlineData("stamped_application", null, "form.required", "请上传盖章的申报书扫描件。")]
    public void ABrokenVariantTellsTheRemedy(string field, string? value, string code, string message)
    {
        var raw = Pr01Sample.Raw();
        raw[field] = value;
        var values = FormParser.Normalize(Pr01Sample.Schema, raw).Values;
        var problem = Assert.Single(FormValidator.Validate(Pr01Sample.Schema, values, Pr01Sample.Context), p => p.FieldPath == field);
        Assert.Equal((code, message), (problem.Code, problem.Message));
    }

    [Fact]
    public void ARepeatedPatentNumberIsFound()
    {
        var raw = Pr01Sample.Raw();
        raw["ip_list"]![1]!["no"] = "zl202310000001.1";
        var problem = Assert.Single(Validate(raw));
        Assert.Equal("ip_list[1].no", problem.FieldPath);
        Assert.Equal("四、知识产权清单", problem.SectionTitle);
        Assert.Equal("第 2 行编号与第 1 行重复，请改正或删去其中一行。", problem.Message);
    }

    [Fact]
    public void PartnersAreAskedOnlyOfJointPlatformsAndTenantsOfIncubators()
    {
        var raw = Pr01Sample.Raw();
        raw["platform_type"] = "P17";
        foreach (var id in new[] { "partners", "agreement_end", "agreement" }) raw.Remove(id);
        Assert.Equal("请填写在孵企业，至少一行。", Assert.Single(Validate(raw)).Message);
        raw["tenants"] = new JsonArray(new JsonObject
        {
            ["uscc"] = " 91420281000000035x", ["name"] = "大冶示例食品科技有限公司", ["area"] = "120.5",
        });
        Assert.Empty(Validate(raw));
        raw["tenants"]![0]!["uscc"] = "914202810000000190";
        Assert.StartsWith("第 1 行：统一社会信用代码的校验位不对", Assert.Single(Validate(raw)).Message);
    }

    [Fact]
    public void ThePartnerMustBeSomebodyElseAndReal()
    {
        var raw = Pr01Sample.Raw();
        raw["partners"]![0]!["uscc"] = "914202810000000273";
        Assert.Equal("form.rule", Assert.Single(Validate(raw)).Code);
        raw["partners"]![0]!["uscc"] = "9142";
        Assert.Contains("应为 18 位", Assert.Single(Validate(raw)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AtMostThreeExpertsMayBeAvoided()
    {
        var raw = Pr01Sample.Raw();
        raw["avoid_experts"] = new JsonArray(Enumerable.Range(0, 4).Select(i => (JsonNode)new JsonObject
        {
            ["name"] = $"专家{i}", ["employer"] = "武汉示例大学", ["reason"] = "有合作竞争",
        }).ToArray());
        Assert.Equal("申请回避的专家最多 3 行，现在 4 行，请删减。", Assert.Single(Validate(raw)).Message);
    }

    [Fact]
    public void OnlyPdfScansAreTaken()
    {
        var raw = Pr01Sample.Raw();
        raw["stamped_application"] = Pr01Sample.File("申报书.docx");
        Assert.Equal("form.fileKind", Assert.Single(Validate(raw)).Code);
    }

    private static IReadOnlyList<FormProblem> Validate(JsonObject raw) => FormValidator.Validate(
        Pr01Sample.Schema, FormParser.Normalize(Pr01Sample.Schema, raw).Values, Pr01Sample.Context);
}
