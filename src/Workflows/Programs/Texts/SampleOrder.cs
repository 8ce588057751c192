using System.Text.Json.Nodes;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Registers;

namespace Innovation.Workflows.Programs.Texts;

/// <summary>Makes up the facts of a document from the draft and its form, for previews. Nothing of a real case is in it.</summary>
public static class SampleOrder
{
    private const string Organization = "大冶市示例新材料有限公司";

    /// <summary>An order with a value for everything that its place knows.</summary>
    /// <param name="document">The draft; parts that are missing get words such as （发文机关）.</param>
    /// <param name="form">Its form; null while it is not complete.</param>
    /// <param name="on">成文日期</param>
    /// <param name="values">Values of the form to print where there are any; null: only made-up ones.</param>
    public static DocumentOrder Of(JsonObject document, string id, DocumentRule rule, DocumentPlace place, FormSchema? form, DateOnly on, JsonObject? values = null)
    {
        var applicant = values is null ? Organization : DraftTree.Text(SampleForm.Profile()["org_name"]);
        string Value(FormField field) => values?[field.Id] is { } value ? FieldFormatter.Format(field, value) : MadeUp(field);
        string Word(string member, string instead) => DraftTree.Text(document[member]) is { Length: > 0 } word ? word : $"（{instead}）";
        var certificate = document["certificate"] as JsonObject;
        var agencyCode = Word("agencyCode", "代字");
        string? Sampled(JsonNode? field) => form?.Find(DraftTree.Text(field)) is { } found ? Value(found) : null;
        var item = (place == DocumentPlace.Certificate ? Sampled(certificate?["itemField"]) : null) ?? Sampled(document["titleField"]) ?? "示例事项";
        return new DocumentOrder
        {
            Template = id,
            DocumentId = "sample",
            Title = rule.Title,
            Agency = Word("agency", "发文机关"),
            Number = place == DocumentPlace.Certificate ? NumberFormat.Certificate(DraftTree.Text(certificate?["series"]) is { Length: > 0 } serial ? serial : "编号", on.Year, 1) : rule.Series is { } series ? NumberFormat.Document(agencyCode, series, on.Year, 1) : null,
            IssuedOn = on,
            CaseNumber = NumberFormat.Case(DraftTree.Text(document["casePrefix"]), on.Year, 1),
            OrganizationName = applicant,
            Uscc = values is null ? "91420281MA49EXAMPL" : DraftTree.Text(SampleForm.Profile()["uscc"]),
            Item = item,
            Level = (place == DocumentPlace.Certificate ? Sampled(certificate?["levelField"]) : null) ?? DraftTree.Text(document["level"]),
            RoundTitle = $"{on.Year}年{Word("name", "项目名称")}",
            Rules = ProcedureWords.Basis(Word("rules", "依据的办法")),
            Procedure = ProcedureWords.Before(document["process"], place == DocumentPlace.PublicNotice ? PublicNoticeStage.Kind : DecisionStage.Kind),
            Verdict = ProcedureWords.Verdict(DraftTree.Objects(document["process"]?["results"]).Where(r => r["favourable"]?.ToString() == "true").Select(r => DraftTree.Text(r["name"])).FirstOrDefault()),
            Duties = [.. DraftTree.Objects(certificate?["obligations"]).Select(o => ProcedureWords.Duty(DraftTree.Text(o["name"]), DraftTree.Word(o["month"]), DraftTree.Word(o["day"])))],
            Section = DraftTree.Text(document["section"]),
            Contact = DraftTree.Text(document["contact"]),
            AcceptedOn = on,
            PromisedOn = on.AddDays(30),
            Round = 1,
            Items = [new("申报材料", "请补充上一年度审计报告，并加盖公章。")],
            DueOn = on.AddDays(7),
            Reason = place == DocumentPlace.Certificate ? NumberFormat.Document(agencyCode, on.Year, 3) : "（示例）申报单位成立不满一年，不符合申报条件",
            List = [new(applicant, item, "示例镇", DraftTree.Text(document["level"]), "1"), new("湖北示例装备制造有限公司", item, "示例街道", DraftTree.Text(document["level"]), "2")],
            StartsOn = on.AddDays(1),
            EndsOn = on.AddDays(7),
            NoticeDays = 5,
            ExpiresOn = on.AddYears(3),
            Place = rule.Text is null ? null : place,
            Heading = rule.Heading,
            Addressee = rule.Addressee,
            Body = rule.Text,
            Form = Placeholders.Fields(string.Join('\n', rule.Heading, rule.Addressee, rule.Text)).Distinct().Where(f => form?.Find(f) is not null).ToDictionary(f => f, f => Value(form!.Find(f)!)),
            Text = "经研究，决定对列入名单的 2 项予以通过（名单见附件），自印发之日起生效。",
            Sample = true,
        };
    }

    /// <summary>A value that a person might fill in, in words.</summary>
    private static string MadeUp(FormField field) => field.Type switch
    {
        FieldType.Choice or FieldType.MultiChoice when field.Options is [var first, ..] => first.Label,
        FieldType.Integer => $"{Math.Max(field.Min ?? 12, Math.Min(12, field.Max ?? 12)):0}{field.Unit}",
        FieldType.Decimal => $"{Math.Max(field.Min ?? 120.5m, Math.Min(120.5m, field.Max ?? 120.5m)):0.##}{field.Unit}",
        FieldType.Money => "120.00 万元",
        FieldType.Date => "2026年3月2日",
        FieldType.YesNo => "是",
        FieldType.Organization => Organization,
        FieldType.Person => "张某",
        _ => $"（示例）{field.Label}",
    };
}
