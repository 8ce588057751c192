using System.Text.Json.Nodes;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>One part of a draft and its value.</summary>
/// <param name="Pointer">JSON pointer in the draft as the person saw it; <c>-</c> after a list adds to its end.</param>
/// <param name="Value">The value; null takes the part away.</param>
public sealed record PartChange(string Pointer, JsonNode? Value);

/// <summary>Parts of a draft that change together; none lies within another, and none moves another.</summary>
/// <param name="Words">What is done, in Chinese, for the list of edits.</param>
/// <param name="Refusal">Why it cannot be done; null when it can.</param>
public sealed record PartEdit(string Words, IReadOnlyList<PartChange> Parts, Refusal? Refusal = null)
{
    public static PartEdit One(string pointer, JsonNode? value, string words) => new(words, [new(pointer, value)]);

    public static PartEdit Refused(string code, string? field, string message) => new("", [], new(code, field, message));
}
