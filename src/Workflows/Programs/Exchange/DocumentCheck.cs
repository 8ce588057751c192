using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs.Texts;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>What publishing refuses in documents and certificates: above all a value that would be missing on the paper.</summary>
internal static class DocumentCheck
{
    public static IEnumerable<ProgrammeProblem> Check(Programme programme)
    {
        foreach (var (id, rule) in programme.Documents)
        {
            var pointer = $"/documents/{JsonPointer.Escape(id)}";
            if (string.IsNullOrWhiteSpace(rule.Title)) yield return new($"{pointer}/title", "document.title", $"文书“{id}”没有名称。", Field: id);
            if (rule.Text is null && (rule.Heading ?? rule.Addressee) is not null) yield return new($"{pointer}/text", "document.text", $"文书“{rule.Title}”写了标题或主送机关，但没有正文。", Field: id);
            if (DocumentTemplates.PlaceOf(id, rule) is not { } place) continue;
            foreach (var (member, message) in Placeholders.Check(rule, place, programme.Form)) yield return new($"{pointer}/{member}", "document.noSource", $"文书“{rule.Title}”：{message}", Field: id);
            if (rule.Text is not null && place is DocumentPlace.PublicNotice or DocumentPlace.Decision && !Placeholders.Names(rule.Text).Contains("名单"))
                yield return new($"{pointer}/text", "document.noList", $"文书“{rule.Title}”是一批件共用的，正文里没有“名单”，看不出是谁，请核对。", Field: id, IsWarning: true);
            foreach (var (at, message) in rule.Text is null ? Printed(programme, id, rule) : Named(programme, rule, place, pointer)) yield return new(at, "document.noValue", $"文书“{rule.Title}”{message}", Field: id);
        }

        if (programme.Certificate is not { } certificate) yield break;
        if (programme.Form.Find(certificate.ItemField) is null) yield return new("/certificate/itemField", "programme.unknownField", $"证书的事项字段“{certificate.ItemField}”在表单里不存在。", Field: certificate.ItemField);
        if (programme.Form.Find(certificate.LevelField) is null) yield return new("/certificate/levelField", "programme.unknownField", $"证书的级别字段“{certificate.LevelField}”在表单里不存在。", Field: certificate.LevelField);
        for (var i = 0; i < certificate.Obligations.Count; i++)
            if (certificate.Obligations[i] is { Month: < 1 or > 12 } or { Day: < 1 } || certificate.Obligations[i].Day > DateTime.DaysInMonth(2025, certificate.Obligations[i].Month))
                yield return new($"/certificate/obligations/{i}", "certificate.obligation", $"年度义务“{certificate.Obligations[i].Name}”的月、日不存在。");
    }

    /// <summary>What a shipped template prints and the programme does not have.</summary>
    private static IEnumerable<(string Pointer, string Message)> Printed(Programme programme, string id, DocumentRule rule)
    {
        var template = DocumentTemplates.Find(id)!;
        if (template.Series is not null && rule.Series is null) yield return ($"/documents/{id}/series", "要有文号，请选择编号方式。");
        if (template.PrintsContact && string.IsNullOrWhiteSpace(programme.Contact)) yield return ("/contact", "要印联系方式，请在基本信息里填写。");
    }

    /// <summary>What a text names and the programme leaves empty.</summary>
    private static IEnumerable<(string Pointer, string Message)> Named(Programme programme, DocumentRule rule, DocumentPlace place, string pointer)
    {
        var names = Placeholders.Names(string.Join('\n', rule.Heading, rule.Addressee, rule.Text));
        if (names.Contains("文号") && rule.Series is null && place != DocumentPlace.Certificate) yield return ($"{pointer}/text", "写了“文号”，但没有选编号方式。");
        foreach (var (name, member, value) in ((string, string, string)[])[("办理科室", "section", programme.Section), ("联系方式", "contact", programme.Contact)])
            if (names.Contains(name) && string.IsNullOrWhiteSpace(value)) yield return ("/" + member, $"写了“{name}”，请在基本信息里填写。");
        if (names.Contains("级别") && place != DocumentPlace.Certificate && string.IsNullOrWhiteSpace(programme.Level)) yield return ("/level", "写了“级别”，请在基本信息里填写。");
    }
}
