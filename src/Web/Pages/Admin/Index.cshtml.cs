using Innovation.Web.Access;
using Innovation.Web.Clock;
using Innovation.Web.Jobs;
using Innovation.Web.Office;
using Innovation.Web.Shell;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>The first page of the administrator.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class IndexModel(IDbContexts contexts, CalendarStore calendars, HeldWork held, CurrentUser current, ToDoDesk others, TimeProvider clock, RealClock realClock, StorageState storage, IntegrityWatch integrity) : PageModel
{
    /// <summary>What waits for a decision of the reader.</summary>
    public ToDoPanel Others { get; private set; } = ToDoPanel.Empty;

    /// <summary>What is wrong with disk or database, and what to do; null: nothing is known.</summary>
    public StorageTrouble? Trouble => integrity.Problem is not null ? StorageTrouble.Of(StorageFault.Damaged) : storage.Current;

    public IReadOnlyList<(string Title, string Href, string Icon, string Count, string Help, bool Waits)> Entries { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Others = await others.ReadAsync(await current.GetAsync(), HttpContext.RequestAborted);
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var pending = await db.Organizations.CountAsync(o => o.Status == OrganizationStatus.Pending);
        var year = ChinaTime.DateOf(now).Year;
        var calendar = await calendars.GetAsync(db, HttpContext.RequestAborted);
        var missing = !calendar.LoadedYears.Contains(year + 1) && ChinaTime.DateOf(now).Month >= 11;
        var stuck = await held.StuckAsync(HttpContext.RequestAborted);
        var failed = await db.Deliveries.CountAsync(d => d.State == DeliveryState.Failed);
        var papers = await PdfOutbox.Stuck(db, realClock.GetUtcNow()).CountAsync(HttpContext.RequestAborted);
        Entries =
        [
            ("用户", "/admin/users", "users", $"{await db.Users.CountAsync(u => !u.Disabled)} 个账号在用", "建账号、授权、停用、解锁", false),
            ("改派", "/admin/work", "arrows-exchange", stuck > 0 ? $"{stuck} 件压在停用的账号上" : "没有压住的件", "办理人离岗时，把他手上的件交给另一位", stuck > 0),
            ("代理", "/admin/substitutes", "users-group", $"{await db.Substitutions.CountAsync(s => s.StartsAt <= now && s.EndsAt > now && (s.EndedAt == null || s.EndedAt > now))} 项代理中", "替已经离岗的人员设置代理人", false),
            ("单位", "/admin/organizations", "building", pending > 0 ? $"{pending} 家待审核" : $"{await db.Organizations.CountAsync()} 家", "审核单位登记，查看单位资料", pending > 0),
            ("专家", "/admin/experts", "user-check", $"{await db.Experts.CountAsync(e => e.Active)} 名在库", "技术领域、任职、回避关系", false),
            ("日历", "/admin/calendar", "calendar", $"已载入 {string.Join("、", calendar.LoadedYears)} 年", missing ? $"{year + 1} 年的放假安排还没有载入" : "放假和调休，工作日按它计算", missing),
            ("项目类型", "/design", "git-branch", $"{await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().CountAsync()} 种", "流程、期限、表单、评分表、文书", false),
            ("批次", "/rounds", "calendar-event", $"{await db.Rounds.CountAsync(r => r.OpensAt <= now && r.ClosesAt > now)} 个正在申报", "申报通知和截止时间", false),
            ("消息发送", "/admin/messages", "send", failed > 0 ? $"{failed} 条没有发出去" : "没有失败的", "邮件、短信的发送记录，消息模板，发送设置", failed > 0),
            ("文书 PDF", "/admin/papers", "file-text", papers > 0 ? $"{papers} 份没有生成" : "没有压住的", "看原因，马上重试", papers > 0),
            ("常用意见", "/admin/phrases", "message-check", $"{await db.Phrases.CountAsync(p => p.OwnerId == "")} 条公用", "写意见时点一下就填进去的话", false),
            ("登录安全", "/admin/security", "shield-check", await Access.SecondFactor.IsRequiredAsync(db) ? "要求两步验证" : $"{await db.Users.CountAsync(u => u.TwoFactorEnabled)} 人启用两步验证", "要不要求工作人员使用两步验证", false),
            ("日志", "/admin/log", "history", $"{await db.AuditLog.CountAsync()} 条", "谁在什么时候做了什么", false),
        ];
    }
}
