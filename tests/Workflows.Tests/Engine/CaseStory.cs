using System.Globalization;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>Tells a story of one case: who does what when. Instants are written in China time.</summary>
internal sealed class CaseStory
{
    public CaseStory(ProcessDefinition definition, string at = "2026-09-02 11:20")
    {
        Definition = definition;
        World = new World { ProgrammeId = definition.Id };
        World.Round["opensAt"] = Instant("2026-01-01 00:00");
        World.Round["closesAt"] = Instant("2026-12-31 00:00");
        Now = Instant(at);
    }

    public ProcessDefinition Definition { get; private set; }

    public World World { get; }

    public ProcessState State { get; private set; } = ProcessState.Empty;

    public DateTimeOffset Now { get; private set; }

    public List<ProcessEvent> History { get; } = [];

    /// <summary>Events of the last accepted command.</summary>
    public IReadOnlyList<ProcessEvent> Last { get; private set; } = [];

    public static DateTimeOffset Instant(string text) =>
        new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), ChinaTime.Offset).ToUniversalTime();

    /// <summary>24:00 of a day.</summary>
    public static DateTimeOffset EndOf(string day) => ChinaTime.EndOf(DateOnly.ParseExact(day, "yyyy-MM-dd"));

    /// <summary>Time goes on to this instant; what is due happens on the way.</summary>
    public CaseStory At(string text) => At(Instant(text));

    public CaseStory At(DateTimeOffset target)
    {
        while (ProcessEngine.NextDue(State) is { } due && due.At <= target) Apply(due.Command);
        Now = target;
        return this;
    }

    /// <summary>Time goes on without anybody looking at the clock.</summary>
    public CaseStory Asleep(string text)
    {
        Now = Instant(text);
        return this;
    }

    public CaseStory Start(string applicant = "applicant1")
    {
        Do(applicant, new OpenDraft("O", "A") { Actor = Actor.System, At = Now });
        return Do(applicant, new Submit(1, "hash") { Actor = Actor.System, At = Now });
    }

    /// <summary>The person sends the command now; it must be accepted.</summary>
    public CaseStory Do(string person, ProcessCommand command)
    {
        Apply(command with { Actor = World.Person(person), At = Now });
        return this;
    }

    /// <summary>The case goes on under another version.</summary>
    public CaseStory Migrate(ProcessDefinition to, int version = 7, bool passesInserted = false)
    {
        Do("system1", Migration(to, version) with { PassesInserted = passesInserted });
        Definition = to;
        return this;
    }

    /// <summary>The same version, read as it was published before a rule came.</summary>
    public CaseStory Turn(ProcessDefinition before)
    {
        Definition = before;
        return this;
    }

    public static Migrate Migration(ProcessDefinition to, int version = 7) => new(to, version, "plan1", "办法修订") { Actor = Actor.System, At = default };

    /// <summary>Why the case cannot go on under another version.</summary>
    public string Obstacle(ProcessDefinition to)
    {
        var (decision, _) = World.Decide(Definition, State, Migration(to) with { At = Now });
        return Assert.IsType<Decision.Refused>(decision).Refusal.Message;
    }

    public CaseStory Complete(string person, string stage, string outcome, string? comment = "意见", string? values = null, decimal? total = null, WorkPurpose purpose = WorkPurpose.Decide) =>
        Do(person, new Complete(Item(stage, purpose, person).Id, outcome, comment, values, total) { Actor = Actor.System, At = Now });

    /// <summary>The command is refused with this code, and nothing has changed.</summary>
    public CaseStory Refused(string person, ProcessCommand command, string code)
    {
        var before = EngineJson.Write(State);
        var (decision, _) = World.Decide(Definition, State, command with { Actor = World.Person(person), At = Now });
        Assert.Equal(code, Assert.IsType<Decision.Refused>(decision).Refusal.Code);
        Assert.Equal(before, EngineJson.Write(State));
        return this;
    }

    public CaseStory RefusedComplete(string person, string stage, string outcome, string code, string? comment = "意见", WorkPurpose purpose = WorkPurpose.Decide) =>
        Refused(person, new Complete(Item(stage, purpose).Id, outcome, comment) { Actor = Actor.System, At = Now }, code);

    /// <summary>The open item of a stage, the person's own if there are several.</summary>
    public WorkItem Item(string stage, WorkPurpose purpose = WorkPurpose.Decide, string? person = null)
    {
        var items = Open(stage).Items.Where(i => !i.Done && i.Purpose == purpose).ToList();
        return items.FirstOrDefault(i => person is not null && i.Candidates.Contains("user:" + person)) ?? items[0];
    }

    public Activation Open(string stage) => State.Activations.Single(a => a.StageId == stage);

    public bool IsOpen(string stage) => State.Activations.Any(a => a.StageId == stage);

    public Deadline Deadline(string stage, DeadlinePurpose purpose = DeadlinePurpose.Stage) => Open(stage).Deadlines.Single(d => d.Purpose == purpose);

    public IEnumerable<T> Happened<T>() where T : ProcessEvent => History.OfType<T>();

    private void Apply(ProcessCommand command)
    {
        var (decision, _) = World.Decide(Definition, State, command);
        if (decision is Decision.Refused refused) Assert.Fail($"{command} was refused: {refused.Refusal.Code} {refused.Refusal.Message}");
        var accepted = Assert.IsType<Decision.Accepted>(decision);
        State = accepted.State;
        Last = accepted.Events;
        History.AddRange(accepted.Events);
        Assert.Equal(EngineJson.Write(State), EngineJson.Write(ProcessEngine.Replay(History.Select(e => EngineJson.ReadEvent(EngineJson.Write(e))))));
    }
}
