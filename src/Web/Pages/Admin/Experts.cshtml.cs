using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>专家库.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class ExpertsModel(SenderFactory senders, IDbContexts contexts) : AdminPage(senders)
{
    public const int Size = 30;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<ExpertRow> Rows { get; private set; } = [];

    /// <summary>Accounts with the role 评审专家 that are not in the list yet.</summary>
    public IReadOnlyList<OptionView> Newcomers { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        var rows = db.Experts.AsNoTracking().Include(e => e.Employments).AsQueryable();
        rows = rows.Matching(SearchWords.Read(Search), word => e => SearchText.Has(e.Name, word) || SearchText.Has(e.Fields, word) || e.Employments.Any(m => SearchText.Has(m.Employer, word)));
        Total = await rows.CountAsync();
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await rows.OrderByDescending(e => e.Active).ThenBy(e => e.Name).Skip((Number - 1) * Size).Take(Size).ToListAsync();
        Newcomers = [.. (await db.Users.AsNoTracking().Where(u => !u.Disabled && db.Grants.Any(g => g.UserId == u.Id && g.Role == ProcessRoles.Expert) && !db.Experts.Any(e => e.Id == u.Id)).OrderBy(u => u.UserName).Take(200).ToListAsync()).Select(u => new OptionView(u.Id, $"{u.DisplayName}（{u.UserName}）"))];
    }

    public IActionResult OnGetAdd(string? account) => string.IsNullOrEmpty(account) ? Redirect("/admin/experts") : Redirect("/admin/experts/" + Uri.EscapeDataString(account));
}

/// <summary>One expert: fields, employers over time, relations.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class ExpertModel(SenderFactory senders, IDbContexts contexts, OrganizationDirectory directory) : AdminPage(senders)
{
    private const int Spare = 2;

    public string Id { get; private set; } = "";

    public ExpertRow? Row { get; private set; }

    /// <summary>The name on record, whatever is being typed.</summary>
    public string Name { get; private set; } = "";

    [BindProperty]
    public ExpertForm Form { get; set; } = new();

    /// <summary>What is stored now.</summary>
    public Seen Seen => new(("姓名", Row?.Name), ("职称", Row?.Title), ("技术领域", Row?.Fields),
        ("任职", string.Join("；", (Row?.Employments ?? []).OrderBy(e => e.From).ThenBy(e => e.Employer, StringComparer.Ordinal).Select(e => $"{e.Employer} {e.Uscc} {e.From:yyyy-MM-dd} {e.To:yyyy-MM-dd}"))),
        ("回避关系", string.Join("；", (Row?.Relations ?? []).OrderBy(r => r.Other, StringComparer.Ordinal).Select(r => $"{r.Kind} {r.Other} {r.Until:yyyy-MM-dd}"))));

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await LoadAsync(id) is not { } name) return NotFound();
        Form = Row is { } row
            ? new ExpertForm
            {
                Name = row.Name, Title = row.Title, Fields = [.. row.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)],
                Employers = [.. row.Employments.OrderByDescending(e => e.To == null).ThenByDescending(e => e.From).Select(e => new EmployerForm { Name = e.Employer, Uscc = e.Uscc, From = $"{e.From:yyyy-MM-dd}", To = e.To is { } to ? $"{to:yyyy-MM-dd}" : null })],
                Relations = [.. row.Relations.Select(r => new RelationForm { Kind = r.Kind, Other = r.Other, Until = r.Until is { } until ? $"{until:yyyy-MM-dd}" : null })],
            }
            : new ExpertForm { Name = name };
        Pad();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var sender = await SenderAsync();
        if (await LoadAsync(id) is null) return NotFound();
        var employers = Form.Employers.Where(e => !string.IsNullOrWhiteSpace(e.Name)).ToList();
        var relations = Form.Relations.Where(r => !string.IsNullOrWhiteSpace(r.Other) || !string.IsNullOrEmpty(r.Kind)).ToList();
        (Form.Employers, Form.Relations) = ([.. employers], [.. relations]);
        Pad();
        var unread = employers.SelectMany((e, i) => new[] { ($"employers[{i}].from", e.From), ($"employers[{i}].to", e.To) }).Concat(relations.Select((r, i) => ($"relations[{i}].until", r.Until)))
            .Where(d => !Date(d.Item2, out _)).Select(d => new Refusal("expert.date", d.Item1, $"日期“{d.Item2}”读不懂，请写成 2024-09-01。")).ToList();
        if (unread.Count > 0) return RefuseAll(unread);
        var input = new ExpertInput(Form.Name?.Trim() ?? "", Form.Title ?? "", Form.Fields,
            [.. employers.Select(e => new EmployerInput(e.Name!, e.Uscc, Read(e.From), Read(e.To)))],
            [.. relations.Select(r => new RelationInput(r.Kind ?? "", r.Other ?? "", Read(r.Until)))]);
        if (await ChangedAsync(Seen, id, "expert.") is { } changed) return changed;
        if (await directory.SaveExpertAsync(id, input, sender, HttpContext.RequestAborted) is { } refusal) return Refuse(refusal);
        Done = $"专家{input.Name}已保存，下一次抽取时生效。";
        return Redirect("/admin/experts/" + id);
    }

    public async Task<IActionResult> OnPostActiveAsync(string id, bool active)
    {
        var sender = await SenderAsync();
        if (await LoadAsync(id) is null) return NotFound();
        if (await directory.SetExpertActiveAsync(id, active, sender, HttpContext.RequestAborted) is { } refusal) return Refuse(refusal);
        Done = active ? "专家已启用，可以抽取。" : "专家已停用，不再抽取；已经抽中的任务不受影响。";
        return Redirect("/admin/experts/" + id);
    }

    protected override string ControlOf(string field) => new InputView("Form." + string.Join('.', field.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..])), "", null).ElementId;

    private void Pad()
    {
        for (var i = 0; i < Spare; i++)
        {
            if (Form.Employers.Count(e => string.IsNullOrWhiteSpace(e.Name)) < Spare) Form.Employers.Add(new EmployerForm());
            if (Form.Relations.Count(r => string.IsNullOrWhiteSpace(r.Other)) < Spare) Form.Relations.Add(new RelationForm());
        }
    }

    private async Task<string?> LoadAsync(string id)
    {
        Id = id;
        await using var db = contexts.Create();
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && db.Grants.Any(g => g.UserId == id && g.Role == ProcessRoles.Expert));
        Row = await db.Experts.AsNoTracking().Include(e => e.Employments).Include(e => e.Relations).AsSplitQuery().SingleOrDefaultAsync(e => e.Id == id);
        Name = Row?.Name ?? account?.DisplayName ?? "";
        return Name.Length > 0 ? Name : null;
    }

    private static bool Date(string? text, out DateOnly? date)
    {
        date = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
        date = day;
        return true;
    }

    private static DateOnly? Read(string? text) => Date(text, out var date) ? date : null;

    /// <summary>The form as typed.</summary>
    public sealed class ExpertForm
    {
        public string? Name { get; set; }

        public string? Title { get; set; }

        public List<string> Fields { get; set; } = [];

        public List<EmployerForm> Employers { get; set; } = [];

        public List<RelationForm> Relations { get; set; } = [];
    }

    /// <summary>任职</summary>
    public sealed class EmployerForm
    {
        public string? Name { get; set; }

        public string? Uscc { get; set; }

        public string? From { get; set; }

        public string? To { get; set; }
    }

    /// <summary>关系</summary>
    public sealed class RelationForm
    {
        public string? Kind { get; set; }

        public string? Other { get; set; }

        public string? Until { get; set; }
    }
}
