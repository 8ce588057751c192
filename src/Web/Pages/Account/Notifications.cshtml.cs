using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Account;

/// <summary>消息提醒: where a person is told, and of what.</summary>
[Authorize(Policy = Policies.SignedIn), ResponseCache(NoStore = true)]
public sealed class NotificationsModel(SenderFactory senders, CurrentUser current, IDbContexts contexts, MessagePreferences preferences) : PageModel
{
    public string Email { get; private set; } = "";

    public string Mobile { get; private set; } = "";

    /// <summary>What is wrong, by field: email, mobile.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>The channels in use.</summary>
    public IReadOnlyList<string> Channels { get; private set; } = [];

    /// <summary>The events that can reach this person.</summary>
    public IReadOnlyList<MessageEvent> Events { get; private set; } = [];

    public IReadOnlyDictionary<(string Event, string Channel), MessageMode> Modes { get; private set; } = new Dictionary<(string, string), MessageMode>();

    /// <summary>What is stored now.</summary>
    public Seen Seen { get; private set; } = new();

    [TempData]
    public string? Done { get; set; }

    public static string FieldOf(MessageEvent about, string channel) => $"mode.{channel}.{about.Key}";

    public static IReadOnlyList<OptionView> OptionsOf(string channel) =>
        channel == Channel.Email ? [new("Now", "即时"), new("Daily", "每日汇总"), new("Off", "不发")] : [new("Now", "即时"), new("Off", "不发")];

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? email, string? mobile)
    {
        var sender = await senders.CreateAsync();
        await ShowAsync();
        var changed = await this.ChangedMeanwhileAsync(Seen, sender.User.UserId, "preferences.");
        (Email, Mobile) = (email?.Trim() ?? "", mobile is null ? Mobile : PhoneNumber.Clean(mobile));
        var errors = new Dictionary<string, string>();
        if (Email.Length > 0 && !MailAddresses.IsValid(Email)) errors["email"] = "邮箱写得不对，应如 zhang@example.com；不要邮件就清空。";
        if (Mobile.Length > 0 && !PhoneNumber.IsMobile(Mobile)) errors["mobile"] = "手机号码是 11 位数字；不要短信就清空。";
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var modes = new Dictionary<(string, string), MessageMode>(Modes);
        foreach (var about in Events)
        foreach (var channel in Channels)
            if (OptionsOf(channel).Any(o => o.Value == form[FieldOf(about, channel)])) modes[(about.Key, channel)] = Enum.Parse<MessageMode>(form[FieldOf(about, channel)]!);
        Modes = modes;
        if (changed is not null) errors[""] = changed.Message;
        if (errors.Count > 0)
        {
            Errors = errors;
            Response.StatusCode = changed is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
            return Page();
        }

        await preferences.SaveAsync(Email.Length > 0 ? Email : null, Mobile.Length > 0 ? Mobile : null, modes, sender, HttpContext.RequestAborted);
        Done = Email.Length > 0 ? $"消息提醒已保存，以后的邮件发到 {Email}。" : "消息提醒已保存。没有填邮箱，不发邮件；站内消息照常。";
        return RedirectToPage();
    }

    private async Task ShowAsync()
    {
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        var account = await db.Users.AsNoTracking().SingleAsync(u => u.Id == user.UserId);
        (Email, Mobile) = (account.Email ?? "", account.PhoneNumber ?? "");
        var used = await preferences.ChannelsAsync(HttpContext.RequestAborted);
        Channels = [.. Channel.All.Where(used.ContainsKey)];
        Events = [.. MessageEvents.All.Where(e => MessageAudience.Concerns(e, user))];
        var chosen = (await db.MessagePreferences.AsNoTracking().Where(p => p.UserId == user.UserId).ToListAsync()).ToDictionary(p => (p.Event, p.Channel), p => p.Mode);
        Modes = Events.SelectMany(e => Channels.Select(c => (e, c))).ToDictionary(x => (x.e.Key, x.c), x => chosen.TryGetValue((x.e.Key, x.c), out var own) ? own : MessagePreferences.Default(x.e, x.c, used));
        Seen = new(("邮箱", Email), ("手机", Mobile), ("提醒方式", string.Join("、", Modes.OrderBy(m => m.Key.Event, StringComparer.Ordinal).ThenBy(m => m.Key.Channel, StringComparer.Ordinal).Select(m => $"{m.Key.Event}/{m.Key.Channel}/{m.Value}"))));
    }
}
