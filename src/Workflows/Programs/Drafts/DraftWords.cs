using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Programs.Drafts;

/// <summary>Edits in the words that administrators read.</summary>
internal static class DraftWords
{
    private const int Longest = 200;

    /// <param name="document">The draft before the edit.</param>
    public static string Of(JsonObject document, DraftEdit edit) => Short(edit switch
    {
        AddStage add => $"新增环节“{DraftTree.Text(add.Stage["name"])}”",
        MoveStage move => $"移动环节“{Name(document, move.Stage)}”",
        CopyStageTo copy => $"复制环节“{Name(document, copy.Stage)}”",
        DeleteStage delete => $"删去环节“{Name(document, delete.Stage)}”",
        RenameStage rename => $"环节“{Name(document, rename.Stage)}”改名为“{rename.Name}”",
        SetOption { Value: null } set => $"环节“{Name(document, set.Stage)}”不再设{Title(document, set)}",
        SetOption set => $"设环节“{Name(document, set.Stage)}”的{Title(document, set)}",
        SetOutcomes outcomes => $"改环节“{Name(document, outcomes.Stage)}”的办理结论",
        AddBranch branch => $"给“{Name(document, branch.Block)}”新增分支",
        RemoveBranch branch => $"删去“{Name(document, branch.Block)}”的第 {branch.Branch + 1} 个分支",
        MoveBranch branch => $"“{Name(document, branch.Block)}”的分支换位",
        SetBranch branch => $"改“{Name(document, branch.Block)}”的第 {branch.Branch + 1} 个分支",
        _ => "恢复流程的一部分",
    });

    public static string Short(string words) => CleanText.Cut(words, Longest, "…");

    private static string Name(JsonObject document, string stage) =>
        DraftTree.Open(document)?.Find(stage) is { } found && DraftTree.Text(found["name"]) is { Length: > 0 } name ? name : stage;

    private static string Title(JsonObject document, SetOption set)
    {
        var kind = DraftTree.Text(DraftTree.Open(document)?.Find(set.Stage)?["kind"]);
        var options = StageKindCatalogue.ByName.TryGetValue(kind, out var descriptor) ? StageKindCatalogue.Common.Concat(descriptor.Options) : StageKindCatalogue.Common;
        var name = set.Option.Split('.')[0];
        return options.FirstOrDefault(o => o.Name == name)?.Title ?? name;
    }
}
