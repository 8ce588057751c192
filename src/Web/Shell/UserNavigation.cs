using Innovation.Web.Access;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Shell;

/// <summary>待办 of the reader, when the page has counted them already.</summary>
internal sealed record OpenTaskCount(int Value);

/// <summary>The top bar by role; persons with several roles get the union, at most seven entries.</summary>
internal sealed class UserNavigation(CurrentUser current, IDbContexts contexts, TaskCounter tasks, ToDoDesk others, PageAccess access) : INavigation
{
    private const int Most = 7;

    private static readonly (string Text, string Href)[] Public = [("申报通知", "/calls"), ("公示", "/notices"), ("结果", "/results"), ("服务超市", "/market"), ("证书核验", "/verify")];
    private static readonly (string Text, string Href)[] Applicant = [("我的申报", "/home"), ("申报通知", "/calls"), ("服务超市", "/market"), ("创新券", "/wallet"), ("文书", "/letters"), ("单位资料", "/organization")];
    private static readonly (string Text, string Href)[] Staff = [("待办", "/tasks"), ("案件", "/cases"), ("会议", "/meetings"), ("公示与发文", "/issuing"), ("名录证书", "/certificates"), ("批次", "/rounds"), ("单位专家", "/admin/organizations")];
    private static readonly (string Text, string Href)[] Supervisor = [("待办", "/tasks"), ("案件", "/cases"), ("会议", "/meetings"), ("公示与发文", "/issuing"), ("督办", "/supervision"), ("名录证书", "/certificates"), ("批次", "/rounds")];
    private static readonly (string Text, string Href)[] Auditor = [("案件", "/cases"), ("会议", "/meetings"), ("公示与发文", "/issuing"), ("督办", "/supervision"), ("名录证书", "/certificates"), ("日志", "/admin/log")];
    private static readonly (string Text, string Href)[] Recommender = [("待办", "/tasks"), ("案件", "/cases"), ("推荐汇总表", "/summaries")];
    private static readonly (string Text, string Href)[] Expert = [("评审任务", "/tasks")];
    private static readonly (string Text, string Href)[] Finance = [("待办", "/tasks"), ("资金支付", "/funds/payments"), ("预算", "/funds/budgets"), ("创新券", "/vouchers")];
    private static readonly (string Text, string Href)[] Tasks = [("待办", "/tasks")];
    private static readonly (string Text, string Href)[] Committee = [("待办", "/tasks"), ("会议", "/meetings")];
    private static readonly (string Text, string Href)[] Administrator = [("首页", "/admin"), ("用户", "/admin/users"), ("单位", "/admin/organizations"), ("日历", "/admin/calendar"), ("项目类型", "/design"), ("批次", "/rounds"), ("督办", "/supervision")];

    /// <summary>Pages that belong to an entry although their address begins otherwise.</summary>
    private static readonly (string Path, string Entry)[] Belongs =
        [("/applications", "/home"), ("/documents", "/letters"), ("/objections", "/notices"), ("/batches", "/issuing"), ("/admin/experts", "/admin/organizations"), ("/orders", "/wallet"), ("/foreign-orders", "/wallet"), ("/bookings", "/wallet"), ("/statements", "/wallet"), ("/instruments", "/market"), ("/provider", "/wallet"), ("/cities", "/vouchers"), ("/clearings", "/vouchers")];

    public async ValueTask<NavigationModel> ForAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var user = await current.GetAsync();
        var path = PathOf(context);
        if (!user.IsSignedIn) return new NavigationModel { Items = Mark(Public.Select(e => new NavigationItem(e.Text, e.Href)), path), SignInHref = "/login" };
        await using var db = contexts.Create();
        var entries = EntriesOf(user);
        var items = new List<NavigationItem>();
        foreach (var (text, href) in entries)
        {
            if (!await access.IsOpenAsync(href)) continue;
            items.Add(new NavigationItem(text, href, href switch
            {
                "/tasks" => context.Features.Get<OpenTaskCount>()?.Value ?? await tasks.OpenAsync(db, user, NavigationItem.MostCounted + 1, context.RequestAborted) + await others.CountAsync(user, context.RequestAborted),
                // Administrators without tasks begin here, where the same list stands.
                "/admin" when entries.All(e => e.Href != "/tasks") => await others.CountAsync(user, context.RequestAborted),
                "/supervision" => await SupervisionReader.UnansweredAsync(db, user, context.RequestAborted),
                _ => null,
            }));
        }

