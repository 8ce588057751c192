using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Tests.Engine.Laws;

/// <summary>Makes definitions of all kinds that may be published.</summary>
internal sealed class RandomDefinition(Random random)
{
    private static readonly string[] Results = ["good", "bad", "late"];
    private static readonly string[] Roles = ["officer", "sectionHead", "committee", "recommender", "department"];
    private readonly List<string> all = [];
    private readonly List<string> acting = [];
    private int numbered;
    private int budget;

    /// <summary>When set, everything only goes on: for the law about sibling branches.</summary>
    private bool straight;

    public static ProcessDefinition Make(Random random) => Valid(random, r => new RandomDefinition(r).Process());

    /// <summary>One parallel block whose branches only go on and do not speak of one another.</summary>
    public static ProcessDefinition MakeSiblings(Random random) => Valid(random, r => new RandomDefinition(r) { straight = true }.Siblings());

    private static ProcessDefinition Valid(Random random, Func<Random, ProcessDefinition> make)
    {
        for (var i = 0; i < 2000; i++)
        {
            var definition = make(random);
            if (DefinitionValidator.Validate(definition).Count == 0) return definition;
        }

        throw new InvalidOperationException("no valid definition in 2000 tries");
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private ProcessDefinition Process()
    {
        budget = random.Next(2, 12);
        var first = Submission(NewId(), [], last: false, initiator: true);
        all.Add(first.Id);
        acting.Add(first.Id);
        var rest = Sequence([first.Id], random.Next(1, 5), 0, outermost: true);
        return Finish([first, .. rest]);
    }

    private ProcessDefinition Siblings()
    {
        budget = 12;
        var first = new SubmissionStage { Id = NewId(), Name = "申报", Assign = new() { Initiator = true }, Outcomes = [new() { Id = "o", Name = "提交", Route = new Route.Next() }] };
        var paths = new List<Branch>();
        for (var i = random.Next(2, 4); i > 0; i--)
        {
            all.Clear();
            acting.Clear();
            paths.Add(new Branch { Stages = Sequence([], random.Next(1, 4), 1, outermost: false) });
        }

        var block = new ParallelStage { Id = NewId(), Name = "并行", Paths = paths, WaitAll = Chance(50) };
        var last = new ReviewStage { Id = NewId(), Name = "审定", ApplicantStatus = "待审定", Assign = new() { Role = "sectionHead", Scope = "programme" }, Outcomes = [new() { Id = "o", Name = "同意", Route = new Route.End("good") }] };
        return Finish([first, block, last]);
    }

    private static ProcessDefinition Finish(List<Stage> stages)
    {
        var used = new HashSet<string>();
        void Collect(IEnumerable<Stage> list)
        {
            foreach (var stage in list)
            {
                foreach (var outcome in stage.Outcomes)
                    if (outcome.Route is Route.End end) used.Add(end.Result);
                foreach (var branch in stage.Branches) Collect(branch.Stages);
            }
        }

        Collect(stages);
        return new ProcessDefinition
        {
            Id = World.Programme,
            Name = "随机",
            Stages = stages,
            Results = [.. Results.Where(used.Contains).Select(r => new ResultDefinition(r, r, r == "good" ? "已认定" : "未通过")), new("withdrawn", "撤回", "已撤回"), new("terminated", "终止", "已终止")],
            Fields = ["form.a", "form.b"],
        };
    }

    private string NewId() => "s" + numbered++;

    /// <param name="targets">Stages to which a route may lead: of this sequence and the enclosing ones.</param>
    private List<Stage> Sequence(List<string> targets, int length, int depth, bool outermost)
    {
        // Ids first, so that routes can also lead forward.
        var ids = Enumerable.Range(0, length).Select(_ => NewId()).ToList();
        List<string> reach = [.. targets, .. ids];
        var stages = new List<Stage>();
        for (var i = 0; i < length; i++)
        {
            budget--;
            var last = outermost && i == length - 1;
            var stage = OneStage(ids[i], reach, last, depth);
            stages.Add(stage);
            all.Add(stage.Id);
            if (stage is SubmissionStage or ReviewStage or ExpertReviewStage or SiteVisitStage) acting.Add(stage.Id);
        }

        return stages;
    }

    private Stage OneStage(string id, List<string> reach, bool last, int depth)
    {
        var kind = random.Next(last ? 10 : 15);
        return kind switch
        {
            0 or 1 or 2 => Review(id, reach, last),
            3 => ExpertReview(id, reach, last),
            4 => With(new SiteVisitStage { Id = id, MinimumVisitors = random.Next(1, 4) }, reach, last, 0),
            5 => Meeting(id, reach, last),
            6 => With(new PublicNoticeStage { Id = id, NoticeDays = random.Next(1, 8), ClearOutcome = "o0", UpheldOutcome = "o1", PublishedStatus = "公示中" }, reach, last, 2),
            7 => With(new DecisionStage { Id = id, SignedOutcome = "o0" }, reach, last, 0),
            8 => Wait(id, reach, last),
            9 => Submission(id, reach, last, initiator: Chance(70)),
            10 => new ActionStage { Id = id, Name = id, Action = Pick(ActionStage.Known) },
            11 => new CopyStage { Id = id, Name = id, Assign = Assign() },
            _ when depth >= 3 || budget <= 0 => Review(id, reach, last),
            12 => Choice(id, reach, depth),
            _ => new ParallelStage { Id = id, Name = id, WaitAll = Chance(50), Paths = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => new Branch { Stages = Sequence(reach, random.Next(1, 3), depth + 1, false) })] },
        };
    }

    private ChoiceStage Choice(string id, List<string> reach, int depth)
    {
        var options = new List<Branch>();
        var known = all.ToList();
        for (var i = random.Next(1, 3); i > 0; i--)
            options.Add(new Branch { When = Condition(known), Stages = Sequence(reach, random.Next(0, 3), depth + 1, false) });
        options.Add(new Branch { Otherwise = true, Stages = Sequence(reach, random.Next(0, 3), depth + 1, false) });
        return new ChoiceStage { Id = id, Name = id, Options = options };
    }

    private string Condition(List<string> known) => random.Next(straight ? 2 : 4) switch
    {
        0 => $"form.a > {random.Next(0, 4)}",
        1 => "form.b = \"x\"",
        2 when known.Count > 0 => $"outcome.{Pick(known)} = \"o0\"",
        _ => $"score >= {random.Next(0, 100)} and form.a < 3",
    };

    private ReviewStage Review(string id, List<string> reach, bool last)
    {
        var mode = Pick(Enum.GetValues<ReviewMode>());
        var stage = (ReviewStage)With(new ReviewStage { Id = id, Mode = mode }, reach, last, mode is ReviewMode.All or ReviewMode.Vote or ReviewMode.Sequential ? 2 : 1);
        if (mode is ReviewMode.All or ReviewMode.Vote or ReviewMode.Sequential)
        {
            stage = stage with { Outcomes = [stage.Outcomes[0] with { Positive = true }, .. stage.Outcomes.Skip(1)] };
            if (mode is ReviewMode.Vote)
            {
                stage = stage with
                {
                    Ratio = Pick([0m, 0.3m, 0.5m, 0.66m, 0.99m]),
                    Veto = Chance(30) ? ["officer1", "committee2", "u1"] : [],
                    Weights = Chance(30) ? new Dictionary<string, int> { ["officer1"] = 3, ["committee2"] = 2, ["u2"] = 5 } : new Dictionary<string, int>(),
                };
            }
        }
        else if (Chance(35))
        {
            stage = stage with
            {
                Supplement = new SupplementRule { Rounds = random.Next(1, 3), Amount = random.Next(1, 6), Unit = Pick([PeriodUnit.WorkingDays, PeriodUnit.CalendarDays]), OnExpiry = "notMended", Remind = Chance(50) ? [3, 1] : [] },
                Outcomes = [.. stage.Outcomes, new Outcome { Id = "notMended", Name = "逾期未补正", Automatic = true, Route = Way(reach, last) }],
            };
        }

        return stage;
    }

    private ExpertReviewStage ExpertReview(string id, List<string> reach, bool last)
    {
        var stage = (ExpertReviewStage)With(new ExpertReviewStage { Id = id, Sheet = "sheet", OutlierDistance = 15, Aggregate = Pick([ScoreAggregate.Mean, ScoreAggregate.TrimmedMean]) }, reach, last, 0);
        var expiry = stage.Deadline?.OnExpiry?.Outcome;
        var outcomes = stage.Outcomes.OrderBy(o => o.Id == expiry ? 0 : 1).ToList();
        for (var i = 0; i < outcomes.Count; i++)
            outcomes[i] = outcomes[i] with { RequiresComment = false, OnlyBefore = null, When = i == outcomes.Count - 1 || outcomes[i].Id == expiry ? null : Chance(85) ? $"score >= {random.Next(30, 95)}" : "score > 50 and form.a > 0" };
        return stage with { Outcomes = outcomes };
    }

    private MeetingStage Meeting(string id, List<string> reach, bool last)
    {
        var stage = (MeetingStage)With(new MeetingStage { Id = id }, reach, last, 1);
        List<Outcome> outcomes = [stage.Outcomes[0] with { Positive = true }, .. stage.Outcomes.Skip(1)];
        if (Chance(50)) outcomes.Add(new Outcome { Id = "deferred", Name = "暂缓", Route = new Route.Stay() });
        return stage with { Outcomes = outcomes };
    }

    private Stage Wait(string id, List<string> reach, bool last)
    {
        var stage = (WaitStage)With(new WaitStage { Id = id, Event = Chance(60) ? straight ? "event" + id : Pick(["signed", "paid"]) : null }, reach, last, 0);
        if (stage.AwaitsEvent && Chance(40)) return stage with { Deadline = null, Outcomes = [stage.Outcomes[0]] };
        return stage with
        {
            Deadline = (stage.Deadline ?? Period()) with { From = "entered", OnExpiry = new() { Outcome = "o1" } },
            Outcomes = stage.AwaitsEvent ? [stage.Outcomes[0], new Outcome { Id = "o1", Name = "到期", Automatic = true, Route = Way(reach, last) }] : [new Outcome { Id = "o1", Name = "到期", Automatic = Chance(50), Route = Way(reach, last) }],
        };
    }

    private SubmissionStage Submission(string id, List<string> reach, bool last, bool initiator)
    {
        var assign = initiator ? new AssignmentRule { Initiator = true } : Assign();
        var first = id == "s0";
        List<Outcome> outcomes = [new() { Id = "o0", Name = "提交", Route = first ? new Route.Next() : Way(reach, last) }];
        DeadlineRule? deadline = null;
        if (first ? Chance(80) : Chance(40))
        {
            outcomes.Add(new Outcome { Id = "lapsed", Name = "逾期", Automatic = true, Route = first || Chance(60) ? new Route.End("late") : Way(reach, last) });
            deadline = first ? new DeadlineRule { At = "closesAt", OnExpiry = new() { Outcome = "lapsed" } } : Period() with { OnExpiry = new() { Outcome = "lapsed" } };
        }

        return new SubmissionStage { Id = id, Name = id, ApplicantStatus = "待推荐", Assign = assign, Outcomes = outcomes, Deadline = deadline };
    }

    /// <summary>What every stage with outcomes has.</summary>
    private Stage With(Stage stage, List<string> reach, bool last, int atLeast)
    {
        var outcomes = new List<Outcome>();
        for (var i = 0; i < Math.Max(atLeast, 1) + (stage is PublicNoticeStage || Chance(60) ? 0 : 1); i++)
        {
            outcomes.Add(new Outcome
            {
                Id = "o" + i,
                Name = "结论" + i,
                Route = Way(reach, last),
                RequiresComment = Chance(20),
                OnlyBefore = i > 0 && stage is ReviewStage or SiteVisitStage && Chance(15) ? Pick(["closesAt", "recommendBy"]) : null,
            });
        }

        var deadline = stage is not WaitStage && Chance(50) ? Period() : Chance(20) ? new DeadlineRule { At = Pick(["closesAt", "recommendBy"]), Remind = [3, 1] } : null;
        if (deadline is not null)
        {
            var action = random.Next(stage is ExpertReviewStage && deadline.At is null ? 4 : 2);
            if (action == 1)
            {
                if (Chance(50) && stage is not PublicNoticeStage) outcomes.Add(new Outcome { Id = "overdue", Name = "逾期", Automatic = true, Route = Way(reach, last) });
                deadline = deadline with { OnExpiry = new() { Outcome = outcomes[^1].Id } };
            }
            else
            {
                deadline = deadline with { OnExpiry = action >= 2 ? new() { ReplaceExperts = true } : new() { Escalate = "sectionHead" } };
            }

            if (stage is MeetingStage or PublicNoticeStage or DecisionStage && Chance(40)) deadline = deadline with { From = "opened" };
        }

        return stage with
        {
            Name = stage.Id,
            ApplicantStatus = Chance(70) ? "状态" + stage.Id : null,
            Assign = stage is ExpertReviewStage or WaitStage ? null : Assign(),
            Outcomes = outcomes,
            Deadline = deadline,
            AllowWithdraw = Chance(85),
            Forbid = Chance(15) ? [Pick(Stage.Forbiddable), Pick(Stage.Forbiddable)] : [],
            ReturnTo = !straight && stage is ReviewStage or SiteVisitStage && Chance(25) ? [Pick(reach)] : [],
            DifferentFrom = acting.Count > 0 && Chance(30) ? [Chance(50) ? acting[^1] : Pick(acting)] : [],
        };
    }

    private DeadlineRule Period() => new()
    {
        Amount = random.Next(1, 12),
        Unit = Pick([PeriodUnit.WorkingDays, PeriodUnit.WorkingDays, PeriodUnit.CalendarDays, PeriodUnit.Months, PeriodUnit.Hours]),
        Remind = Pick<IReadOnlyList<int>>([[], [1], [3, 1], [5, 3, 1]]),
    };

    private AssignmentRule Assign() => random.Next(10) switch
    {
        0 => new() { Users = Chance(50) ? ["u1"] : ["u1", "u2", "u3"] },
        1 when acting.Count > 0 => new() { SameAs = Pick(acting) },
        2 when Chance(30) => new() { Initiator = true },
        _ => Pick(Roles) is var role && role == "recommender" ? new() { Role = role, Scope = "applicant.area" } : new() { Role = role, Scope = Chance(70) ? "programme" : null },
    };

    private Route Way(List<string> reach, bool last) => straight ? new Route.Next() : random.Next(10) switch
    {
        0 or 1 => new Route.End(Pick(Results)),
        2 or 3 when reach.Count > 0 => new Route.To(Pick(reach)),
        _ => last ? new Route.End(Pick(Results)) : new Route.Next(),
    };
}
