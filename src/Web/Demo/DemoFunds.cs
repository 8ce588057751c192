using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Demo;

/// <param name="Amount">元</param>
/// <param name="Scheme">Name of a voucher scheme that it pays; null: none.</param>
/// <param name="Cap">元 per enterprise and year.</param>
public sealed record LoadBudget(int? Year, string? Item, decimal? Amount, string? Basis, string? Scheme, decimal? Cap, decimal? Percent);

/// <param name="City">On the recognised list of this city; null: admitted here, as an organisation of this list or the seed.</param>
public sealed record LoadProvider(string? Uscc, string? Name, string? City, string? LegalRepresentative, string? Qualifications, DateOnly? From, DateOnly? Until, List<LoadService>? Services);

/// <param name="Type"><c>Research</c>, <c>Testing</c>, <c>Pilot</c>, <c>PatentSearch</c> or <c>Instrument</c>.</param>
/// <param name="Price">元</param>
public sealed record LoadService(string? Name, string? Type, decimal? Price, string? Unit, string? Description, bool? Statutory);

/// <param name="Scheme">Name of the scheme.</param>
/// <param name="Amount">元</param>
public sealed record LoadVoucher(string? Uscc, string? Scheme, decimal? Amount, string? Plan);

/// <summary>Budgets, provider lists and vouchers of a demo document, carried out by the demonstration's own people as in life.</summary>
public sealed class DemoFunds(IDbContexts contexts, Budgets budgets, Schemes schemes, Innovation.Workflows.Funds.Providers.Providers providers, Innovation.Workflows.Funds.Cities.Cities cities, RecognisedLists lists, VoucherApplications applications)
{
    public async Task<Refusal?> BudgetAsync(LoadBudget? b, DateTimeOffset at)
    {
        if (b is null) return Empty;
        var (budget, refusal) = Taken(await budgets.CreateAsync(Identifiers.Opaque(), new NewBudget(b.Year ?? 0, b.Item ?? "", Amount(b.Amount), b.Basis ?? ""), await ByAsync("finance", at)));
        if (refusal is not null || b.Scheme is null) return refusal;
        var usual = new SchemeInput();
        var input = usual with { Year = b.Year ?? 0, Name = b.Scheme, BudgetId = budget!, Cap = b.Cap is null ? usual.Cap : Amount(b.Cap), Percent = b.Percent ?? usual.Percent };
        return Taken(await schemes.SaveAsync(Identifiers.Opaque(), input, await ByAsync("head", at))).Refusal;
    }

    /// <summary>Local providers one by one; those of a city as its recognised list of the day.</summary>
    public async Task<(int Place, Refusal Refusal)?> ProvidersAsync(IReadOnlyList<LoadProvider?> all, DateTimeOffset at)
    {
        for (var i = 0; i < all.Count; i++)
        {
            var refusal = all[i] is not { } p ? Empty : (p.Services ?? []) is not { Count: > 0 } ? new Refusal("provider.services", "services", "请至少写一项服务。") : p.City is null ? await LocalAsync(p, at) : null;
            if (refusal is not null) return (i, refusal);
        }

        foreach (var list in all.Index().Where(p => p.Item!.City is not null).GroupBy(p => p.Item!.City!))
            if (await CityAsync(list.Key, [.. list.Select(p => p.Item!)], at) is { } refusal) return (list.First().Index, refusal);
        return null;
    }

    public async Task<Refusal?> VoucherAsync(LoadVoucher? v, DateTimeOffset at)
    {
        if (v is null) return Empty;
        string? scheme;
        await using (var db = contexts.Create()) scheme = await db.VoucherSchemes.Where(s => s.Name == v.Scheme).Select(s => s.Id).FirstOrDefaultAsync();
        if (scheme is null) return new("scheme.notFound", "scheme", $"没有名为“{v.Scheme}”的创新券方案。");
        if (await OwnerAsync(v.Uscc, at) is not { } owner) return NoOrganization;
        var (application, refusal) = Taken(await applications.ApplyAsync(Identifiers.Opaque(), new VoucherClaim(scheme, Amount(v.Amount), v.Plan ?? "购买科技服务"), owner));
        if (refusal is null) (_, refusal) = Taken(await applications.CheckAsync(Identifiers.Opaque(), new ApplicationDecision(application!), await ByAsync("officer1", at)));
        if (refusal is null) (_, refusal) = Taken(await applications.GrantAsync(Identifiers.Opaque(), new ApplicationDecision(application!), await ByAsync("officer2", at)));
        return refusal;
    }

