using Innovation.Documents;
using Innovation.Documents.Templates;

namespace Innovation.Documents_Tests;

/// <summary>One complete document of each kind, with synthetic organisations.</summary>
internal static class Samples
{
    public static readonly ContactFacts Contact = new("张某", "0714-000-0000（示例）", "大冶市科学技术局政策法规与平台科");

    public static readonly CaseFacts Case = new("PT2026-0037", "大冶示例新材料有限公司", "914202810000000198", "企校联合创新中心", "2026年本级创新平台认定（第二批）");

    public static IssueFacts Issue(string? number = "冶科受〔2026〕33号") =>
        new("大冶市科学技术局", number, new DateOnly(2026, 9, 16), Demo: true, "https://example.invalid/v/7f3k9q2m4x8w6t1p5n0r2s4v6y", "7f3k9q2m4x8w6t1p5n0r2s4v6y");

    public static AcceptanceNoticeFacts Acceptance => new(
        Issue(), Case, new DateOnly(2026, 9, 16), new DateOnly(2026, 11, 20), Contact, "《大冶市本级创新平台认定办法》第九条");

    public static SupplementNoticeFacts Supplement => new(
        Issue("冶科补〔2026〕17号"), Case,
        [
            new("三、研发条件与投入", "2024年研发费用与所附审计报告（412.36 万元）不一致，请核对后更正，或者补充说明差额"),
            new("四、知识产权清单", "第 2 行专利号与证书扫描件不一致，请更正"),
            new("六、附件材料", "共建协议有效期至2026年8月31日，早于认定决定之日，请上传续签或者新签的协议"),
        ],
        1, 2, new DateOnly(2026, 9, 16), "将作不予受理处理", Contact, "《大冶市本级创新平台认定办法》第八条");

    public static RejectionNoticeFacts Rejection => new(
        Issue("冶科不受〔2026〕2号"), Case, "你单位经两轮补正，仍未提供有效期覆盖认定之日的共建协议，不符合申报条件",
        "《大冶市本级创新平台认定办法》第十条第（二）项", new Remedies("大冶市人民政府"), Contact);

    public static PublicNoticeFacts Public(int rows = 6) => new(
        Issue("冶科公示〔2026〕6号"), "关于2026年本级创新平台（第一批）\n拟认定名单的公示",
        "《大冶市本级创新平台认定办法》", "属地推荐、形式审查、专家评审、现场考察和会议审定", "拟认定",
        Columns, Rows(rows), new DateOnly(2026, 9, 14), new DateOnly(2026, 9, 18), 5, Contact, "登录科技创新项目申报评审系统“公示”栏目填写异议表");

    public static AccreditationNoticeFacts Accreditation(int rows = 40) => new(
        Issue("冶科〔2026〕3号") with { QrUrl = null, VerifyId = null }, "关于认定2026年本级创新平台\n（第一批）的通知", "各乡镇（街道）、大冶湖高新区、临空经济区、东风农场，各有关单位",
        "《大冶市本级创新平台认定办法》", "属地推荐、形式审查、专家评审、现场考察、会议审定和公示", $"认定大冶示例新材料有限公司等{rows}家单位的平台为本级创新平台",
        "2026年本级创新平台（第一批）认定名单", Columns, Rows(rows),
        [
            "各平台依托单位要落实场地、人员和经费，按照申报书载明的建设方案组织实施，每年3月31日前提交上一年度工作报告。",
            "平台名称、依托单位、负责人发生变更的，应当在变更之日起30日内向市科技局提出变更申请。",
            "市科技局每年对平台进行考核，每三年进行一次复评；考核不合格的限期整改，整改期为6个月，整改后仍不合格的予以摘牌。",
        ],
        new DateOnly(2029, 9, 16), "市委办公室、市人大常委会办公室、市政府办公室、市政协办公室，市财政局、市审计局", "大冶市科学技术局办公室");

    public static CertificateFacts Certificate => new(
        Issue(null), "大冶市本级创新平台证书", "DYPT-2026-0042", "大冶示例智能装备有限公司", "914202810000000273", "企校联合创新中心", "本级", "冶科〔2026〕3号",
        new DateOnly(2029, 9, 16));

    public static ApplicationFormFacts Application => new(
        "大冶市本级创新平台申报书", "2026年本级创新平台认定（第二批）", "企校联合创新中心", "大冶示例新材料有限公司", "914202810000000198", "灵乡镇", "PT2026-0037",
        "第 3 版", "9f2c41d807be5a63e1904c7d52ab8f36c07d19e46b38f5a21d94e07c83b6f215",
        [
            new("一、单位信息", [new FactList([new("单位名称", "大冶示例新材料有限公司"), new("法定代表人", "李某"), new("技术领域", "新材料"), new("场地面积", "1,860.00 ㎡")])]),
            new("二、知识产权清单",
            [
                new Table([new("序号", ColumnAlign.Center, 8), new("类型", Width: 20), new("编号", Width: 36), new("授权日期", ColumnAlign.Center, 20), new("类别", ColumnAlign.Center, 16)],
                    [.. Enumerable.Range(1, 40).Select(i => (IReadOnlyList<string>)[$"{i}", "发明专利", $"ZL2023100000{i:00}.6", "2025-03-14", "Ⅰ 类"])]),
            ]),
            new("三、建设方案", [new Paragraph(string.Concat(Enumerable.Repeat("围绕锂电池负极材料的表面改性与连续化制备，与武汉示例大学共建联合实验室，三年内形成中试线一条。", 12)))]),
        ],
        "我单位承诺所填内容和所附材料真实、合法、有效，同意按规定公示。如有不实，愿意承担相应责任。", new DateOnly(2026, 9, 2));

