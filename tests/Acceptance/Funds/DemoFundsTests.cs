using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance.Funds;

/// <summary>A demo document with budgets, provider lists and vouchers becomes what commands would have made.</summary>
public sealed class DemoFundsTests
{
    [Fact]
    public async Task Budgets_provider_lists_and_vouchers_are_loaded_as_commands()
    {
        await using var site = await Site.StartAsync();
        string enterprise, provider;
        await using (var db = site.Get<IDbContexts>().Create())
        {
            (enterprise, provider) = (await db.Organizations.Where(o => o.Name == "大冶示例新材料有限公司").Select(o => o.Uscc).SingleAsync(), await db.Organizations.Where(o => o.Name == "大冶示例关联服务有限公司").Select(o => o.Uscc).SingleAsync());
        }

        var service = new { name = "材料成分检测", type = "Testing", price = 2000, unit = "件" };
        var body = new
        {
            budgets = new[] { new { year = 2026, item = "装入的创新券", amount = 500000, basis = "冶财教〔2026〕12号", scheme = "装入的方案", cap = 100000 } },
            providers = new object[]
            {
                new { uscc = provider, qualifications = "有检验检测机构资质", services = new[] { service, service with { name = "中试放大", type = "Pilot" } } },
                new { uscc = "91420100MA00000012", name = "武汉示例检测有限公司", city = "武汉市", legalRepresentative = "吴某", qualifications = "有资质", services = new[] { service } },
            },
            vouchers = new[] { new { uscc = enterprise, scheme = "装入的方案", amount = 80000 } },
        };
        (await site.PostAsync(null, "/api/v1/demo/load", body)).Ok();
        var wallet = (await site.GetAsync("ent01", "/api/v1/vouchers")).Ok();
        Assert.Equal(80_000m, (decimal)wallet["items"]![0]!["available"]!);
        await using (var db = site.Get<IDbContexts>().Create())
        {
            Assert.Equal(["", "武汉市"], await db.Providers.OrderBy(p => p.City).Select(p => p.City).ToListAsync());
            Assert.Empty((await LedgerCheck.RunAsync(db)).Problems);
        }

        // Twice is refused at its place, with the rule's own words.
        (await site.PostAsync(null, "/api/v1/demo/load", body)).Refused(422, "budget.exists");
        var over = (await site.PostAsync(null, "/api/v1/demo/load", new { vouchers = new[] { new { uscc = enterprise, scheme = "装入的方案", amount = 20001 } } })).Refused(422, "voucher.cap");
        Assert.Equal("vouchers[0].amount", (string)over["field"]!);
        (await site.PostAsync(null, "/api/v1/demo/load", new { vouchers = new object?[] { null } })).Refused(422, "demo.null");
    }
}
