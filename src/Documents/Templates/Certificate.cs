namespace Innovation.Documents.Templates;

/// <summary>Facts of a 证书.</summary>
/// <param name="Issue">签发信息; its number is not printed.</param>
/// <param name="Title">Such as 大冶市本级创新平台证书.</param>
/// <param name="Serial">证书编号, such as DYPT-2026-0042.</param>
/// <param name="Organization">单位名称.</param>
/// <param name="UnifiedCode">统一社会信用代码.</param>
/// <param name="Item">认定事项.</param>
/// <param name="Level">级别.</param>
/// <param name="DecisionNumber">认定文件文号.</param>
/// <param name="ExpiresOn">有效期至; null where it does not end.</param>
public sealed record CertificateFacts(
    IssueFacts Issue, string Title, string Serial, string Organization, string UnifiedCode, string Item, string Level,
    string? DecisionNumber, DateOnly? ExpiresOn);

/// <summary>证书.</summary>
public static class Certificate
{
    private const string Name = "证书";

    /// <summary>Builds the certificate.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(CertificateFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var issue = required.Issue(facts.Issue, numbered: false);
        var expires = facts.ExpiresOn is { } day ? required.Date(day, nameof(facts.ExpiresOn), "有效期") : (DateOnly?)null;
        var serial = required.Text(facts.Serial, nameof(facts.Serial), "证书编号");
        List<Fact> rows =
        [
            new("单位名称", required.Text(facts.Organization, nameof(facts.Organization), "单位名称")),
            new("统一社会信用代码", required.Text(facts.UnifiedCode, nameof(facts.UnifiedCode), "统一社会信用代码")),
            new("认定事项", required.Text(facts.Item, nameof(facts.Item), "认定事项")),
            new("级别", required.Text(facts.Level, nameof(facts.Level), "级别")),
        ];
        if (!string.IsNullOrWhiteSpace(facts.DecisionNumber)) rows.Add(new("认定文件", facts.DecisionNumber));
        rows.Add(new("发证日期", ChineseText.Date(issue.IssuedOn)));
        if (expires is { } until) rows.Add(new("有效期至", ChineseText.Date(until)));
        required.Text(issue.QrUrl, nameof(issue.QrUrl), "核验二维码");

        return issue.Model(DocumentKind.Certificate, required.Text(facts.Title, nameof(facts.Title), "证书名称"), [new FactList(rows)]) with
        {
            Number = null,
            Serial = serial,
        };
    }
}
