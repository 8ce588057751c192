using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Organizations;

/// <summary>
/// The fourteen recommending units 推荐单位 of Daye in printed order (大冶市2024年科技创新赋能行动方案 附件4).
/// </summary>
public static class RecommendingUnits
{
    private static readonly UnitTable Table = new(
        ["大冶湖高新区", "高新区", "大冶湖国家高新区", "大冶湖高新技术产业开发区"],
        ["临空区•还地桥镇", "临空经济区·还地桥镇", "临空区", "临空经济区", "还地桥镇"],
        ["灵乡镇"],
        ["陈贵镇"],
        ["金湖街道", "金湖街道办事处", "金湖街办"],
        ["保安镇"],
        ["大箕铺镇"],
        ["金山店镇"],
        ["金牛镇"],
        ["东岳街道", "东岳街道办事处", "东岳街办", "东岳路街道"],
        ["刘仁八镇"],
        ["殷祖镇"],
        ["茗山乡"],
        ["东风农场", "东风农场管理区"]);

    /// <summary>All fourteen, in printed order.</summary>
    public static IReadOnlyList<NamedUnit> All => Table.All;

    /// <summary>The thirteen 创新型乡镇 targets: all but 大冶湖高新区.</summary>
    public static IReadOnlyList<NamedUnit> Towns { get; } = Table.All.Skip(1).ToArray();

    /// <summary>The canonical name of a unit by any of its names; null when there is none. U+2022 and U+00B7 are equal.</summary>
    public static string? Find(string? name) => Table.Find(name)?.Name;

    /// <summary>One-based place in the printed order; null when the name is unknown.</summary>
    public static int? OrderOf(string? name) =>
        Table.Find(name) is { } unit ? Table.All.ToList().IndexOf(unit) + 1 : null;
}
