using System.Text.Json;
using System.Text.Json.Nodes;

namespace Innovation.Workflows.Audit;

/// <summary>How entries of the log are read: every kind has a name, details are words, and what opens something is never shown.</summary>
public static class AuditWords
{
    /// <summary>Names of all kinds, as the log and its filter show them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["account.created"] = "建账号", ["account.granted"] = "授权", ["account.disabled"] = "停用账号", ["account.enabled"] = "启用账号", ["account.unlocked"] = "解锁账号",
        ["password.changed"] = "修改密码", ["password.reset"] = "重置密码", ["session.ended"] = "退出登录", ["session.endedAll"] = "退出各处登录", ["setting.changed"] = "修改设置",
        ["secondFactor.enabled"] = "启用两步验证", ["secondFactor.disabled"] = "停用两步验证", ["secondFactor.reset"] = "重置两步验证",
        ["secondFactor.codes"] = "更换恢复码", ["secondFactor.recovered"] = "用恢复码登录",
        ["substitute.set"] = "设置代理", ["substitute.ended"] = "提前结束代理", ["phrases.saved"] = "修改公用常用意见",
        ["organization.registered"] = "单位登记", ["organization.resubmitted"] = "重新提交单位登记", ["organization.approved"] = "通过单位登记", ["organization.rejected"] = "不通过单位登记",
        ["organization.saved"] = "保存单位", ["organization.changed"] = "修改单位资料", ["sanction.recorded"] = "登记禁止申报", ["sanction.lifted"] = "解除禁止申报", ["sanction.checked"] = "核查禁止申报",
        ["expert.saved"] = "保存专家", ["expert.activated"] = "启用专家", ["expert.deactivated"] = "停用专家",
        ["calendar.loaded"] = "载入日历", ["calendar.proposed"] = "提出日历变更", ["calendar.approved"] = "批准日历变更", ["calendar.rejected"] = "退回日历变更",
        ["calendar.withdrawn"] = "撤回日历变更", ["calendar.retried"] = "重新调整期限", ["round.created"] = "新建批次", ["round.changed"] = "修改批次",
        ["migration.planned"] = "提出迁移方案", ["migration.approved"] = "批准迁移方案", ["migration.rejected"] = "退回迁移方案", ["migration.withdrawn"] = "撤回迁移方案",
        ["draft.created"] = "新建流程草稿", ["draft.edited"] = "修改流程草稿", ["draft.deleted"] = "删除流程草稿", ["programme.published"] = "发布流程版本",
        ["programme.withdrawn"] = "撤下流程版本", ["series.started"] = "设定起始编号",
        ["objection.raised"] = "收到实名异议", ["objection.clue"] = "收到匿名线索", ["objection.read"] = "下载异议证据", ["objection.official"] = "公示期间立案核查",
        ["attachment.read"] = "下载附件", ["attachment.blindRead"] = "专家查阅附件", ["blindCheck.decided"] = "核对评审附件", ["opinionFile.read"] = "下载意见附件", ["orderFile.read"] = "下载订单材料", ["pdf.retried"] = "重新打印文书", ["signIn.attacked"] = "有人在猜密码", ["signIn.locked"] = "登录失败过多，账号锁定",
        ["summary.ranked"] = "保存推荐排序", ["summary.sealed"] = "推荐汇总表盖章上报", ["summary.read"] = "下载汇总表扫描件", ["certificates.exported"] = "导出证书名录",
        ["toDo.urged"] = "催办其他待办", ["message.templateSaved"] = "修改消息模板", ["message.templateReset"] = "恢复消息模板", ["message.channelSaved"] = "修改发送设置",
        ["message.resent"] = "重新发送消息", ["message.tested"] = "发送测试消息", ["log.exported"] = "导出日志", ["access.refused"] = "访问被拒绝", ["supplement.overridden"] = "特批增补首轮没有列出的补正事项",
    };

    /// <summary>Kinds whose details held a code in entries of earlier versions; entries are chained and cannot be changed.</summary>
    public static readonly string[] Sensitive = ["objection.raised", "objection.clue", "message.channelSaved"];

    private static readonly Dictionary<string, string> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["userName"] = "用户名", ["displayName"] = "姓名", ["name"] = "名称", ["title"] = "标题", ["reason"] = "理由", ["cause"] = "起因", ["before"] = "核查环节", ["source"] = "决定来源", ["decided"] = "决定日期", ["liftReason"] = "解除理由", ["notes"] = "说明", ["note"] = "核对说明", ["decision"] = "决定", ["findings"] = "发现几处", ["for"] = "代谁办理", ["words"] = "内容", ["text"] = "内容", ["body"] = "正文",
        ["uscc"] = "统一社会信用代码", ["code"] = "代码", ["area"] = "推荐单位", ["kind"] = "类别", ["legalRepresentative"] = "法定代表人", ["contactName"] = "联系人", ["groupName"] = "集团",
        ["staffTotal"] = "职工人数", ["address"] = "地址", ["shareholders"] = "股东", ["fields"] = "专业领域", ["fieldCode"] = "技术领域", ["grants"] = "权限", ["roles"] = "角色", ["programmes"] = "项目类型",
        ["absentName"] = "缺席人", ["substituteName"] = "代理人", ["period"] = "期间", ["from"] = "起", ["until"] = "止", ["opensAt"] = "开放", ["closesAt"] = "截止", ["recommendBy"] = "推荐截止",
        ["terms"] = "申报条件", ["days"] = "天数", ["count"] = "数量", ["cases"] = "件数", ["lines"] = "条数", ["ranking"] = "件数", ["version"] = "版本", ["effectiveAt"] = "生效", ["next"] = "下一个号",
        ["fileName"] = "文件", ["evidenceFileName"] = "证据文件", ["scanFileName"] = "扫描件", ["made"] = "提供", ["search"] = "查找", ["status"] = "状态", ["problem"] = "结果", ["secret"] = "密钥",
        ["required"] = "必须", ["userAgent"] = "浏览器", ["programmeCode"] = "项目类型", ["act"] = "操作", ["year"] = "年度", ["basis"] = "依据", ["origin"] = "来源", ["revision"] = "修订", ["number"] = "编号",
        ["path"] = "网址", ["what"] = "对象", ["answer"] = "答复", ["remote"] = "来源地址", ["times"] = "次数", ["things"] = "涉及",
    };

    public static string NameOf(string kind) => Kinds.GetValueOrDefault(kind, kind);

    /// <summary>The details in words: what a person can read. Ids, hashes and codes that open something are left out.</summary>
    public static string Read(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            return JsonNode.Parse(row.Detail) is JsonObject parts
                ? string.Join("；", parts.Where(p => Labels.ContainsKey(p.Key) && Words(p.Value).Length > 0).Select(p => $"{Labels[p.Key]}：{Words(p.Value)}")) : "";
        }
        // Long details are cut, and a cut one is not read.
        catch (JsonException)
        {
            return "内容过长，未全部记录";
        }
    }

    private static string Words(JsonNode? node) => node switch
    {
        null => "",
        JsonArray list => string.Join("、", list.Select(Words)),
        JsonObject parts => string.Join("，", parts.Where(p => Labels.ContainsKey(p.Key)).Select(p => $"{Labels[p.Key]} {Words(p.Value)}")),
        JsonValue value when value.TryGetValue<bool>(out var yes) => yes ? "是" : "否",
        _ => node.ToString(),
    };
}
