using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>A substitution as somebody asks for it.</summary>
/// <param name="AbsentId">Who is absent; null: the sender.</param>
/// <param name="From">First day, in China.</param>
/// <param name="Until">Last day, in China.</param>
/// <param name="Programmes">Codes; empty: all.</param>
/// <param name="Roles">Empty: all that can be substituted.</param>
public sealed record SubstitutionInput(string? AbsentId, string? SubstituteId, DateOnly? From, DateOnly? Until, IReadOnlyList<string> Programmes, IReadOnlyList<string> Roles, string? Reason);

/// <summary>Sets, lists and ends substitutions.</summary>
public sealed class SubstituteArrangements(IDbContexts contexts, CommandGate gate)
{
    private const int MostDays = 366;

    /// <summary>Those in which a person is absent or substitute; for administrators all, for section heads also those of their people. The newest first.</summary>
    public async Task<IReadOnlyList<SubstitutionRow>> ListAsync(UserContext user, bool all, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var db = contexts.Create();
        var me = user.UserId;
        var rows = db.Substitutions.AsNoTracking();
        if (all)
        {
            var people = PeopleOf(db, user).Select(u => u.Id);
            rows = rows.Where(s => people.Contains(s.AbsentId));
        }
        else
        {
            rows = rows.Where(s => s.AbsentId == me || s.SubstituteId == me);
        }

        return await rows.OrderByDescending(s => s.StartsAt).ThenByDescending(s => s.Id).Take(200).ToListAsync(cancellation);
    }

    /// <summary>People for whom this person may set a substitute, themselves excepted.</summary>
    public async Task<IReadOnlyList<Receiver>> AbsentAsync(UserContext user, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        return await PeopleOf(db, user).OrderBy(u => u.Unit).ThenBy(u => u.DisplayName).Take(500).Select(u => new Receiver(u.Id, u.DisplayName, u.Unit)).ToListAsync(cancellation);
    }

    /// <summary>People who could be chosen as a substitute; whether they fit what is substituted is judged when it is set.</summary>
    public async Task<IReadOnlyList<Receiver>> CandidatesAsync(UserContext user, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var db = contexts.Create();
        var me = user.UserId;
        var holders = Holders(db);
        // A recommending unit is represented by its own people only; they see nobody else.
        if (!user.IsStaff && !user.Has(ProcessRoles.Administrator) && user.ScopesOf(ProcessRoles.Recommender, "area:").Select(a => "area:" + a).ToList() is { Count: > 0 } areas)
            holders = holders.Where(u => db.Grants.Any(g => g.UserId == u.Id && g.Role == ProcessRoles.Recommender && areas.Contains(g.Scope)));
        return await holders.Where(u => u.Id != me).OrderBy(u => u.Unit).ThenBy(u => u.DisplayName).Take(500).Select(u => new Receiver(u.Id, u.DisplayName, u.Unit)).ToListAsync(cancellation);
    }

