using Innovation.Documents;
using Innovation.Documents.Templates;

namespace Innovation.Documents_Tests;

public sealed class MandatoryFieldTests
{
    public static TheoryData<string, string> Missing => new()
    {
        { "number", "Number" }, { "case", "CaseNumber" }, { "promised", "PromisedOn" }, { "items", "Items" }, { "due", "DueOn" },
        { "consequence", "Consequence" }, { "reason", "Reason" }, { "rule", "RuleArticle" }, { "remedies", "Remedies" }, { "list", "Rows" },
        { "end", "EndsOn" }, { "serial", "Serial" }, { "expiry", "ExpiresOn" }, { "qr", "QrUrl" }, { "hash", "Hash" },
        { "visitors", "Visitors" }, { "decision", "Decision" }, { "lines", "Lines" }, { "owner", "Owner" }, { "payee", "Payee" }, { "instalments", "Instalments" },
    };

    [Theory, MemberData(nameof(Missing))]
    public void A_missing_mandatory_value_is_named(string what, string field)
    {
        var error = Assert.Throws<MissingDocumentFieldException>(() => Build(what));
        Assert.Equal(field, error.Field);
        Assert.Contains(error.Label, error.Message, StringComparison.Ordinal);
    }

    private static DocumentModel Build(string what) => what switch
    {
        "number" => AcceptanceNotice.Build(Samples.Acceptance with { Issue = Samples.Issue(" ") }),
        "case" => AcceptanceNotice.Build(Samples.Acceptance with { Case = Samples.Case with { CaseNumber = "" } }),
        "promised" => AcceptanceNotice.Build(Samples.Acceptance with { PromisedOn = default(DateOnly) }),
        "items" => SupplementNotice.Build(Samples.Supplement with { Items = [] }),
        "due" => SupplementNotice.Build(Samples.Supplement with { DueOn = default }),
        "consequence" => SupplementNotice.Build(Samples.Supplement with { Consequence = "" }),
        "reason" => RejectionNotice.Build(Samples.Rejection with { Reason = "" }),
        "rule" => RejectionNotice.Build(Samples.Rejection with { RuleArticle = "" }),
        "remedies" => RejectionNotice.Build(Samples.Rejection with { Remedies = null! }),
        "list" => PublicNoticeAnnouncement.Build(Samples.Public() with { Rows = [] }),
        "end" => PublicNoticeAnnouncement.Build(Samples.Public() with { EndsOn = default }),
        "serial" => Certificate.Build(Samples.Certificate with { Serial = "" }),
        "expiry" => Certificate.Build(Samples.Certificate with { ExpiresOn = default(DateOnly) }),
        "qr" => Certificate.Build(Samples.Certificate with { Issue = Samples.Issue() with { QrUrl = null } }),
        "hash" => ApplicationForm.Build(Samples.Application with { Hash = "" }),
        "visitors" => SiteVisitRecord.Build(Samples.Visit with { Visitors = ["张某"] }),
        "decision" => MeetingMinutes.Build(Samples.Minutes with { Topics = [Samples.Minutes.Topics[0] with { Decision = "" }] }),
        "payee" => PayoutNotice.Build(Samples.Payout with { Payee = "" }),
        "instalments" => RecoveryDecision.Build(Samples.Recovery with { Instalments = [] }),
        "owner" => FundStatement.Build(Samples.Statement with { Owner = "" }),
        "lines" => RecommendationSummary.Build(Samples.Recommendation with { Lines = [] }),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
