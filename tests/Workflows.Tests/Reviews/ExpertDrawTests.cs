using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class ExpertDrawTests
{
    private const string Applicant = "914202810000000273";
    private const string Partner = "1210000000000006XF";
    private const string Rival = "91420281000000035X";
    private static readonly DateOnly Day = new(2026, 9, 16);

    private static readonly ReviewSubject Subject = new("PT2026-0037", Applicant)
    {
        PartnerUsccs = [Partner], CompetitorUsccs = [Rival], Persons = ["王某"],
        Avoided = [new("钱 某", "武汉示例检测技术有限公司")],
    };

    private static ExpertCandidate Expert(string id) => new(id, "陈某") { Fields = ["新材料"] };

    private static string[] Codes(ExpertCandidate expert) =>
        ConflictFilter.Reasons(expert, Subject, Day).Select(reason => reason.Code).ToArray();

    [Fact]
    public void EveryKindOfConflictIsFound()
    {
        Assert.Empty(Codes(Expert("a")));
        Assert.Equal(["conflict.employer"], Codes(Expert("a") with { Employments = [new(Applicant, "甲")] }));
        Assert.Equal(["conflict.employer"], Codes(Expert("a") with { Employments = [new(Partner, "乙", Day)] }));
        Assert.Equal(["conflict.formerEmployer"], Codes(Expert("a") with { Employments = [new(Applicant, "甲", new(2023, 9, 16))] }));
        Assert.Empty(Codes(Expert("a") with { Employments = [new(Applicant, "甲", new(2023, 9, 15))] }));
        Assert.Equal(["conflict.interest"], Codes(Expert("a") with { Interests = [new(Applicant, InterestKind.Shareholder)] }));
        Assert.Equal(["conflict.relation"], Codes(Expert("a") with { Relations = [new(RelationKind.Kin, null, "王某")] }));
        Assert.Equal(["conflict.relation"], Codes(Expert("a") with { Relations = [new(RelationKind.TeacherStudent, Applicant, null)] }));
        Assert.Empty(Codes(Expert("a") with { Relations = [new(RelationKind.Collaborator, Applicant, null, new(2023, 9, 15))] }));
        Assert.Equal(["conflict.declared"], Codes(Expert("a") with { DeclaredCaseIds = ["PT2026-0037"] }));
        Assert.Equal(["conflict.competitor"], Codes(Expert("a") with { Employments = [new(Rival, "丙")] }));
    }

    [Fact]
    public void AvoidedExpertsAreFoundByNameAndEmployerAndOnlyThreeCount()
    {
        var named = new ExpertCandidate("a", "钱某");
        Assert.Equal(["conflict.avoided"], Codes(named));
        Assert.Equal(["conflict.avoided"], Codes(named with { Employments = [new("x", "武汉示例检测技术有限公司")] }));
        Assert.Empty(Codes(named with { Employments = [new("x", "另一单位")] }));
        var many = Subject with { Avoided = [new("一"), new("二"), new("三"), new("四")] };
        Assert.Single(ConflictFilter.Reasons(new("a", "三"), many, Day));
        Assert.Empty(ConflictFilter.Reasons(new("a", "四"), many, Day));
    }

    [Fact]
    public void AllReasonsAreRecorded() => Assert.Equal(
        ["conflict.employer", "conflict.interest", "conflict.declared"],
        Codes(Expert("a") with
        {
            Employments = [new(Applicant, "甲")], Interests = [new(Partner, InterestKind.PaidAdviser)],
            DeclaredCaseIds = ["PT2026-0037"],
        }));

    [Fact]
    public void TheDrawFollowsFromItsSeedWhateverTheOrder()
    {
        var experts = Enumerable.Range(1, 20).Select(i => Expert($"X{i:00}")).ToArray();
        var request = new DrawRequest(Subject, "新材料", 5, "5eed", Day);
        var first = ExpertDraw.Draw(experts, request);
        Assert.Null(first.Problem);
        Assert.Equal(5, first.Chosen.Count);
        Assert.Equal(15, first.Reserves.Count);
        Array.Reverse(experts);
        var second = ExpertDraw.Draw(experts, request);
        Assert.Equal(first.Chosen, second.Chosen);
        Assert.Equal(first.PoolHash, second.PoolHash);
        Assert.True(ExpertDraw.Verify(experts.Select(e => e.Id), "5eed", first.Chosen));
        Assert.False(ExpertDraw.Verify(experts.Select(e => e.Id), "other", first.Chosen));
        Assert.NotEqual(first.Chosen, ExpertDraw.Draw(experts, request with { Seed = "other" }).Chosen);
    }

    [Fact]
    public void TheKeyIsPlainSha256() => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("5eed:X01"u8)), ExpertDraw.Key("5eed", "X01"));

    [Fact]
    public void RefusalsTellTheRemedy()
    {
        var experts = Enumerable.Range(1, 6).Select(i => Expert($"X{i}")).ToArray();
        experts[0] = experts[0] with { Fields = ["电子信息"] };
        experts[1] = experts[1] with { Employments = [new(Applicant, "甲")] };
        var result = ExpertDraw.Draw(experts, new(Subject, "新材料", 5, "s", Day));
        Assert.Equal("draw.insufficient", result.Problem!.Code);
        Assert.Contains("只有 4 人，还差 1 人", result.Problem.Message, StringComparison.Ordinal);
        Assert.Empty(result.Chosen);
        Assert.Equal(["X1", "X2"], result.Excluded.Select(e => e.ExpertId));
        Assert.Equal("draw.count", ExpertDraw.Draw(experts, new(Subject, null, 6, "s", Day)).Problem!.Code);
        Assert.Equal("draw.count", ExpertDraw.Draw(experts, new(Subject, null, 3, "s", Day)).Problem!.Code);
        Assert.Equal("draw.seed", ExpertDraw.Draw(experts, new(Subject, null, 5, " ", Day)).Problem!.Code);
        Assert.Null(ExpertDraw.Draw(experts, new(Subject, null, 5, "s", Day)).Problem);
    }

    [Fact]
    public void EveryExpertIsDrawnAboutEquallyOften()
    {
        var experts = Enumerable.Range(1, 20).Select(i => Expert($"X{i:00}")).ToArray();
        var counts = Enumerable.Range(0, 4_000)
            .SelectMany(i => ExpertDraw.Draw(experts, new(Subject, null, 5, $"seed{i}", Day)).Chosen)
            .GroupBy(id => id).Select(group => group.Count()).ToArray();
        Assert.Equal(20, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }
}