    private async Task<Refusal?> LocalAsync(LoadProvider p, DateTimeOffset at)
    {
        if (await OwnerAsync(p.Uscc, at) is not { } owner) return NoOrganization;
        var services = p.Services!.ConvertAll(s => new ServiceInput(null, s?.Name ?? "", Type(s), s?.Description ?? "", Amount(s?.Price), s?.Unit ?? "次", s?.Statutory ?? false, true));
        var (provider, refusal) = Taken(await providers.ApplyAsync(Identifiers.Opaque(), new ProviderApplication(p.Qualifications ?? "", services[0]), owner));
        if (refusal is null) (_, refusal) = Taken(await providers.DecideAsync(Identifiers.Opaque(), new ProviderDecision(provider!, ProviderStep.Examine), await ByAsync("officer1", at)));
        if (refusal is null) (_, refusal) = Taken(await providers.DecideAsync(Identifiers.Opaque(), new ProviderDecision(provider!, ProviderStep.Register, "", p.Until), await ByAsync("head", at)));
        foreach (var service in services.Skip(1))
            if (refusal is null) (_, refusal) = Taken(await providers.OfferAsync(Identifiers.Opaque(), service, owner));
        return refusal;
    }

    private async Task<Refusal?> CityAsync(string city, IReadOnlyList<LoadProvider> listed, DateTimeOffset at)
    {
        string? id;
        await using (var db = contexts.Create()) id = await db.Cities.Where(c => c.Name == city).Select(c => c.Id).SingleOrDefaultAsync();
        Refusal? refusal = null;
        // Until somebody says who is paid there, the first provider stands for the city's office.
        if (id is null) (id, refusal) = Taken(await cities.SaveAsync(Identifiers.Opaque(), new CityInput(null, city, listed[0].Name ?? "", listed[0].Uscc ?? "", true), await ByAsync("head", at)));
        if (refusal is not null) return refusal;
        var today = Workflows.Deadlines.ChinaTime.DateOf(at);
        var services = listed.SelectMany(p => p.Services!.Select(s => new RecognisedService(p.Name ?? "", UnifiedSocialCreditCode.Normalize(p.Uscc), p.LegalRepresentative ?? "", p.Qualifications ?? "", p.From ?? today, p.Until, "", s?.Name ?? "", Type(s), s?.Description ?? "", Amount(s?.Price), s?.Unit ?? "次", s?.Statutory ?? false))).ToList();
        return Taken(await lists.ImportAsync(Identifiers.Opaque(), new RecognisedList(id!, today, services), await ByAsync("officer1", at))).Refusal;
    }

    private static ServiceType Type(LoadService? service) => Enum.TryParse<ServiceType>(service?.Type, out var type) ? type : (ServiceType)(-1);

    private static long Amount(decimal? yuan) => Api.Yuan.Fen(yuan);

    private static (string? Id, Refusal? Refusal) Taken(CommandResult result) => result is CommandResult.Accepted accepted ? (accepted.Answer.CaseId, null) : (null, ((CommandResult.Refused)result).Refusal);

    /// <summary>The first account of an organisation.</summary>
    private async Task<Sender?> OwnerAsync(string? uscc, DateTimeOffset at)
    {
        var code = UnifiedSocialCreditCode.Normalize(uscc);
        await using var db = contexts.Create();
        var account = await db.Users.Where(u => db.Organizations.Any(o => o.Uscc == code && o.Id == u.OrganizationId)).OrderBy(u => u.UserName).Select(u => u.Id).FirstOrDefaultAsync();
        return account is null ? null : new Sender((await CurrentUser.LoadAsync(contexts, account))!, at);
    }

    /// <summary>An account of the demonstration, as the sender of an ordinary command.</summary>
    internal async Task<Sender> ByAsync(string userName, DateTimeOffset at)
    {
        await using var db = contexts.Create();
        return new Sender((await CurrentUser.LoadAsync(contexts, await db.Users.Where(u => u.UserName == userName).Select(u => u.Id).SingleAsync()))!, at);
    }

    private static Refusal Empty { get; } = new("demo.null", null, "这一项是空的。");

    private static Refusal NoOrganization { get; } = new("organization.notFound", "uscc", "没有这个单位，请先在 organizations 里装入。");
}
