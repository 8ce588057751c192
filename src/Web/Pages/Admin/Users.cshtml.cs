using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>账号: list and creation.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class UsersModel(SenderFactory senders, IDbContexts contexts, Accounts accounts, UserManager<UserAccount> users, TimeProvider clock) : AdminPage(senders)
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<(UserAccount Account, string Unit, string Roles)> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public string? UserName { get; private set; }

    public string? DisplayName { get; private set; }

    public string? Unit { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? userName, string? displayName, string? unit, string? password)
    {
        var sender = await SenderAsync();
        (UserName, DisplayName, Unit) = (userName?.Trim() ?? "", displayName?.Trim() ?? "", unit?.Trim() ?? "");
        await ShowAsync();
        var account = new UserAccount { UserName = UserName };
        var refusals = await CheckAsync(account, password ?? "");
        if (refusals.Count > 0) return RefuseAll(refusals);
        var id = await accounts.EnsureAsync(new AccountInput(UserName, DisplayName, users.PasswordHasher.HashPassword(account, password!), null, Unit, [], MustChangePassword: true), sender, HttpContext.RequestAborted);
        Done = $"账号“{UserName}”已建立，请在本页授权，并把初始密码当面告诉本人；本人第一次登录时要改成自己的密码。";
        return Redirect("/admin/users/" + id);
    }

    private async Task<List<Refusal>> CheckAsync(UserAccount account, string password)
    {
        var refusals = new List<Refusal>();
        var normal = users.NormalizeName(UserName);
        await using var db = contexts.Create();
        if (UserName is not { Length: >= 4 and <= 50 } || UserName.Any(char.IsWhiteSpace)) refusals.Add(new("account.userName", "userName", "请填写用户名，4 至 50 个字符，不能有空格。"));
        else if (await db.Users.AnyAsync(u => u.NormalizedUserName == normal)) refusals.Add(new("account.userName", "userName", $"用户名“{UserName}”已有人使用，请换一个。"));
        if (DisplayName is not { Length: > 0 and <= 50 }) refusals.Add(new("account.displayName", "displayName", "请填写姓名，最多 50 字。"));
        if (Unit is { Length: > 100 }) refusals.Add(new("account.unit", "unit", "单位最多 100 字。"));
        if (password.Length == 0) refusals.Add(new("account.password", "password", "请填写初始密码。"));
        else
            foreach (var validator in users.PasswordValidators)
                if (await validator.ValidateAsync(users, account, password) is { Succeeded: false } result) refusals.Add(new("account.password", "password", string.Concat(result.Errors.Select(e => e.Description))));
        return refusals;
    }

    private async Task ShowAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        var rows = db.Users.AsNoTracking();
        rows = rows.Matching(SearchWords.Read(Search), word => u => SearchText.Has(u.UserName, word) || SearchText.Has(u.DisplayName, word) || SearchText.Has(u.Unit, word)
            || db.Organizations.Any(o => o.Id == u.OrganizationId && (SearchText.Has(o.Name, word) || SearchText.Has(o.Uscc, word))));
        Total = await rows.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        var list = await rows.OrderBy(u => u.OrganizationId != null).ThenBy(u => u.UserName).Skip((Number - 1) * Size).Take(Size).ToListAsync();
        var ids = list.Select(u => u.Id).ToList();
        var grants = (await db.Grants.AsNoTracking().Where(g => ids.Contains(g.UserId)).ToListAsync()).ToLookup(g => g.UserId);
        var owners = list.Select(u => u.OrganizationId).OfType<string>().Distinct().ToList();
        var names = await db.Organizations.Where(o => owners.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name);
        Rows = [.. list.Select(u => (u, u.OrganizationId is { } o ? names.GetValueOrDefault(o, "") : u.Unit,
            u.OrganizationId is not null ? "申报单位" : string.Join("、", grants[u.Id].Select(g => ProcessRoles.Names.GetValueOrDefault(g.Role, g.Role)).Distinct())))];
    }
}

/// <summary>One account: grants, disabling, unlocking, a new password.</summary>
[Authorize(Policy = Policies.Administrator), ResponseCache(NoStore = true)]
public sealed class UserModel(SenderFactory senders, IDbContexts contexts, Accounts accounts, IPasswordHasher<UserAccount> hasher, SessionStore sessions, SecondFactor secondFactor, ProgrammeStore programmes, HandBacks handBacks, TimeProvider clock) : AdminPage(senders)
{
    public UserAccount Account { get; private set; } = null!;

    /// <summary>临时密码, on the one page that follows the reset.</summary>
    [TempData]
    public string? Temporary { get; set; }

    public bool IsSelf { get; private set; }

    public IReadOnlyList<(string Role, string Scope)> Grants { get; private set; } = [];

    /// <summary>What goes back when the grant of the same place is withdrawn, and when the account is disabled.</summary>
    public IReadOnlyList<LostWork> Lost { get; private set; } = [];

