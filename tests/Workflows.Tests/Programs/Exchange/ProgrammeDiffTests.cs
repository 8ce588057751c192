using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Catalogue;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Tests.Engine;

namespace Innovation.Workflows.Tests.Programs.Exchange;

public sealed class ProgrammeDiffTests
{
    private static readonly Programme Pr01 = ProgrammeCatalogue.Load("PR01");

    private static IEnumerable<string> Words(Programme after) => ProgrammeDiff.Compare(Pr01, after).Select(c => $"{c.Group}：{c.Words}");

    private static Programme Stages(Func<IReadOnlyList<Stage>, IReadOnlyList<Stage>> change) => Pr01 with { Process = Pr01.Process with { Stages = change(Pr01.Process.Stages) } };

    private static Programme OneStage<T>(string id, Func<T, Stage> change) where T : Stage => Stages(stages => [.. stages.Select(s => s.Id == id ? change((T)s) : s)]);

    [Fact]
    public void TheSameProgrammeHasNoDifferences() => Assert.Empty(Words(ProgrammeCatalogue.Load("PR01")));

    [Fact]
    public void OptionsAreToldFromAndTo()
    {
        Assert.Equal(["环节“形式审查”：办理期限·长度由“5”改为“7”"], Words(OneStage<ReviewStage>("check", s => s with { Deadline = s.Deadline! with { Amount = 7 } })));
        Assert.Equal(["环节“属地推荐”：办理方式由“或签”改为“会签”"], Words(OneStage<ReviewStage>("recommend", s => s with { Mode = ReviewMode.All })));
        Assert.Equal(["环节“形式审查”：结论“不予受理”的下一步由“办结为“不予受理””改为“转到“提交申报””"], Words(OneStage<ReviewStage>("check", s => s with { Outcomes = [.. s.Outcomes.Select(o => o.Id == "rejected" ? o with { Route = new Route.To("submit") } : o)] })));
        Assert.Equal(["环节“形式审查”：办理人·角色由“经办人员”改为“科室负责人”"], Words(OneStage<ReviewStage>("check", s => s with { Assign = s.Assign! with { Role = "sectionHead" } })));
    }

    [Fact]
    public void StagesAreAddedRemovedRenamedAndMoved()
    {
        Assert.Equal(["环节“复核”：新增环节“复核”"], Words(Stages(s => [.. s.Take(3), Define.Review("again") with { Name = "复核" }, .. s.Skip(3)])));
        Assert.Equal(["环节“现场考察”：删去环节“现场考察”"], Words(Stages(s => [.. s.Where(x => x.Id != "site")])));
        Assert.Equal(["环节“初审”：环节“形式审查”改名为“初审”"], Words(OneStage<ReviewStage>("check", s => s with { Name = "初审" })));
        Assert.Equal(["环节“现场考察”：环节“现场考察”的顺序移到“形式审查”之后"], Words(Stages(s => [.. s.Take(3), s[4], s[3], .. s.Skip(5)])));
        Assert.Contains("环节“现场考察”：环节“现场考察”由主流程移到环节“分流”的第 1 个分支", Words(Stages(s => [.. s.Take(4), Define.Choice("c", "score > 1", [s[4]]) with { Name = "分流" }, .. s.Skip(5)])));
    }

    [Fact]
    public void FieldsSheetsDocumentsAndPermissionsAreToldToo()
    {
        var form = Pr01.Form;
        var section = form.Sections[1];
        Programme Fields(Func<IReadOnlyList<Innovation.Workflows.Forms.FormField>, IReadOnlyList<Innovation.Workflows.Forms.FormField>> change) =>
            Pr01 with { Form = form with { Sections = [form.Sections[0], section with { Fields = change(section.Fields) }, .. form.Sections.Skip(2)] } };
        Assert.Equal(["字段“技术领域”：删去字段“技术领域”"], Words(Fields(f => [.. f.Where(x => x.Id != "field_code")])));
        Assert.Equal(["字段“平台全称”：字段“平台名称”改名为“平台全称”", "字段“平台全称”：最多字数由“100”改为“200”"], Words(Fields(f => [.. f.Select(x => x.Id == "platform_name" ? x with { Label = "平台全称", MaxLength = 200 } : x)])).Where(w => !w.Contains("字段权限", StringComparison.Ordinal)));
        Assert.Equal(["评分表“平台认定 2026 版”：指标“研发条件”的满分由“25”改为“30”"], Words(Pr01 with { Sheets = [Pr01.Sheets[0] with { Indicators = [Pr01.Sheets[0].Indicators[0] with { Max = 30 }, .. Pr01.Sheets[0].Indicators.Skip(1)] }] }));
        Assert.Equal(["文书：文书“受理通知书”的编号系列由“受”改为“收”"], Words(Pr01 with { Documents = Pr01.Documents.ToDictionary(d => d.Key, d => d.Key == "acceptanceNotice" ? d.Value with { Series = "收" } : d.Value) }));
        Assert.Equal(["环节“属地推荐”：字段权限·需要回避的专家由“不可见”改为不写"], Words(Pr01 with { Permissions = Pr01.Permissions with { Stages = Pr01.Permissions.Stages.Where(s => s.Key != "recommend").ToDictionary(s => s.Key, s => s.Value) } }).Select(w => w.Replace(Pr01.Form.Find("avoid_experts")!.Label, "需要回避的专家", StringComparison.Ordinal)));
        Assert.Equal(["基本信息：案号前缀由“PT”改为“PX”"], Words(Pr01 with { CasePrefix = "PX" }));
    }
}
