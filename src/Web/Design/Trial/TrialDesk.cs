using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Design;

/// <summary>Sets up a trial run: the calendar in force, the wordings of messages, the names of persons whom the draft assigns. Reads only.</summary>
public sealed class TrialDesk(IDbContexts contexts, CalendarStore calendars)
{
    public async Task<TrialBench> OpenAsync(Programme programme, TrialScript script, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(programme);
        await using var db = contexts.Create();
        var users = DefinitionIndex.Of(programme.Process).Places.SelectMany(p => p.Stage.Assign?.Users ?? []).Distinct().ToList();
        var known = await db.Users.AsNoTracking().Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
        var wordings = await MessageTemplates.InForceAsync(db, [.. MessageEvents.All], cancellation);
        return new TrialBench(programme, script, await calendars.GetAsync(db, cancellation), new TrialPeople(programme.Process, known), wordings);
    }
}
