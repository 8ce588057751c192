using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>An engine command, with the form values that it freezes.</summary>
/// <param name="Values">The values in force from now on; null: unchanged.</param>
/// <param name="Before">What to set on the row once nothing stands against the command.</param>
internal sealed record PreparedCommand(ProcessCommand Command, JsonObject? Values = null, Action? Before = null);

/// <summary>Turns what pages and API send into engine commands, checking what the engine cannot see: forms, sheets, sanctions.</summary>
internal static class CaseTranslator
{
    public static async Task<(PreparedCommand? Command, CommandResult? Refusal)> TranslateAsync(WorkflowsDbContext db, LoadedCase loaded, CaseRequest request, Sender sender, CancellationToken cancellation)
    {
        var (actor, at) = (sender.User.Actor, sender.ReceivedAt);
        switch (request.Type)
        {
            case "submit":
                return await SubmitAsync(db, loaded, request, sender, cancellation);
            case "withdraw":
                return Ready(new Withdraw(request.Comment) { Actor = actor, At = at });
            case "terminate":
                return Ready(new Terminate(request.Comment ?? "") { Actor = actor, At = at });
            case "suspend":
                return Ready(new Suspend(request.Comment ?? "") { Actor = actor, At = at });
            case "resume":
                return Ready(new Resume(request.Comment ?? "") { Actor = actor, At = at });
            case "requestReconsideration":
                return Ready(new RequestReconsideration(request.Comment ?? "") { Actor = actor, At = at });
            case "decideReconsideration":
                return request.Outcome is "upheld" or "changed"
                    ? Ready(new DecideReconsideration(request.Outcome == "changed", request.Comment ?? "") { Actor = actor, At = at })
                    : No("reconsideration.outcome", "outcome", "请选择维持原决定（upheld）或者撤销原决定（changed）。");
            case "urge":
                return Ready(new Urge(request.Comment) { Actor = actor, At = at });
            case "answerRedCard":
                if (request.Deadline is not { } over) return No("redCard.deadline", "deadline", "请指明是哪一张红牌。");
                return request.PromisedOn is { } promised
                    ? Ready(new AnswerRedCard(over, request.Handler?.Trim() ?? "", promised, request.Comment?.Trim() ?? "") { Actor = actor, At = at })
                    : No("redCard.promisedOn", "promisedOn", "请写明承诺办结的日期。");
            case "takeBack":
                return Ready(new TakeBack(request.Item, request.Comment ?? "") { Actor = actor, At = at });
        }

        if (request.Item is not { } item) return No("command.unknown", "type", $"没有“{request.Type}”这种操作，或没有指明任务。");
        switch (request.Type)
        {
            case "claim":
                return Ready(new Claim(item) { Actor = actor, At = at });
            case "unclaim":
                return Ready(new Unclaim(item) { Actor = actor, At = at });
            case "declare":
                return request.Conflict is { } conflict
                    ? Ready(new Declare(item, conflict, request.Comment) { Actor = actor, At = at })
                    : No("declare.missing", "conflict", "请说明有没有需要回避的情形。");
            case "return":
                return await ReturnAsync(db, loaded, item, request, actor, at, cancellation);
            case "transfer":
                return Ready(new Transfer(item, request.To ?? "", request.Comment ?? "") { Actor = actor, At = at });
            case "delegate":
                return Ready(new DelegateItem(item, request.To ?? "", request.Comment ?? "") { Actor = actor, At = at });
            case "reassign":
                return Ready(new Reassign(item, request.To ?? "", request.Comment ?? "") { Actor = actor, At = at });
            case "addSigner":
                return Enum.TryParse<SignerPlace>(request.Place, true, out var place) && Enum.IsDefined(place) && !int.TryParse(request.Place, out _)
                    ? Ready(new AddSigners(item, place, request.Users, request.Comment ?? "") { Actor = actor, At = at })
                    : No("signer.place", "place", "请选择加签方式：前加签（before）、并加签（beside）或后加签（after）。");
            case "removeSigner":
                return Ready(new RemoveSigner(item, request.To ?? "", request.Comment ?? "") { Actor = actor, At = at });
            case "extendObjection":
                return Ready(new ExtendObjection(item, request.Comment ?? "") { Actor = actor, At = at });
            case "copy":
                return Ready(new SendCopy(item, request.Users, request.Comment) { Actor = actor, At = at });
            case "supplement":
                return await SupplementAsync(db, loaded, item, request, actor, at, cancellation);
            case "complete":
                return await CompleteAsync(db, loaded, item, request, sender, cancellation);
            default:
                return No("command.unknown", "type", $"没有“{request.Type}”这种操作。");
        }
    }

