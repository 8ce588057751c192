using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.Components;
using Innovation.Web.Design;
using Innovation.Web.Office;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>表单预览: the form of a draft as the applicant and each stage see it, with sample values. Nothing is stored.</summary>
[Authorize(Policy = Policies.Administrator), RequestFormLimits(ValueCountLimit = 20_000, KeyLengthLimit = 400)]
public sealed class FormPreviewModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    private const string Applicant = "applicant";

    public override string Tab => DesignTabs.Form;

    /// <summary><c>applicant</c>, or the id of a stage.</summary>
    [BindProperty(SupportsGet = true)]
    public string As { get; set; } = Applicant;

    /// <summary>Whether the reader fills the form in.</summary>
    public bool IsApplicant { get; private set; }

    /// <summary>Who can look: the applicant, then the stages in reading order.</summary>
    public IReadOnlyList<OptionView> Readers { get; private set; } = [];

    public IReadOnlyList<FormSectionView> Sections { get; private set; } = [];

    /// <summary>What a stage reads.</summary>
    public IReadOnlyList<ReadSection> Read { get; private set; } = [];

    /// <summary>What would stand against the submission; null: not asked.</summary>
    public IReadOnlyList<ErrorItem>? Found { get; private set; }

    /// <summary>Ids of the fields that are shown for editing.</summary>
    public string Shown { get; private set; } = "";

    public string Title { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await ShowAsync(null, null) ? Page() : NotFound();

    /// <summary>Shows the form with what was typed, as if it were to be submitted.</summary>
    public async Task<IActionResult> OnPostCheckAsync([FromForm(Name = "_row")] string? row) => await ShowAsync(PostedForm.Of(Request.Form), row) ? Page() : NotFound();

    private async Task<bool> ShowAsync(IReadOnlyDictionary<string, string[]>? posted, string? row)
    {
        if (!await LoadAsync()) return false;
        var form = DraftForm.Read(Document);
        Title = form.Title;
        var stages = (DraftTree.Open(Document)?.All() ?? []).Select(s => s.Stage).Where(s => DraftTree.BranchMember(s) is null).ToList();
        var first = stages.FirstOrDefault(s => DraftTree.Text(s["kind"]) == "submission");
        Readers = [new(Applicant, "申报单位"), .. stages.Where(s => s != first).Select(s => new OptionView(DraftTree.Id(s), DraftTree.Text(s["name"])))];
        if (Readers.All(r => r.Value != As)) return false;
        var stage = As == Applicant ? first : stages.First(s => DraftTree.Id(s) == As);
        IsApplicant = As == Applicant || DraftTree.Text(stage!["kind"]) == "submission";
        var context = new FormContext(SampleForm.Profile(), ChinaTime.DateOf(Now));
        var permissions = DraftForm.ReadPermissions(Document);
        var editing = stage is null ? new(true, new HashSet<string>()) : FormEditing.At(form, permissions, DraftTree.Id(stage));
        var values = SampleForm.Values(form, context);
        if (posted is not null) values = FormParser.Normalize(form, PostedForm.Read(form, editing, values, posted)).Values;
        if (form.HasComputed) FormComputation.Apply(form, values, context);
        if (!IsApplicant)
        {
            values[FormSection.FromOrganization] = context.Organization.DeepClone();
            Read = FormReading.Sections(form, permissions, As, values, [], Now, blind: DraftTree.Text(stage!["kind"]) == "expertReview");
            return true;
        }

        IReadOnlyList<FormProblem> problems = posted is null || row is not null ? [] : [.. FormValidator.Validate(form, values, context).Where(p => editing.Allows(FieldLabels.RootOf(p.FieldPath)))];
        if (posted is not null && row is null) Found = FormSections.Errors(problems);
        var source = new FieldSource { Values = values, Profile = context.Organization, Editable = editing.Allows, Problems = problems, ExtraRow = row?.Split(':') is ["add", var table] ? table : null };
        Sections = FormSections.Edit(form, context, source, editing);
        Shown = string.Join(',', FormSections.Visible(form, values, context).Where(s => !s.Section.IsReadOnly).SelectMany(s => s.Fields).Where(f => editing.Allows(f.Id)).Select(f => f.Id));
        return true;
    }
}
