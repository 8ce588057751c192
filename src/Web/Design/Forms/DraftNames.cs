using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;

namespace Innovation.Web.Design.Forms;

/// <summary>A name that conditions of a form may use.</summary>
/// <param name="Name">E.g. <c>form.rd_staff</c>.</param>
/// <param name="Title">E.g. 研发人员数.</param>
/// <param name="Group">The section, or 单位资料.</param>
public sealed record DraftName(string Name, string Title, string Group);

/// <summary>The names that conditions and formulas of a form may use, to pick from.</summary>
public sealed class DraftNames(FormSchema form)
{
    private const string Profile = "organization.";

    /// <summary>Names of one value or list each: fields, columns of tables, what the profile tells, today.</summary>
    public IReadOnlyList<DraftName> All { get; } =
    [
        .. form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields.SelectMany(f => f.Columns.Select(c => new DraftName($"form.{f.Id}.{c.Id}", $"{f.Label}：{c.Label}", s.Title)).Prepend(new($"form.{f.Id}", f.Label, s.Title)))),
        .. OrganizationFacts.All.Select(f => new DraftName(Profile + f.Name, f.Title, "单位资料")),
        new("today", "今天", "其他"),
    ];

    /// <summary>What a person calls a name; the name itself when it is not known.</summary>
    public string Title(string name) => All.FirstOrDefault(n => n.Name == name)?.Title ?? name;

    public FeelKind? Kind(string name) => FormTypes.Of(form, name)?.Kind;

    /// <summary>The options of a choice; empty for other names.</summary>
    public IReadOnlyList<FieldOption> Options(string name) => name.Split('.') switch
    {
        ["form", var id] => form.Find(id)?.Options ?? [],
        ["form", var id, var column] => form.Find(id)?.Columns.FirstOrDefault(c => c.Id == column)?.Options ?? [],
        ["organization", "kind"] => [.. OrganizationDirectory.Kinds.Values.Select(k => new FieldOption(k, k))],
        ["organization", "recommending_unit"] => [.. RecommendingUnits.All.Select(u => new FieldOption(u.Name, u.Name))],
        ["organization", "field_code"] => [.. TechnologyFields.All.Select(f => new FieldOption(f, f))],
        _ => [],
    };

    /// <summary>The value of a line as people read it: the words of an option, 是 and 否.</summary>
    public string? Words(ConditionLine line) =>
        line.Name is not { Length: > 0 } name ? line.Value
        : Options(name).FirstOrDefault(o => o.Value == line.Value)?.Label
            ?? (Kind(name) == FeelKind.Boolean ? line.Value switch { "true" => "是", "false" => "否", _ => line.Value } : line.Value);

    /// <summary>The value that is meant: people may write the words of an option, 是 and 否.</summary>
    public string Value(string name, string typed) =>
        Options(name) is { Count: > 0 } options && options.All(o => o.Value != typed) && options.FirstOrDefault(o => o.Label == typed) is { } meant ? meant.Value
        : Kind(name) == FeelKind.Boolean ? typed switch { "是" => "true", "否" => "false", _ => typed }
        : typed;
}
