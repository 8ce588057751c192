using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Engine;

/// <summary>督办登记: the section head answers for a late stage. A later answer replaces the earlier one; both stay in the history.</summary>
internal static class RedCardRules
{
    private const int MostHandler = 50;
    private const int MostDays = 366;

    public static Refusal? Answer(DecisionContext context, AnswerRedCard command)
    {
        if (!context.Actor.Holds(context.Group(ProcessRoles.SectionHead, "programme"))) return Refusals.NotAllowed("只有科室负责人可以登记督办情况");
        if (context.State.Activations.FirstOrDefault(a => a.RedCard?.Deadline == command.Deadline) is not { RedCard: { } card } activation) return Refusals.NoRedCard;
        var today = ProcessClock.DayOf(command.At);
        if (string.IsNullOrWhiteSpace(command.Handler) || command.Handler.Length > MostHandler) return new("redCard.handler", "handler", $"请写明由谁办结，最多 {MostHandler} 字。");
        if (command.PromisedOn < today) return new("redCard.promisedOn", "promisedOn", "承诺办结的日期不能早于今天。");
        if (command.PromisedOn > today.AddDays(MostDays)) return new("redCard.promisedOn", "promisedOn", "承诺办结的日期不能晚于一年以后。");
        if (string.IsNullOrWhiteSpace(command.Note)) return new("comment.required", "comment", "请写明超期的原因和办法。");
        if (card.Handler == command.Handler && card.PromisedOn == command.PromisedOn && card.Note == command.Note) return new("redCard.same", null, "督办情况和上一次登记的一样，不用再登记。");
        context.Emit(new RedCardAnswered(activation.Id, activation.StageId, command.Deadline, context.Actor.UserId, command.Handler, command.PromisedOn, command.Note));
        return null;
    }
}
