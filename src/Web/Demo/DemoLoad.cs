using Innovation.Web.Api;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Demo;

/// <summary>What <c>POST /api/v1/demo/load</c> takes.</summary>
public sealed record LoadBody(List<LoadOrganization>? Organizations, List<LoadExpert>? Experts, List<LoadRound>? Rounds, List<LoadSeries>? Series, List<LoadSanction>? Sanctions, List<LoadCalendar>? Calendars,
    List<LoadBudget?>? Budgets = null, List<LoadProvider?>? Providers = null, List<LoadVoucher?>? Vouchers = null);

/// <param name="UserName">Account of the organisation; null: made from its name in the answer.</param>
public sealed record LoadOrganization(string? Name, string? Uscc, string? Kind, string? Area, string? LegalRepresentative, List<LoadShareholder>? Shareholders, string? ContactName, string? ContactMobile, string? FieldCode, int? StaffTotal, string? Address, string? UserName, string? GroupName = null);

public sealed record LoadShareholder(string? Name, string? Uscc, decimal? Percent);

public sealed record LoadExpert(string? UserName, string? Name, string? Title, List<string>? Fields, List<LoadEmployer>? Employers, List<LoadRelation>? Relations);

public sealed record LoadEmployer(string? Name, string? Uscc, DateOnly? From, DateOnly? To);

public sealed record LoadRelation(string? Kind, string? Other, DateOnly? Until);

public sealed record LoadRound(string? ProgrammeCode, string? Title, string? Guide, string? OpensAt, string? ClosesAt, string? RecommendBy, string? Contact);

/// <param name="Series">E.g. <c>冶科</c>, <c>冶科受</c>, <c>DYPT</c>, <c>PT</c>.</param>
public sealed record LoadSeries(string? Series, int? Year, int? Next);

public sealed record LoadSanction(string? Uscc, DateOnly? From, DateOnly? Until, string? Reason, string? Source = null, DateOnly? DecidedOn = null);

public sealed record LoadCalendar(int? Year, List<LoadDay>? Days);

/// <param name="Kind"><c>holiday_off</c> or <c>make_up_workday</c>.</param>
public sealed record LoadDay(DateOnly? Date, string? Kind, string? Name);

/// <summary>What was made.</summary>
public sealed record LoadAnswer(List<LoadedOrganization> Organizations, List<LoadedExpert> Experts, List<LoadedRound> Rounds);

public sealed record LoadedOrganization(string Id, string Uscc, string Name, string UserName, string Password);

public sealed record LoadedExpert(string UserId, string UserName, string Password, string Name);

public sealed record LoadedRound(string Id, string Title);

/// <summary>Carries out a demo document as ordinary commands, in the order of its parts; stops at the first refusal and names its place.</summary>
public sealed class DemoLoad(OrganizationDirectory directory, SanctionRegister sanctions, DemoAccounts accounts, Rounds rounds, SeriesStart series, CalendarYears calendars, DemoFunds funds, IDbContexts contexts)
{
    private const int Most = 2000;

