using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="Amount">元</param>
internal sealed record BudgetBody(string? CommandId, int? Year, string? Item, decimal? Amount, string? Basis);

/// <param name="Amount">元</param>
/// <param name="Less">调减 instead of 追加.</param>
internal sealed record BudgetChangeBody(string? CommandId, decimal? Amount, bool? Less, string? Basis);

/// <param name="Amount">元</param>
internal sealed record CaseMoneyBody(string? CommandId, string? CaseId, decimal? Amount, string? Reason);

/// <param name="Amount">元</param>
internal sealed record AllotmentBody(string? CommandId, string? RoundId, decimal? Amount);

/// <param name="Cap">元; the rest as in the scheme.</param>
internal sealed record SchemeBody(string? CommandId, string? SchemeId, int? Year, string? Name, string? BudgetId, decimal? Cap, decimal? Percent, int? ValidMonths, int? GrantDays, int? LockDays,
    int? ConfirmDays, int? RedeemDays, int? AuditDays, int? NoticeDays, int? PayoutDays, decimal? RelatedPercent, decimal? SpotPercent, int? BarYears, bool? Open);

/// <param name="Amount">元</param>
internal sealed record VoucherClaimBody(string? CommandId, string? SchemeId, decimal? Amount, string? Plan);

internal sealed record DecisionBody(string? CommandId, string? Reason);

