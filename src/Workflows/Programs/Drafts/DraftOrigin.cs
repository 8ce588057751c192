using System.Text.Json.Nodes;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>What a draft starts from.</summary>
public abstract record DraftOrigin
{
    private DraftOrigin() { }

    /// <summary>空白: a programme with nothing but the stage in which people apply.</summary>
    public sealed record Empty : DraftOrigin;

    /// <summary>A starting point of the gallery, by its id; the copy gets a code of its own.</summary>
    public sealed record Pattern(string Id) : DraftOrigin;

    /// <summary>A copy of a published version under a code of its own.</summary>
    public sealed record Copy(string Code, int Version) : DraftOrigin;

    /// <summary>修订: the next version of a published programme, which keeps its code.</summary>
    public sealed record Revise(string Code, int Version) : DraftOrigin;

    /// <summary>A document that somebody brings; it keeps its code when that is free.</summary>
    /// <param name="AsRevision">It becomes the next version of the published programme that has its code.</param>
    public sealed record Imported(JsonObject Document, bool AsRevision = false) : DraftOrigin;
}

/// <summary>The documents of the gallery.</summary>
public static class DraftPatterns
{
    /// <summary>A fresh copy of a starting point; null when there is none of this id.</summary>
    public static JsonObject? Find(string id) =>
        Catalogue.ProgrammeCatalogue.Codes.Contains(id) ? Exchange.ProgrammeFile.ToDocument(Catalogue.ProgrammeCatalogue.Load(id)) : null;

    /// <summary>A programme around a process that comes alone, as from a BPMN file.</summary>
    public static JsonObject Around(JsonObject process)
    {
        var name = Definitions.Editing.DraftTree.Text(process["name"]) is { Length: > 0 } given ? given : "导入的项目类型";
        var document = Empty("BPMN", name);
        document["process"] = process.DeepClone();
        document["permissions"] = new JsonObject();
        return document;
    }

    /// <summary>What a draft from nothing holds.</summary>
    internal static JsonObject Empty(string code, string name) => new()
    {
        ["format"] = Exchange.ProgrammeSchema.Format,
        ["code"] = code,
        ["name"] = name,
        ["family"] = "",
        ["agency"] = "",
        ["agencyCode"] = "",
        ["casePrefix"] = "",
        ["rules"] = "",
        ["steps"] = new JsonArray("提交"),
        ["titleField"] = "",
        ["form"] = new JsonObject { ["id"] = code.ToLowerInvariant(), ["title"] = name + "申报书", ["version"] = 1, ["sections"] = new JsonArray() },
        ["permissions"] = new JsonObject { ["stages"] = new JsonObject { ["submission"] = new JsonObject { ["*"] = "edit" } } },
        ["process"] = new JsonObject
        {
            ["id"] = code,
            ["name"] = name,
            ["version"] = 1,
            ["stages"] = new JsonArray(new JsonObject
            {
                ["kind"] = "submission", ["id"] = "submission", ["name"] = "提交申报", ["assign"] = new JsonObject { ["initiator"] = true }, ["step"] = "提交",
                ["outcomes"] = new JsonArray(new JsonObject { ["id"] = "submitted", ["name"] = "提交", ["route"] = "next" }),
            }),
            ["results"] = new JsonArray(
                new JsonObject { ["id"] = "approved", ["name"] = "通过", ["applicantStatus"] = "已通过", ["favourable"] = true },
                new JsonObject { ["id"] = "refused", ["name"] = "不予通过", ["applicantStatus"] = "不予通过" }),
        },
    };
}