    private static (PreparedCommand?, CommandResult?) Ready(ProcessCommand command) => (new PreparedCommand(command), null);

    private static (PreparedCommand?, CommandResult?) No(string code, string? field, string message) => (null, CommandResult.No(code, field, message));

    private static async Task<(PreparedCommand?, CommandResult?)> ReturnAsync(WorkflowsDbContext db, LoadedCase loaded, int item, CaseRequest request, Actor actor, DateTimeOffset at, CancellationToken cancellation)
    {
        if (CheckItems(loaded, request) is { } wrong) return (null, wrong);
        var (files, before, refusal) = await OpinionFiles.TakeAsync(db, loaded.Row.Id, item, request.Files, actor, cancellation);
        if (refusal is not null) return (null, refusal);
        return (new PreparedCommand(new Return(item, request.ToStage ?? "", request.Comment ?? "") { Actor = actor, At = at, Back = request.Back, Remarks = request.Items, Files = files }, null, before), null);
    }

    private static async Task<(PreparedCommand?, CommandResult?)> SupplementAsync(WorkflowsDbContext db, LoadedCase loaded, int item, CaseRequest request, Actor actor, DateTimeOffset at, CancellationToken cancellation)
    {
        if (CheckItems(loaded, request) is { } wrong) return (null, wrong);
        var (files, before, refusal) = await OpinionFiles.TakeAsync(db, loaded.Row.Id, item, request.Files, actor, cancellation);
        if (refusal is not null) return (null, refusal);
        return (new PreparedCommand(new RequestSupplement(item, request.Items, request.Comment, request.Override) { Actor = actor, At = at, Files = files }, null, before), null);
    }

    /// <summary>Whether every remark stands at a field of the form and says something.</summary>
    private static CommandResult? CheckItems(LoadedCase loaded, CaseRequest request)
    {
        if (request.Items.Length > 100) return CommandResult.No("supplement.items", "items", "最多 100 项，请合并。");
        for (var i = 0; i < request.Items.Length; i++)
        {
            var wanted = request.Items[i];
            var root = FieldLabels.RootOf(wanted.Field ?? "");
            if (loaded.Programme.Form.Sections.Where(s => !s.IsReadOnly).SelectMany(s => s.Fields).All(f => f.Id != root))
                return CommandResult.No("supplement.field", $"items[{i}].field", $"申报书里没有“{wanted.Field}”这一处，请从列表中选。");
            if (wanted.Remark is { Length: > 500 }) return CommandResult.No("supplement.remark", $"items[{i}].remark", "每一项最多 500 字，请删减。");
        }

        return null;
    }

