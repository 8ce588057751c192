using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Web.Design.Forms;

/// <summary>The panel of a section, of a new field, or of the form itself, as typed.</summary>
public sealed class PartForm
{
    /// <summary>Title of a section or of the form; label of a new field.</summary>
    public string? Title { get; set; }

    /// <summary>Type of a new field.</summary>
    public string? Type { get; set; }

    /// <summary>What is added from the profile.</summary>
    public List<string> Facts { get; set; } = [];

    /// <summary>The section is read from the profile.</summary>
    public bool FromProfile { get; set; }

    public ConditionForm VisibleWhen { get; set; } = new();

    public static PartForm Of(JsonObject section) => new()
    {
        Title = DraftTree.Text(section["title"]),
        FromProfile = Pages.Design.FormDesignModel.FromProfile(section),
        VisibleWhen = ConditionForm.Of(DraftTree.Text(section["visibleWhen"]) is { Length: > 0 } text ? text : null),
    };
}

/// <summary>The panel of a rule across fields, as typed.</summary>
public sealed class RuleForm
{
    public ConditionForm When { get; set; } = new();

    public string? Assert { get; set; }

    public string? Field { get; set; }

    public string? Message { get; set; }

    public static RuleForm Of(JsonObject rule) => new()
    {
        When = ConditionForm.Of(DraftTree.Text(rule["when"]) is { Length: > 0 } text ? text : null),
        Assert = DraftTree.Text(rule["assert"]),
        Field = DraftTree.Text(rule["field"]),
        Message = DraftTree.Text(rule["message"]),
    };
}
