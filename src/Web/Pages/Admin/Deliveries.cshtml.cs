using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>消息发送: what waits, what was sent, what failed, and sending it again.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class DeliveriesModel(SenderFactory senders, IDbContexts contexts, DeliveryQueue queue, TimeProvider clock) : AdminPage(senders)
{
    public const int Size = 30;

    /// <summary>Groups of states, as the filter names them.</summary>
    public static IReadOnlyList<(string Key, string Name, DeliveryState[] States)> Groups { get; } =
    [
        ("failed", "失败", [DeliveryState.Failed]),
        ("waiting", "待发", [DeliveryState.Waiting, DeliveryState.Sending]),
        ("sent", "已发", [DeliveryState.Sent]),
        ("other", "汇总和不发", [DeliveryState.Collected, DeliveryState.CaughtUp, DeliveryState.Merged, DeliveryState.Dropped]),
    ];

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? Group { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public IReadOnlyList<DeliveryRow> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public static string EventName(string key) => key == DailyDigest.Event ? "每日汇总" : MessageEvents.Find(key)?.Name ?? key;

    /// <summary>State in words, with kind and icon of its chip.</summary>
    public static (string Text, string Kind, string Icon) Look(DeliveryRow row) => row.State switch
    {
        DeliveryState.Waiting when row.Attempts > 0 => ("待重发", "you", "refresh"),
        DeliveryState.Waiting => ("待发", "run", "hourglass"),
        DeliveryState.Sending => ("发送中", "run", "send"),
        DeliveryState.Sent => ("已发", "done", "circle-check"),
        DeliveryState.Failed => ("失败", "no", "circle-x"),
        DeliveryState.Collected or DeliveryState.CaughtUp => ("待汇总", "", "stack-2"),
        DeliveryState.Merged => ("已汇总", "", "stack-2"),
        DeliveryState.Dropped => ("不发", "", "circle-minus"),
        _ => throw new InvalidOperationException($"no words for {row.State}"),
    };

    public Task OnGetAsync() => ShowAsync();

    /// <summary>重新发送: one, or all failed that the search finds.</summary>
    public async Task<IActionResult> OnPostAsync(string? id)
    {
        var sender = await SenderAsync();
        var (count, refusal) = await queue.ResendAsync(string.IsNullOrEmpty(id) ? null : id, Search, sender, HttpContext.RequestAborted);
        if (refusal is not null)
        {
            await ShowAsync();
            return Refuse(refusal, StatusCodes.Status409Conflict);
        }

        Done = $"{count} 条已经排进待发，马上重新发送；结果在“待发”和“已发”里看。";
        return RedirectToPage(new { state = Group, q = Search });
    }

    private async Task ShowAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        var found = DeliveryQueue.Search(db.Deliveries.AsNoTracking(), Search);
        var states = await found.GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        Counts = Groups.ToDictionary(g => g.Key, g => states.Where(s => g.States.Contains(s.Key)).Sum(s => s.Count));
        var group = Groups.FirstOrDefault(g => g.Key == Group);
        if (group.Key is not null)
        {
            var wanted = group.States;
            found = found.Where(d => wanted.Contains(d.State));
        }

        Total = await found.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await found.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync();
    }
}