    private static async Task<(PreparedCommand?, CommandResult?)> CompleteAsync(WorkflowsDbContext db, LoadedCase loaded, int itemId, CaseRequest request, Sender sender, CancellationToken cancellation)
    {
        var (activation, item) = loaded.State.FindItem(itemId);
        var stage = DefinitionIndex.Of(loaded.Programme.Process)[activation!.StageId].Stage;
        if (item!.Purpose == WorkPurpose.Submit) return await SubmitAsync(db, loaded, request, sender, cancellation);
        var values = request.Values?.ToJsonString();
        if (values is { Length: > 65_536 }) return No("values.tooLong", "values", "填写的内容太长，请删减。");
        if (item.Purpose == WorkPurpose.Supplement && sender.User.Actor.HoldsAny(item.Candidates))
        {
            var (frozen, refusal) = await FreezeAsync(db, loaded, request, sender, cancellation);
            if (refusal is not null) return (null, refusal);
            var answer = new Complete(itemId, "supplemented", request.Comment, $$"""{"formVersion":{{frozen!.Version}},"formHash":"{{frozen.Hash}}"}""") { Actor = sender.User.Actor, At = sender.ReceivedAt };
            return (new PreparedCommand(answer, JsonNode.Parse(frozen.Values)!.AsObject()), null);
        }

        if (item.Purpose == WorkPurpose.Score && !item.Declared) return (null, new CommandResult.Refused(Refusals.DeclareFirst));
        if (TaskValues.Check(loaded.Programme, stage, item.Purpose, request, ChinaTime.DateOf(sender.ReceivedAt), out var total) is { } problem)
            return (null, new CommandResult.Refused(problem));
        if (CheckRemarks(loaded, stage, item, request) is { } unfit) return (null, unfit);
        var (files, before, none) = await OpinionFiles.TakeAsync(db, loaded.Row.Id, itemId, request.Files, sender.User.Actor, cancellation);
        if (none is not null) return (null, none);
        return (new PreparedCommand(new Complete(itemId, request.Outcome ?? "", request.Comment, values, total) { Actor = sender.User.Actor, At = sender.ReceivedAt, Remarks = request.Items, Files = files }, null, before), null);
    }

    /// <summary>Remarks at fields go with an answer that goes against the applicant, and with no other.</summary>
    private static CommandResult? CheckRemarks(LoadedCase loaded, Stage stage, WorkItem item, CaseRequest request)
    {
        if (request.Items.IsDefaultOrEmpty) return null;
        if (item.DelegatedBy is not null || item.Purpose != WorkPurpose.Decide || stage.FindOutcome(request.Outcome) is not { } outcome || !ReturnRemarks.Fit(loaded.Programme, stage, outcome))
            return CommandResult.No("remarks.outcome", "items", "只有退回、不予受理这类结论可以逐项批注，请改结论或者去掉批注。");
        for (var i = 0; i < request.Items.Length; i++)
            if (string.IsNullOrWhiteSpace(request.Items[i].Remark)) return CommandResult.No("supplement.remark", $"items[{i}].remark", "每一项批注都要写明内容。");
        return CheckItems(loaded, request);
    }

    private static async Task<(PreparedCommand?, CommandResult?)> SubmitAsync(WorkflowsDbContext db, LoadedCase loaded, CaseRequest request, Sender sender, CancellationToken cancellation)
    {
        if (loaded.State.Phase == ProcessPhase.Ended) return (null, new CommandResult.Refused(Refusals.Ended));
        // 补正 is answered by the same button as the first submission.
        foreach (var activation in loaded.State.Activations)
            if (activation.Supplement is { } pause)
                return await CompleteAsync(db, loaded, pause.Item, request with { Type = "complete", Item = pause.Item, Outcome = "supplemented" }, sender, cancellation);

        if (sender.ReceivedAt >= loaded.Round.ClosesAt) return (null, new CommandResult.Refused(Refusals.Late(loaded.Round.ClosesAt, sender.ReceivedAt)));
        if (!FormEditing.Submits(loaded.State)) return (null, new CommandResult.Refused(Refusals.NothingToSubmit));
        var (frozen, refusal) = await FreezeAsync(db, loaded, request, sender, cancellation);
        if (refusal is not null) return (null, refusal);
        var values = JsonNode.Parse(frozen!.Values)!.AsObject();
        var terms = RoundTerms.Read(loaded.Round.Terms);
        if (!terms.Admits(new FormContext(values[FormSection.FromOrganization]!.AsObject(), ChinaTime.DateOf(sender.ReceivedAt))))
            return No("round.notEligible", null, $"本单位不符合这个批次的申报条件：{terms.EligibilityMessage.TrimEnd('。')}。单位资料有变化的，请先更新单位资料再提交。");
        var key = ApplicationForms.OpenKey(loaded.Programme, loaded.Row.OrganizationId, values);
        if (key is not null && await db.Cases.AnyAsync(c => c.OpenKey == key && c.Id != loaded.Row.Id, cancellation))
            return No("application.duplicateOpen", loaded.Programme.OpenOnceFields[0], "本单位同一类别、同一级别已有一件正在办理，不能重复申报。");
        var command = new Submit(frozen.Version, frozen.Hash) { Actor = sender.User.Actor, At = sender.ReceivedAt };
        return (new PreparedCommand(command, values, () =>
        {
            loaded.Row.OpenKey = key;
            loaded.Row.Title = ApplicationForms.TitleOf(loaded.Programme, values);
        }), null);
    }

