using Innovation.Web.Access;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Api;

/// <param name="OpensAt">Such as 08:30.</param>
internal sealed record InstrumentBody(string? CommandId, string? ServiceId, string? Model, string? Purpose, string? Place, string? Contact, TimeOnly? OpensAt, TimeOnly? ClosesAt, bool? Open);

internal sealed record BookingBody(string? CommandId, string? InstrumentId, DateTimeOffset? From, DateTimeOffset? Until, string? Purpose);

/// <summary>A command on a booking; each reads the fields that it knows.</summary>
internal sealed record BookingCommandBody(string? CommandId, string? Text, decimal? Quantity);

/// <summary>大型仪器共享: catalogue, bookings, service records.</summary>
internal static class InstrumentApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/instruments", async (IDbContexts contexts, TimeProvider clock, string? q = null, int page = 1) =>
        {
            await using var db = contexts.Create();
            var services = Instruments.OnOffer(db, ChinaTime.DateOf(clock.GetUtcNow()));
            if (SearchWords.Read(q) is var words && words.Refused is { } why) return Problems.Bad("search.tooLong", "q", why);
            services = services.Matching(words, word => InstrumentSearch.In(db, word));
            var rows = await services.Join(db.Instruments, s => s.Id, i => i.ServiceId, (s, i) => new { i.Id, s.Name, provider = s.Provider.Name, i.Model, i.Place, s.Price, s.Unit, serviceId = s.Id }).OrderBy(r => r.Name).ThenBy(r => r.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
            return Results.Ok(new { total = await services.CountAsync(), items = rows.Select(r => new { r.Id, r.Name, r.provider, r.Model, r.Place, price = Yuan.Of(r.Price), r.Unit, r.serviceId }) });
        }).WithTags("instruments").AllowAnonymous().WithSummary("大型仪器目录");
        api.MapPost("/instruments", async (InstrumentBody b, Instruments instruments, SenderFactory senders) =>
            Problems.Answer(await instruments.SaveAsync(b.CommandId ?? "", new InstrumentInput(b.ServiceId ?? "", b.Model ?? "", b.Purpose ?? "", b.Place ?? "", b.Contact ?? "", Minutes(b.OpensAt), b.ClosesAt == TimeOnly.MinValue ? 24 * 60 : Minutes(b.ClosesAt), b.Open ?? true), await senders.CreateAsync()))).WithTags("instruments").RequireAuthorization(Policies.Applicant).WithSummary("登记仪器资料（服务机构）");
        var bookings = api.MapGroup("/bookings").WithTags("instruments").RequireAuthorization(Policies.Vouchers);
        bookings.MapGet("", async (IDbContexts contexts, CurrentUser current, TimeProvider clock, int page = 1) =>
        {
            await using var db = contexts.Create();
            var rows = Bookings.Visible(db, await current.GetAsync());
            var list = await rows.OrderByDescending(b => b.From).ThenBy(b => b.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * 50).Take(50).ToListAsync();
            return Results.Ok(new { total = await rows.CountAsync(), items = list.Select(b => new { b.Id, b.Number, instrument = b.InstrumentName, provider = b.ProviderName, organization = b.OrganizationName, b.From, b.Until, status = BookingWords.Of(b, clock.GetUtcNow()), b.Quantity, amount = b.Amount is { } a ? Yuan.Of(a) : (decimal?)null, b.OrderId }) });
        }).WithSummary("预约：本单位的，或全部");
        bookings.MapPost("", async (BookingBody b, Bookings commands, SenderFactory senders) =>
            Problems.Answer(await commands.RequestAsync(b.CommandId ?? "", new BookingInput(b.InstrumentId ?? "", b.From ?? default, b.Until ?? default, b.Purpose ?? ""), await senders.CreateAsync()))).WithSummary("预约仪器");
        bookings.MapPost("/{id}/confirm", async (string id, BookingCommandBody b, Bookings commands, SenderFactory senders) => Problems.Answer(await commands.ConfirmAsync(b.CommandId ?? "", new BookingWord(id), await senders.CreateAsync()))).WithSummary("确认预约");
        bookings.MapPost("/{id}/decline", async (string id, BookingCommandBody b, Bookings commands, SenderFactory senders) => Problems.Answer(await commands.DeclineAsync(b.CommandId ?? "", new BookingWord(id, b.Text ?? ""), await senders.CreateAsync()))).WithSummary("不接受预约");
        bookings.MapPost("/{id}/cancel", async (string id, BookingCommandBody b, Bookings commands, SenderFactory senders) => Problems.Answer(await commands.CancelAsync(b.CommandId ?? "", new BookingWord(id, b.Text ?? ""), await senders.CreateAsync()))).WithSummary("取消预约");
        bookings.MapPost("/{id}/record", async (string id, BookingCommandBody b, Bookings commands, SenderFactory senders) => Problems.Answer(await commands.RecordAsync(b.CommandId ?? "", new BookingRecord(id, b.Quantity ?? 0, b.Text ?? ""), await senders.CreateAsync()))).WithSummary("登记服务记录");
    }

    private static int Minutes(TimeOnly? time) => time is { } t ? t.Hour * 60 + t.Minute : -1;
}
