using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>What is offered is accepted, and what is not offered is refused.</summary>
internal static class AllowedActionsLaw
{
    public static void Check(Walk walk, Activation activation, WorkItem item, Actor actor)
    {
        var offered = AllowedActions.For(walk.Definition, walk.State, item.Id, actor, walk.World.Instant, walk.Now);
        foreach (var action in offered)
            if (walk.World.Decide(walk.Definition, walk.State, Command(walk, activation, item, actor, action)).Decision is Decision.Refused { Refusal: var refusal } && !refusal.Code.StartsWith("panel.", StringComparison.Ordinal))
                throw new BrokenLaw($"allowed: {action} of item {item.Id} is offered to {actor.UserId} but refused: {refusal.Code}");
        foreach (var action in All(walk, item))
            if (!offered.Any(o => o.Type == action.Type && o.Outcome == action.Outcome && o.ToStage == action.ToStage)
                && walk.World.Decide(walk.Definition, walk.State, Command(walk, activation, item, actor, action)).Decision is Decision.Accepted)
                throw new BrokenLaw($"allowed: {action} of item {item.Id} is not offered to {actor.UserId} but accepted");
    }

    private static IEnumerable<AllowedAction> All(Walk walk, WorkItem item)
    {
        var stage = DefinitionIndex.Of(walk.Definition)[walk.State.FindItem(item.Id).Activation!.StageId].Stage;
        string[] special = ["supplemented", "scored", "explained", "drawn", "fewer", "released", "upheld"];
        foreach (var outcome in special.Concat(stage.Outcomes.Select(o => o.Id))) yield return new("complete", "", outcome);
        foreach (var back in DefinitionIndex.Of(walk.Definition).Places) yield return new("return", "", ToStage: back.Stage.Id);
        foreach (var type in (string[])["claim", "unclaim", "supplement", "submit", "transfer", "delegate", "addSigner", "removeSigner", "copy", "reassign", "takeBack", "extendObjection"]) yield return new(type, "");
    }

    private static ProcessCommand Command(Walk walk, Activation activation, WorkItem item, Actor actor, AllowedAction action)
    {
        var asked = activation.SupplementFields.FirstOrDefault() ?? "form.f0";
        return action.Type switch
        {
            "claim" => new Claim(item.Id) { Actor = actor, At = walk.Now },
            "unclaim" => new Unclaim(item.Id) { Actor = actor, At = walk.Now },
            "submit" => new Submit(1, "h") { Actor = actor, At = walk.Now, Item = item.Id },
            "declare" => new Declare(item.Id, item.Declared, "同事") { Actor = actor, At = walk.Now },
            "return" => new Return(item.Id, action.ToStage!, "请改") { Actor = actor, At = walk.Now, Back = action.MayComeBack },
            "transfer" => new Transfer(item.Id, "officer77", "外出") { Actor = actor, At = walk.Now },
            "delegate" => new DelegateItem(item.Id, "officer77", "请先看") { Actor = actor, At = walk.Now },
            "addSigner" => new AddSigners(item.Id, SignerPlace.After, ["officer77"], "请会签") { Actor = actor, At = walk.Now },
            "removeSigner" => new RemoveSigner(item.Id, Signer(activation, item, actor), "不用了") { Actor = actor, At = walk.Now },
            "copy" => new SendCopy(item.Id, ["officer77"], null) { Actor = actor, At = walk.Now },
            "reassign" => new Reassign(item.Id, "officer77", "离岗") { Actor = actor, At = walk.Now },
            "takeBack" => new TakeBack(item.Id, "自己办") { Actor = actor, At = walk.Now },
            "extendObjection" => new ExtendObjection(item.Id, "需要取证") { Actor = actor, At = walk.Now },
            "supplement" => new RequestSupplement(item.Id, [new(asked, "改")], null, action.RequiresComment ? "特批" : null) { Actor = actor, At = walk.Now },
            _ => new Complete(item.Id, action.Outcome!, "意见", """{"visitors":["a","b","c","d"]}""", 60) { Actor = actor, At = walk.Now },
        };
    }

    private static string Signer(Activation activation, WorkItem item, Actor actor) =>
        AllowedActions.Removable(activation, item, actor, actor.Holds("sectionHead@programme:" + World.Programme)).FirstOrDefault() ?? "nobody";
}
