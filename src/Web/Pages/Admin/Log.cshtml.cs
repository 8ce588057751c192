using Innovation.Web.Access;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>日志: what people did outside the history of a case.</summary>
[Authorize(Policy = Policies.AuditTrail)]
public sealed class LogModel(IDbContexts contexts, TimeProvider clock) : PageModel
{
    public const int Size = 50;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["account.created"] = "建账号", ["account.granted"] = "授权", ["account.disabled"] = "停用账号", ["account.enabled"] = "启用账号", ["account.unlocked"] = "解锁账号", ["password.changed"] = "修改密码", ["password.reset"] = "重置密码",
        ["substitute.set"] = "设置代理", ["substitute.ended"] = "提前结束代理", ["secondFactor.enabled"] = "启用两步验证", ["secondFactor.disabled"] = "停用两步验证", ["secondFactor.reset"] = "重置两步验证",
        ["secondFactor.codes"] = "更换恢复码", ["secondFactor.recovered"] = "用恢复码登录", ["setting.changed"] = "修改设置", ["session.ended"] = "退出登录", ["session.endedAll"] = "退出各处登录", ["phrases.saved"] = "修改公用常用意见", ["opinionFile.read"] = "下载意见附件",
        ["organization.registered"] = "单位登记", ["organization.approved"] = "通过单位登记", ["organization.rejected"] = "不通过单位登记", ["organization.saved"] = "保存单位", ["expert.saved"] = "保存专家",
        ["expert.activated"] = "启用专家", ["expert.deactivated"] = "停用专家", ["sanction.recorded"] = "登记禁止申报", ["calendar.loaded"] = "载入日历", ["round.created"] = "新建批次", ["round.changed"] = "修改批次",
        ["objection.read"] = "下载异议证据", ["attachment.read"] = "下载附件", ["summary.ranked"] = "保存推荐排序", ["summary.sealed"] = "推荐汇总表盖章上报", ["summary.read"] = "下载汇总表扫描件", ["certificates.exported"] = "导出证书名录",
        ["message.templateSaved"] = "修改消息模板", ["message.templateReset"] = "恢复消息模板", ["message.channelSaved"] = "修改发送设置", ["message.resent"] = "重新发送消息", ["message.tested"] = "发送测试消息",
    };

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public static string NameOf(string kind) => Names.GetValueOrDefault(kind, kind);

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        var rows = db.AuditLog.AsNoTracking();
        if (Search?.Trim() is { Length: > 0 } words)
        {
            var kinds = Names.Where(n => n.Value.Contains(words, StringComparison.Ordinal)).Select(n => n.Key).ToList();
            rows = rows.Where(a => a.ActorName.Contains(words) || a.Kind.Contains(words) || kinds.Contains(a.Kind) || a.SubjectId.Contains(words) || a.Detail.Contains(words));
        }

        Total = await rows.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await rows.OrderByDescending(a => a.Sequence).Skip((Number - 1) * Size).Take(Size).ToListAsync();
    }
}
