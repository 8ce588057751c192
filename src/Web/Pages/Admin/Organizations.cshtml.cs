using Innovation.Web.Access;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>单位: registrations to be decided first.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class OrganizationsModel(SenderFactory senders, IDbContexts contexts, TimeProvider clock) : AdminPage(senders)
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pending { get; private set; }

    public IReadOnlyList<OrganizationRow> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        Pending = await db.Organizations.CountAsync(o => o.Status == OrganizationStatus.Pending);
        var rows = db.Organizations.AsNoTracking();
        rows = rows.Matching(SearchWords.Read(Search), word => o => SearchText.Has(o.Name, word) || SearchText.Has(o.Uscc, word) || SearchText.Has(o.Area, word));
        Total = await rows.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await rows.OrderBy(o => o.Status == OrganizationStatus.Pending ? 0 : 1).ThenByDescending(o => o.CreatedAt).ThenBy(o => o.Name).Skip((Number - 1) * Size).Take(Size).ToListAsync();
    }
}

/// <summary>One organisation; a registration is approved or refused here.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class OrganizationModel(SenderFactory senders, IDbContexts contexts, OrganizationRegistration registration, TimeProvider clock) : AdminPage(senders)
{
    public OrganizationRow Organization { get; private set; } = null!;

    /// <summary>理由 of a refusal, as typed.</summary>
    public string? Reason { get; private set; }

    public IReadOnlyList<UserAccount> People { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? act, string? reason)
    {
        var sender = await SenderAsync();
        Reason = reason;
        var refusal = act == "approve" ? await registration.ApproveAsync(id, sender, HttpContext.RequestAborted) : await registration.RejectAsync(id, reason ?? "", sender, HttpContext.RequestAborted);
        if (!await LoadAsync(id)) return NotFound();
        if (refusal is not null) return Refuse(refusal, refusal.Code == "organization.decided" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
        Done = act == "approve" ? $"{Organization.Name}的登记已通过，对方会收到消息。" : $"{Organization.Name}的登记没有通过，理由已告知对方。";
        return Redirect("/admin/organizations/" + id);
    }

    protected override string ControlOf(string field) => "reject-" + field;

    private async Task<bool> LoadAsync(string id)
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        if (await db.Organizations.AsNoTracking().Include(o => o.Shareholders).SingleOrDefaultAsync(o => o.Id == id) is not { } row) return false;
        Organization = row;
        People = await db.Users.AsNoTracking().Where(u => u.OrganizationId == id).OrderBy(u => u.UserName).ToListAsync();
        return true;
    }
}
