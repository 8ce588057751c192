using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Forms;

/// <summary>Canonical values and what was noticed on the way.</summary>
/// <param name="Values">Canonical values; values that cannot be understood are kept as typed.</param>
/// <param name="Problems">Notices; they never block a draft, except when <see cref="Refused"/>.</param>
/// <param name="Refused">Nothing was understood (too large, no JSON); keep the former draft.</param>
public sealed record NormalizedForm(JsonObject Values, IReadOnlyList<FormProblem> Problems, bool Refused = false);

/// <summary>Brings what was typed into canonical form: exact numbers, ISO dates, trimmed text, known fields only.</summary>
public static class FormParser
{
    /// <summary>Largest accepted form, in bytes of UTF-8.</summary>
    public const int MaxBytes = StrictJson.MaxBytes;

    /// <summary>Deepest accepted nesting of JSON.</summary>
    public const int MaxDepth = StrictJson.MaxDepth;

    // Chinese stays unescaped, so that the size limit counts the same bytes on both ways in.
    private static readonly JsonSerializerOptions Writing = new()
    {
        MaxDepth = 64,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Normalises a JSON text from outside.</summary>
    public static NormalizedForm Normalize(FormSchema schema, string json)
    {
        var (raw, refusal) = StrictJson.Read(json);
        return raw is null ? new NormalizedForm([], [refusal!], Refused: true) : Apply(schema, raw);
    }

    /// <summary>Normalises an object; it is read again strictly, so a lazily parsed one is safe.</summary>
    public static NormalizedForm Normalize(FormSchema schema, JsonObject raw)
    {
        string text;
        try
        {
            text = raw.ToJsonString(Writing);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            text = "";
        }
        return Normalize(schema, text);
    }

    private static NormalizedForm Apply(FormSchema schema, JsonObject raw)
    {
        var values = new JsonObject();
        var problems = new List<FormProblem>();
        foreach (var section in schema.Sections)
        {
            foreach (var field in section.Fields)
            {
                if (!raw.Remove(field.Id, out var typed)) continue;
                if (section.IsReadOnly)
                {
                    problems.Add(new(FormProblemCodes.ReadOnlyField, field.Id, section.Title,
                        $"{field.Label}取自单位资料，不能在这里改；要改请到“单位资料”。"));
                    continue;
                }
                var value = FieldNormalizer.Normalize(field, typed);
                if (JsonRead.IsEmpty(value)) continue;
                problems.AddRange(FieldShape.Check(field, value, field.Id, section.Title));
                values[field.Id] = value;
            }
        }
        problems.AddRange(raw.Select(unknown => new FormProblem(FormProblemCodes.UnknownField, Shorten(unknown.Key), "",
            $"本表没有“{Shorten(unknown.Key)}”这一项，没有保存它。请刷新页面后再填。")));
        return new NormalizedForm(values, problems);
    }

    private static string Shorten(string name) => CleanText.Cut(name, 60);
}
