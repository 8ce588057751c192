using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Programs.Drafts;

namespace Innovation.Web.Design;

/// <summary>A document that a step would issue.</summary>
/// <param name="Key">Names it in the page: the step and the template.</param>
public sealed record TrialDocument(string Key, string Title);

/// <summary>A message that a step would send.</summary>
public sealed record TrialLetter(string To, string Title, string Body);

/// <summary>One step of a trial run in words.</summary>
/// <param name="Lit">The stages that are open after it.</param>
/// <param name="Periods">Periods that begin with it.</param>
/// <param name="End">The result, when the case ended.</param>
public sealed record TrialStepView(int Number, string When, string What, string? Who, IReadOnlyList<string> Lit, IReadOnlyList<string> Periods, IReadOnlyList<TrialDocument> Documents, IReadOnlyList<TrialLetter> Letters, string Status, string? End);

/// <summary>The steps of a trial run, newest first, and its tree.</summary>
public static class TrialSteps
{
    public static IReadOnlyList<TrialStepView> Of(TrialBench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var index = DefinitionIndex.Of(bench.Programme.Process);
        var names = new StageNames(bench.Programme);
        return [.. bench.Run.Steps.Select((step, i) => View(bench, index, names, step, i)).Reverse()];
    }

    /// <summary>The tree with where the run stands.</summary>
    public static StageListView Tree(TrialBench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var done = bench.Run.Steps.SelectMany(s => s.Events).OfType<StageCompleted>().GroupBy(e => e.StageId).ToDictionary(g => g.Key, g => g.Last());
        return new StageTree(bench.Programme, bench.Run.State, new()
        {
            Now = (stage, open) => open.Items.IsEmpty || stage.Branches.Count > 0 ? null : open.Deadlines.FirstOrDefault(d => d.PausedOn is null) is { } due ? TrialTasks.Words(bench, due) : "不限期",
            Done = stage => done.TryGetValue(stage.Id, out var completed) ? $"{DateText.Effective(completed.At, bench.Run.Now)}{Cause(completed.Cause)}" : stage == StageTree.Ending && bench.Run.State.EndedAt is { } at ? DateText.Effective(at, bench.Run.Now) : null,
            Next = StageWords.Length,
        }).Draw(fold: false);
    }

    private static string Cause(string cause) => cause == "deadline" ? "　到期自动" : "";

    private static TrialStepView View(TrialBench bench, DefinitionIndex index, StageNames names, TrialStep step, int number)
    {
        string Name(string stage) => index.Find(stage)?.Stage.Name is { Length: > 0 } name ? name : stage;
        var now = bench.Run.Now;
        var at = step.StageId is { } stage && index.Find(stage) is not null ? stage : step.Events.OfType<DeadlineExpired>().Select(e => e.StageId).Concat(step.Events.OfType<DeadlineReminded>().Select(e => e.StageId)).FirstOrDefault();
        return new(number + 1, DateText.Effective(step.At, now), at is null || step.What == Name(at) ? step.What : $"{Name(at)}：{step.What}", bench.People.Name(step.By),
            [.. step.Open.Where(id => index.Find(id) is { Stage.Branches.Count: 0 }).Select(Name).Distinct()],
            [.. Periods(bench, step, Name)],
            [.. step.Documents.Select(id => new TrialDocument($"{number}:{id}", bench.Programme.Documents.GetValueOrDefault(id)?.Title ?? id))],
            [.. step.Messages.Select(m => Letter(bench, step, m, Name)).OfType<TrialLetter>()],
            step.ApplicantStatus, step.Result is { } result ? names.Result(result) : null);
    }

    private static IEnumerable<string> Periods(TrialBench bench, TrialStep step, Func<string, string> name)
    {
        foreach (var opened in step.Events)
        {
            var (id, words) = opened switch
            {
                DeadlineOpened o => (o.Deadline, o.Amount > 0 ? ChinaTime.Period(o.Amount, o.Unit) + "，" : ""),
                DeadlineResumed r => (r.Deadline, "恢复计时，"),
                _ => (-1, ""),
            };
            if (step.Deadlines.FirstOrDefault(d => d.Id == id) is { } running)
                yield return $"“{name(running.StageId)}”{DeadlineWords.Of(running.Purpose)}期限：{words}至 {ChinaTime.Due(running.DueAt, bench.Calendar, ChinaTime.DateOf(bench.Run.Now))}";
        }
    }

    private static TrialLetter? Letter(TrialBench bench, TrialStep step, TrialMessage message, Func<string, string> name)
    {
        if (!bench.Wordings.TryGetValue(message.About, out var wording)) return null;
        var due = step.Deadlines.FirstOrDefault(d => d.StageId == message.StageId);
        var fields = new Dictionary<string, string?>
        {
            [MessageEvents.Number] = bench.Programme.CasePrefix + "（示例案号）",
            [MessageEvents.Organization] = SampleForm.Profile()["org_name"]!.ToString(),
            [MessageEvents.Project] = bench.ItemTitle,
            [MessageEvents.ProgrammeName] = bench.Programme.Name,
            [MessageEvents.Stage] = message.StageId is null ? "" : name(message.StageId),
            [MessageEvents.Status] = message.Detail,
            [MessageEvents.Due] = due is null ? "" : ChinaTime.ShortDate(due.LastDay) + " 24:00",
            [MessageEvents.Actor] = bench.People.Name(step.By) ?? "系统",
            [MessageEvents.Reason] = "",
        };
        return new(bench.People.Receiver(message.Candidate), MessageText.Fill(wording.Title, fields), MessageText.Fill(wording.Body, fields));
    }
}