    private static async Task<(FormVersionRow? Frozen, CommandResult? Refusal)> FreezeAsync(WorkflowsDbContext db, LoadedCase loaded, CaseRequest request, Sender sender, CancellationToken cancellation)
    {
        var form = await db.Forms.SingleAsync(f => f.CaseId == loaded.Row.Id, cancellation);
        if (request.Revision is { } seen && request.Type == "submit" && seen != form.Revision)
            return (null, CommandResult.No("form.stale", "revision", $"申报内容已由{form.UpdatedByName}在 {ChinaTime.Clock(form.UpdatedAt)} 改过，没有提交。请看过新内容再提交。"));
        var uscc = await db.Organizations.Where(o => o.Id == loaded.Row.OrganizationId).Select(o => o.Uscc).SingleAsync(cancellation);
        if (await Sanctions.CheckAsync(db, sender.User, "申报", loaded.Row.Id, uscc, sender.ReceivedAt, cancellation) is { } sanction)
            return (null, CommandResult.No("organization.sanctioned", null, $"本单位在 {ChinaTime.LongDate(sanction.Until)} 前不得申报（{sanction.Reason}）。如有异议，可向市科技局申请复核。"));
        var values = JsonNode.Parse(form.Values)!.AsObject();
        var problems = await ApplicationForms.ProblemsAsync(db, loaded.Row, loaded.Programme, values, sender.ReceivedAt, cancellation);
        // 补正 opens only what it lists: nothing else can be mended now, so nothing else may stand in the way.
        var editing = FormEditing.Of(loaded.State, loaded.Programme);
        if (!editing.All) problems = [.. problems.Where(p => editing.Allows(FieldLabels.RootOf(p.FieldPath)))];
        if (problems.Count > 0)
            return (null, new CommandResult.Refused(new Refusal("form.invalid", problems[0].FieldPath, $"还有 {problems.Count} 处要改，改好才能提交。第一处：{problems[0].Message}"), problems));
        return (await ApplicationForms.FreezeAsync(db, loaded, values, sender, cancellation), null);
    }

    /// <summary>Puts names and times into refusals that the engine can only state in general.</summary>
    public static async Task<CommandResult> ExplainAsync(WorkflowsDbContext db, LoadedCase loaded, CaseRequest request, CommandResult.Refused refused, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        if (refused.Refusal.Code != "task.claimedByOther" || request.Item is not { } item) return refused;
        var row = await db.WorkItems.AsNoTracking().SingleAsync(w => w.CaseId == loaded.Row.Id && w.Item == item, cancellation);
        var claimed = await db.Events.AsNoTracking().Where(e => e.StreamId == loaded.Row.Id && e.Type == "workItemClaimed").OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(cancellation);
        return CommandResult.No("task.claimedByOther", null, $"这一件已由{row.ClaimedByName}在 {ChinaTime.Clock(claimed!.At)} 认领，您的操作没有生效。");
    }
}
