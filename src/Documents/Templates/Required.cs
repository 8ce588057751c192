namespace Innovation.Documents.Templates;

/// <summary>Checks the mandatory values of one document.</summary>
internal sealed class Required(string document)
{
    public string Text(string? value, string field, string label) =>
        string.IsNullOrWhiteSpace(value) ? throw new MissingDocumentFieldException(document, field, label) : value.Trim();

    public DateOnly Date(DateOnly value, string field, string label) =>
        value == default ? throw new MissingDocumentFieldException(document, field, label) : value;

    public IReadOnlyList<T> Any<T>(IReadOnlyList<T>? values, string field, string label) =>
        values is null or { Count: 0 } ? throw new MissingDocumentFieldException(document, field, label) : values;

    public IssueFacts Issue(IssueFacts? issue, bool numbered = true)
    {
        if (issue is null) throw new MissingDocumentFieldException(document, "Issue", "签发信息");
        Text(issue.Agency, nameof(issue.Agency), "发文机关");
        Date(issue.IssuedOn, nameof(issue.IssuedOn), "成文日期");
        if (numbered) Text(issue.Number, nameof(issue.Number), "发文字号");
        return issue;
    }
}
