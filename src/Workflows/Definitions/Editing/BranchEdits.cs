using System.Text.Json.Nodes;

namespace Innovation.Workflows.Definitions.Editing;

/// <summary>新增分支</summary>
/// <param name="Block">The choice or parallel stage.</param>
/// <param name="Position">Place among the branches, from 0; the 其余情况 of a choice stays last.</param>
/// <param name="Name">Name of the branch.</param>
/// <param name="When">Condition, for a choice.</param>
public sealed record AddBranch(string Block, int Position, string Name, string? When) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Block(Block, out var branches) is { } refusal) return refusal;
        var branch = new JsonObject { ["name"] = Name };
        if (When is not null) branch["when"] = When;
        branch["stages"] = new JsonArray();
        var last = branches.LastOrDefault() is JsonObject end && end["otherwise"]?.GetValueKind() == System.Text.Json.JsonValueKind.True ? branches.Count - 1 : branches.Count;
        DraftTree.Insert(branches, Math.Min(Position, last), branch);
        return null;
    }
}

/// <summary>删去分支, with the stages in it; two must be left.</summary>
public sealed record RemoveBranch(string Block, int Branch) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Block(Block, out var branches) is { } refusal) return refusal;
        if (Branch < 0 || Branch >= branches.Count) return new("draft.noBranch", "branch", $"环节“{Block}”没有第 {Branch + 1} 个分支。");
        if (branches.Count <= 2) return new("draft.lastBranches", "branch", "至少要留两个分支；不再分支的，请删去整个环节。");
        branches.RemoveAt(Branch);
        return null;
    }
}

/// <summary>分支换位</summary>
public sealed record MoveBranch(string Block, int Branch, int Position) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Block(Block, out var branches) is { } refusal) return refusal;
        if (Branch < 0 || Branch >= branches.Count || branches[Branch] is not { } moved) return new("draft.noBranch", "branch", $"环节“{Block}”没有第 {Branch + 1} 个分支。");
        branches.RemoveAt(Branch);
        DraftTree.Insert(branches, Position, moved);
        return null;
    }
}

/// <summary>设分支: name and condition.</summary>
public sealed record SetBranch(string Block, int Branch, string Name, string? When) : DraftEdit
{
    internal override DraftRefusal? Apply(DraftTree tree)
    {
        if (tree.Block(Block, out var branches) is { } refusal) return refusal;
        if (Branch < 0 || Branch >= branches.Count || branches[Branch] is not JsonObject branch) return new("draft.noBranch", "branch", $"环节“{Block}”没有第 {Branch + 1} 个分支。");
        branch["name"] = Name;
        if (When is null) branch.Remove("when");
        else branch["when"] = When;
        return null;
    }
}
