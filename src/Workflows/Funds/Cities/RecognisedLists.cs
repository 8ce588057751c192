using System.Security.Cryptography;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>A recognised list of a city as of a day.</summary>
public sealed record RecognisedList(string CityId, DateOnly On, IReadOnlyList<RecognisedService> Services);

/// <summary>
/// 互认名录: the providers of another city, read-only here. A list replaces the one before it: who is no longer on it may
/// take no new order from its day on; orders that are open go on to their end.
/// </summary>
public sealed class RecognisedLists(FundPath path)
{
    /// <summary>Takes over a list; whole or not at all.</summary>
    public Task<CommandResult> ImportAsync(string commandId, RecognisedList list, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        var content = new { list.CityId, list.On, sha256 = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(CityJson.Write(list.Services)))), count = list.Services.Count };
        return path.RunAsync(commandId, content, sender, async act =>
        {
            if (!VoucherPeople.IsOffice(act.User)) return CommandResult.No("command.notAllowed", null, "互认名录由创新券的经办人员导入，您没有这个权限。");
            if (await act.Db.Cities.FindAsync([list.CityId], cancellation) is not { } city) return Cities.NotFound;
            if (list.On < city.ListedOn) return CommandResult.No("list.older", "on", $"现在的名录是 {RecognisedListFile.Day(city.ListedOn.Value)} 的，不能换成更早的。");
            if (list.On > act.Today) return CommandResult.No("list.on", "on", "名录日期不能晚于今天。");
            if (list.Services.Count == 0) return CommandResult.No("list.empty", "file", "名录里没有服务机构。");
            if (list.Services.Select(RecognisedListFile.Check).FirstOrDefault(w => w is not null) is { } wrong) return CommandResult.No("list.invalid", "file", wrong);
            if (list.Services.GroupBy(s => s.Uscc).FirstOrDefault(g => g.Select(s => (s.Name, s.From, s.Until)).Distinct().Count() > 1) is { } unequal) return CommandResult.No("list.invalid", "file", $"{unequal.First().Name}在几行里的名称或认可日期不一致。");
            if (list.Services.GroupBy(s => (s.Uscc, Key(s.ServiceId, s.ServiceName))).FirstOrDefault(g => g.Count() > 1) is { } twice) return CommandResult.No("list.invalid", "file", $"{twice.First().Name}的“{twice.First().ServiceName}”出现了不止一次。");
            var known = await act.Db.Providers.Include(p => p.Services).Where(p => p.City == city.Name).ToDictionaryAsync(p => p.Uscc, cancellation);
            var (added, changed, gone) = (0, 0, 0);
            foreach (var group in list.Services.GroupBy(s => s.Uscc))
            {
                if (known.Remove(group.Key, out var row)) changed++;
                else
                {
                    act.Db.Providers.Add(row = new ProviderRow { Id = Identifiers.Ordered(), City = city.Name, Name = group.First().Name, Uscc = group.Key, AppliedAt = act.At });
                    added++;
                }

                Take(row, [.. group]);
                act.Happened(row, "providerListed", new { list.On, services = group });
            }

            foreach (var row in known.Values.Where(r => r.Status == ProviderStatus.Registered))
            {
                (row.Status, row.Until, row.Reason) = (ProviderStatus.Removed, list.On.AddDays(-1), $"{RecognisedListFile.Day(list.On)} 的名录中没有");
                act.Happened(row, "providerUnlisted", new { list.On });
                gone++;
            }

            city.ListedOn = list.On;
            act.Happened(city, "listImported", new { content, added, changed, gone });
            return await act.DoneAsync(city, null, $"新增 {added} 家，沿用 {changed} 家，退出 {gone} 家");
        }, cancellation);
    }

    /// <summary>Our own register, as other cities recognise it.</summary>
    public static async Task<IReadOnlyList<RecognisedService>> OwnAsync(WorkflowsDbContext db, DateOnly day, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var services = await Providers.Providers.OnOffer(db.ProviderServices.AsNoTracking().Include(s => s.Provider), day).Where(s => s.Provider.City == "").OrderBy(s => s.Provider.Name).ThenBy(s => s.Id).ToListAsync(cancellation);
        return services.ConvertAll(s => new RecognisedService(s.Provider.Name, s.Provider.Uscc, s.Provider.LegalRepresentative, s.Provider.Qualifications, s.Provider.From ?? day, s.Provider.Until, s.Id, s.Name, s.Type, s.Description, s.Price, s.Unit, s.Statutory));
    }

    private static void Take(ProviderRow row, IReadOnlyList<RecognisedService> services)
    {
        var first = services[0];
        (row.Name, row.LegalRepresentative, row.Qualifications, row.Status, row.Reason, row.From, row.Until) = (first.Name, first.LegalRepresentative, first.Qualifications, ProviderStatus.Registered, null, first.From, first.Until);
        foreach (var old in row.Services) old.Offered = false;
        foreach (var s in services)
        {
            var service = row.Services.FirstOrDefault(o => Key(o.TheirId, o.Name) == Key(s.ServiceId, s.ServiceName));
            if (service is null) row.Services.Add(service = new ServiceRow { Id = Identifiers.Ordered(), ProviderId = row.Id, Name = s.ServiceName, Type = s.Type, TheirId = s.ServiceId });
            (service.Name, service.Type, service.Description, service.Price, service.Unit, service.Statutory, service.Offered) = (s.ServiceName, s.Type, s.Description, s.Price, s.Unit, s.Statutory, true);
        }
    }

    internal static string Key(string id, string name) => id.Length > 0 ? id : name;
}
