using System.Text.Json;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Reviews.BlindChecks;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>放行 or 不予提供.</summary>
/// <param name="Revision">Of the check that the sender saw.</param>
/// <param name="Release">Null: not said.</param>
/// <param name="Note">Which pages and pictures were looked at, or why the file is not given.</param>
public sealed record BlindDecision(string CaseId, string CheckId, int? Revision, bool? Release, string Note);

/// <summary>A check with its file, as the office sees it.</summary>
public sealed record BlindCheckLine(BlindCheckRow Check, AttachmentRow File, string Label, IReadOnlyList<Finding> Findings);

/// <summary>The checks of a case.</summary>
public sealed record BlindCheckList(CaseRow Case, bool MayDecide, IReadOnlyList<BlindCheckLine> Lines);

/// <summary>匿名核对: officers decide which of the held attachments experts get; a later decision takes the place of an earlier one.</summary>
public sealed class BlindDecisions(CommandPath path, IDbContexts contexts, Programs.ProgrammeStore programmes, TimeProvider clock)
{
    public const int MaxNote = 1000;

    /// <summary>In whose name this person decides for the programme; null: in nobody's.</summary>
    public static UserContext? Acting(UserContext user, string programmeCode)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Represents.Where(a => a.Programmes is not { } only || only.Contains(programmeCode)).Prepend(user)
            .FirstOrDefault(u => u.HoldsForProgramme(ProcessRoles.Officer, programmeCode) || u.HoldsForProgramme(ProcessRoles.SectionHead, programmeCode));
    }

    /// <summary>Whether the attachments of a case were searched and this person may see it; whether he may see the case is known.</summary>
    public async Task<bool> HasAnyAsync(string caseId, UserContext user, CancellationToken cancellation = default)
    {
        if (!MaySee(user)) return false;
        await using var db = contexts.Create();
        return await db.BlindChecks.AnyAsync(c => c.CaseId == caseId, cancellation);
    }

    /// <summary>What was found in the attachments of a case; null when this person may not see it. The office and the auditors may.</summary>
    public async Task<BlindCheckList?> ListAsync(string caseId, UserContext user, CancellationToken cancellation = default)
    {
        if (!MaySee(user)) return null;
        await using var db = contexts.Create();
        if (await CaseScope.Visible(db, user).SingleOrDefaultAsync(c => c.Id == caseId, cancellation) is not { } row) return null;
        var form = (await programmes.ForCaseAsync(db, row, clock.GetUtcNow(), cancellation)).Form;
        var found = await db.BlindChecks.AsNoTracking().Where(c => c.CaseId == caseId).Join(db.Attachments, c => c.AttachmentId, a => a.Id, (c, a) => new { Check = c, File = a }).OrderBy(x => x.Check.Id).ToListAsync(cancellation);
        // Of a file that was searched for other names since, only the last result counts.
        var lines = found.GroupBy(x => x.File.Id).Select(same => same.Last()).Select(x => new BlindCheckLine(x.Check, x.File, form.Find(x.File.Field)?.Label ?? x.File.Field, x.Check.Read()));
        return new BlindCheckList(row, Acting(user, row.ProgrammeCode) is not null, [.. lines.OrderBy(l => l.Check.State switch { BlindCheckState.Waiting => 0, BlindCheckState.Clear => 2, _ => 1 }).ThenBy(l => l.Check.Id, StringComparer.Ordinal)]);
    }

    public Task<CommandResult> DecideAsync(string commandId, BlindDecision decision, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(sender);
        return path.RunAsync(commandId, CanonicalJson.Sha256Hex("blindDecision" + JsonSerializer.Serialize(decision)), sender, async db =>
        {
            var check = await db.BlindChecks.SingleOrDefaultAsync(c => c.Id == decision.CheckId && c.CaseId == decision.CaseId, cancellation);
            var row = check is null ? null : await CaseScope.Visible(db, sender.User).SingleOrDefaultAsync(c => c.Id == check.CaseId, cancellation);
            if (check is null || row is null) return CommandResult.No("blindCheck.notFound", null, "没有找到这个附件的核对记录，或您没有权限查看。");
            if (Acting(sender.User, row.ProgrammeCode) is not { } acting) return CommandResult.No("command.notAllowed", null, "评审附件由承办科室的经办人员或科室负责人核对，您没有这个权限。");
            if (decision.Revision != check.Revision) return CommandResult.No("blindCheck.stale", "revision", check.DecidedAt is { } at ? $"这个附件已由{check.DecidedByName}在 {ChinaTime.Clock(at)} 决定{StateName(check.State)}，您的操作没有生效。请核对后再办。" : "这个附件在您打开之后有了变化，您的操作没有生效，请刷新后再办。");
            if (decision.Release is not { } release) return CommandResult.No("blindCheck.decision", "decision", "请选择放行或者不予提供。");
            var state = release ? BlindCheckState.Released : BlindCheckState.Withheld;
            if (check.State == state) return CommandResult.No("blindCheck.same", "decision", $"这个附件已经是{StateName(state)}，不用再办。");
            if (release && !check.HasCopy) return CommandResult.No("blindCheck.noCopy", "decision", "这个附件做不出匿名副本，不能放行。需要专家看的，请联系申报单位另存后重新提供。");
            if (decision.Note.Trim() is not { Length: > 0 and <= MaxNote } note) return CommandResult.No("blindCheck.note", "note", release ? $"请写明看过哪几页、哪些图片，最多 {MaxNote} 字。" : $"请写明不予提供的原因，最多 {MaxNote} 字。");
            var file = await db.Attachments.AsNoTracking().SingleAsync(a => a.Id == check.AttachmentId, cancellation);
            (check.State, check.Note, check.DecidedBy, check.DecidedByName, check.DecidedAt) = (state, note, acting.UserId, acting.ActorName, sender.ReceivedAt);
            check.Revision++;
            await AuditLog.AddAsync(db, sender.User, "blindCheck.decided", check.Id, new { row.Number, file.FileName, Decision = StateName(state), Note = note, check.CaseId, check.AttachmentId, check.Sha256, Findings = check.Read().Count, For = acting.Via is null ? null : acting.Name }, sender.ReceivedAt, cancellation);
            if (!await db.BlindChecks.AnyAsync(c => c.CaseId == row.Id && c.Id != check.Id && c.State == BlindCheckState.Waiting, cancellation)) await TellExpertsAsync(db, row, check, sender.ReceivedAt, cancellation);
            return new CommandResult.Accepted(new CommandAnswer(check.Id, check.Revision, row.Number, StateName(state), [release ? "blindFileReleased" : "blindFileWithheld"], []));
        }, cancellation);
    }

    private static bool MaySee(UserContext user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsStaff || user.Has(ProcessRoles.Auditor) || user.Represents.Count > 0;
    }

    /// <summary>As pages and answers write it.</summary>
    public static string StateName(BlindCheckState state) => state switch { BlindCheckState.Clear => "没有发现", BlindCheckState.Waiting => "待核对", BlindCheckState.Released => "放行", _ => "不予提供" };

    /// <summary>Tells whoever still has to score that the last file has been looked at; not whose case it is.</summary>
    private async Task TellExpertsAsync(WorkflowsDbContext db, CaseRow row, BlindCheckRow check, DateTimeOffset at, CancellationToken cancellation)
    {
        var scoring = await db.WorkItems.AsNoTracking().Where(w => w.CaseId == row.Id && w.State == WorkItemState.Open && w.Purpose == WorkPurpose.Score)
            .Join(db.Candidates, w => w.Id, c => c.WorkItemId, (w, c) => new { w.StageName, c.Candidate }).ToListAsync(cancellation);
        var programme = await programmes.ForCaseAsync(db, row, at, cancellation);
        await MessageWriter.AddAsync(db, [.. scoring.Select(s => new NewMessage($"blind/{check.Id}/{check.Revision}/{s.Candidate}", MessageEvents.ReviewFiles, s.Candidate,
            new Dictionary<string, string?> { [MessageEvents.ProgrammeName] = programme.Name, [MessageEvents.Stage] = s.StageName }, at))], cancellation);
    }
}
