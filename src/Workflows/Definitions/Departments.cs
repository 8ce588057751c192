namespace Innovation.Workflows.Definitions;

/// <summary>The departments 责任单位 of Daye that 大冶市2024年科技创新赋能行动方案 names, with their other names.</summary>
public static class Departments
{
    private static readonly UnitTable Table = new(
        ["市科技局", "市科学技术局", "大冶市科学技术局", "大冶市科技局"],
        ["市发改局", "市发展和改革局"],
        ["市经信局", "市经济和信息化局"],
        ["市财政局"],
        ["市税务局"],
        ["市市场监督管理局", "市市场监管局"],
        ["市农业农村局"],
        ["市人社局", "市人力资源和社会保障局"],
        ["市委人才办"],
        ["市委深改办"],
        ["市科协", "市科学技术协会"],
        ["市卫健局", "市卫生健康局"],
        ["市教育局"],
        ["市资规局", "市自然资源规划局", "市自然资源和规划局"],
        ["市生态环境分局"],
        ["市乡村振兴局"],
        ["市政务服务和大数据管理局"],
        ["市政府金融办"],
        ["市人民银行"],
        ["市中小企业融资担保公司"],
        ["市招商中心", "市招商服务中心"],
        ["光谷东国投"]);

    /// <summary>All departments, in the handbook's order.</summary>
    public static IReadOnlyList<NamedUnit> All => Table.All;

    /// <summary>The canonical name of a department by any of its names; null when there is none.</summary>
    public static string? Find(string? name) => Table.Find(name)?.Name;
}
