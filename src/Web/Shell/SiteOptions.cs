namespace Innovation.Web.Shell;

/// <summary>Names printed on every page (configuration section Site).</summary>
public sealed class SiteOptions
{
    /// <summary>系统名称.</summary>
    public string SystemName { get; set; } = "科技创新项目申报评审系统";

    /// <summary>主管机关全称.</summary>
    public string AgencyName { get; set; } = "大冶市科学技术局";

    /// <summary>咨询单位, in the footer.</summary>
    public string Consultation { get; set; } = "办理咨询：市科技局政策法规与平台科";

    /// <summary>办公时间, in the footer.</summary>
    public string Hours { get; set; } = "工作日 8:30–12:00，14:30–17:30";

    /// <summary>演示模式: invented organisations and people, papers without force.</summary>
    public bool Demo { get; set; }
}