        return new NavigationModel
        {
            Items = Mark(items, path),
            HomeHref = HomeOf(user),
            Who = await WhoAsync(db, user, context.RequestAborted),
            Unread = await MessageScope.Unread(db, user).OrderBy(m => m.CreatedAt).Select(m => m.Id).Take(NavigationItem.MostCounted + 1).CountAsync(context.RequestAborted),
        };
    }

    /// <summary>Where a person begins.</summary>
    public static string HomeOf(UserContext user) => user switch
    {
        { IsSignedIn: false } => "/calls",
        { IsApplicant: true } => "/home",
        _ when user.IsStaff || user.HasAny(ProcessRoles.Recommender, ProcessRoles.Expert, ProcessRoles.Department, ProcessRoles.Finance) => "/tasks",
        _ when user.Has(ProcessRoles.Committee) => "/meetings",
        _ when user.Has(ProcessRoles.Auditor) => "/cases",
        _ when user.Has(ProcessRoles.Administrator) => "/admin",
        _ => "/calls",
    };

    private static List<(string Text, string Href)> EntriesOf(UserContext user)
    {
        var all = new List<(string Text, string Href)>();
        void Add(bool holds, (string Text, string Href)[] entries)
        {
            if (holds) all.AddRange(entries.Where(e => all.All(known => known.Href != e.Href)));
        }

        Add(user.IsApplicant, Applicant);
        Add(user.HasAny(ProcessRoles.SectionHead, ProcessRoles.Signatory), Supervisor);
        Add(user.IsStaff, Staff);
        Add(user.Has(ProcessRoles.Recommender), Recommender);
        Add(user.Has(ProcessRoles.Expert), Expert);
        Add(user.Has(ProcessRoles.Finance), Finance);
        Add(user.Has(ProcessRoles.Department), Tasks);
        Add(user.Has(ProcessRoles.Committee), Committee);
        Add(user.Has(ProcessRoles.Auditor), Auditor);
        if (!user.Has(ProcessRoles.Administrator)) return all.Count > 0 ? all[..Math.Min(Most, all.Count)] : [.. Public];
        if (all.Count == 0) return [.. Administrator];
        // The rest of the administration is reached from its first page.
        all.Insert(Math.Min(all.Count, Most - 1), ("管理", "/admin"));
        Add(true, [.. Administrator.Skip(1)]);
        return all[..Math.Min(Most, all.Count)];
    }

    private static async Task<string> WhoAsync(WorkflowsDbContext db, UserContext user, CancellationToken cancellation)
    {
        var unit = user.OrganizationId is { } id
            ? await db.Organizations.Where(o => o.Id == id).Select(o => o.Name).SingleOrDefaultAsync(cancellation)
            : await db.Users.Where(u => u.Id == user.UserId).Select(u => u.Unit).SingleOrDefaultAsync(cancellation);
        return string.IsNullOrEmpty(unit) ? user.Name : $"{unit} · {user.Name}";
    }

    /// <summary>The address asked for, also while its error page is written.</summary>
    private static string PathOf(HttpContext context)
    {
        var asked = context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath;
        var path = asked ?? context.Request.Path.Value ?? "/";
        var belongs = Belongs.FirstOrDefault(b => Begins(path, b.Path));
        return belongs.Entry ?? path;
    }

    private static bool Begins(string path, string entry) => path == entry || path.StartsWith(entry + "/", StringComparison.Ordinal);

    private static List<NavigationItem> Mark(IEnumerable<NavigationItem> items, string path)
    {
        var list = items.ToList();
        // The longest address wins: /admin/users is not also 首页.
        var found = list.Where(i => Begins(path, i.Href)).MaxBy(i => i.Href.Length);
        return [.. list.Select(i => i with { Current = i == found })];
    }
}
