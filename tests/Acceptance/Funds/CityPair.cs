using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;
using static Innovation.Acceptance.Funds.VoucherWorld;

namespace Innovation.Acceptance.Funds;

/// <summary>Two running installations: one has issued vouchers, a provider of the other takes them. They talk over HTTP.</summary>
internal sealed class CityPair : IAsyncDisposable
{
    public const string Secret = "shared-secret-of-two-cities-0123456789";

    /// <summary>A unified social credit code that holds, for the office that is paid at a clearing.</summary>
    public const string PayeeCode = "12420000422000001W";

    private CityPair(VoucherWorld issuing, VoucherWorld providing) => (Issuing, Providing) = (issuing, providing);

    /// <summary>The city whose vouchers are used.</summary>
    public VoucherWorld Issuing { get; }

    /// <summary>The city of the provider.</summary>
    public VoucherWorld Providing { get; }

    /// <summary>The partner as each city knows it.</summary>
    public CityRow There { get; private set; } = null!;

    public CityRow Here { get; private set; } = null!;

    /// <summary>The provider's service on the issuing city's recognised list.</summary>
    public string ServiceId { get; private set; } = "";

    public static async Task<CityPair> StartAsync()
    {
        var issuing = new VoucherWorld(await Site.StartAsync("--Messages:PlainHosts:0", "127.0.0.1"));
        var providing = new VoucherWorld(await Site.StartAsync("--Messages:PlainHosts:0", "127.0.0.1"));
        await issuing.SetUpAsync(100_000_000, 10_000_000);
        await providing.SetUpAsync(100_000_000, 10_000_000);
        var pair = new CityPair(issuing, providing);
        pair.There = await AgreeAsync(issuing, "武汉市", "武汉市科技创新券结算中心", providing.Site.Address);
        pair.Here = await AgreeAsync(providing, "大冶市", "大冶市科技创新券结算中心", issuing.Site.Address);
        Ok(await issuing.Site.Get<Web.Cities.ListPull>().RunAsync(Id(), pair.There.Id, await issuing.ByAsync("officer1")));
        await using var db = issuing.Site.Get<IDbContexts>().Create();
        pair.ServiceId = await db.ProviderServices.Where(s => s.Provider.City == "武汉市" && s.TheirId == providing.ServiceId).Select(s => s.Id).SingleAsync();
        return pair;
    }

    private static async Task<CityRow> AgreeAsync(VoucherWorld world, string name, string payee, string endpoint)
    {
        Ok(await world.Site.Get<Cities>().SaveAsync(Id(), new CityInput(null, name, payee, PayeeCode, true, "daye-wuhan", endpoint, Secret), await world.ByAsync("head")));
        await using var db = world.Site.Get<IDbContexts>().Create();
        return await db.Cities.AsNoTracking().SingleAsync(c => c.Name == name);
    }

    /// <summary>Both send what they have to say until nothing waits.</summary>
    public async Task TalkAsync()
    {
        for (var round = 0; round < 10; round++)
        {
            var sent = await Issuing.Site.Get<CityExchange>().RunAsync() + await Providing.Site.Get<CityExchange>().RunAsync();
            if (sent == 0) return;
        }

        Assert.Fail("the cities never stop talking");
    }

    /// <summary>Both clocks; what became due is carried out, messages wait for <see cref="TalkAsync"/>.</summary>
    public async Task ClockAsync(string now)
    {
        foreach (var world in (VoucherWorld[])[Issuing, Providing])
        {
            await world.ClockAsync(now);
            await world.ClockAsync(now, sweep: false);
        }
    }

    public Task<CommandResult> PlaceAsync(string voucher, long contract, long deduction) => Issuing.PlaceAsync(voucher, contract, deduction, VoucherWorld.Enterprise, ServiceId);

    /// <summary>The order as the provider's city has it; null: not there.</summary>
    public async Task<ForeignOrderRow?> ForeignAsync(string order)
    {
        await using var db = Providing.Site.Get<IDbContexts>().Create();
        return await db.ForeignOrders.AsNoTracking().SingleOrDefaultAsync(o => o.TheirId == order);
    }

    public async Task<CommandResult> ProviderAsync(string order, string act, string invoice = "", long amount = 0)
    {
        var (orders, id, by) = (Providing.Site.Get<ForeignOrders>(), (await ForeignAsync(order))!.Id, await Providing.ByAsync(VoucherWorld.Provider));
        using var pdf = new MemoryStream(Encoding.ASCII.GetBytes($"%PDF-1.4\n% {invoice}\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"));
        return act switch
        {
            "accept" => await orders.AcceptAsync(Id(), new OrderWord(id), by),
            "deliver" => await orders.DeliverAsync(Id(), new OrderWord(id, "检测报告一份"), by),
            "cancel" => await orders.CancelAsync(Id(), new OrderWord(id, "设备检修"), by),
            _ => await orders.ClaimAsync(Id(), new ForeignClaim(id, invoice, amount), "发票.pdf", pdf, by),
        };
    }

    /// <summary>An order whose payout is on notice in the issuing city.</summary>
    public async Task<string> AuditedAsync(string voucher, long contract, long deduction, string invoice)
    {
        var order = Ok(await PlaceAsync(voucher, contract, deduction)).CaseId;
        await TalkAsync();
        Ok(await ProviderAsync(order, "accept"));
        await TalkAsync();
        Ok(await ProviderAsync(order, "deliver"));
        await TalkAsync();
        await Issuing.ConfirmAsync(order);
        await TalkAsync();
        Ok(await ProviderAsync(order, "redeem", invoice, contract));
        await TalkAsync();
        Ok(await Issuing.AuditAsync(order));
        return order;
    }

    public async Task<ClearingRow?> ClearingAsync(VoucherWorld world)
    {
        await using var db = world.Site.Get<IDbContexts>().Create();
        return await db.Clearings.AsNoTracking().SingleOrDefaultAsync();
    }

    public async Task<IReadOnlyList<CityClearingLine>> LinesAsync(VoucherWorld world)
    {
        await using var db = world.Site.Get<IDbContexts>().Create();
        return await Clearings.LinesAsync(db, (await db.Clearings.AsNoTracking().SingleAsync()).Id);
    }

    public async ValueTask DisposeAsync()
    {
        await Issuing.Site.DisposeAsync();
        await Providing.Site.DisposeAsync();
    }
}

/// <summary>A way on which requests are lost, answers are lost and requests arrive twice; chance comes from a seed.</summary>
internal sealed class LossyChannel(ICityChannel way, Random random) : ICityChannel
{
    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    public async Task<ChannelAnswer> SendAsync(CityRow city, string method, string path, string requestId, byte[] body, CancellationToken cancellation = default)
    {
        var lost = new ChannelAnswer(0, [], null, "线路中断");
        switch (random.Next(6))
        {
            case 0:
                Lost++;
                return lost;
            case 1:
                Lost++;
                await way.SendAsync(city, method, path, requestId, body, cancellation);
                return lost;
            case 2:
                Doubled++;
                await way.SendAsync(city, method, path, requestId, body, cancellation);
                break;
        }

        return await way.SendAsync(city, method, path, requestId, body, cancellation);
    }

    public CityExchange For(Site site) => new(site.Get<IDbContexts>(), site.Get<FundPath>(), this, site.Get<FileVault>(), site.Get<TimeProvider>());
}
