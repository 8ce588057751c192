using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Cities;

/// <summary>互认名录 as the other installation has it today.</summary>
public sealed class ListPull(IDbContexts contexts, ICityChannel channel, RecognisedLists lists)
{
    public async Task<CommandResult> RunAsync(string commandId, string cityId, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        if (!VoucherPeople.IsOffice(sender.User)) return CommandResult.No("command.notAllowed", null, "互认名录由创新券的经办人员导入，您没有这个权限。");
        CityRow? city;
        await using (var db = contexts.Create()) city = await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cityId, cancellation);
        if (city is null) return CommandResult.No("city.notFound", null, "没有找到这个通用通兑城市。");
        if (!city.IsLinked) return CommandResult.No("city.notLinked", null, $"与{city.Name}没有系统对接，请用文件导入名录。");
        var answer = await channel.SendAsync(city, "GET", "/api/v1/cities/providers", Identifiers.Ordered(), [], cancellation);
        if (!answer.IsAccepted) return CommandResult.No("city.unreached", null, $"没有取到{city.Name}的名录。{answer.Detail}");
        return CityJson.Read<List<RecognisedService>>(answer.Body) is { } services
            ? await lists.ImportAsync(commandId, new RecognisedList(city.Id, ChinaTime.DateOf(sender.ReceivedAt), services), sender, cancellation)
            : CommandResult.No("city.unreached", null, $"{city.Name}答复的名录读不懂，请联系对方。");
    }
}
