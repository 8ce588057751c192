using System.Text.Json;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>催办 of something outside the tasks of cases.</summary>
/// <param name="Kind">Key of the kind.</param>
/// <param name="Comment">附言; may be empty.</param>
public sealed record ToDoUrge(string Kind, string SubjectId, string? Comment);

/// <summary>催办: a section head asks everybody for whom something waits, once in 24 hours as with tasks.</summary>
public sealed class ToDoUrging(CommandPath path, ToDoHolders holders)
{
    public const int MaxComment = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    public static bool May(UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Has(ProcessRoles.SectionHead);
    }

    public async Task<CommandResult> UrgeAsync(string commandId, ToDoUrge urge, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(urge);
        ArgumentNullException.ThrowIfNull(sender);
        if (!May(sender.User)) return CommandResult.No("command.notAllowed", null, "催办由科室负责人进行，您没有这个权限。");
        var held = (await holders.SupervisedAsync(sender.User, cancellation)).FirstOrDefault(t => t.Kind.Key == urge.Kind && t.Item.SubjectId == urge.SubjectId);
        return await path.RunAsync(commandId, CanonicalJson.Sha256Hex("toDoUrge" + JsonSerializer.Serialize(urge)), sender, async db =>
        {
            if (held is null) return CommandResult.No("toDo.notFound", null, "这一项已经办完，或者不归您督办，请刷新清单。");
            var comment = CleanText.Line(urge.Comment ?? "");
            if (comment.Length > MaxComment) return CommandResult.No("comment.tooLong", "comment", $"附言最多 {MaxComment} 字。");
            var others = held.People.Where(p => p.UserId != sender.User.UserId).ToList();
            if (others.Count == 0) return CommandResult.No("urge.nothing", null, "这一项只等您自己办理，不用催办。");
            var prefix = $"toDoUrged/{urge.Kind}/{urge.SubjectId}/";
            var since = sender.ReceivedAt - Pause;
            if (await db.Messages.Where(m => m.Key.StartsWith(prefix) && m.CreatedAt > since).MaxAsync(m => (DateTimeOffset?)m.CreatedAt, cancellation) is { } before)
                return new CommandResult.Refused(Refusals.UrgedLately(before + Pause));
            var fields = new Dictionary<string, string?> { [MessageEvents.Project] = held.Item.Title, [MessageEvents.Act] = held.Kind.Act, [MessageEvents.Actor] = sender.User.ActorName, [MessageEvents.Reason] = comment };
            await MessageWriter.AddAsync(db, [.. others.Select(p => new NewMessage($"{prefix}{sender.ReceivedAt.UtcTicks}/{p.UserId}", MessageEvents.ToDoUrged, "user:" + p.UserId, fields, sender.ReceivedAt))], cancellation);
            var names = string.Join("、", others.Select(p => p.Name));
            await AuditLog.AddAsync(db, sender.User, "toDo.urged", urge.SubjectId, new { held.Item.Number, held.Item.Title, Act = held.Kind.Act, Name = names, Note = comment }, sender.ReceivedAt, cancellation);
            return new CommandResult.Accepted(new CommandAnswer(urge.SubjectId, 0, held.Item.Number, names, ["toDoUrged"], []));
        }, cancellation);
    }
}
