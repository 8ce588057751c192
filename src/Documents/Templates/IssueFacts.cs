namespace Innovation.Documents.Templates;

/// <summary>Who issues a document, under which number and when.</summary>
/// <param name="Agency">发文机关全称.</param>
/// <param name="Number">发文字号; null where the document has none.</param>
/// <param name="IssuedOn">成文日期.</param>
/// <param name="Demo">Demonstration: the seal says 示例.</param>
/// <param name="QrUrl">Public verification address.</param>
/// <param name="VerifyId">Opaque verification id.</param>
public sealed record IssueFacts(
    string Agency, string? Number, DateOnly IssuedOn, bool Demo = false, string? QrUrl = null, string? VerifyId = null)
{
    internal DocumentModel Model(DocumentKind kind, string title, IReadOnlyList<Block> blocks, string? sealPurpose = null) => new()
    {
        Kind = kind,
        Title = title,
        Agency = Agency,
        Number = Number,
        Blocks = blocks,
        Issuer = Agency,
        IssuedOn = IssuedOn,
        Seal = new Seal(Agency, Demo, sealPurpose),
        QrUrl = QrUrl,
        VerifyId = VerifyId,
    };
}

/// <summary>Where to ask.</summary>
/// <param name="Person">联系人.</param>
/// <param name="Phone">联系电话.</param>
/// <param name="Address">地址.</param>
public sealed record ContactFacts(string Person, string Phone, string? Address = null)
{
    internal string Sentence => (string.IsNullOrWhiteSpace(Person) ? "" : $"联系人：{Person}，") + $"联系电话：{Phone}" + (string.IsNullOrWhiteSpace(Address) ? "。" : $"，地址：{Address}。");
}

/// <summary>The case a notice speaks about.</summary>
/// <param name="CaseNumber">案号.</param>
/// <param name="Organization">申报单位全称.</param>
/// <param name="UnifiedCode">统一社会信用代码.</param>
/// <param name="Item">申报事项.</param>
/// <param name="Round">申报批次.</param>
public sealed record CaseFacts(string CaseNumber, string Organization, string UnifiedCode, string Item, string Round)
{
    internal IReadOnlyList<Fact> Facts =>
    [
        new("申报单位", Organization), new("统一社会信用代码", UnifiedCode), new("申报事项", Item), new("申报批次", Round), new("案号", CaseNumber),
    ];

    internal CaseFacts Check(Required required)
    {
        required.Text(CaseNumber, nameof(CaseNumber), "案号");
        required.Text(Organization, nameof(Organization), "申报单位");
        required.Text(UnifiedCode, nameof(UnifiedCode), "统一社会信用代码");
        required.Text(Item, nameof(Item), "申报事项");
        required.Text(Round, nameof(Round), "申报批次");
        return this;
    }
}
