using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Account;

/// <summary>常用意见 of one person.</summary>
[Authorize(Policy = Policies.Worker)]
public sealed class PhrasesModel(SenderFactory senders, Phrases phrases, ProgrammeStore programmes, IDbContexts contexts) : PhrasesPage(senders, phrases, programmes, contexts)
{
    public override string Address => "/account/phrases";

    public override bool Common => false;
}

/// <summary>A list of phrases with what may be done with it.</summary>
public abstract class PhrasesPage(SenderFactory senders, Phrases phrases, ProgrammeStore programmes, IDbContexts contexts) : AdminPage(senders)
{
    public abstract string Address { get; }

    /// <summary>Everybody's, kept by the administrator.</summary>
    public abstract bool Common { get; }

    public IReadOnlyList<PhraseRow> Rows { get; private set; } = [];

    public IReadOnlyList<OptionView> Programmes { get; private set; } = [];

    public string? Text { get; private set; }

    public string? Programme { get; private set; }

    /// <summary>The phrase whose words are being changed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Edit { get; set; }

    /// <summary>A phrase as its form was drawn.</summary>
    public static Seen SeenOf(PhraseRow? row) => new(("这一条", row?.Text));

    public string NameOf(string code) => code.Length == 0 ? "全部项目类型" : Programmes.FirstOrDefault(p => p.Value == code)?.Text ?? code;

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync(string? act, string? id, string? text, string? programme)
    {
        var sender = await SenderAsync();
        var cancellation = HttpContext.RequestAborted;
        (Text, Programme) = (text, programme);
        if (act == "change")
        {
            await LoadAsync();
            if (await ChangedAsync(SeenOf(Rows.FirstOrDefault(r => r.Id == id)), id ?? "", "phrases.") is { } changed)
            {
                Edit = id;
                return changed;
            }
        }

        var refusal = act switch
        {
            "add" => (await phrases.AddAsync(text, programme, Common, sender, cancellation)).Refusal,
            "change" => await phrases.ChangeAsync(id ?? "", text, Common, sender, cancellation),
            "remove" => await phrases.RemoveAsync(id ?? "", Common, sender, cancellation),
            "up" or "down" => await phrases.MoveAsync(id ?? "", act == "up", Common, sender, cancellation),
            _ => new Refusal("command.unknown", null, "没有这种操作。"),
        };
        if (refusal is not null)
        {
            if (act == "change") Edit = id;
            await LoadAsync();
            return Refuse(refusal, Api.Problems.StatusOf(refusal.Code));
        }

        Done = act switch { "add" => "已添加。", "change" => "已修改。", "remove" => "已删去。", _ => "顺序已调整。" };
        return Redirect(Address);
    }

    private async Task LoadAsync()
    {
        var sender = await SenderAsync();
        Rows = await phrases.ListAsync(sender.User, Common, HttpContext.RequestAborted);
        if (!Common) return;
        await using var db = contexts.Create();
        var known = new List<OptionView>();
        foreach (var code in await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().OrderBy(c => c).ToListAsync(HttpContext.RequestAborted))
            known.Add(new(code, (await programmes.CurrentAsync(db, code, sender.ReceivedAt, HttpContext.RequestAborted)).Name));
        Programmes = known;
    }
}
