namespace Innovation.Workflows.Forms;

/// <summary>A form 表单 as data. Immutable; a published version never changes.</summary>
public sealed record FormSchema
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Title on the page and on the printed 申报书.</summary>
    public required string Title { get; init; }

    /// <summary>Version, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Sections in printed order.</summary>
    public required IReadOnlyList<FormSection> Sections { get; init; }

    /// <summary>Rules across fields.</summary>
    public IReadOnlyList<FormRule> Rules { get; init; } = [];

    /// <summary>Whether any field is computed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasComputed => Sections.Any(section => section.Fields.Any(one => one.Computed is not null));

    /// <summary>A field by id; null when there is none.</summary>
    public FormField? Find(string id) =>
        Sections.SelectMany(section => section.Fields).FirstOrDefault(field => field.Id == id);
}

/// <summary>A part of a form with a printed title.</summary>
public sealed record FormSection
{
    /// <summary>The <see cref="Source"/> of sections that are read from the organisation's profile.</summary>
    public const string FromOrganization = "organization";

    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Printed title, such as 四、知识产权清单.</summary>
    public required string Title { get; init; }

    /// <summary>Fields in order.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary><see cref="FromOrganization"/> when the fields are copied from the profile and cannot be typed.</summary>
    public string? Source { get; init; }

    /// <summary>Expression; the section is shown and checked only when it is true.</summary>
    public string? VisibleWhen { get; init; }

    /// <summary>Whether values come from the profile.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReadOnly => Source == FromOrganization;
}

/// <summary>A rule across fields: when <see cref="When"/> is true, <see cref="Assert"/> must be.</summary>
public sealed record FormRule
{
    /// <summary>Expression over <c>form.*</c>, <c>organization.*</c> and <c>today</c>; null means always.</summary>
    public string? When { get; init; }

    /// <summary>Expression; null (a value is missing) does not break the rule, only false does.</summary>
    public required string Assert { get; init; }

    /// <summary>The field the message stands at.</summary>
    public required string Field { get; init; }

    /// <summary>Chinese sentence with the remedy.</summary>
    public required string Message { get; init; }
}
