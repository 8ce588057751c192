using Innovation.Web.Access;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Account;

/// <summary>消息.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class MessagesModel(CurrentUser current, IDbContexts contexts, CommandGate gate, TimeProvider clock) : PageModel
{
    public const int Size = 20;

    [BindProperty(SupportsGet = true)]
    public bool Unread { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int UnreadCount { get; private set; }

    public IReadOnlyList<MessageRow> Messages { get; private set; } = [];

    public IReadOnlySet<string> New { get; private set; } = new HashSet<string>();

    public DateTimeOffset Now { get; private set; }

    public bool MayOpenCases { get; private set; }

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        var user = await current.GetAsync();
        await using var db = contexts.Create();
        var unread = MessageScope.Unread(db, user);
        var shown = Unread ? unread : MessageScope.For(db, user);
        UnreadCount = await unread.CountAsync();
        Total = Unread ? UnreadCount : await shown.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Messages = await shown.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Skip((Number - 1) * Size).Take(Size).ToListAsync();
        var ids = Messages.Select(m => m.Id).ToList();
        New = (await unread.Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync()).ToHashSet();
    }

    /// <summary>Marks one message as read and leads to its case; without an id, marks all.</summary>
    public async Task<IActionResult> OnPostAsync(string? id, bool open)
    {
        var user = await current.GetAsync();
        var now = clock.GetUtcNow();
        await Writes.RunAsync(contexts, gate, now, db => MessageScope.MarkReadAsync(db, user, id, now));
        if (!open || id is null) return RedirectToPage(new { unread = Unread ? "true" : null, p = Number > 1 ? Number : (int?)null });
        await using var db = contexts.Create();
        var target = await MessageScope.For(db, user).Where(m => m.Id == id).Select(m => new { m.CaseId, m.Key }).SingleOrDefaultAsync();
        return LocalRedirect(target switch
        {
            { CaseId: { } caseId } when user.IsApplicant => "/applications/" + caseId,
            { CaseId: { } caseId } when await CaseScope.Visible(db, user).AnyAsync(c => c.Id == caseId) => "/cases/" + caseId,
            { CaseId: not null } => "/tasks",
            { Key: var key } when key.StartsWith("organization/", StringComparison.Ordinal) => user.IsApplicant ? "/organization" : "/admin/organizations",
            _ => "/messages",
        });
    }
}
