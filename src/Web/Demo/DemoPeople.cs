using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;

namespace Innovation.Web.Demo;

/// <summary>The invented people of the demonstration: every role, all fourteen recommending units, an expert pool.</summary>
internal static class DemoPeople
{
    internal static IReadOnlyList<string> Surnames { get; } = ["陈", "刘", "赵", "周", "吴", "郑", "孙", "马", "朱", "胡", "林", "郭", "何", "高", "罗", "梁", "宋", "唐", "许", "邓", "冯", "韩", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余", "于", "杜", "叶", "程", "魏", "苏", "吕"];

    public static IEnumerable<DemoPerson> Staff()
    {
        const string bureau = "市科技局";
        yield return new("officer1", "张某", bureau, ProcessRoles.Officer, "programme:PR01");
        yield return new("officer2", "李某", bureau, ProcessRoles.Officer, "programme:PR01");
        yield return new("officer3", "黄某", bureau, ProcessRoles.Officer, "programme:PR01");
        yield return new("head", "王某", bureau, ProcessRoles.SectionHead, "programme:PR01");
        yield return new("signatory", "徐某", bureau, ProcessRoles.Signatory, "*");
        yield return new("signatory2", "沈某", bureau, ProcessRoles.Signatory, "*");
        for (var i = 1; i <= 5; i++) yield return new($"committee{i}", $"{Surnames[Surnames.Count - i]}某", "评审委员会", ProcessRoles.Committee, "programme:PR01");
        yield return new("finance", "钱某", "市财政局", ProcessRoles.Finance, "*");
        yield return new("department", "任某", "市税务局", ProcessRoles.Department, "*");
        yield return new("department2", "邱某", "市经信局", ProcessRoles.Department, AssignmentRule.UnitPrefix + "市经信局");
        yield return new("department3", "卢某", "市生态环境分局", ProcessRoles.Department, AssignmentRule.UnitPrefix + "市生态环境分局");
        yield return new("auditor", "纪某", "驻局纪检组", ProcessRoles.Auditor, "*");
        yield return new("admin", "管某", bureau, ProcessRoles.Administrator, "*");
        var units = RecommendingUnits.All;
        for (var i = 0; i < units.Count; i++) yield return new($"town{i + 1:00}", $"{Surnames[i]}某", units[i].Name, ProcessRoles.Recommender, $"area:{units[i].Name}");
    }

    /// <summary>Forty experts; every field has at least ten.</summary>
    public static IEnumerable<(DemoPerson Person, ExpertInput Expert)> Experts()
    {
        string[] employers = ["武汉示例大学", "黄石示例研究院", "鄂东示例理工学院", "武汉示例设计院", "黄石示例会计师事务所"];
        string?[] codes = ["1210000000000006XF", "124202000000000786", null, null, null];
        for (var i = 0; i < 40; i++)
        {
            var name = $"{Surnames[i]}某";
            var at = i < 6 ? i % 2 : 2 + (i % 3);
            var expert = new ExpertInput(name, i % 2 == 0 ? "教授" : "高级工程师", [TechnologyFields.All[i % 8], TechnologyFields.All[(i + 3) % 8]],
                [new EmployerInput(employers[at], codes[at], new DateOnly(2015, 1, 1), null)], []);
            yield return (new DemoPerson($"expert{i + 1:00}", name, employers[at], ProcessRoles.Expert, "*"), expert);
        }
    }
}

/// <summary>One invented person.</summary>
internal sealed record DemoPerson(string UserName, string Name, string Unit, string Role, string Scope)
{
    /// <summary>Officers and section heads of the accreditation run the vouchers too.</summary>
    public IReadOnlyList<(string Role, string Scope)> Grants =>
        Role is ProcessRoles.Officer or ProcessRoles.SectionHead ? [(Role, Scope), (Role, "programme:PR10")] : [(Role, Scope)];
}
