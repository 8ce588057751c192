using Innovation.Workflows.Expressions.Typing;

namespace Innovation.Workflows.Forms;

/// <summary>Something that the profile of an organisation 单位资料 tells.</summary>
/// <param name="Name">Name in conditions after <c>organization.</c>, and id of a field that shows it.</param>
/// <param name="Title">Chinese title.</param>
/// <param name="Type">What a condition finds.</param>
/// <param name="Format">How it is written; null for free text.</param>
public sealed record OrganizationFact(string Name, string Title, FeelType Type, TextFormat? Format = null);

/// <summary>What forms and conditions know of the applicant's organisation.</summary>
public static class OrganizationFacts
{
    public static IReadOnlyList<OrganizationFact> All { get; } =
    [
        new("org_name", "单位名称", FeelType.Text),
        new("uscc", "统一社会信用代码", FeelType.Text, TextFormat.Uscc),
        new("kind", "单位类型", FeelType.Text),
        new("recommending_unit", "推荐单位", FeelType.Text),
        new("field_code", "技术领域", FeelType.Text),
        new("legal_rep", "法定代表人", FeelType.Text),
        new("contact_name", "联系人", FeelType.Text),
        new("contact_mobile", "联系人手机", FeelType.Text, TextFormat.Mobile),
        new("staff_total", "职工总数", FeelType.Number),
        new("address", "地址", FeelType.Text),
    ];

    /// <summary>The fact of this name; null when the profile has none.</summary>
    public static OrganizationFact? Find(string name) => All.FirstOrDefault(f => f.Name == (name == "name" ? "org_name" : name));
}
