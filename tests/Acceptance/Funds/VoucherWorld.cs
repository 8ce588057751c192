using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance.Funds;

/// <summary>A site with a budget, a scheme, a registered provider and what people do with them.</summary>
internal sealed class VoucherWorld(Site site)
{
    private readonly Dictionary<string, UserContext> people = [];

    public Site Site => site;

    public string BudgetId { get; private set; } = "";

    public string SchemeId { get; private set; } = "";

    public string ServiceId { get; private set; } = "";

    /// <summary>Enterprise ent01 (大冶示例新材料有限公司) and the local provider ent09 (大冶示例关联服务有限公司).</summary>
    public const string Enterprise = "ent01";

    public const string Provider = "ent09";

    public static async Task<VoucherWorld> StartAsync(long budget = 100_000_000, long cap = 10_000_000)
    {
        var world = new VoucherWorld(await Site.StartAsync());
        await world.SetUpAsync(budget, cap);
        return world;
    }

    public async Task SetUpAsync(long budget, long cap)
    {
        BudgetId = Ok(await site.Get<Budgets>().CreateAsync(Id(), new NewBudget(2026, "科技创新券专项", budget, "冶财教〔2026〕12号"), await ByAsync("finance"))).CaseId;
        SchemeId = Ok(await site.Get<Schemes>().SaveAsync(Id(), new SchemeInput { Year = 2026, Name = "2026年科技创新券", BudgetId = BudgetId, Cap = cap }, await ByAsync("head"))).CaseId;
        ServiceId = await RegisterAsync(Provider, "材料成分检测");
    }

    /// <summary>A registered provider with this service; its owners are made its own, so that nobody is related.</summary>
    public async Task<string> RegisterAsync(string account, string service, bool statutory = false)
    {
        var user = await UserAsync(account);
        var input = new ServiceInput(null, service, ServiceType.Testing, "按国家标准检测", 200_000, "件", statutory, true);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            var organization = await db.Organizations.Include(o => o.Shareholders).SingleAsync(o => o.Id == user.OrganizationId);
            organization.LegalRepresentative = "独某" + account;
            db.RemoveRange(organization.Shareholders);
            await db.SaveChangesAsync();
        }

        var providers = site.Get<Providers>();
        bool known;
        await using (var db = site.Get<IDbContexts>().Create()) known = await db.Providers.AnyAsync(p => p.OrganizationId == user.OrganizationId && p.Status == ProviderStatus.Registered);
        if (known) Ok(await providers.OfferAsync(Id(), input, await ByAsync(account)));
        else
        {
            var provider = Ok(await providers.ApplyAsync(Id(), new ProviderApplication("有检验检测机构资质", input), await ByAsync(account))).CaseId;
            Ok(await providers.DecideAsync(Id(), new ProviderDecision(provider, ProviderStep.Examine), await ByAsync("officer1")));
            Ok(await providers.DecideAsync(Id(), new ProviderDecision(provider, ProviderStep.Register), await ByAsync("head")));
        }

