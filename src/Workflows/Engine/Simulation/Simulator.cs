using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Engine.Simulation;

/// <summary>What a simulation is asked.</summary>
public sealed record SimulationOptions
{
    /// <summary>How many cases are walked.</summary>
    public int Cases { get; init; } = 1_000;

    /// <summary>The same seed gives the same report.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long people take for one piece of work, in working days on average.</summary>
    public double Speed { get; init; } = 2;

    /// <summary>How often a stage must have been entered before an outcome that it never gave is told.</summary>
    public int Enough { get; init; } = 1;

    /// <summary>When the cases are handed in.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Whether offices work on a day; null: Monday to Friday.</summary>
    public Func<DateOnly, bool>? IsWorkingDay { get; init; }

    /// <summary>Draws a value of a name that a condition reads; null: what the conditions themselves speak of.</summary>
    public Func<string, Random, FeelValue>? Value { get; init; }
}

/// <summary>How long the cases took, in working days.</summary>
public sealed record Durations(int Min, int Median, int P90, int Max);

/// <summary>What came of a simulation.</summary>
/// <param name="Seed">The seed it ran with.</param>
/// <param name="Cases">How many cases were walked.</param>
/// <param name="Ended">How many came to an end.</param>
/// <param name="Stages">How often each stage was entered, in reading order.</param>
/// <param name="Outcomes">How often each outcome was reached, as <c>stage/outcome</c>.</param>
/// <param name="Results">How often each result was reached.</param>
/// <param name="Unreached">Stages, outcomes and results that no case reached, as Chinese sentences.</param>
/// <param name="Days">Working days from handing in to the end; null when none ended.</param>
/// <param name="Stuck">Where cases stood that did not end.</param>
/// <param name="ResultDays">The same for each result that was reached.</param>
/// <param name="Paths">How many cases took each way, as the stages that they entered one after the other, by <c>,</c>.</param>
/// <param name="WentOn">Of the cases that reached an outcome at the last visit of a stage, as <c>stage/outcome</c>: how many, and how many of them ended in favour of the applicant.</param>
public sealed record SimulationReport(
    int Seed, int Cases, int Ended, IReadOnlyDictionary<string, int> Stages, IReadOnlyDictionary<string, int> Outcomes, IReadOnlyDictionary<string, int> Results, IReadOnlyList<string> Unreached, Durations? Days, IReadOnlyList<string> Stuck, IReadOnlyDictionary<string, Durations> ResultDays, IReadOnlyDictionary<string, int> Paths, IReadOnlyDictionary<string, (int All, int Favourable)> WentOn);

/// <summary>Walks many cases at random with the engine's own function.</summary>
public static class Simulator
{
    private const int Patience = 80;
    private const int MostTurns = 600;

    // One piece of work in so many lies forgotten, and takes so many times as long: otherwise periods would hardly ever run out.
    private const int Forgotten = 15;
    private const int Slow = 8;