internal static class VoucherApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var budgets = api.MapGroup("/budgets").WithTags("funds").RequireAuthorization(Policies.Funds);
        budgets.MapGet("", BudgetsAsync).WithSummary("预算：下达、预留、承诺、待付、已付，单位元");
        budgets.MapPost("", async (BudgetBody body, SenderFactory senders, Budgets commands) =>
            Problems.Answer(await commands.CreateAsync(body.CommandId ?? "", new NewBudget(body.Year ?? 0, body.Item ?? "", Yuan.Fen(body.Amount), body.Basis ?? ""), await senders.CreateAsync()))).WithSummary("下达预算（财政）");
        budgets.MapPost("/{id}/change", async (string id, BudgetChangeBody body, SenderFactory senders, Budgets commands) =>
            Problems.Answer(await commands.ChangeAsync(body.CommandId ?? "", new BudgetChange(id, Yuan.Fen(body.Amount), body.Less ?? false, body.Basis ?? ""), await senders.CreateAsync()))).WithSummary("追加或调减");

        Promise("/reserve", "预留：按件占用预算额度", (c, id, m, s) => c.ReserveAsync(id, m, s));
        Promise("/commit", "承诺：预留转为承诺", (c, id, m, s) => c.CommitAsync(id, m, s));
        Promise("/release", "释放：退回预算可用额度，应写明原因", (c, id, m, s) => c.ReleaseAsync(id, m, s));
        budgets.MapPost("/{id}/allot", async (string id, AllotmentBody body, SenderFactory senders, Budgets commands) =>
            Problems.Answer(await commands.AllotAsync(body.CommandId ?? "", new RoundAllotment(id, body.RoundId ?? "", Yuan.Fen(body.Amount)), await senders.CreateAsync()))).WithSummary("分配到批次");

        var schemes = api.MapGroup("/voucher-schemes").WithTags("vouchers").RequireAuthorization(Policies.Vouchers);
        schemes.MapGet("", async (IDbContexts contexts) =>
        {
            await using var db = contexts.Create();
            return Results.Ok(new { items = (await db.VoucherSchemes.AsNoTracking().OrderByDescending(s => s.Year).ThenBy(s => s.Name).Take(100).ToListAsync()).Select(s => new { id = s.Id, year = s.Year, name = s.Name, budgetId = s.BudgetId, cap = Yuan.Of(s.Cap), percent = s.Percent, validMonths = s.ValidMonths, open = s.Open }) });
        }).WithSummary("创新券方案");
        schemes.MapPost("", SchemeAsync).WithSummary("制定或修改方案（科室负责人）");

        var applications = api.MapGroup("/voucher-applications").WithTags("vouchers").RequireAuthorization(Policies.Vouchers);
        applications.MapGet("", ApplicationsAsync).WithSummary("申领：本单位的，或全部");
        applications.MapPost("", async (VoucherClaimBody body, SenderFactory senders, VoucherApplications commands) =>
            Problems.Answer(await commands.ApplyAsync(body.CommandId ?? "", new VoucherClaim(body.SchemeId ?? "", Yuan.Fen(body.Amount), body.Plan ?? ""), await senders.CreateAsync()))).WithSummary("申领创新券");
        Decide("/{id}/withdraw", "撤回申领", (c, id, d, s) => c.WithdrawAsync(id, d, s));
        Decide("/{id}/check", "初审通过", (c, id, d, s) => c.CheckAsync(id, d, s));
        Decide("/{id}/refuse", "不予发放", (c, id, d, s) => c.RefuseAsync(id, d, s));
        Decide("/{id}/grant", "发券", (c, id, d, s) => c.GrantAsync(id, d, s));

        var vouchers = api.MapGroup("/vouchers").WithTags("vouchers").RequireAuthorization(Policies.Vouchers);
        vouchers.MapGet("", VouchersAsync).WithSummary("创新券：本单位的，或全部");

        api.MapGet("/services", ServicesAsync).WithTags("vouchers").RequireAuthorization(Policies.SignedIn).WithSummary("服务机构在册的服务项目；providerId、type 可选");

        void Promise(string route, string summary, Func<Budgets, string, CaseMoney, Sender, Task<CommandResult>> command) =>
            budgets.MapPost("/{id}" + route, async (string id, CaseMoneyBody body, SenderFactory senders, Budgets commands) =>
                Problems.Answer(await command(commands, body.CommandId ?? "", new CaseMoney(id, body.CaseId ?? "", Yuan.Fen(body.Amount), body.Reason ?? ""), await senders.CreateAsync()))).WithSummary(summary);

        void Decide(string route, string summary, Func<VoucherApplications, string, ApplicationDecision, Sender, Task<CommandResult>> command) =>
            applications.MapPost(route, async (string id, DecisionBody body, SenderFactory senders, VoucherApplications commands) =>
                Problems.Answer(await command(commands, body.CommandId ?? "", new ApplicationDecision(id, body.Reason ?? ""), await senders.CreateAsync()))).WithSummary(summary);
    }

    private static async Task<IResult> BudgetsAsync(IDbContexts contexts, int? year = null)
    {
        await using var db = contexts.Create();
        var rows = await db.Budgets.AsNoTracking().Where(b => year == null || b.Year == year).OrderByDescending(b => b.Year).ThenBy(b => b.Item).Take(500).ToListAsync();
        var figures = await BudgetFigures.ReadAsync(db, rows.ConvertAll(r => r.Id));
        return Results.Ok(new
        {
            items = rows.Select(r => figures.GetValueOrDefault(r.Id) is not { } f ? null : new
            {
                id = r.Id, year = r.Year, item = r.Item, appropriated = Yuan.Of(f.Appropriated), addsUp = f.AddsUp,
                places = f.ByKind.Where(k => k.Key != Workflows.Funds.Ledger.AccountKind.Source).ToDictionary(k => k.Key.ToString(), k => Yuan.Of(k.Value)),
            }),
        });
    }

    private static async Task<IResult> SchemeAsync(SchemeBody b, SenderFactory senders, Schemes schemes)
    {
        var usual = new SchemeInput();
        var input = new SchemeInput
        {
            SchemeId = b.SchemeId, Year = b.Year ?? 0, Name = b.Name ?? "", BudgetId = b.BudgetId ?? "", Cap = b.Cap is null ? usual.Cap : Yuan.Fen(b.Cap), Percent = b.Percent ?? usual.Percent,
            ValidMonths = b.ValidMonths ?? usual.ValidMonths, GrantDays = b.GrantDays ?? usual.GrantDays, LockDays = b.LockDays ?? usual.LockDays, ConfirmDays = b.ConfirmDays ?? usual.ConfirmDays,
            RedeemDays = b.RedeemDays ?? usual.RedeemDays, AuditDays = b.AuditDays ?? usual.AuditDays, NoticeDays = b.NoticeDays ?? usual.NoticeDays, PayoutDays = b.PayoutDays ?? usual.PayoutDays,
            RelatedPercent = b.RelatedPercent ?? usual.RelatedPercent, SpotPercent = b.SpotPercent ?? usual.SpotPercent, BarYears = b.BarYears ?? usual.BarYears, Open = b.Open ?? true,
        };
        return Problems.Answer(await schemes.SaveAsync(b.CommandId ?? "", input, await senders.CreateAsync()));
    }

    private static async Task<IResult> ApplicationsAsync(IDbContexts contexts, CurrentUser current, int page = 1)
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        var rows = db.VoucherApplications.AsNoTracking().Where(a => VoucherPeople.SeesAll(user) || a.OrganizationId == user.OrganizationId);
        var list = await rows.OrderByDescending(a => a.SubmittedAt).ThenBy(a => a.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
        return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(a => new { id = a.Id, organization = a.OrganizationName, amount = Yuan.Of(a.Amount), status = VoucherWords.Of(a.Status), submittedAt = a.SubmittedAt, dueAt = a.DueAt, reason = a.Reason, voucherId = a.VoucherId }) });
    }

    private static async Task<IResult> VouchersAsync(IDbContexts contexts, CurrentUser current, int page = 1)
    {
        await using var db = contexts.Create();
        var rows = VoucherPeople.Vouchers(db, await current.GetAsync());
        var list = await rows.OrderByDescending(v => v.GrantedAt).ThenBy(v => v.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
        var figures = await VoucherFigures.ReadAsync(db, list.ConvertAll(v => v.Id));
        return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(v => View(v, figures[v.Id])) });
    }

    /// <summary>What registered providers offer, as in the market: by provider and name.</summary>
    private static async Task<IResult> ServicesAsync(IDbContexts contexts, TimeProvider clock, string? providerId = null, ServiceType? type = null, int page = 1)
    {
        await using var db = contexts.Create();
        var rows = Providers.OnOffer(db.ProviderServices.AsNoTracking().Include(s => s.Provider), ChinaTime.DateOf(clock.GetUtcNow()));
        if (providerId is not null) rows = rows.Where(s => s.ProviderId == providerId);
        if (type is { } wanted) rows = rows.Where(s => s.Type == wanted);
        var list = await rows.OrderBy(s => s.Provider.Name).ThenBy(s => s.Name).ThenBy(s => s.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
        return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(s => new { id = s.Id, name = s.Name, type = s.Type.ToString(), typeText = VoucherWords.Of(s.Type), description = s.Description, price = Yuan.Of(s.Price), unit = s.Unit, statutory = s.Statutory, providerId = s.ProviderId, provider = s.Provider.Name, city = s.Provider.City, qualifications = s.Provider.Qualifications }) });
    }

    private static object View(VoucherRow v, VoucherFigures f) => new
    {
        id = v.Id, code = v.Code, organization = v.OrganizationName, face = Yuan.Of(v.Face), available = Yuan.Of(f.Available), locked = Yuan.Of(f.Locked), redeemed = Yuan.Of(f.Redeemed), reversed = Yuan.Of(f.Reversed), expired = Yuan.Of(f.Expired),
        status = VoucherWords.Of(v.Status), expiresAt = v.ExpiresAt,
    };
}
