using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Tests.Programs;

namespace Innovation.Workflows.Tests.Forms;

public sealed class FormWordsTests
{
    private static string Format(string field) =>
        FieldFormatter.Format(Pr01Sample.Schema.Find(field)!, Pr01Sample.Canonical()[field]);

    [Fact]
    public void ValuesInChinese()
    {
        Assert.Equal("1,268.50 万元", Format("equip_value"));
        Assert.Equal("42 人", Format("rd_staff"));
        Assert.Equal("1,860 ㎡", Format("site_area"));
        Assert.Equal("2028年12月31日", Format("agreement_end"));
        Assert.Equal("企校联合创新中心", Format("platform_type"));
        Assert.Equal("武汉示例大学（1210000000000006XF）", Format("partners"));
        Assert.Equal("营业执照副本.pdf", Format("business_license"));
        Assert.Equal("2 行", Format("ip_list"));
        Assert.Equal("是", Format("commitment"));
        Assert.Equal("（未填写）", Format("avoid_experts"));
    }

    [Fact]
    public void ChangesInChinese()
    {
        var after = Pr01Sample.Canonical();
        after["rd_staff"] = 40;
        after["equip_value"] = 1268.50m;
        after["ip_list"]![1]!["no"] = "ZL3";
        ((JsonArray)after["ip_list"]!).Add(Pr01Sample.Patent("ZL4"));
        var changes = FormDiff.Compare(Pr01Sample.Schema, Pr01Sample.Canonical(), after);
        Assert.Equal(
            [
                new("rd_staff", "三、研发条件与投入", "研发人员数", "42 人", "40 人"),
                new("ip_list[1].no", "四、知识产权清单", "知识产权清单 第 2 行 编号", "ZL202310000002.2", "ZL3"),
                new("ip_list[2]", "四、知识产权清单", "知识产权清单 第 3 行", "（无）", "发明专利，ZL4，2025年3月7日，Ⅰ 类"),
            ],
            changes);
    }

    [Fact]
    public void CanonicalJsonIsOneTextForOneValue()
    {
        var left = JsonNode.Parse("""{ "b": 1.50, "a": [ true, null, "文" ] }""");
        var right = JsonNode.Parse("""{"a":[true,null,"\u6587"],"b":15e-1}""");
        Assert.Equal("""{"a":[true,null,"文"],"b":1.5}""", CanonicalJson.Write(left));
        Assert.Equal(CanonicalJson.Sha256Hex(left), CanonicalJson.Sha256Hex(right));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", CanonicalJson.Sha256Hex("abc"));
    }

    [Fact]
    public void PermissionsPerStage()
    {
        var permissions = System.Text.Json.JsonSerializer.Deserialize<FormPermissions>(
            """{"default":"read","stages":{"submit":{"*":"edit","conditions":"read","rd_staff":"edit"},"score":{"avoid_experts":"hidden"}}}""",
            FormJson.Options)!;
        var schema = Pr01Sample.Schema;
        var after = Pr01Sample.Canonical();
        after["rd_staff"] = 1;
        after["staff_total"] = 2;
        after["platform_name"] = "新的名称";
        Assert.Equal("staff_total", Assert.Single(permissions.EditProblems(schema, "submit", Pr01Sample.Canonical(), after)).FieldPath);
        Assert.Equal(3, permissions.EditProblems(schema, "score", Pr01Sample.Canonical(), after).Count);
        after["avoid_experts"] = new JsonArray(1);
        Assert.False(permissions.Visible(schema, "score", after).ContainsKey("avoid_experts"));
        Assert.Equal(FieldAccess.Read, permissions.AccessTo("submit", schema.Sections[0], schema.Sections[0].Fields[0]));
    }

    [Fact]
    public void PublishingRefusesBadSchemas()
    {
        var schema = FormJson.ReadSchema("""
            {"id":"x","title":"x","sections":[{"id":"s","title":"一","fields":[
              {"id":"a","type":"choice","label":"甲"},
              {"id":"a","type":"rows","label":"乙","uniqueColumn":"no","visibleWhen":"form.nosuch = 1"},
              {"id":"b","type":"integer","label":"丙","min":2,"max":1,"visibleWhen":"1 +"}]}],
             "rules":[{"assert":"form.b > 1","field":"c","message":"x"}]}
            """);
        Assert.Equal(8, FormSchemaCheck.Check(schema).Count);
    }
}
