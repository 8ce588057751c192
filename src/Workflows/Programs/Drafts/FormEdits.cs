using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>Edits of the form of a draft, each reckoned on the draft as the person saw it. Sections and fields are named by their ids.</summary>
public static class FormEdits
{
    private const int MostSections = 60;
    private const int MostFields = 300;

    private static PartEdit NoField { get; } = PartEdit.Refused("draft.noField", null, "这个字段不存在，可能已被他人删去，请刷新。");

    private static PartEdit NoSection { get; } = PartEdit.Refused("draft.noSection", null, "这一节不存在，可能已被他人删去，请刷新。");

    private static PartEdit AtEnd { get; } = PartEdit.Refused("draft.end", null, "已经在头上，不能再移。");

    /// <summary>The sections of a draft; an empty list when it has none.</summary>
    public static JsonArray Sections(JsonObject document) => document["form"]?["sections"] as JsonArray ?? [];

    /// <summary>Where a field stands; null when there is none of this id.</summary>
    public static FieldPlace? Find(JsonObject document, string field)
    {
        var sections = Sections(document);
        for (var s = 0; s < sections.Count; s++)
            if (sections[s]?["fields"] is JsonArray fields)
                for (var f = 0; f < fields.Count; f++)
                    if (fields[f] is JsonObject found && DraftTree.Text(found["id"]) == field) return new(s, f, sections[s]!.AsObject(), found);
        return null;
    }

    /// <summary>Position of a section; -1 when there is none of this id.</summary>
    public static int FindSection(JsonObject document, string section) => Sections(document).ToList().FindIndex(s => s is JsonObject members && DraftTree.Text(members["id"]) == section);

    /// <summary>An id that nothing in the form has: the wish, or with a number.</summary>
    public static string FreeId(JsonObject document, string wish)
    {
        var used = Sections(document).OfType<JsonObject>().SelectMany(s => (s["fields"] as JsonArray ?? []).OfType<JsonObject>().Append(s)).Select(m => DraftTree.Text(m["id"])).ToHashSet();
        return DraftTree.FreeId(wish, used);
    }

    public static PartEdit AddSection(JsonObject seen, JsonObject section, int position)
    {
        var sections = Sections(seen).DeepClone().AsArray();
        if (sections.Count >= MostSections) return PartEdit.Refused("draft.tooMany", "title", $"一张表单最多 {MostSections} 节。");
        DraftTree.Insert(sections, position, section.DeepClone());
        return PartEdit.One("/form/sections", sections, $"新增分节“{DraftTree.Text(section["title"])}”");
    }

    public static PartEdit AddField(JsonObject seen, string section, JsonObject field, int position)
    {
        if (FindSection(seen, section) is not (>= 0 and var at)) return NoSection;
        if (Sections(seen).OfType<JsonObject>().Sum(s => (s["fields"] as JsonArray)?.Count ?? 0) >= MostFields) return PartEdit.Refused("draft.tooMany", "label", $"一张表单最多 {MostFields} 个字段。");
        var fields = Fields(seen, at);
        DraftTree.Insert(fields, position, field.DeepClone());
        return PartEdit.One($"/form/sections/{at}/fields", fields, $"新增字段“{DraftTree.Text(field["label"])}”");
    }

    /// <summary>Moves a field by places within its section.</summary>
    public static PartEdit MoveField(JsonObject seen, string field, int steps)
    {
        if (Find(seen, field) is not { } place) return NoField;
        var fields = Fields(seen, place.Section);
        return Shift(fields, place.Field, steps) ? PartEdit.One($"/form/sections/{place.Section}/fields", fields, $"移动字段“{place.Label}”") : AtEnd;
    }

    /// <summary>Moves a field to a position of a section, which may be its own.</summary>
    public static PartEdit PlaceField(JsonObject seen, string field, string section, int position)
    {
        if (Find(seen, field) is not { } place) return NoField;
        if (FindSection(seen, section) is not (>= 0 and var to)) return NoSection;
        var sections = Sections(seen).DeepClone().AsArray();
        var moved = sections[place.Section]!["fields"]!.AsArray()[place.Field]!;
        sections[place.Section]!["fields"]!.AsArray().RemoveAt(place.Field);
        if (sections[to]!["fields"] is not JsonArray target) sections[to]!["fields"] = target = [];
        DraftTree.Insert(target, position, moved);
        var words = place.Section == to ? $"移动字段“{place.Label}”" : $"字段“{place.Label}”移到“{DraftTree.Text(sections[to]!["title"])}”";
        return place.Section == to ? PartEdit.One($"/form/sections/{to}/fields", target.DeepClone(), words) : PartEdit.One("/form/sections", sections, words);
    }

    public static PartEdit MoveSection(JsonObject seen, string section, int steps)
    {
        if (FindSection(seen, section) is not (>= 0 and var at)) return NoSection;
        var sections = Sections(seen).DeepClone().AsArray();
        return Shift(sections, at, steps) ? PartEdit.One("/form/sections", sections, $"移动分节“{DraftTree.Text(sections[at + steps]!["title"])}”") : AtEnd;
    }

    /// <summary>Puts a copy of a field behind it.</summary>
    /// <param name="id">Id of the copy.</param>
    public static PartEdit CopyField(JsonObject seen, string field, string id)
    {
        if (Find(seen, field) is not { } place) return NoField;
        var copy = place.Value.DeepClone().AsObject();
        (copy["id"], copy["label"]) = (id, place.Label + "（副本）");
        return AddField(seen, DraftTree.Text(place.Owner["id"]), copy, place.Field + 1) with { Words = $"复制字段“{place.Label}”" };
    }

    public static PartEdit DeleteField(JsonObject seen, string field) =>
        Find(seen, field) is { } place ? PartEdit.One($"/form/sections/{place.Section}/fields/{place.Field}", null, $"删去字段“{place.Label}”") : NoField;

    public static PartEdit DeleteSection(JsonObject seen, string section) =>
        FindSection(seen, section) is >= 0 and var at ? PartEdit.One($"/form/sections/{at}", null, $"删去分节“{DraftTree.Text(Sections(seen)[at]!["title"])}”") : NoSection;

    public static PartEdit SetField(JsonObject seen, string field, JsonObject value) =>
        Find(seen, field) is { } place ? PartEdit.One($"/form/sections/{place.Section}/fields/{place.Field}", value, $"改字段“{DraftTree.Text(value["label"])}”") : NoField;

    /// <summary>Sets title, source and condition of a section; its fields stay.</summary>
    public static PartEdit SetSection(JsonObject seen, string section, string title, string? source, string? visibleWhen)
    {
        if (FindSection(seen, section) is not (>= 0 and var at)) return NoSection;
        var path = $"/form/sections/{at}";
        return new($"改分节“{title}”", [new(path + "/title", title), new(path + "/source", source), new(path + "/visibleWhen", visibleWhen)]);
    }

    private static JsonArray Fields(JsonObject seen, int section) => Sections(seen)[section]!["fields"] is JsonArray fields ? fields.DeepClone().AsArray() : [];

    private static bool Shift(JsonArray list, int at, int steps)
    {
        if (steps == 0 || at + steps < 0 || at + steps >= list.Count) return false;
        var moved = list[at];
        list.RemoveAt(at);
        list.Insert(at + steps, moved);
        return true;
    }
}

/// <summary>Where a field of a draft stands.</summary>
/// <param name="Section">Position of its section, from 0.</param>
/// <param name="Field">Position in the section, from 0.</param>
public sealed record FieldPlace(int Section, int Field, JsonObject Owner, JsonObject Value)
{
    public string Label => DraftTree.Text(Value["label"]);
}