    public async Task<(LoadAnswer? Answer, Refusal? Refusal)> RunAsync(LoadBody body, Sender sender)
    {
        var answer = new LoadAnswer([], [], []);
        if (new[] { body.Organizations?.Count, body.Experts?.Count, body.Rounds?.Count, body.Series?.Count, body.Sanctions?.Count, body.Calendars?.Count, body.Budgets?.Count, body.Providers?.Count, body.Vouchers?.Count }.Any(n => n > Most))
            return (null, new Refusal("demo.tooMany", null, $"每一类最多 {Most} 项。"));
        Refusal? refusal = null;
        for (var i = 0; i < (body.Calendars?.Count ?? 0) && refusal is null; i++) refusal = At($"calendars[{i}]", await CalendarAsync(body.Calendars![i], sender));
        for (var i = 0; i < (body.Organizations?.Count ?? 0) && refusal is null; i++) refusal = At($"organizations[{i}]", await OrganizationAsync(body.Organizations![i], answer, sender));
        for (var i = 0; i < (body.Experts?.Count ?? 0) && refusal is null; i++) refusal = At($"experts[{i}]", await ExpertAsync(body.Experts![i], answer, sender));
        for (var i = 0; i < (body.Rounds?.Count ?? 0) && refusal is null; i++) refusal = At($"rounds[{i}]", await RoundAsync(body.Rounds![i], answer, sender));
        for (var i = 0; i < (body.Series?.Count ?? 0) && refusal is null; i++)
            refusal = At($"series[{i}]", await series.SetAsync(body.Series![i]?.Series ?? "", body.Series[i]?.Year ?? ChinaTime.DateOf(sender.ReceivedAt).Year, body.Series[i]?.Next ?? 0, sender));
        for (var i = 0; i < (body.Sanctions?.Count ?? 0) && refusal is null; i++)
        {
            var s = body.Sanctions![i];
            var entered = await sanctions.EnterAsync(Identifiers.Opaque(), new NewSanction(s?.Uscc ?? "", s?.From, s?.Until, s?.Reason ?? "", s?.Source ?? "演示数据", s?.DecidedOn ?? s?.From), await funds.ByAsync("officer1", sender.ReceivedAt));
            refusal = At($"sanctions[{i}]", (entered as CommandResult.Refused)?.Refusal);
        }

        for (var i = 0; i < (body.Budgets?.Count ?? 0) && refusal is null; i++) refusal = At($"budgets[{i}]", await funds.BudgetAsync(body.Budgets![i], sender.ReceivedAt));
        if (refusal is null && body.Providers is not null && await funds.ProvidersAsync(body.Providers, sender.ReceivedAt) is { } wrong) refusal = At($"providers[{wrong.Place}]", wrong.Refusal);
        for (var i = 0; i < (body.Vouchers?.Count ?? 0) && refusal is null; i++) refusal = At($"vouchers[{i}]", await funds.VoucherAsync(body.Vouchers![i], sender.ReceivedAt));
        return refusal is null ? (answer, null) : (null, refusal);
    }

    private static Refusal? At(string place, Refusal? refusal) =>
        refusal is null ? null : refusal with { Field = refusal.Field is null ? place : $"{place}.{refusal.Field}", Message = $"{place}：{refusal.Message}" };

    private async Task<Refusal?> OrganizationAsync(LoadOrganization? o, LoadAnswer answer, Sender sender)
    {
        if (o is null) return new("demo.null", null, "这一项是空的。");
        var input = new OrganizationInput
        {
            Name = o.Name ?? "",
            Uscc = o.Uscc ?? "",
            Kind = o.Kind ?? "enterprise",
            Area = o.Area ?? "",
            LegalRepresentative = o.LegalRepresentative ?? "",
            ContactName = o.ContactName ?? "李某",
            ContactMobile = o.ContactMobile ?? "13800000026",
            GroupName = o.GroupName ?? "",
            FieldCode = o.FieldCode ?? "",
            StaffTotal = o.StaffTotal,
            Address = o.Address ?? "",
            Shareholders = o.Shareholders is null ? null : [.. o.Shareholders.Select(s => new HolderInput(s?.Name ?? "", s?.Uscc, s?.Percent ?? 0))],
        };
        if (o.UserName is { } wanted && !IsUserName(wanted)) return BadUserName;
        var (row, refusal) = await directory.SaveApprovedAsync(input, sender);
        if (refusal is not null) return refusal;
        var userName = o.UserName ?? "ent-" + row!.Uscc[^6..].ToLowerInvariant();
        if (await TakenAsync(userName, u => u.OrganizationId == row!.Id)) return new("account.taken", "userName", $"用户名“{userName}”已有人使用。");
        await accounts.EnsureAsync(userName, input.ContactName, row!.Id, row.Name, [], sender.ReceivedAt);
        answer.Organizations.Add(new(row.Id, row.Uscc, row.Name, userName, accounts.Password()));
        return null;
    }