    /// <summary>Runs the simulation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of cases or the speed is out of range.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the report any more.</exception>
    public static SimulationReport Run(ProcessDefinition definition, SimulationOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Cases, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Cases, 100_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Speed, 0.01);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Speed, 250);
        var index = DefinitionIndex.Of(definition);
        var stages = index.Places.ToDictionary(p => p.Stage.Id, _ => 0);
        var outcomes = index.Places.SelectMany(p => p.Stage.Outcomes.Select(o => $"{p.Stage.Id}/{o.Id}")).ToDictionary(k => k, _ => 0);
        var results = definition.Results.ToDictionary(r => r.Id, _ => 0);
        var days = new List<int>();
        var daysTo = new Dictionary<string, List<int>>();
        var paths = new Dictionary<string, int>();
        var wentOn = new Dictionary<string, (int All, int Favourable)>();
        var favourable = definition.Results.Where(r => r.Favourable).Select(r => r.Id).ToHashSet();
        var stuck = new SortedSet<string>(StringComparer.Ordinal);
        var words = ConditionWords.Of(definition);
        var shortest = new ShortestWay(index);
        for (var number = 0; number < options.Cases; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new Random(unchecked((options.Seed * 1_000_003) + number));
            var (trial, world) = Walk(definition, options, random, words, shortest);
            foreach (var happened in trial.Steps.SelectMany(s => s.Events))
            {
                if (happened is StageEntered entered) stages[entered.StageId]++;
                if (happened is StageCompleted completed && outcomes.ContainsKey($"{completed.StageId}/{completed.Outcome}")) outcomes[$"{completed.StageId}/{completed.Outcome}"]++;
                if (happened is BatchSettled settled && index[settled.StageId].Stage.FindOutcome(settled.Outcome)?.Route is Route.Stay) outcomes[$"{settled.StageId}/{settled.Outcome}"]++;
            }

            if (trial.State.Result is not { } result)
            {
                stuck.UnionWith(trial.State.Activations.Select(a => a.StageId));
                continue;
            }

            foreach (var (stage, outcome) in trial.State.Outcomes)
            {
                var (all, good) = wentOn.GetValueOrDefault($"{stage}/{outcome}");
                wentOn[$"{stage}/{outcome}"] = (all + 1, good + (favourable.Contains(result) ? 1 : 0));
            }

            results[result] = results.GetValueOrDefault(result) + 1;
            var taken = world.WorkingDaysBetween(ProcessClock.DayOf(options.Start), ProcessClock.DayOf(trial.State.EndedAt ?? trial.Now));
            days.Add(taken);
            if (!daysTo.TryGetValue(result, out var list)) daysTo[result] = list = [];
            list.Add(taken);
            var path = string.Join(',', trial.Steps.SelectMany(s => s.Events).OfType<StageEntered>().Select(e => e.StageId));
            paths[path] = paths.GetValueOrDefault(path) + 1;
        }

        return new(options.Seed, options.Cases, days.Count, stages, outcomes, results, [.. Unreached(definition, index, stages, outcomes, results, options.Enough)], Spread(days), [.. stuck], daysTo.ToDictionary(d => d.Key, d => Spread(d.Value)!), paths, wentOn);
    }

    private static (TrialRun, StandIn) Walk(ProcessDefinition definition, SimulationOptions options, Random random, ConditionWords words, ShortestWay shortest)
    {
        var values = new Dictionary<string, FeelValue>();
        FeelValue Value(string name)
        {
            if (!values.TryGetValue(name, out var value)) values[name] = value = options.Value?.Invoke(name, random) ?? words.Draw(random);
            return value;
        }

        var world = new StandIn(definition, options.Start) { Value = Value };
        if (options.IsWorkingDay is { } calendar) world = new StandIn(definition, options.Start) { Value = Value, IsWorkingDay = calendar };
        var trial = new TrialRun(definition, world, options.Start);
        var worth = new Dictionary<int, int>();
        for (var turn = 0; turn < MostTurns && !trial.IsOver && trial.Steps.Count < TrialRun.MostSteps; turn++)
        {
            var hurried = turn > Patience;
            if (!hurried) trial.PassUntil(Done(trial, world, -Math.Log(1 - random.NextDouble()) * (random.Next(Forgotten) == 0 ? Slow : 1), options.Speed));
            if (trial.IsOver) break;
            var move = Agree(Choose(trial, random, hurried, shortest), trial, random, hurried, worth);
            // Whoever arranges a panel finds further experts first.
            if (move?.Command is Complete { Outcome: "drawn" }) world.Experts += 20;
            if (move is not null && trial.Make(move) is not null) continue;
            if (trial.NextDue is not { } due) break;
            trial.PassUntil(due);
        }

        return (trial, world);
    }

    /// <summary>People work side by side: with five of them the first is done in a fifth of the time.</summary>
    private static int AtWork(ProcessState state) => Math.Max(1, state.Activations.Sum(a => a.Items.Count(i => !i.Done)));

    /// <summary>When the next piece of work is done: after some times the usual time, or, where the period is shorter, some times half of that.</summary>
    private static DateTimeOffset Done(TrialRun trial, StandIn world, double times, double usual)
    {
        var done = Later(world, trial.Now, times * usual / AtWork(trial.State));
        foreach (var due in trial.State.Activations.SelectMany(a => a.Deadlines).Where(d => d.PausedOn is null && d.DueAt > trial.Now).Select(d => d.DueAt))
        {
            var pressed = trial.Now + ((due - trial.Now) * Math.Min(times / 2, 100));
            if (pressed < done) done = pressed;
        }

        return done;
    }

    /// <summary>So many working days later; a part of a day is a part of the working hours.</summary>
    private static DateTimeOffset Later(StandIn world, DateTimeOffset now, double workingDays)
    {
        var whole = (int)Math.Floor(workingDays);
        var day = ProcessClock.DayOf(now);
        var target = world.AddWorkingDays(day, whole);
        return now.AddDays(target.DayNumber - day.DayNumber).AddHours((workingDays - whole) * 8);
    }

    private static TrialMove? Choose(TrialRun trial, Random random, bool hurried, ShortestWay shortest)
    {
        var moves = trial.Moves;
        if (moves.Count == 0) return null;
        if (hurried) return shortest.Choose(moves, trial, random);
        // What is the exception in an office is the exception here.
        var usual = moves.Where(m => m.Command is not (RaiseObjection or RequestSupplement or Return)).ToList();
        var pool = usual.Count == 0 || random.Next(10) == 0 ? moves : usual;
        return pool.Count == 1 && pool[0].Command is RaiseObjection && random.Next(8) != 0 ? null : pool[random.Next(pool.Count)];
    }

    // Experts mostly agree on what an application is worth: were their marks drawn apart, every mean would lie in the middle and
    // what needs a high or a low one would look out of reach.
    private static TrialMove? Agree(TrialMove? move, TrialRun trial, Random random, bool hurried, Dictionary<int, int> worth)
    {
        if (move is not { Item: { } item, Command: Complete { Total: not null } } || trial.State.FindItem(item).Activation is not { } review) return move;
        var marks = trial.Moves.Where(m => m.Item == item && m.Command is Complete { Total: not null }).OrderBy(m => ((Complete)m.Command).Total).ToList();
        if (!worth.TryGetValue(review.Id, out var middle)) worth[review.Id] = middle = hurried && random.Next(3) > 0 ? random.Next(2) * (marks.Count - 1) : random.Next(marks.Count);
        var apart = hurried ? 0 : random.Next(8) switch { 0 => -1, 1 => 1, _ => 0 };
        return marks[Math.Clamp(middle + apart, 0, marks.Count - 1)];
    }

    private static Durations? Spread(List<int> days)
    {
        if (days.Count == 0) return null;
        days.Sort();
        return new(days[0], days[days.Count / 2], days[Math.Min(days.Count - 1, days.Count * 9 / 10)], days[^1]);
    }

    private static IEnumerable<string> Unreached(ProcessDefinition definition, DefinitionIndex index, Dictionary<string, int> stages, Dictionary<string, int> outcomes, Dictionary<string, int> results, int enough)
    {
        foreach (var (stage, _) in stages.Where(s => s.Value == 0)) yield return $"环节“{index[stage].Stage.Name}”没有一件走到";
        foreach (var place in index.Places.Where(p => stages[p.Stage.Id] >= enough))
            foreach (var outcome in place.Stage.Outcomes.Where(o => outcomes[$"{place.Stage.Id}/{o.Id}"] == 0)) yield return $"环节“{place.Stage.Name}”的结论“{outcome.Name}”没有一件得出";
        foreach (var result in definition.Results.Where(r => results[r.Id] == 0 && r.Id is not (ResultDefinition.Withdrawn or ResultDefinition.Terminated))) yield return $"结果“{result.Name}”没有一件到达";
    }
}
