using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Funds.Instruments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Instruments;

/// <summary>仪器资料 of a service, kept by its provider.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class OwnModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, Innovation.Workflows.Funds.Instruments.Instruments instruments) : FundPage
{
    public ServiceRow Service { get; private set; } = null!;

    public InstrumentRow? Instrument { get; private set; }

    /// <summary>What is stored now.</summary>
    public Seen Seen => new(("规格型号", Instrument?.Model), ("主要技术指标和用途", Instrument?.Purpose), ("存放地点", Instrument?.Place), ("联系人和电话", Instrument?.Contact), ("每天开放", BookingWords.Time(Instrument?.OpensAt ?? 0)), ("每天结束", BookingWords.Time(Instrument?.ClosesAt ?? 0)), ("开放预约", Instrument?.Open == false ? "否" : "是"));

    /// <summary>The half hours of a day.</summary>
    public static IReadOnlyList<OptionView> Times { get; } = [.. Enumerable.Range(0, 49).Select(n => new OptionView($"{n * 30}", BookingWords.Time(n * 30)))];

    public async Task<IActionResult> OnGetAsync(string service) => await ShowAsync(service) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string service, string? commandId, string? model, string? purpose, string? place, string? contact, int opensAt, int closesAt, bool open)
    {
        var sender = await senders.CreateAsync();
        if (!await ShowAsync(service)) return NotFound();
        return await AnswerAsync(await UnlessChangedAsync(Seen, Instrument?.Id ?? "", () => instruments.SaveAsync(commandId ?? "", new InstrumentInput(service, model ?? "", purpose ?? "", place ?? "", contact ?? "", opensAt, closesAt, open), sender, HttpContext.RequestAborted)), $"“{Service.Name}”的仪器资料已保存。", "/provider", () => ShowAsync(service));
    }

    private async Task<bool> ShowAsync(string id)
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        if (await db.ProviderServices.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Provider.OrganizationId == user.OrganizationId && s.Type == ServiceType.Instrument, HttpContext.RequestAborted) is not { } service) return false;
        Service = service;
        Instrument = await db.Instruments.AsNoTracking().SingleOrDefaultAsync(i => i.ServiceId == id, HttpContext.RequestAborted);
        return true;
    }
}
