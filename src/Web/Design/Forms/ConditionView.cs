using Innovation.Web.Components;

namespace Innovation.Web.Design.Forms;

/// <summary>A condition to edit; partial Design/_Condition.</summary>
/// <param name="Prefix">Of the posted names, e.g. <c>f.visibleWhen.</c>.</param>
/// <param name="Title">What it decides, e.g. 显示条件.</param>
/// <param name="Help">What happens without one.</param>
public sealed record ConditionView(ConditionForm Form, DraftNames Names, string Prefix, string Title, string Help, string? Error)
{
    /// <summary>Element id of the formula.</summary>
    public string TextId => new InputView(Prefix + "text", "", null).ElementId;
}

/// <summary>A formula to edit, with the names it may use; partial Design/_Formula.</summary>
public sealed record FormulaView(string Name, string Label, string? Value, string Help, string? Error, DraftNames Names, bool Optional = true)
{
    public string ElementId => new InputView(Name, "", null).ElementId;
}
