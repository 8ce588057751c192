namespace Innovation.Documents;

/// <summary>A mandatory value of a document is missing (domain handbook, section E).</summary>
public sealed class MissingDocumentFieldException : Exception
{
    /// <summary>Names the field.</summary>
    /// <param name="document">文书名称.</param>
    /// <param name="field">Name of the facts property.</param>
    /// <param name="label">The field in Chinese.</param>
    public MissingDocumentFieldException(string document, string field, string label)
        : base($"{document}缺少必填内容“{label}”，不能生成。")
    {
        Document = document;
        Field = field;
        Label = label;
    }

    /// <summary>文书名称.</summary>
    public string Document { get; }

    /// <summary>Name of the facts property.</summary>
    public string Field { get; }

    /// <summary>The field in Chinese.</summary>
    public string Label { get; }
}
