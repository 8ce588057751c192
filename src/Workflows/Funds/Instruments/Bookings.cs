using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Instruments;

/// <summary>预约 of a time on one day in China.</summary>
public sealed record BookingInput(string InstrumentId, DateTimeOffset From, DateTimeOffset Until, string Purpose);

/// <summary>A word about a booking: the reason of a refusal or of a cancellation.</summary>
public sealed record BookingWord(string BookingId, string Text = "");

/// <summary>服务记录. <paramref name="Quantity"/> is in units of the price, at most two decimals.</summary>
public sealed record BookingRecord(string BookingId, decimal Quantity, string Report);

/// <summary>仪器预约: asked for, confirmed, used, written down; two bookings never share a minute.</summary>
public sealed class Bookings(FundPath path)
{
    /// <summary>How far ahead an instrument is booked, in days.</summary>
    public const int DaysAhead = 90;

    private const int MostOpen = 20;
    private const int MostQuantity = 100_000;

    /// <summary>Bookings this person may see: the office all, others those of the own organisation on either side.</summary>
    public static IQueryable<BookingRow> Visible(WorkflowsDbContext db, UserContext user)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(user);
        var rows = db.Bookings.AsNoTracking();
        if (VoucherPeople.SeesAll(user)) return rows;
        return user.OrganizationId is { } own ? rows.Where(b => b.OrganizationId == own || b.ProviderOrganizationId == own) : rows.Where(_ => false);
    }

    /// <summary>The times of an instrument that are taken.</summary>
    public static IQueryable<BookingRow> Taken(WorkflowsDbContext db, string instrumentId)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Bookings.Where(b => b.InstrumentId == instrumentId && (b.Status == BookingStatus.Requested || b.Status == BookingStatus.Confirmed || b.Status == BookingStatus.Recorded));
    }

    /// <summary>预约 by an organisation.</summary>
    public Task<CommandResult> RequestAsync(string commandId, BookingInput input, Sender sender, CancellationToken cancellation = default) =>
        path.RunAsync(commandId, input, sender, async act =>
        {
            var organization = await act.Db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == act.User.OrganizationId, cancellation);
            if (organization is not { Status: OrganizationStatus.Approved }) return CommandResult.No("command.notAllowed", null, "登记审核通过的单位可以预约仪器。");
            if (await act.Db.Instruments.FindAsync([input.InstrumentId], cancellation) is not { } instrument) return CommandResult.No("instrument.notFound", null, "没有找到这台仪器。");
            var (service, refusal) = await Providers.Providers.FindUsableAsync(act.Db, instrument.ServiceId, act.Today, cancellation);
            if (refusal is not null) return refusal;
            if (!instrument.Open) return CommandResult.No("instrument.closed", null, "这台仪器暂停预约。");
            if (instrument.OrganizationId == organization.Id) return CommandResult.No("booking.own", null, "这是您单位自己的仪器，不用预约。");
            if (Time(input, instrument, act.At) is { } wrong) return wrong;
            if (input.Purpose.Trim().Length is 0 or > 500) return CommandResult.No("booking.purpose", "purpose", "请写明样品和要求，最多 500 字。");
            if (await Taken(act.Db, instrument.Id).OrderBy(b => b.From).FirstOrDefaultAsync(b => b.From < input.Until && b.Until > input.From, cancellation) is { } other)
                return CommandResult.No("booking.taken", "from", $"{Span(other.From, other.Until)} 已有人预约，请换一个时间。");
            if (await Taken(act.Db, instrument.Id).CountAsync(b => b.OrganizationId == organization.Id && b.Status != BookingStatus.Recorded && b.Until > act.At, cancellation) >= MostOpen)
                return CommandResult.No("booking.tooMany", null, $"您单位在这台仪器上已有 {MostOpen} 次没有使用的预约。");
            var (id, year) = (Identifiers.Ordered(), act.Today.Year);
            var row = new BookingRow
            {
                Id = id,
                Number = await NumberSeries.TakeAsync(act.Db, "YY", year, n => NumberFormat.Case("YY", year, n), id, act.At, cancellation),
                InstrumentId = instrument.Id,
                ServiceId = service!.Id,
                InstrumentName = service.Name,
                ProviderOrganizationId = instrument.OrganizationId,
                ProviderName = service.Provider.Name,
                OrganizationId = organization.Id,
                OrganizationName = organization.Name,
                From = input.From,
                Until = input.Until,
                Purpose = input.Purpose.Trim(),
                Price = service.Price,
                Unit = service.Unit,
                RequestedAt = act.At,
            };
            act.Db.Bookings.Add(row);
            act.Happened(row, "bookingRequested", new { input, row.Price, row.Unit });
            await TellAsync(act, row, row.ProviderOrganizationId, "仪器预约", $"{row.OrganizationName}预约“{row.InstrumentName}”，{Span(row.From, row.Until)}，请确认。");
            return await act.DoneAsync(row, row.Number, BookingWords.Of(row, act.At));
        }, cancellation);

    /// <summary>确认 by the provider.</summary>
    public Task<CommandResult> ConfirmAsync(string commandId, BookingWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "confirm", word, word.BookingId, sender, async (act, row) =>
        {
            if (!IsProvider(act, row)) return VoucherPeople.NotYours;
            if (row.Status != BookingStatus.Requested || row.From <= act.At) return Stale(act, row);
            row.Status = BookingStatus.Confirmed;
            act.Happened(row, "bookingConfirmed", word);
            await TellAsync(act, row, row.OrganizationId, "预约已确认", $"{row.ProviderName}确认了预约 {row.Number}：“{row.InstrumentName}”，{Span(row.From, row.Until)}。");
            return await act.DoneAsync(row, row.Number, BookingWords.Of(row, act.At));
        }, cancellation);

    /// <summary>不接受 by the provider, with the reason.</summary>
    public Task<CommandResult> DeclineAsync(string commandId, BookingWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "decline", word, word.BookingId, sender, async (act, row) =>
        {
            if (!IsProvider(act, row)) return VoucherPeople.NotYours;
            return row.Status != BookingStatus.Requested ? Stale(act, row) : await EndAsync(act, row, word, BookingStatus.Declined, "bookingDeclined");
        }, cancellation);

    /// <summary>取消: by the user before the time begins, by the provider until it is written down.</summary>
    public Task<CommandResult> CancelAsync(string commandId, BookingWord word, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "cancel", word, word.BookingId, sender, async (act, row) =>
        {
            if (row.Status is not (BookingStatus.Requested or BookingStatus.Confirmed)) return Stale(act, row);
            if (!IsProvider(act, row) && row.From <= act.At) return CommandResult.No("booking.begun", null, "预约的时间已经开始，不能取消；没有使用的，请与对方联系。");
            return await EndAsync(act, row, word, BookingStatus.Cancelled, "bookingCancelled");
        }, cancellation);

    /// <summary>登记服务记录 by the provider once the time has begun; what is owed is the price times the quantity.</summary>
    public Task<CommandResult> RecordAsync(string commandId, BookingRecord record, Sender sender, CancellationToken cancellation = default) =>
        OnAsync(commandId, "record", record, record.BookingId, sender, async (act, row) =>
        {
            if (!IsProvider(act, row)) return VoucherPeople.NotYours;
            if (row.Status != BookingStatus.Confirmed) return Stale(act, row);
            if (row.From > act.At) return CommandResult.No("booking.early", null, "预约的时间还没有到，不能登记服务记录。");
            if (record.Quantity is <= 0 or > MostQuantity || decimal.Round(record.Quantity, 2) != record.Quantity) return CommandResult.No("booking.quantity", "quantity", $"请填写计费数量（{row.Unit}），大于 0，最多两位小数。");
            if (record.Report.Trim().Length is 0 or > 1000) return CommandResult.No("booking.report", "report", "请写明做了什么、结果如何，最多 1000 字。");
            var amount = decimal.Round(row.Price * record.Quantity, 0, MidpointRounding.AwayFromZero);
            if (amount is < 1 or > Fen.Most) return CommandResult.No("booking.quantity", "quantity", "按这个数量算出的金额不对，请核对。");
            (row.Status, row.Quantity, row.Amount, row.Report) = (BookingStatus.Recorded, record.Quantity, (long)amount, record.Report.Trim());
            act.Happened(row, "bookingRecorded", new { record, row.Amount });
            await TellAsync(act, row, row.OrganizationId, "服务记录", $"预约 {row.Number}“{row.InstrumentName}”已登记服务记录，应付 {Fen.Words(row.Amount.Value)}，可以用创新券抵扣一部分。");
            return await act.DoneAsync(row, row.Number, BookingWords.Of(row, act.At));
        }, cancellation);

    /// <summary>The booking that an order pays: its own, recorded, for the amount of the record, and paid by no other order.</summary>
    internal static async Task<(BookingRow? Row, CommandResult? Refusal)> ToPayAsync(FundAct act, string bookingId, string organizationId, string serviceId, long contract)
    {
        if (await act.Db.Bookings.FindAsync([bookingId], act.Cancellation) is not { } row || row.OrganizationId != organizationId || row.ServiceId != serviceId) return (null, NotFound);
        if (row.Status != BookingStatus.Recorded) return (null, CommandResult.No("booking.notRecorded", null, $"预约 {row.Number} 还没有服务记录，不能用券。"));
        if (row.Amount != contract) return (null, CommandResult.No("order.contract", "contract", $"合同金额应与服务记录一致，即 {Fen.Words(row.Amount!.Value)}。"));
        if (row.OrderId is { } earlier && await act.Db.Orders.AsNoTracking().SingleAsync(o => o.Id == earlier, act.Cancellation) is var order && (VoucherWords.Holds(order.Status) || order.Status == OrderStatus.Redeemed))
            return (null, CommandResult.No("booking.ordered", null, $"预约 {row.Number} 已经用券下单（{order.Number}）。"));
        return (row, null);
    }

    private static async Task<CommandResult> EndAsync(FundAct act, BookingRow row, BookingWord word, BookingStatus status, string type)
    {
        if (word.Text.Trim().Length is 0 or > 400) return CommandResult.No("reason.required", "reason", "请写明原因，最多 400 字。");
        (row.Status, row.Reason) = (status, word.Text.Trim());
        act.Happened(row, type, word);
        await TellAsync(act, row, IsProvider(act, row) ? row.OrganizationId : row.ProviderOrganizationId, "仪器预约", $"预约 {row.Number}“{row.InstrumentName}”（{Span(row.From, row.Until)}）{BookingWords.Of(row, act.At)}：{row.Reason}");
        return await act.DoneAsync(row, row.Number, BookingWords.Of(row, act.At));
    }

    private Task<CommandResult> OnAsync(string commandId, string type, object content, string bookingId, Sender sender, Func<FundAct, BookingRow, Task<CommandResult>> work, CancellationToken cancellation) =>
        path.RunAsync(commandId, new { type, content }, sender, async act =>
            await act.Db.Bookings.FindAsync([bookingId], cancellation) is { } row && act.User.OrganizationId is { } own && (row.OrganizationId == own || row.ProviderOrganizationId == own) ? await work(act, row) : NotFound, cancellation);

    private static CommandResult? Time(BookingInput input, InstrumentRow instrument, DateTimeOffset now)
    {
        var (day, from) = (ChinaTime.DateOf(input.From), Minutes(input.From));
        // A booking that ends with its day ends at 24:00 of it.
        var until = ChinaTime.DateOf(input.Until) == day.AddDays(1) && Minutes(input.Until) == 0 ? 24 * 60 : Minutes(input.Until);
        if (input.From >= input.Until || (ChinaTime.DateOf(input.Until) != day && until != 24 * 60) || from % Instruments.Step != 0 || until % Instruments.Step != 0 || input.From.Second + input.Until.Second > 0)
            return CommandResult.No("booking.time", "from", "请选择同一天的开始和结束时间，整点或半点，开始早于结束。");
        if (input.From <= now || input.From > now.AddDays(DaysAhead)) return CommandResult.No("booking.day", "day", $"可以预约现在以后、{DaysAhead} 天以内的时间。");
        return from < instrument.OpensAt || until > instrument.ClosesAt ? CommandResult.No("booking.hours", "from", $"开放时间是 {BookingWords.Time(instrument.OpensAt)} 至 {BookingWords.Time(instrument.ClosesAt)}。") : null;
    }

    private static int Minutes(DateTimeOffset at) => (int)at.ToOffset(TimeSpan.FromHours(8)).TimeOfDay.TotalMinutes;

    private static string Span(DateTimeOffset from, DateTimeOffset until) => $"{ChinaTime.LongDate(ChinaTime.DateOf(from))} {BookingWords.Time(Minutes(from))}—{BookingWords.Time(Minutes(until) is 0 ? 24 * 60 : Minutes(until))}";

    private static bool IsProvider(FundAct act, BookingRow row) => act.User.OrganizationId == row.ProviderOrganizationId;

    private static Task TellAsync(FundAct act, BookingRow row, string organizationId, string subject, string text) => VoucherMessages.TellOrganizationAsync(act, row.Id, row.Sequence, organizationId, subject, text);

    private static CommandResult Stale(FundAct act, BookingRow row) => CommandResult.No("booking.stale", null, $"预约 {row.Number} 现在是“{BookingWords.Of(row, act.At)}”，不能这样办。请刷新后再看。");

    private static CommandResult NotFound { get; } = CommandResult.No("booking.notFound", null, "没有找到这次预约，或您没有权限查看。");
}
