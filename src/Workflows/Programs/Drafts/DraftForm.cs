using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>
/// The form of a draft as far as it can be read: what is not yet right is left out, so that the rest can be picked from and shown.
/// </summary>
public static class DraftForm
{
    /// <summary>Sections, fields and rules that can be read; conditions that do not compile are left out.</summary>
    public static FormSchema Read(JsonObject document)
    {
        var form = document["form"] as JsonObject ?? [];
        return new FormSchema
        {
            Id = DraftTree.Text(form["id"]),
            Title = DraftTree.Text(form["title"]),
            Sections = [.. DraftTree.Objects(form["sections"]).Select(Section)],
            Rules = [.. DraftTree.Objects(form["rules"]).Select(Parse<FormRule>).OfType<FormRule>().Where(r => Compiles(r.When) is not null || r.When is null).Where(r => Compiles(r.Assert) is not null)],
        };
    }

    /// <summary>The permissions; those that cannot be read are the default ones.</summary>
    public static FormPermissions ReadPermissions(JsonObject document) => document["permissions"] is JsonObject members && Parse<FormPermissions>(members) is { } read && read.Stages.Values.All(s => s is not null) ? read : new();

    private static FormSection Section(JsonObject section) => new()
    {
        Id = DraftTree.Text(section["id"]),
        Title = DraftTree.Text(section["title"]),
        Source = DraftTree.Text(section["source"]) is { Length: > 0 } source ? source : null,
        VisibleWhen = Compiles(DraftTree.Text(section["visibleWhen"])),
        Fields = [.. DraftTree.Objects(section["fields"]).Select(Field).OfType<FormField>()],
    };

    private static FormField? Field(JsonObject field) =>
        Parse<FormField>(field) is { } read && read.Options.All(o => o is not null) && read.Columns.All(c => c is not null) && read.Accept.All(a => a is not null)
            ? read with { VisibleWhen = Compiles(read.VisibleWhen), Computed = Compiles(read.Computed) } : null;

    private static string? Compiles(string? text) => !string.IsNullOrEmpty(text) && Expression.TryParse(text, out _, out _) ? text : null;

    private static T? Parse<T>(JsonObject members) where T : class
    {
        try
        {
            return members.Deserialize<T>(FormJson.Options);
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}