    /// <summary>Sets a substitute.</summary>
    public Task<(SubstitutionRow? Row, Refusal? Refusal)> SetAsync(SubstitutionInput input, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(SubstitutionRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var user = sender.User;
            var forOther = input.AbsentId is { Length: > 0 } id && id != user.UserId;
            var absentId = forOther ? input.AbsentId! : user.UserId;
            if (forOther && !await PeopleOf(db, user).AnyAsync(u => u.Id == absentId, cancellation)) return No("substitute.absent", "absentId", "您不能替这位人员设置代理人，请本人或者管理员办理。");
            if (await ContextAsync(db, absentId, cancellation) is not { IsApplicant: false } absent || !Substitutes.Roles.Any(absent.Has)) return No("substitute.nothing", "absentId", "没有可以代理的岗位：评审、表决和系统管理由本人办理。");
            if (CheckPeriod(input, ChinaTime.DateOf(sender.ReceivedAt)) is { } period) return (null, period);
            if (input.Reason is { Length: > 200 }) return No("substitute.reason", "reason", "事由最多 200 字，请删减。");
            if (input.Roles.FirstOrDefault(r => !Substitutes.Roles.Contains(r) || !absent.Has(r)) is { } role) return No("substitute.roles", "roles", $"“{ProcessRoles.Names.GetValueOrDefault(role, role)}”不是被代理人可以交出的岗位。");
            if (await ProgrammeAsync(db, input, forOther, user, cancellation) is { } programme) return (null, programme);

            if (string.IsNullOrWhiteSpace(input.SubstituteId)) return No("substitute.person", "substituteId", "请选择代理人。");
            if (input.SubstituteId == absentId) return No("substitute.self", "substituteId", "代理人不能是本人。");
            if (forOther && input.SubstituteId == user.UserId) return No("substitute.setter", "substituteId", "替别人设置时，代理人不能是您自己，请另选一位。");
            if (await ContextAsync(db, input.SubstituteId, cancellation) is not { } substitute || !Substitutes.MaySubstitute(substitute)) return No("substitute.person", "substituteId", "代理人应是在用的工作人员账号；评审专家和申报单位的账号不能代理。");
            var shared = Substitutes.Share(absent.Grants, input.Programmes, input.Roles);
            if (shared.Count == 0) return No("substitute.nothing", "roles", "所选的岗位和项目类型里没有可以代理的工作，请重新选择。");
            if (forOther && !user.Has(ProcessRoles.Administrator) && shared.Any(g => g.Role != ProcessRoles.Officer)) return No("substitute.head", "roles", "科室负责人只能替经办人员设置代理；其他岗位由本人或者管理员办理。");
            if (shared.FirstOrDefault(g => !Substitutes.Fits(substitute, g.Role, g.Scope)) is { Role: not null } unfit)
                return No("substitute.unfit", "substituteId", unfit.Role == ProcessRoles.Recommender ? "推荐单位的代理人应是同一推荐单位的人员。" : $"{substitute.Name}不是局里的经办人员、科室负责人或签发人，不能代理“{ProcessRoles.Names[unfit.Role]}”。");

            var row = new SubstitutionRow
            {
                Id = Identifiers.Ordered(),
                AbsentId = absent.UserId,
                AbsentName = absent.Name,
                SubstituteId = substitute.UserId,
                SubstituteName = substitute.Name,
                StartsAt = ChinaTime.StartOf(input.From!.Value),
                EndsAt = ChinaTime.EndOf(input.Until!.Value),
                Programmes = SubstitutionRow.Join([.. input.Programmes.Distinct()]),
                Roles = SubstitutionRow.Join([.. input.Roles.Distinct()]),
                Reason = input.Reason?.Trim() ?? "",
                SetBy = user.UserId,
                SetByName = user.Name,
                SetAt = sender.ReceivedAt,
            };
            var others = await db.Substitutions.AsNoTracking().Where(s => s.AbsentId == absentId && s.EndsAt > row.StartsAt && s.StartsAt < row.EndsAt && (s.EndedAt == null || s.EndedAt > sender.ReceivedAt)).ToListAsync(cancellation);
            if (others.FirstOrDefault(row.Overlaps) is { } other) return No("substitute.overlap", "from", $"这段时间、这个范围已经由{other.SubstituteName}代理（{Period(other)}），请先结束那一次，或者改期限、改范围。");
            db.Substitutions.Add(row);
            await AuditLog.AddAsync(db, user, "substitute.set", row.Id, new { row.AbsentName, row.SubstituteName, period = Period(row), row.Programmes, row.Roles, row.Reason }, sender.ReceivedAt, cancellation);
            await TellAsync(db, row, user, $"设置了代理：{row.SubstituteName} 代 {row.AbsentName}，{Period(row)}", row.Reason, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (row, null);
        }, r => r.Item2 is null, cancellation);

    /// <summary>Ends a substitution before its time, at once. The absent person, the substitute, the administrator and the section head may.</summary>
    public Task<Refusal?> EndAsync(string id, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var user = sender.User;
            var row = await db.Substitutions.SingleOrDefaultAsync(s => s.Id == id, cancellation);
            if (row is null) return new("substitution.notFound", null, "没有找到这一次代理，或您没有权限查看。");
            var absentId = row.AbsentId;
            if (row.AbsentId != user.UserId && row.SubstituteId != user.UserId && !await PeopleOf(db, user).AnyAsync(u => u.Id == absentId, cancellation))
                return new("substitution.notFound", null, "没有找到这一次代理，或您没有权限查看。");
            if (row.OverAt <= sender.ReceivedAt) return new("substitute.ended", null, "这一次代理已经结束，不用再结束。");
            (row.EndedAt, row.EndedByName) = (sender.ReceivedAt, user.Name);
            await AuditLog.AddAsync(db, user, "substitute.ended", row.Id, new { row.AbsentName, row.SubstituteName, period = Period(row) }, sender.ReceivedAt, cancellation);
            await TellAsync(db, row, user, $"结束了代理：{row.SubstituteName} 代 {row.AbsentName}", null, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, r => r is null, cancellation);

    /// <summary>Such as 2026年9月16日至9月20日.</summary>
    public static string Period(SubstitutionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return $"{ChinaTime.LongDate(ChinaTime.DateOf(row.StartsAt))}至{ChinaTime.LongDate(ChinaTime.LastDayOf(row.EndsAt))}";
    }

    private static Refusal? CheckPeriod(SubstitutionInput input, DateOnly today) => input switch
    {
        { From: null } => new("substitute.from", "from", "请填写开始日期，如 2026-09-16。"),
        { Until: null } => new("substitute.until", "until", "请填写结束日期，如 2026-09-20。"),
        _ when input.From < today => new("substitute.from", "from", "开始日期不能早于今天，请改正。"),
        _ when input.Until < input.From => new("substitute.until", "until", "结束日期不能早于开始日期，请改正。"),
        _ when input.Until.Value.DayNumber - input.From.Value.DayNumber >= MostDays => new("substitute.until", "until", "一次代理最长一年，请改短。"),
        _ => null,
    };

    private static async Task<Refusal?> ProgrammeAsync(WorkflowsDbContext db, SubstitutionInput input, bool forOther, UserContext user, CancellationToken cancellation)
    {
        foreach (var code in input.Programmes)
            if (!await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == code, cancellation)) return new("substitute.programmes", "programmes", $"没有“{code}”这个项目类型。");
        if (!forOther || user.Has(ProcessRoles.Administrator) || user.ScopesOf(ProcessRoles.SectionHead, "programme:") is not { } own || own.Contains("*")) return null;
        return input.Programmes.Count > 0 && input.Programmes.All(own.Contains) ? null : new("substitute.programmes", "programmes", "您只能为自己负责的项目类型设置代理，请选择项目类型。");
    }

    /// <summary>Active accounts that hold something that can be substituted.</summary>
    private static IQueryable<UserAccount> Holders(WorkflowsDbContext db)
    {
        var roles = Substitutes.Roles.ToList();
        return db.Users.AsNoTracking().Where(u => !u.Disabled && u.OrganizationId == null && db.Grants.Any(g => g.UserId == u.Id && roles.Contains(g.Role)));
    }

    private static IQueryable<UserAccount> PeopleOf(WorkflowsDbContext db, UserContext user)
    {
        var me = user.UserId;
        var others = Holders(db).Where(u => u.Id != me);
        if (user.Has(ProcessRoles.Administrator)) return others;
        var scopes = user.ScopesOf(ProcessRoles.SectionHead, "programme:").Select(p => p == "*" ? p : "programme:" + p).ToList();
        var everywhere = scopes.Contains("*");
        return others.Where(u => db.Grants.Any(g => g.UserId == u.Id && g.Role == ProcessRoles.Officer && (everywhere || g.Scope == "*" || scopes.Contains(g.Scope))) && (everywhere || scopes.Count > 0));
    }

    private static async Task<UserContext?> ContextAsync(WorkflowsDbContext db, string userId, CancellationToken cancellation)
    {
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId && !u.Disabled, cancellation);
        return account is null ? null : await UserContexts.OfAsync(db, account, cancellation);
    }

    private static Task TellAsync(WorkflowsDbContext db, SubstitutionRow row, UserContext by, string act, string? reason, DateTimeOffset at, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string?> { [MessageEvents.Actor] = by.Name, [MessageEvents.Act] = act, [MessageEvents.Reason] = reason };
        var people = ((string[])[row.AbsentId, row.SubstituteId]).Where(p => p != by.UserId);
        return MessageWriter.AddAsync(db, [.. people.Select(p => new NewMessage($"substitute/{row.Id}/{(row.EndedAt is null ? "set" : "ended")}/{p}", MessageEvents.SubstituteChanged, "user:" + p, fields, at))], cancellation);
    }

    private static (SubstitutionRow?, Refusal?) No(string code, string field, string message) => (null, new Refusal(code, field, message));
}