    public LostWork LostAll { get; private set; } = new(0, 0);

    public IReadOnlyList<OptionView> Scopes { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public bool IsLocked => Account.LockoutEnd > TimeProvider.System.GetUtcNow();

    /// <summary>岗位 and 范围 as chosen in a grant that was refused.</summary>
    public (string? Role, string? Scope) Chosen { get; private set; }

    public string ScopeName(string scope) => Scopes.FirstOrDefault(s => s.Value == scope)?.Text ?? scope;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? act, string? role, string? scope)
    {
        var sender = await SenderAsync();
        if (!await LoadAsync(id)) return NotFound();
        if (act == "grant") Chosen = (role, scope);
        var password = act == "password" ? TemporaryPassword.New() : null;
        var refusal = act switch
        {
            "grant" when Account.OrganizationId is not null => new("grant.applicant", "role", "申报单位的账号不能再授予工作人员的岗位。"),
            "grant" when string.IsNullOrEmpty(role) => new("grant.role", "role", "请选择岗位。"),
            "grant" when string.IsNullOrEmpty(scope) => new("grant.scope", "scope", "请选择范围。"),
            "grant" => Accounts.CheckGrant(role, scope) ?? await accounts.GrantAsync(id, [.. Grants.Append((role, scope)).Distinct()], sender, HttpContext.RequestAborted),
            "revoke" => await accounts.GrantAsync(id, [.. Grants.Where(g => g != (role, scope))], sender, HttpContext.RequestAborted),
            "disable" => await accounts.SetDisabledAsync(id, true, sender, HttpContext.RequestAborted),
            "enable" => await accounts.SetDisabledAsync(id, false, sender, HttpContext.RequestAborted),
            "password" => await accounts.ResetPasswordAsync(id, hasher.HashPassword(Account, password!), sender, HttpContext.RequestAborted),
            "secondFactor" => await secondFactor.ResetAsync(id, sender),
            "sessions" => await EndSessionsAsync(id, sender),
            "unlock" => await accounts.UnlockAsync(id, sender, HttpContext.RequestAborted),
            _ => new Refusal("command.unknown", null, "没有这种操作。"),
        };
        if (refusal is not null) return Refuse(refusal);
        Temporary = password;
        var lost = act == "disable" ? LostAll : act == "revoke" && Grants.ToList().IndexOf((role ?? "", scope ?? "")) is >= 0 and var at ? Lost[at] : new LostWork(0, 0);
        Done = (act switch { "password" => "密码已重置，这个账号在各处的登录都已退出。", "grant" => "已授权，马上生效。", "revoke" => "已收回授权，马上生效。", "disable" => "账号已停用，不能再登录。", "enable" => "账号已启用。", "secondFactor" => "两步验证已重置，本人会收到消息。", "sessions" => "这个账号在各处的登录都已退出。", _ => "账号已解锁，可以登录。" }) + lost.Words;
        return Redirect("/admin/users/" + id);
    }

    protected override string ControlOf(string field) => field;

    /// <summary>Sign-ins of this account that count now.</summary>
    public int Sessions { get; private set; }

    private async Task<Refusal?> EndSessionsAsync(string id, Sender sender)
    {
        await sessions.EndAllAsync(id, null, sender);
        return null;
    }

    private async Task PreviewAsync()
    {
        var lost = new List<LostWork>();
        foreach (var grant in Grants) lost.Add(await handBacks.PreviewAsync(Account.Id, new UserContext(Account.Id, Account.DisplayName, null, Grants.Where(g => g != grant)), HttpContext.RequestAborted));
        (Lost, LostAll) = (lost, await handBacks.PreviewAsync(Account.Id, null, HttpContext.RequestAborted));
    }

    private async Task<bool> LoadAsync(string id)
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id) is not { } account) return false;
        Account = account;
        Sessions = (await sessions.ListAsync(id)).Count;
        IsSelf = id == (await SenderAsync()).User.UserId;
        Grants = [.. (await db.Grants.AsNoTracking().Where(g => g.UserId == id).OrderBy(g => g.Role).ThenBy(g => g.Scope).ToListAsync()).Select(g => (g.Role, g.Scope))];
        if (account.OrganizationId is null) await PreviewAsync();
        var scopes = new List<OptionView> { new("*", "全部") };
        foreach (var code in await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().OrderBy(c => c).ToListAsync())
            scopes.Add(new("programme:" + code, "项目类型：" + (await programmes.CurrentAsync(db, code, Now, HttpContext.RequestAborted)).Name));
        scopes.AddRange(RecommendingUnits.All.Select(u => new OptionView("area:" + u.Name, "推荐单位：" + u.Name)));
        scopes.AddRange(Departments.All.Select(u => new OptionView(AssignmentRule.UnitPrefix + u.Name, "责任单位：" + u.Name)));
        Scopes = scopes;
        return true;
    }
}
