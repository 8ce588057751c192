using Innovation.Workflows.Definitions;
using Innovation.Workflows.Expressions.DecisionTables;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>Chinese titles of the members of a programme document; stages bring theirs as option descriptions.</summary>
internal static class MemberTitles
{
    private static readonly Dictionary<Type, IReadOnlyDictionary<string, string>> Plain = new()
    {
        [typeof(Programme)] = Of("code 项目代码 name 名称 family 类别 level 级别 agency 发文机关 agencyCode 发文机关代字 casePrefix 案号前缀 rules 依据的办法 section 办理科室 contact 联系方式 guide 申报指南 steps 进度步骤 titleField 事项名称字段 openOnceFields 同时只能申报一件的字段 form 申报表单 permissions 字段权限 sheets 评分表 tables 决策表 documents 文书 certificate 证书 process 办理流程"),
        [typeof(DocumentRule)] = Of("title 文书名称 series 编号系列 public 公开 place 发出环节 heading 文书标题 addressee 主送机关 text 正文"),
        [typeof(CertificateRule)] = Of("title 证书名称 series 编号系列 itemField 事项字段 levelField 级别字段 obligations 年度义务"),
        [typeof(ObligationRule)] = Of("name 名称 month 月 day 日"),
        [typeof(ProcessDefinition)] = Of("id 流程编号 name 流程名称 version 版本 stages 环节 results 办理结果 fields 条件可用的名称 entitlement 凭资格即得 factOnly 只确认事实"),
        [typeof(ResultDefinition)] = Of("id 编号 name 名称 applicantStatus 申报单位看到的状态 favourable 对申报单位有利"),
        [typeof(FormSchema)] = Of("id 编号 title 标题 version 版本 sections 分节 rules 校验规则"),
        [typeof(FormSection)] = Of("id 编号 title 标题 fields 字段 source 来源 visibleWhen 显示条件"),
        [typeof(FormField)] = Of("id 编号 type 类型 label 名称 help 说明 unit 单位 required 必填 requiredMessage 未填提示 visibleWhen 显示条件 computed 计算公式 min 最小值 minExclusive 不含最小值 max 最大值 minLength 最少字数 maxLength 最多字数 precision 小数位数 format 格式 options 选项 columns 栏目 uniqueColumn 不重复的栏目 minRows 最少行数 maxRows 最多行数 accept 文件格式 multiple 可多个 maxFiles 最多个数 template 模板 mustAccept 必须同意"),
        [typeof(FieldOption)] = Of("value 值 label 显示文字"),
        [typeof(FormRule)] = Of("when 适用条件 assert 必须成立 field 提示所在字段 message 提示"),
        [typeof(FormPermissions)] = Of("default 默认权限 stages 各环节权限"),
        [typeof(ScoreSheet)] = Of("id 编号 title 标题 version 版本 minCommentLength 意见最少字数 maxCommentLength 意见最多字数 passMark 合格分 formula 总分公式 indicators 指标"),
        [typeof(ScoreIndicator)] = Of("id 编号 name 名称 help 说明 max 满分 decimals 小数位数 weight 权重 bands 评分档"),
        [typeof(ScoreBand)] = Of("name 名称 from 最低分 to 最高分"),
        [typeof(DecisionTable)] = Of("id 编号 name 名称 hitPolicy 命中策略 aggregate 汇总方式 inputs 条件列 outputs 结果列 rules 规则 tests 样例"),
        [typeof(DecisionInput)] = Of("id 编号 label 列名 expression 取值 type 类型 values 可选值"),
        [typeof(DecisionOutput)] = Of("id 编号 label 列名 type 类型 default 默认值"),
        [typeof(DecisionRule)] = Of("when 条件 then 结果 note 说明"),
        [typeof(DecisionTest)] = Of("name 名称 given 已知 expect 应得"),
    };

    private static readonly Dictionary<Type, IReadOnlyList<StageOption>> Described = new()
    {
        [typeof(AssignmentRule)] = StageKindCatalogue.Assignment,
        [typeof(DeadlineRule)] = StageKindCatalogue.Deadline,
        [typeof(ExpiryAction)] = StageKindCatalogue.Deadline.Single(o => o.Name == "onExpiry").Fields,
        [typeof(Outcome)] = StageKindCatalogue.Outcome,
        [typeof(Branch)] = StageKindCatalogue.Branch,
        [typeof(Definitions.StageKinds.SupplementRule)] = Option("review", "supplement").Fields,
        [typeof(Definitions.StageKinds.PanelRule)] = Option("expertReview", "panel").Fields,
    };

    /// <summary>Words of enumerated values that no option describes.</summary>
    public static IReadOnlyDictionary<string, string> Values { get; } = Of(
        "text 文字 longText 多行文字 integer 整数 decimal 小数 number 数字 money 金额 date 日期 choice 单选 multiChoice 多选 rows 表格 attachment 附件 organization 单位 person 人员 yesNo 是否 boolean 是否 uscc 统一社会信用代码 mobile 手机号码 phone 联系电话 hidden 不可见 read 只读 edit 可编辑 unique 唯一 first 首个 collect 汇总 list 列表 sum 求和 min 最小 max 最大 count 计数 outcome 环节的结论 supplement 补正 publicNotice 公示 decision 决定与发文 certificate 证书");

    /// <summary>The descriptions of a stage type's options, or of a part of a stage; null for other types.</summary>
    public static IReadOnlyList<StageOption>? Options(Type type)
    {
        if (Described.TryGetValue(type, out var options)) return options;
        if (!type.IsSubclassOf(typeof(Stage))) return null;
        return [.. StageKindCatalogue.Common, .. StageKindCatalogue.ByName[StageKinds.Name(type)].Options];
    }

    /// <summary>The title of a member; null when nobody has given it one.</summary>
    public static string? Find(Type type, string member) =>
        Options(type) is { } options ? options.FirstOrDefault(o => o.Name == member)?.Title
        : Plain.TryGetValue(type, out var titles) ? titles.GetValueOrDefault(member) : null;

    private static StageOption Option(string kind, string name) => StageKindCatalogue.ByName[kind].Options.Single(o => o.Name == name);

    private static Dictionary<string, string> Of(string words)
    {
        var list = words.Split(' ');
        return Enumerable.Range(0, list.Length / 2).ToDictionary(i => list[2 * i], i => list[(2 * i) + 1]);
    }
}

/// <summary>The stage types by the kind that a document writes.</summary>
internal static class StageKinds
{
    private static readonly Dictionary<string, Type> Types = typeof(Stage)
        .GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), false)
        .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>()
        .ToDictionary(a => (string)a.TypeDiscriminator!, a => a.DerivedType);

    public static IEnumerable<(string Kind, Type Type)> All => Types.Select(t => (t.Key, t.Value));

    public static string Name(Type type) => Types.Single(t => t.Value == type).Key;
}
