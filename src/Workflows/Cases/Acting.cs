using System.Runtime.CompilerServices;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>In whose name a command is tried, or why in nobody's.</summary>
internal sealed record ActingAs(Sender? Sender, CommandResult.Refused? Refusal);

/// <summary>
/// In whose names a person may send a command, in turn: the own first, then those of absent persons. Read inside the
/// command's transaction and judged by the received instant, so that an ended substitution counts for nothing received after it.
/// </summary>
internal static class Acting
{
    /// <summary>Refusals after which a substitute may still succeed in another's name.</summary>
    private static readonly string[] Personal = ["task.notYours", "task.claimedByOther", "task.notClaimedByYou", "command.notAllowed", "takeBack.nothing", "case.notFound", "signer.notYours", "urge.nothing"];

    public static bool MayOthersTry(CommandResult result) => result is CommandResult.Refused refused && Personal.Contains(refused.Refusal.Code);

    public static async IAsyncEnumerable<ActingAs> InTurnAsync(WorkflowsDbContext db, Sender sender, CaseRequest request, CaseRow row, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var user = sender.User;
        if (request.ActingFor is null or "" || request.ActingFor == user.UserId)
        {
            // An administrator moves work without reading what it is about.
            if ((request.Type == "reassign" && user.Has(ProcessRoles.Administrator)) || await CaseScope.MayTouchAsync(db, Alone(user), row, request.Item, cancellation)) yield return new(sender, null);
            if (request.ActingFor is { Length: > 0 }) yield break;
        }

        if (!Substitutes.MaySubstitute(user))
        {
            if (request.ActingFor is { Length: > 0 }) yield return new(null, NobodysSubstitute);
            yield break;
        }

        foreach (var absent in await Substitutes.InForceAsync(db, user, sender.ReceivedAt, cancellation))
            if (request.ActingFor is null or "" || request.ActingFor == absent.UserId)
                if (await ReachesAsync(db, absent, row, request.Item, cancellation)) yield return new(sender with { User = absent }, null);

        foreach (var (absent, overAt) in await Substitutes.OverAsync(db, user, sender.ReceivedAt, cancellation))
            if (request.ActingFor is null or "" || request.ActingFor == absent.UserId)
                if (await ReachesAsync(db, absent, row, request.Item, cancellation)) yield return new(null, Over(absent, overAt));

        if (request.ActingFor is { Length: > 0 }) yield return new(null, NobodysSubstitute);
    }

    /// <summary>What a substitute is told whose time is over.</summary>
    public static CommandResult.Refused Over(UserContext absent, DateTimeOffset overAt) =>
        new(new Engine.Refusal("substitute.over", "actingFor", $"您代理{absent.Name}已于 {ChinaTime.Exact(overAt)} 结束，您的操作没有生效。"));

    private static CommandResult.Refused NobodysSubstitute { get; } = new(new Engine.Refusal("substitute.none", "actingFor", "您现在不是这位人员的代理人，或这一件不在代理范围内，您的操作没有生效。"));

    private static UserContext Alone(UserContext user) => user.Represents.Count == 0 ? user : new UserContext(user.UserId, user.Name, user.OrganizationId, user.Grants);

    /// <summary>Whether the case, or its task, is within what a substitute is given.</summary>
    private static async Task<bool> ReachesAsync(WorkflowsDbContext db, UserContext absent, CaseRow row, int? item, CancellationToken cancellation)
    {
        if (item is not { } id) return await CaseScope.Visible(db, absent).AnyAsync(c => c.Id == row.Id, cancellation);
        var task = TaskIds.Of(row.Id, id);
        var state = await db.WorkItems.Where(w => w.Id == task).Select(w => (WorkItemState?)w.State).SingleOrDefaultAsync(cancellation);
        return state == WorkItemState.Open
            ? await CaseScope.OpenFor(db, absent).AnyAsync(w => w.Id == task, cancellation)
            : state is not null && await CaseScope.Visible(db, absent).AnyAsync(c => c.Id == row.Id, cancellation);
    }
}
