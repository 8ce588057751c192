using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Account;

/// <summary>代理: the own substitutes, and those for whom one acts.</summary>
[Authorize(Policy = Policies.Worker)]
public sealed class SubstitutesModel(SenderFactory senders, SubstituteArrangements arrangements, ProgrammeStore programmes, IDbContexts contexts) : SubstitutesPage(senders, arrangements, programmes, contexts)
{
    public override string Address => "/account/substitutes";
}

/// <summary>List and form of substitutions.</summary>
public abstract class SubstitutesPage(SenderFactory senders, SubstituteArrangements arrangements, ProgrammeStore programmes, IDbContexts contexts) : AdminPage(senders)
{
    /// <summary>Where the forms are posted.</summary>
    public abstract string Address { get; }

    /// <summary>The substitutes of one's people rather than the own.</summary>
    public virtual bool Manages => false;

    public IReadOnlyList<SubstitutionRow> Rows { get; private set; } = [];

    public IReadOnlyList<Receiver> Absent { get; private set; } = [];

    public IReadOnlyList<Receiver> People { get; private set; } = [];

    public IReadOnlyList<OptionView> Programmes { get; private set; } = [];

    /// <summary>Roles that may be given over here.</summary>
    public IReadOnlyList<OptionView> Roles { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public string UserId { get; private set; } = "";

    public SubstitutionForm Form { get; private set; } = new();

    /// <summary>Programmes and roles of a substitution in words.</summary>
    public string ScopeOf(SubstitutionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var programmes = row.ProgrammeList.Count == 0 ? "全部项目类型" : string.Join("、", row.ProgrammeList.Select(c => Programmes.FirstOrDefault(p => p.Value == c)?.Text ?? c));
        var roles = row.RoleList.Count == 0 ? "全部岗位" : string.Join("、", row.RoleList.Select(r => ProcessRoles.Names.GetValueOrDefault(r, r)));
        return $"{programmes}，{roles}";
    }

    public (string Words, string Kind, string Icon) StateOf(SubstitutionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.InForceAt(Now) ? ("代理中", "run", "users") : row.OverAt <= Now ? (row.EndedAt is null ? "已到期" : "已提前结束", "", "circle-minus") : ("还没有开始", "", "clock");
    }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync([FromForm] SubstitutionForm form)
    {
        var sender = await SenderAsync();
        Form = form;
        var input = new SubstitutionInput(Manages ? form.AbsentId ?? "" : null, form.SubstituteId, Day(form.From), Day(form.Until), [.. form.Programmes ?? []], [.. form.Roles ?? []], form.Reason);
        var (row, refusal) = Manages && string.IsNullOrEmpty(form.AbsentId)
            ? (null, new Refusal("substitute.absent", "absentId", "请选择谁不在岗。"))
            : await arrangements.SetAsync(input, sender, HttpContext.RequestAborted);
        if (refusal is not null)
        {
            await LoadAsync();
            return Refuse(refusal);
        }

        Done = $"已设置：{row!.SubstituteName} 代 {row.AbsentName}，{SubstituteArrangements.Period(row)}。";
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostEndAsync(string? id)
    {
        var refusal = await arrangements.EndAsync(id ?? "", await SenderAsync(), HttpContext.RequestAborted);
        if (refusal is not null)
        {
            await LoadAsync();
            return Refuse(refusal, Api.Problems.StatusOf(refusal.Code));
        }

        Done = "代理已经结束，马上生效。";
        return Redirect(Address);
    }

    protected override string ControlOf(string field) => new InputView(field, "", null).ElementId;

    private async Task LoadAsync()
    {
        var sender = await SenderAsync();
        (Now, UserId) = (sender.ReceivedAt, sender.User.UserId);
        Rows = await arrangements.ListAsync(sender.User, Manages, HttpContext.RequestAborted);
        People = await arrangements.CandidatesAsync(sender.User, HttpContext.RequestAborted);
        if (Manages) Absent = await arrangements.AbsentAsync(sender.User, HttpContext.RequestAborted);
        Roles = [.. Substitutes.Roles.Where(r => Manages || sender.User.Has(r)).Select(r => new OptionView(r, ProcessRoles.Names[r]))];
        await using var db = contexts.Create();
        var known = new List<OptionView>();
        foreach (var code in await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().OrderBy(c => c).ToListAsync(HttpContext.RequestAborted))
            known.Add(new(code, (await programmes.CurrentAsync(db, code, Now, HttpContext.RequestAborted)).Name));
        Programmes = known;
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", out var day) ? day : null;
}

/// <summary>What is typed.</summary>
public sealed record SubstitutionForm
{
    public string? AbsentId { get; init; }

    public string? SubstituteId { get; init; }

    public string? From { get; init; }

    public string? Until { get; init; }

    public List<string>? Programmes { get; init; }

    public List<string>? Roles { get; init; }

    public string? Reason { get; init; }
}
