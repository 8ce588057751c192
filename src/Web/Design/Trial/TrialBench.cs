using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;

namespace Innovation.Web.Design;

/// <summary>A trial run that was repeated from its script: where it stands, and what can be done in it.</summary>
public sealed class TrialBench
{
    private const string Score = "/score";

    public TrialBench(Programme programme, TrialScript script, WorkingCalendar calendar, TrialPeople people, IReadOnlyDictionary<string, MessageTemplate> wordings)
    {
        ArgumentNullException.ThrowIfNull(script);
        (Programme, Script, Calendar, People, Wordings) = (programme, script, calendar, people, wordings);
        Values = TrialValues.Start(programme.Form, script);
        World = new StandIn(programme.Process, script.Start) { IsWorkingDay = calendar.IsWorkingDay, Value = Resolve };
        Run = new TrialRun(programme.Process, World, script.Start);
        foreach (var act in script.Acts)
        {
            if ((Broken = Do(act)) is not null) return;
        }
    }

    public Programme Programme { get; }

    public TrialScript Script { get; private set; }

    public WorkingCalendar Calendar { get; }

    public TrialPeople People { get; }

    /// <summary>Wordings of messages by event.</summary>
    public IReadOnlyDictionary<string, MessageTemplate> Wordings { get; }

    public StandIn World { get; }

    public TrialRun Run { get; }

    /// <summary>The sample values as they stand, with what is computed.</summary>
    public JsonObject Values { get; private set; }

    /// <summary>The item of the sample case, as messages and documents name it.</summary>
    public string ItemTitle => Programme.Form.Find(Programme.TitleField) is { } titled && Values[titled.Id] is { } value ? FieldFormatter.Format(titled, value) : "示例事项";

    /// <summary>Why the script cannot be repeated; null when it was.</summary>
    public Refusal? Broken { get; }

    public DateOnly Today => ChinaTime.DateOf(Run?.Now ?? Script.Start);

    /// <summary>What can be done by whoever has a task: one entry per way, scores left to be typed.</summary>
    public IReadOnlyList<TrialMove> Moves => [.. Run.Moves.SelectMany(Expand)];

    /// <summary>撤回申报, 中止计时 and the others that concern the case as a whole.</summary>
    public IReadOnlyList<TrialMove> CaseMoves
    {
        get
        {
            var found = new List<TrialMove>();
            foreach (var person in People.Usual())
                foreach (var action in AllowedActions.ForCase(Programme.Process, Run.State, person.Actor, Run.Now))
                    if (Command(action.Type, person.Actor) is { } command) found.Add(new("case", action.Name, person.Actor, null, command));
            return [.. found.DistinctBy(m => m.Key)];
        }
    }

    /// <summary>Does something and notes it in the script; the refusal when it is not allowed.</summary>
    public Refusal? Note(TrialAct act)
    {
        if (Script.Acts.Count >= TrialScript.MostActs) return new("trial.tooLong", null, $"一次试运行最多 {TrialScript.MostActs} 步，请重新开始。");
        if (Do(act) is { } refusal) return refusal;
        Script = Script with { Acts = [.. Script.Acts, act] };
        return null;
    }

    private Refusal? Do(TrialAct act)
    {
        if (act.Values is { } values)
        {
            Values = TrialValues.Change(Programme.Form, Values, values, Today);
            return null;
        }

        if (act.Until is { } until)
        {
            Run.PassUntil(until);
            return null;
        }

        var scored = act.Move?.EndsWith(Score, StringComparison.Ordinal) == true;
        var move = scored ? Run.Moves.FirstOrDefault(m => $"{m.Item}{Score}" == act.Move && IsScore(m)) : Moves.Concat(CaseMoves).FirstOrDefault(m => m.Key == act.Move);
        if (move is null) return new("trial.gone", null, "这一步现在不能办，请看最新的待办。");
        if (scored && act.Total is { } total) move = move with { Words = $"评 {Innovation.Workflows.Reviews.ScoreText.Of(total)} 分", Command = (Complete)move.Command with { Total = total } };
        if (act.By is null) return Run.Make(move) is null ? Run.Refusal : null;
        if (People.Find(act.By) is not { } person) return new("trial.by", "by", "办理人请从列表里选。");
        return Run.Make(move, person.Actor) is null ? Run.Refusal : null;
    }

    private static IEnumerable<TrialMove> Expand(TrialMove move) => move.Command switch
    {
        Complete { Outcome: "scored", Total: not null } => [],
        Declare { Conflict: false } declare => [move with { Words = "声明没有回避情形" }, move with { Words = "声明应当回避", Command = declare with { Conflict = true, Reason = "试运行" } }],
        _ => [move],
    };

    public static bool IsScore(TrialMove move) => move is { Command: Complete { Outcome: "scored", Total: not null } };

    private static ProcessCommand? Command(string type, Actor actor) => type switch
    {
        "withdraw" => new Withdraw("试运行") { Actor = actor, At = default },
        "terminate" => new Terminate("试运行") { Actor = actor, At = default },
        "suspend" => new Suspend("试运行") { Actor = actor, At = default },
        "resume" => new Resume("试运行") { Actor = actor, At = default },
        _ => null,
    };

    private Workflows.Expressions.FeelValue Resolve(string name) =>
        new ProgrammeFacts(Programme, new FormFacts(Programme.Form, Values, new FormContext(SampleForm.Profile(), Today))).Resolve(name);
}
