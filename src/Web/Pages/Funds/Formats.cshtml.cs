using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Vouchers;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Funds;

/// <summary>支付指令格式 of the banks, kept by finance.</summary>
[Authorize(Policy = Policies.Funds)]
public sealed class FormatsModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, PayOrders orders) : FundPage
{
    /// <summary>The format whose form is open; empty: a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "edit")]
    public string? Edit { get; set; }

    public IReadOnlyList<PayOrderFormatRow> Formats { get; private set; } = [];

    public PayOrderFormatRow? Edited => Formats.FirstOrDefault(f => f.Id == Edit);

    /// <summary>What is stored now.</summary>
    public Seen Seen => new(("名称", Edited?.Name), ("首行", Edited?.Header), ("每行", Edited?.Line), ("末行", Edited?.Footer), ("分隔符", Edited?.Separator), ("编码", Edited?.Gb18030 == true ? "GB18030" : "UTF-8"));

    public bool IsFinance { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? commandId, string? id, string? name, string? header, string? line, string? footer, string? separator, bool gb18030)
    {
        Edit = id;
        var input = new PayOrderFormatInput(id is { Length: > 0 } ? id : null, name ?? "", Text(header), Text(line), Text(footer), separator ?? "", gb18030);
        var sender = await senders.CreateAsync();
        await ShowAsync();
        return await AnswerAsync(await UnlessChangedAsync(Seen, id ?? "", () => orders.SaveFormatAsync(commandId ?? "", input, sender, HttpContext.RequestAborted)), $"“{input.Name}”已保存，生成支付指令时可以选用。", "/funds/formats", ShowAsync);
    }

    private static string Text(string? text) => (text ?? "").ReplaceLineEndings("\n");

    private async Task ShowAsync()
    {
        IsFinance = (await current.GetAsync()).Has(ProcessRoles.Finance);
        await using var db = contexts.Create();
        Formats = await db.PayOrderFormats.AsNoTracking().OrderBy(f => f.Name).Take(200).ToListAsync(HttpContext.RequestAborted);
    }
}
