using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Documents.Templates;
using Innovation.Web.Shell;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Startup;

/// <summary>Writes an ordered document with the templates of the Documents project.</summary>
internal sealed class DocumentWriter(IOptions<SiteOptions> site, PublicAddress address) : IDocumentWriter
{
    public string Write(DocumentOrder order) => HtmlRenderer.Render(Model(order));

    public DocumentText Read(DocumentOrder order)
    {
        var model = Model(order);
        var list = model.Blocks.TakeWhile(b => b is not Table).Count();
        return new(model.Title.Replace("\n", "", StringComparison.Ordinal), Words(model.Blocks.Take(list)), Words(model.Blocks.Skip(list)));
    }

    private static List<string> Words(IEnumerable<Block> blocks) => [.. blocks.OfType<Paragraph>().SelectMany(p => p.Text.Split('\n'))];

    private DocumentModel Model(DocumentOrder o)
    {
        var issue = new IssueFacts(o.Agency, o.Template == DocumentTemplates.Certificate ? null : o.Number, o.IssuedOn, site.Value.Demo || o.Sample, address.Verify(o.DocumentId), o.DocumentId);
        var contact = new ContactFacts($"{o.Section}", o.Contact);
        var subject = new CaseFacts(o.CaseNumber, o.OrganizationName, o.Uscc, o.Item, o.RoundTitle);
        if (o.Body is { } body) return Text(o, body, issue with { Number = o.Number }, subject);
        return o.Template switch
        {
            DocumentTemplates.AcceptanceNotice => AcceptanceNotice.Build(
                new AcceptanceNoticeFacts(issue, subject, o.AcceptedOn ?? o.IssuedOn, o.PromisedOn, contact, o.Rules, o.Deemed, o.StageName)),
            DocumentTemplates.SupplementNotice => SupplementNotice.Build(new SupplementNoticeFacts(
                issue, subject, [.. o.Items.Select(i => new SupplementItem(i.Label, i.Remark))], o.Round, o.MaxRounds, o.DueOn!.Value, o.Consequence, contact, o.Rules, o.StageName)),
            DocumentTemplates.RejectionNotice => RejectionNotice.Build(new RejectionNoticeFacts(issue, subject, o.Reason, o.Rules, Remedies, contact)),
            DocumentTemplates.PublicNotice => PublicNoticeAnnouncement.Build(new PublicNoticeFacts(
                issue, $"关于{o.RoundTitle}拟{Verdict(o)}名单的公示", o.Rules, o.Procedure, "拟" + Verdict(o), Columns(o), Rows(o),
                o.StartsOn!.Value, o.EndsOn!.Value, o.NoticeDays, contact, address.Of("/notices"))),
            DocumentTemplates.AccreditationNotice => AccreditationNotice.Build(new AccreditationNoticeFacts(
                issue, $"关于{o.RoundTitle}结果的通知", "各有关单位", o.Rules, o.Procedure, o.Text, Verdict(o) + "名单", Columns(o), Rows(o), o.Duties, o.ExpiresOn, null, o.Agency)),
            DocumentTemplates.Certificate => Certificate.Build(new CertificateFacts(
                issue, o.Title, o.Number!, o.OrganizationName, o.Uscc, o.Item, o.Level, o.Reason, o.ExpiresOn)),
            _ => throw new InvalidOperationException($"no template {o.Template}"),
        };
    }

    /// <summary>The text that the programme has for this document.</summary>
    private static DocumentModel Text(DocumentOrder o, string body, IssueFacts issue, CaseFacts subject)
    {
        var kind = o.Place switch
        {
            DocumentPlace.Decision => DocumentKind.AccreditationNotice,
            DocumentPlace.PublicNotice => DocumentKind.PublicNotice,
            DocumentPlace.Certificate => DocumentKind.Certificate,
            DocumentPlace.Supplement => DocumentKind.SupplementNotice,
            _ => DocumentKind.AcceptanceNotice,
        };
        var model = TextDocument.Build(new TextDocumentFacts(issue, kind, o.Heading ?? o.Title, o.Addressee, body, name => Placeholders.Value(o, name), name => Blocks(o, name, subject)));
        return kind == DocumentKind.Certificate ? model with { Number = null, Serial = o.Number } : model;
    }

    private static IReadOnlyList<Block>? Blocks(DocumentOrder o, string name, CaseFacts subject) => name switch
    {
        "名单" => [new Table(Columns(o), Rows(o))],
        "补正事项" => [new ItemList([.. o.Items.Select(i => $"{i.Label}：{i.Remark}")])],
        "拟稿正文" => [new Paragraph(o.Text)],
        "救济途径" => [Remedies],
        "案件信息" => [new FactList([new("申报单位", subject.Organization), new("统一社会信用代码", subject.UnifiedCode), new("申报事项", subject.Item), new("申报批次", subject.Round), new("案号", subject.CaseNumber)])],
        _ => null,
    };

    // Orders from before papers named what is granted: only accreditations were shipped.
    private static string Verdict(DocumentOrder o) => o.Verdict.Length > 0 ? o.Verdict : "认定";

    private static Remedies Remedies { get; } = new("大冶市人民政府", "有管辖权的人民法院", 60, 6);

    /// <summary>The columns of a list; 级别 only where a case of it has one.</summary>
    private static List<Column> Columns(DocumentOrder o)
    {
        List<Column> columns = [new("序号", Width: 8), new("单位名称", Width: 38), new("申报事项", Width: 26), new("推荐单位", Width: 16)];
        if (HasLevels(o)) columns.Add(new("级别", Width: 12));
        return columns;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Rows(DocumentOrder o) =>
        [.. o.List.Select((c, i) => (IReadOnlyList<string>)[$"{i + 1}", c.OrganizationName, c.Item, c.Area, .. HasLevels(o) ? [c.Level] : Array.Empty<string>()])];

    private static bool HasLevels(DocumentOrder o) => o.List.Any(c => c.Level.Length > 0);
}

/// <summary>The address under which the public reaches this installation.</summary>
public sealed class PublicAddress(IOptions<ServerOptions> options)
{
    private string Root => (options.Value.PublicAddress ?? "http://127.0.0.1:5080").TrimEnd('/');

    public string Of(string path) => Root + path;

    /// <summary>The verification page of a document.</summary>
    public string Verify(string documentId) => Of("/verify/" + documentId);
}
