using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Tests.Programs;

/// <summary>A complete PR01 application of a synthetic enterprise.</summary>
internal static class Pr01Sample
{
    public static FormSchema Schema => ShippedForms.Get("pr01");

    public static FormContext Context => new(
        new JsonObject
        {
            ["org_name"] = "大冶示例智能装备有限公司",
            ["uscc"] = "914202810000000273",
            ["recommending_unit"] = "大冶湖高新区",
        },
        new DateOnly(2026, 9, 16));

    public static JsonObject Raw() => new()
    {
        ["platform_type"] = "P08",
        ["level"] = "本级",
        ["platform_name"] = "大冶市柔性分拣企校联合创新中心",
        ["field_code"] = "先进制造与自动化",
        ["partners"] = new JsonArray(new JsonObject { ["uscc"] = "1210000000000006xf", ["name"] = "武汉示例大学" }),
        ["agreement_end"] = "2028年12月31日",
        ["rd_spend_2023"] = "356.20",
        ["rd_spend_2024"] = "1,268.50",
        ["rd_spend_2025"] = "５０８．７５",
        ["staff_total"] = 96,
        ["rd_staff"] = "42",
        ["site_area"] = 1860,
        ["equip_value"] = 1268.5m,
        ["ip_list"] = new JsonArray(Patent("ZL202310000001.1"), Patent("ZL202310000002.2")),
        ["plan"] = string.Concat(Enumerable.Repeat("三年内建成中试线。", 60)),
        ["business_license"] = File("营业执照副本.pdf"),
        ["agreement"] = File("共建协议.PDF"),
        ["stamped_application"] = File("申报书.pdf"),
        ["commitment"] = true,
    };

    public static JsonObject Canonical() => FormParser.Normalize(Schema, Raw()).Values;

    public static JsonArray File(string name) => [new JsonObject { ["id"] = "f1", ["name"] = name, ["size"] = 1024 }];

    public static JsonObject Patent(string number) => new()
    {
        ["type"] = "发明专利", ["no"] = number, ["date"] = "2025-03-07", ["class"] = "I",
    };
}
