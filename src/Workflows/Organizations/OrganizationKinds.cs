namespace Innovation.Workflows.Organizations;

/// <summary>Words of registrations.</summary>
public static class OrganizationKinds
{
    /// <summary>The state of a registration in words.</summary>
    public static string NameOf(OrganizationStatus status) => status switch
    {
        OrganizationStatus.Pending => "待审核",
        OrganizationStatus.Approved => "已通过",
        OrganizationStatus.Rejected => "未通过",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}

/// <summary>技术领域 (国家重点支持的高新技术领域).</summary>
public static class TechnologyFields
{
    public static IReadOnlyList<string> All { get; } = ["电子信息", "生物与新医药", "航空航天", "新材料", "高技术服务", "新能源与节能", "资源与环境", "先进制造与自动化"];
}
