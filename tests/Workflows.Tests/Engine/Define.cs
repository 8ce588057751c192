using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Tests.Engine;

/// <summary>Small definitions for stories; every one must be publishable.</summary>
internal static class Define
{
    public static readonly AssignmentRule Officer = new() { Role = "officer", Scope = "programme" };

    public static readonly SubmissionStage Submit = new()
    {
        Id = "submit",
        Name = "申报",
        ApplicantStatus = "待推荐",
        Assign = new() { Initiator = true },
        Deadline = new() { At = "closesAt", OnExpiry = new() { Outcome = "lapsed" } },
        Outcomes = [Next("submitted"), Time("lapsed", End("bad"))],
    };

    public static ProcessDefinition Process(params Stage[] stages)
    {
        var definition = new ProcessDefinition { Id = World.Programme, Name = "流程", Stages = stages, Results = [], Fields = ["form.a", "form.b"] };
        var text = DefinitionJson.Write(definition);
        definition = definition with
        {
            Results =
            [
                .. new ResultDefinition[] { new("good", "好", "已认定", true), new("bad", "差", "未通过"), new("other", "其他", "不予受理") }.Where(r => text.Contains($"{{\"end\":\"{r.Id}\"}}")),
                new("withdrawn", "撤回", "已撤回"), new("terminated", "终止", "已终止"),
            ],
        };
        Assert.Empty(DefinitionValidator.Validate(definition).Select(p => $"{p.Code} {p.StageId} {p.Message}"));
        return definition;
    }

    public static Route End(string result) => new Route.End(result);

    public static Route To(string stage) => new Route.To(stage);

    public static Outcome Next(string id, bool positive = false) => new() { Id = id, Name = id, Route = new Route.Next(), Positive = positive };

    public static Outcome Way(string id, Route route, bool positive = false) => new() { Id = id, Name = id, Route = route, Positive = positive };

    public static Outcome Time(string id, Route route) => new() { Id = id, Name = id, Route = route, Automatic = true };

    public static ReviewStage Review(string id, params Outcome[] outcomes) => new() { Id = id, Name = id, Assign = Officer, Mode = ReviewMode.Any, Outcomes = outcomes.Length > 0 ? outcomes : [Next("ok")] };

    public static ReviewStage Last(string id = "last") => Review(id, Way("good", End("good")), Way("bad", End("bad")));

    public static ParallelStage Parallel(string id, params Stage[][] paths) => new() { Id = id, Name = id, Paths = [.. paths.Select(p => new Branch { Stages = p })] };

    public static ChoiceStage Choice(string id, string when, Stage[] then, params Stage[] otherwise) =>
        new() { Id = id, Name = id, Options = [new Branch { When = when, Stages = then }, new Branch { Otherwise = true, Stages = otherwise }] };

    public static DeadlineRule Days(int amount, ExpiryAction action) => new() { Amount = amount, Remind = [], OnExpiry = action };
}