    public static ScoreSheetFacts Scores => new(
        "甲-07", "企校联合创新中心", "2026年本级创新平台认定（第二批）",
        [new("研发基础与条件", 30, 25.5m, "设备齐全"), new("合作基础", 25, 21), new("建设方案", 30, 24), new("预期成效", 15, 12.5m)], 83,
        "合作基础较好，建设目标明确，经费测算依据需要补充。", "建议认定", "专家三", new DateOnly(2026, 9, 28));

    public static SiteVisitFacts Visit => new(
        Case, "大冶示例新材料有限公司研发楼三层", "2026年10月12日 9:30—11:00", ["张某（市科技局）", "陈某（灵乡镇）"], ["李某"],
        [new("研发场地", "1,860.00 ㎡", "实测约 1,850 ㎡，与申报基本一致", "一致"), new("研发人员", "42 人", "现场到岗 39 人，3 人出差，有考勤记录", "一致"), new("仪器设备", "原值 1,268.50 万元", "抽查 12 台，账实相符", "一致")],
        "场地、人员、设备与申报一致，建议提交会议审定。", ["研发场地全景", "中试线", "设备铭牌"]);

    public static MeetingMinutesFacts Minutes => new(
        "大冶市科学技术局局长办公会议纪要", "2026年第 7 次", "2026年10月20日 15:00", "局三楼会议室", "周某", "赵某", ["周某", "吴某", "郑某", "王某", "冯某"], [],
        [
            new("审定2026年本级创新平台（第二批）", "会议听取了政策法规与平台科关于专家评审和现场考察情况的汇报。", ["吴某"], 4, 0, 0, "同意认定大冶示例新材料有限公司等 6 家单位的平台，进入公示。"),
            new("研究科技创新券第三批发放方案", "会议审议了发放方案。", [], null, null, null, "原则同意，按审议意见修改后印发。"),
        ]);

    public static RecommendationSummaryFacts Recommendation => new(
        "灵乡镇", "2026年本级创新平台认定（第二批）",
        [new(1, "PT2026-0037", "大冶示例新材料有限公司", "企校联合创新中心", "研发场地、人员与申报一致，同意推荐"), new(2, "PT2026-0041", "大冶示例农业有限公司", "星创天地", "同意推荐")],
        "经镇党委会议研究，同意按上述排名推荐。", Contact, new DateOnly(2026, 9, 7));

    public static PayoutNoticeFacts Payout => new(
        Issue("ZF2026000001"), "大冶示例检测有限公司", "创新券兑付 DD2026-0001", "10,000.00 元", new DateOnly(2026, 9, 28), "示例银行大冶支行，尾号 4567", "LS0001", Contact);

    public static RecoveryDecisionFacts Recovery => new(
        Issue("ZH2026000001"), "大冶示例检测有限公司", "914202810000000198", "涉及支付编号 ZF2026000001 的“创新券兑付”款项，已于2026年9月28日支付", "没有检测记录，合同和发票不实", "10,000.00 元",
        [(new DateOnly(2026, 10, 28), "6,000.00 元"), (new DateOnly(2026, 11, 28), "4,000.00 元")], new Remedies("大冶市人民政府"), Contact);

    public static FundStatementFacts Statement => new("预算对账单", "2026 年 科技创新券专项（冶财教〔2026〕12号）", new DateOnly(2026, 1, 1), new DateOnly(2026, 9, 30),
    [
        new("现在的去向", [new("去向", Width: 60), new("金额（元）", ColumnAlign.End, 40)], [["可用", "900,000.00"], ["券可用余额", "100,000.00"]], "合计 1,000,000.00 元，下达 1,000,000.00 元，相符。"),
        new("本期记账", [new("时间"), new("摘要"), new("金额（元）", ColumnAlign.End)], []),
    ], "大冶市科学技术局", new DateOnly(2026, 10, 1));

    public static IReadOnlyDictionary<string, Func<DocumentModel>> All { get; } = new Dictionary<string, Func<DocumentModel>>
    {
        ["acceptance"] = () => AcceptanceNotice.Build(Acceptance),
        ["supplement"] = () => SupplementNotice.Build(Supplement),
        ["rejection"] = () => RejectionNotice.Build(Rejection),
        ["public-notice"] = () => PublicNoticeAnnouncement.Build(Public()),
        ["public-notice-40"] = () => PublicNoticeAnnouncement.Build(Public(40)),
        ["accreditation"] = () => AccreditationNotice.Build(Accreditation()),
        ["certificate"] = () => Innovation.Documents.Templates.Certificate.Build(Certificate),
        ["application"] = () => ApplicationForm.Build(Application),
        ["score-sheet"] = () => ScoreSheetPrint.Build(Scores),
        ["site-visit"] = () => SiteVisitRecord.Build(Visit),
        ["minutes"] = () => MeetingMinutes.Build(Minutes),
        ["recommendation"] = () => RecommendationSummary.Build(Recommendation),
        ["payout-notice"] = () => PayoutNotice.Build(Payout),
        ["recovery-decision"] = () => RecoveryDecision.Build(Recovery),
        ["statement"] = () => FundStatement.Build(Statement),
    };

    private static IReadOnlyList<Column> Columns =>
        [new("序号", ColumnAlign.Center, 9), new("单位名称", Width: 38), new("平台类别", Width: 27), new("推荐单位", ColumnAlign.Center, 26)];

    private static IReadOnlyList<IReadOnlyList<string>> Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => (IReadOnlyList<string>)[$"{i}", $"大冶示例第{ChineseText.Ordinal(i)}新材料有限公司", "企校联合创新中心", i % 3 == 0 ? "临空区•还地桥镇" : "灵乡镇"])];
}
