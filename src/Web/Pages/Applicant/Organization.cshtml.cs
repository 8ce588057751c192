using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Applicant;

/// <summary>单位资料. Name, credit code and 推荐单位 are corrected only while the registration has been refused.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class OrganizationModel(CurrentUser current, SenderFactory senders, OrganizationProfiles profiles, OrganizationRegistration registration) : PageModel
{
    public OrganizationRow Organization { get; private set; } = null!;

    public IReadOnlyList<FormProblem> Problems { get; private set; } = [];

    public ProfileSave.Conflict? Conflict { get; private set; }

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Input { get; set; } = [];

    /// <summary>Shareholders as shown.</summary>
    public IReadOnlyList<ShareholderInput> Holders { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public bool MayResubmit => Organization.Status == OrganizationStatus.Rejected;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Show();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "_row")] string? row)
    {
        var sender = await senders.CreateAsync();
        await LoadAsync();
        Holders = ReadHolders();
        if (row is not null)
        {
            Holders = row.Split(':') switch
            {
                ["add", ..] => [.. Holders, new ShareholderInput("", "", "")],
                ["remove", _, var at] when int.TryParse(at, out var index) && index >= 0 && index < Holders.Count => [.. Holders.Where((_, i) => i != index)],
                _ => Holders,
            };
            return Page();
        }

        var result = await profiles.SaveAsync(new ProfileInput
        {
            Revision = Revision,
            LegalRepresentative = Value("legalRepresentative"),
            ContactName = Value("contactName"),
            ContactMobile = Value("contactMobile"),
            GroupName = Value("groupName"),
            FieldCode = Value("fieldCode"),
            StaffTotal = Value("staffTotal"),
            Address = Value("address"),
            Shareholders = Holders,
        }, sender, HttpContext.RequestAborted);
        switch (result)
        {
            case ProfileSave.Saved:
                Done = $"单位资料已保存（{ChinaTime.Clock(sender.ReceivedAt)}）。已经提交的申报书不受影响。";
                return RedirectToPage();
            case ProfileSave.Conflict conflict:
                Conflict = conflict;
                Revision = Organization.Revision;
                ModelState.Remove(nameof(Revision));
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            case ProfileSave.Refused refused:
                Problems = refused.Problems;
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            default:
                throw new InvalidOperationException();
        }
    }

    public async Task<IActionResult> OnPostResubmitAsync()
    {
        var sender = await senders.CreateAsync();
        await LoadAsync();
        if (await this.ChangedMeanwhileAsync(Registered, Organization.Id, "organization.") is { } changed)
        {
            Problems = [new FormProblem(changed.Code, "", "", changed.Message)];
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        Problems = await registration.ResubmitAsync(Organization.Id, new RegistrationInput
        {
            Name = Value("name"),
            Uscc = Value("uscc"),
            Kind = Value("kind"),
            Area = Value("area"),
            LegalRepresentative = Value("legalRepresentative"),
            ContactName = Value("contactName"),
            ContactMobile = Value("contactMobile"),
        }, sender, HttpContext.RequestAborted);
        if (Problems.Count == 0)
        {
            Done = "登记已经重新提交，等待市科技局审核。";
            return RedirectToPage();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The registration as it is stored now.</summary>
    public Seen Registered => new(("登记情况", OrganizationKinds.NameOf(Organization.Status)), ("名称", Organization.Name), ("统一社会信用代码", Organization.Uscc), ("单位类型", Organization.Kind), ("推荐单位", Organization.Area));

    public string Value(string field) => Input.GetValueOrDefault(field) ?? "";

    /// <summary>The table of shareholders for the form partials.</summary>
    public FieldView Table() => new()
    {
        Id = "shareholders",
        Type = FieldType.Rows,
        Label = "股东",
        HideLabel = true,
        Error = Problems.At("shareholders"),
        Columns = [new ColumnView("name", "姓名或单位全称"), new ColumnView("uscc", "统一社会信用代码（单位股东）"), new ColumnView("percent", "持股比例", FieldType.Decimal, "%")],
        Rows = [.. Holders.Select((h, i) => new RowView(new Dictionary<string, CellView>
        {
            ["name"] = new(h.Name, Problems.At($"shareholders[{i}].name")),
            ["uscc"] = new(h.Uscc, Problems.At($"shareholders[{i}].uscc")),
            ["percent"] = new(h.Percent, Problems.At($"shareholders[{i}].percent")),
        }))],
    };

    private async Task LoadAsync() =>
        Organization = await profiles.ReadAsync((await current.GetAsync()).OrganizationId!, HttpContext.RequestAborted) ?? throw new InvalidOperationException("an applicant without organisation");

    private void Show()
    {
        Revision = Organization.Revision;
        Input = new Dictionary<string, string?>
        {
            ["name"] = Organization.Name,
            ["uscc"] = Organization.Uscc,
            ["kind"] = Organization.Kind,
            ["area"] = Organization.Area,
            ["legalRepresentative"] = Organization.LegalRepresentative,
            ["contactName"] = Organization.ContactName,
            ["contactMobile"] = Organization.ContactMobile,
            ["groupName"] = Organization.GroupName,
            ["fieldCode"] = Organization.FieldCode,
            ["staffTotal"] = Organization.StaffTotal?.ToString(CultureInfo.InvariantCulture),
            ["address"] = Organization.Address,
        };
        Holders = [.. Organization.Shareholders.Select(s => new ShareholderInput(s.Name, s.Uscc ?? "", s.Percent.ToString("0.########", CultureInfo.InvariantCulture)))];
    }

    private List<ShareholderInput> ReadHolders()
    {
        var holders = new List<ShareholderInput>();
        for (var i = 0; i < 100 && Request.Form.ContainsKey($"f.shareholders[{i}].name"); i++)
            holders.Add(new ShareholderInput(Cell(i, "name"), Cell(i, "uscc"), Cell(i, "percent")));
        return [.. holders.Where(h => !h.IsBlank)];

        string Cell(int row, string column) => Request.Form[$"f.shareholders[{row}].{column}"].ToString();
    }
}
