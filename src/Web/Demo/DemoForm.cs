using System.Text;
using System.Text.Json.Nodes;

namespace Innovation.Web.Demo;

/// <summary>Plausible contents of a demo application.</summary>
internal static class DemoForm
{
    public static JsonObject Values(string type)
    {
        var values = new JsonObject
        {
            ["platform_type"] = type,
            ["level"] = "本级",
            ["platform_name"] = "示例创新平台（" + type + "）",
            ["field_code"] = "新材料",
            ["rd_spend_2023"] = 356.20m,
            ["rd_spend_2024"] = 421.36m,
            ["rd_spend_2025"] = 508.75m,
            ["staff_total"] = 96,
            ["rd_staff"] = 42,
            ["site_area"] = 1860.00m,
            ["equip_value"] = 1268.50m,
            ["ip_list"] = new JsonArray(
                new JsonObject { ["type"] = "发明专利", ["no"] = "ZL202310000018.6", ["date"] = "2025-03-14", ["class"] = "I" },
                new JsonObject { ["type"] = "发明专利", ["no"] = "ZL202310000172.4", ["date"] = "2025-08-22", ["class"] = "I" },
                new JsonObject { ["type"] = "实用新型", ["no"] = "ZL202420000356.1", ["date"] = "2024-11-05", ["class"] = "II" }),
            ["plan"] = string.Concat(Enumerable.Repeat("三年内建成集研发、中试、检测于一体的创新平台，围绕主导产品开展关键技术攻关，每年完成研发项目不少于五项、转化成果不少于三项，联合高校培养专业人才，向周边企业开放仪器设备和检测服务，形成可复制的管理制度。", 6)),
            ["commitment"] = true,
        };
        if (type is "P08" or "P12")
        {
            values["partners"] = new JsonArray(new JsonObject { ["name"] = "武汉示例大学", ["uscc"] = "1210000000000006XF" });
            values["agreement_end"] = "2099-08-31";
        }

        if (type == "P17") values["tenants"] = new JsonArray(new JsonObject { ["uscc"] = "914202810000000941", ["name"] = "大冶示例关联服务有限公司", ["area"] = 120.00m });
        return values;
    }

    /// <summary>Which attachments the type needs.</summary>
    public static IEnumerable<string> Files(string type) => type is "P08" or "P12" ? ["business_license", "agreement", "stamped_application"] : ["business_license", "stamped_application"];

    public static string FileName(string field) => field switch { "business_license" => "营业执照副本.pdf", "agreement" => "共建协议.pdf", _ => "申报书（盖章扫描件）.pdf" };

    public static JsonObject Scores(decimal total)
    {
        // Spread over the indicators of the sheet platform-2026 by their maxima.
        var sheet = Innovation.Workflows.Programs.ShippedSheets.Get("platform-2026");
        var scores = new JsonObject();
        var left = total;
        foreach (var indicator in sheet.Indicators)
        {
            var share = indicator == sheet.Indicators[^1] ? left : Math.Round(total * indicator.Max / sheet.MaxTotal, 0);
            scores[indicator.Id] = share;
            left -= share;
        }

        return new JsonObject { ["scores"] = scores };
    }

    /// <summary>A small valid PDF of one empty page.</summary>
    public static byte[] Pdf(string mark) => Encoding.ASCII.GetBytes(
        $"%PDF-1.4\n% {mark}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
}