    private async Task<Refusal?> ExpertAsync(LoadExpert? e, LoadAnswer answer, Sender sender)
    {
        if (e is null) return new("demo.null", null, "这一项是空的。");
        if (e.UserName is { } wanted && !IsUserName(wanted)) return BadUserName;
        var userName = e.UserName ?? "expert-" + Identifiers.Opaque()[..8];
        if (await TakenAsync(userName, u => u.OrganizationId is null)) return new("account.taken", "userName", $"用户名“{userName}”已有人使用。");
        var name = e.Name ?? "";
        if (name.Length is 0 or > 50) return new("expert.name", "name", "请填写专家姓名，最多 50 字。");
        var userId = await accounts.EnsureAsync(userName, name, null, e.Employers?.FirstOrDefault()?.Name ?? "", [(ProcessRoles.Expert, "*")], sender.ReceivedAt);
        var input = new ExpertInput(name, e.Title ?? "", e.Fields ?? [], [.. (e.Employers ?? []).Select(m => new EmployerInput(m?.Name ?? "", m?.Uscc, m?.From, m?.To))], [.. (e.Relations ?? []).Select(r => new RelationInput(r?.Kind ?? "", r?.Other ?? "", r?.Until))]);
        if (await directory.SaveExpertAsync(userId, input, sender) is { } refusal) return refusal;
        answer.Experts.Add(new(userId, userName, accounts.Password(), name));
        return null;
    }

    private async Task<Refusal?> RoundAsync(LoadRound? r, LoadAnswer answer, Sender sender)
    {
        if (r is null) return new("demo.null", null, "这一项是空的。");
        if (!Instants.TryRead(r.OpensAt, false, out var opens)) return new("round.opensAt", "opensAt", "申报开始时间读不懂。");
        if (!Instants.TryRead(r.ClosesAt, true, out var closes)) return new("round.closesAt", "closesAt", "申报截止时间读不懂。");
        if (!Instants.TryRead(r.RecommendBy, true, out var recommend)) return new("round.recommendBy", "recommendBy", "推荐截止时间读不懂。");
        var input = new RoundInput { ProgrammeCode = r.ProgrammeCode ?? "PR01", Title = r.Title ?? "", Guide = r.Guide ?? "", OpensAt = opens ?? sender.ReceivedAt, ClosesAt = closes, RecommendBy = recommend, Contact = r.Contact ?? "" };
        var (row, _, refusal) = await rounds.SaveAsync(null, null, input, sender);
        if (refusal is null) answer.Rounds.Add(new(row!.Id, row.Title));
        return refusal;
    }

    private async Task<Refusal?> CalendarAsync(LoadCalendar? c, Sender sender)
    {
        if (c is null) return new("demo.null", null, "这一项是空的。");
        var days = new List<CalendarDay>();
        foreach (var day in c.Days ?? [])
        {
            if (day?.Date is not { } date) return new("calendar.day", "days", "有一天没有写日期。");
            if (day.Kind is not ("holiday_off" or "make_up_workday")) return new("calendar.kind", "days", $"{date:yyyy-MM-dd} 的类型应为 holiday_off 或 make_up_workday。");
            days.Add(new CalendarDay(date, day.Kind == "holiday_off" ? DayKind.HolidayOff : DayKind.MakeUpWorkday, day.Name ?? ""));
        }

        return await calendars.LoadAsync(c.Year ?? 0, days, sender);
    }

    private async Task<bool> TakenAsync(string userName, Func<UserAccount, bool> fits)
    {
        await using var db = contexts.Create();
        var normal = userName.ToUpperInvariant();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normal) is { } account && !fits(account);
    }

    private static bool IsUserName(string text) => text.Length is >= 3 and <= 60 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '@');

    private static Refusal BadUserName { get; } = new("account.userName", "userName", "用户名应为 3 至 60 个字母、数字或 - _ . @。");
}