        await using (var db = site.Get<IDbContexts>().Create())
            return await db.ProviderServices.Where(s => s.Provider.OrganizationId == user.OrganizationId && s.Name == service).Select(s => s.Id).SingleAsync();
    }

    /// <summary>An application that was checked and granted; answers the voucher.</summary>
    public async Task<string> GrantAsync(long amount, string account = Enterprise)
    {
        var application = Ok(await site.Get<VoucherApplications>().ApplyAsync(Id(), new VoucherClaim(SchemeId, amount, "购买检测服务"), await ByAsync(account))).CaseId;
        Ok(await site.Get<VoucherApplications>().CheckAsync(Id(), new ApplicationDecision(application), await ByAsync("officer1")));
        return Ok(await site.Get<VoucherApplications>().GrantAsync(Id(), new ApplicationDecision(application), await ByAsync("officer2"))).CaseId;
    }

    public async Task<string> OrderAsync(string voucher, long contract, long deduction, string account = Enterprise, string? service = null) =>
        Ok(await PlaceAsync(voucher, contract, deduction, account, service)).CaseId;

    public async Task<CommandResult> PlaceAsync(string voucher, long contract, long deduction, string account = Enterprise, string? service = null) =>
        await site.Get<Orders>().PlaceAsync(Id(), new OrderInput(voucher, service ?? ServiceId, contract, deduction, new DateOnly(2026, 10, 30)), await ByAsync(account));

    public async Task AcceptAsync(string order) => Ok(await site.Get<Orders>().AcceptAsync(Id(), new OrderWord(order), await ByAsync(Provider)));

    public async Task DeliverAsync(string order) => Ok(await site.Get<Orders>().DeliverAsync(Id(), new OrderWord(order, "检测报告一份"), await ByAsync(Provider)));

    public async Task ConfirmAsync(string order, long? amount = null) => Ok(await site.Get<Orders>().ConfirmAsync(Id(), new OrderConfirmation(order, amount), await ByAsync(Enterprise)));

    /// <summary>An order up to its confirmation.</summary>
    public async Task<string> ConfirmedAsync(string voucher, long contract, long deduction)
    {
        var order = await OrderAsync(voucher, contract, deduction);
        await AcceptAsync(order);
        await DeliverAsync(order);
        await ConfirmAsync(order);
        return order;
    }

    public async Task InvoiceAsync(string order)
    {
        using var pdf = new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"));
        var (_, refusal) = await site.Get<OrderFiles>().AddAsync(order, "invoice", "发票.pdf", pdf, await ByAsync(Provider));
        Assert.Null(refusal);
    }

    public async Task<CommandResult> RedeemAsync(string order, string invoice, long amount)
    {
        await InvoiceAsync(order);
        return await site.Get<Redemptions>().ClaimAsync(Id(), new RedemptionClaim(order, invoice, amount), await ByAsync(Provider));
    }

    public async Task<CommandResult> AuditAsync(string order, AuditVerdict verdict = AuditVerdict.Pass, long? amount = null, string reason = "材料齐全") =>
        await site.Get<Redemptions>().AuditAsync(Id(), new RedemptionVerdict(order, verdict, amount, reason), await ByAsync("officer1"));

    public async Task<OrderRow> OrderOfAsync(string id)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id);
    }

    public async Task<VoucherFigures> FiguresAsync(string voucher)
    {
        await using var db = site.Get<IDbContexts>().Create();
        return (await VoucherFigures.ReadAsync(db, [voucher]))[voucher];
    }

    public async Task<BudgetFigures> BudgetAsync()
    {
        await using var db = site.Get<IDbContexts>().Create();
        return await BudgetFigures.ReadAsync(db, BudgetId);
    }

    /// <summary>The ledger proves itself: nothing negative, nothing lost, every budget adds up.</summary>
    public async Task ProveAsync()
    {
        await using var db = site.Get<IDbContexts>().Create();
        Assert.Empty((await LedgerCheck.RunAsync(db)).Problems);
        foreach (var voucher in await db.Vouchers.AsNoTracking().ToListAsync())
        {
            var figures = await FiguresAsync(voucher.Id);
            Assert.Equal(voucher.Face, figures.Granted);
            Assert.True(figures is { Available: >= 0, Locked: >= 0, Redeemed: >= 0, Expired: >= 0 });
        }
    }

    /// <summary>Sets the clock and carries out what became due.</summary>
    public async Task ClockAsync(string now, bool sweep = true) => (await site.ClockAsync(now + "+08:00", sweep)).Ok();

    public async Task<Sender> ByAsync(string account) => new(await UserAsync(account), site.Clock.GetUtcNow());

    public async Task<UserContext> UserAsync(string account)
    {
        if (people.TryGetValue(account, out var known)) return known;
        await using var db = site.Get<IDbContexts>().Create();
        var id = await db.Users.Where(u => u.UserName == account).Select(u => u.Id).SingleAsync();
        return people[account] = (await Web.Access.CurrentUser.LoadAsync(site.Get<IDbContexts>(), id))!;
    }

    public static string Id() => Guid.NewGuid().ToString("N");

    public static CommandAnswer Ok(CommandResult result) => result is CommandResult.Accepted accepted ? accepted.Answer : throw new Xunit.Sdk.XunitException(((CommandResult.Refused)result).Refusal.ToString());

    public static string Refused(CommandResult result, string code)
    {
        var refusal = Assert.IsType<CommandResult.Refused>(result).Refusal;
        Assert.Equal(code, refusal.Code);
        return refusal.Message;
    }
}
