using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Definitions.Validation;
using Innovation.Workflows.Expressions.DecisionTables;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>What publishing refuses in a whole programme: the parts by themselves, and what they say of each other.</summary>
public static class ProgrammeCheck
{
    /// <summary>All problems, warnings among them; the programme may be published when there are only warnings.</summary>
    public static IReadOnlyList<ProgrammeProblem> Check(Programme programme)
    {
        var problems = new List<ProgrammeProblem>();
        var pointers = new Pointers(programme.Process);
        foreach (var p in DefinitionValidator.Validate(programme.Process, name => ProgrammeFacts.TypeOf(programme, name)).Concat(SoundnessRules.Check(programme.Process)))
            problems.Add(new(pointers.Of(p.StageId, p.Field), p.Code, p.Message, p.StageId, p.Field, p.IsWarning));
        CheckPlain(programme, problems);
        CheckForm(programme, problems);
        CheckSheets(programme, problems);
        CheckTables(programme, problems);
        problems.AddRange(DocumentCheck.Check(programme));
        CheckStages(programme, pointers, problems);
        CheckPermissions(programme, problems);
        return problems;
    }

    private static void CheckPlain(Programme programme, List<ProgrammeProblem> problems)
    {
        foreach (var (member, title, value) in ((string, string, string)[])[("code", "项目代码", programme.Code), ("name", "名称", programme.Name), ("agency", "发文机关", programme.Agency), ("agencyCode", "发文机关代字", programme.AgencyCode), ("casePrefix", "案号前缀", programme.CasePrefix), ("rules", "依据的办法", programme.Rules)])
            if (string.IsNullOrWhiteSpace(value)) problems.Add(new("/" + member, "programme.empty", $"请填写{title}。"));
        if (!programme.Code.All(char.IsAsciiLetterOrDigit) || programme.Code.Length > 20) problems.Add(new("/code", "programme.code", "项目代码只能用字母和数字，最多 20 位。"));
        if (programme.Process.Id != programme.Code) problems.Add(new("/process/id", "programme.processId", $"流程编号“{programme.Process.Id}”应与项目代码“{programme.Code}”一致。"));
        for (var i = 0; i < programme.Process.Fields.Count; i++)
            if (ProgrammeFacts.TypeOf(programme, programme.Process.Fields[i]) is null)
                problems.Add(new($"/process/fields/{i}", "programme.unknownField", $"条件可用的名称“{programme.Process.Fields[i]}”在表单和决策表里都没有。", Field: programme.Process.Fields[i]));
        if (programme.Form.Find(programme.TitleField) is null) problems.Add(new("/titleField", "programme.unknownField", $"事项名称字段“{programme.TitleField}”在表单里不存在。", Field: programme.TitleField));
        for (var i = 0; i < programme.OpenOnceFields.Count; i++)
            if (programme.Form.Find(programme.OpenOnceFields[i]) is null) problems.Add(new($"/openOnceFields/{i}", "programme.unknownField", $"字段“{programme.OpenOnceFields[i]}”在表单里不存在。", Field: programme.OpenOnceFields[i]));
    }

    private static void CheckForm(Programme programme, List<ProgrammeProblem> problems)
    {
        foreach (var p in FormSchemaCheck.Check(programme.Form)) problems.Add(new(FormPointer(programme.Form, p.FieldPath, p.SectionTitle), p.Code, p.Message, Field: p.FieldPath.Length > 0 ? p.FieldPath : null));
        var fields = programme.Form.Sections.SelectMany((s, i) => s.Fields.Select((f, j) => (Field: f, Pointer: $"/form/sections/{i}/fields/{j}")));
        foreach (var (field, pointer) in fields.Where(f => f.Field.Template is { } t && t != $"{programme.Form.Id}.application" && !programme.Documents.ContainsKey(t)))
            problems.Add(new(pointer + "/template", "document.unknown", $"字段“{field.Label}”的模板“{field.Template}”不存在。", Field: field.Id));
    }

    private static string FormPointer(FormSchema form, string field, string section)
    {
        if (field.Length == 0 && section.Length > 0 && form.Sections.ToList().FindIndex(s => s.Title == section) is >= 0 and var at) return $"/form/sections/{at}";
        for (var i = 0; i < form.Sections.Count; i++)
            for (var j = 0; j < form.Sections[i].Fields.Count; j++)
                if (form.Sections[i].Fields[j].Id == field) return $"/form/sections/{i}/fields/{j}";
        return "/form";
    }

    private static void CheckSheets(Programme programme, List<ProgrammeProblem> problems)
    {
        for (var i = 0; i < programme.Sheets.Count; i++)
        {
            var sheet = programme.Sheets[i];
            void Add(string member, string code, string message) => problems.Add(new($"/sheets/{i}{member}", code, $"评分表“{sheet.Title}”：{message}", Field: sheet.Id));
            if (programme.Sheets.Take(i).Any(s => s.Id == sheet.Id)) Add("/id", "sheet.repeatedId", $"编号“{sheet.Id}”重复。");
            if (sheet.Indicators.Count == 0) Add("/indicators", "sheet.empty", "没有指标。");
            foreach (var repeated in sheet.Indicators.GroupBy(x => x.Id).Where(g => g.Count() > 1)) Add("/indicators", "sheet.repeatedIndicator", $"指标编号“{repeated.Key}”重复。");
            for (var j = 0; j < sheet.Indicators.Count; j++)
            {
                if (sheet.Indicators[j].Max is <= 0 or > 1000) Add($"/indicators/{j}/max", "sheet.max", $"指标“{sheet.Indicators[j].Name}”的满分应大于 0，不超过 1000。");
                if (sheet.Indicators[j].Decimals is < 0 or > 4) Add($"/indicators/{j}/decimals", "sheet.decimals", $"指标“{sheet.Indicators[j].Name}”的小数位数应为 0 至 4。");
            }

            foreach (var (indicator, j) in sheet.Indicators.Select((x, j) => (x, j)))
            {
                if (indicator.Weight is <= 0 or > 100) Add($"/indicators/{j}/weight", "sheet.weight", $"指标“{indicator.Name}”的权重应大于 0，不超过 100。");
                var bands = (indicator.Bands ?? []).OrderBy(b => b.From).ToList();
                if (bands.Any(b => b.From < 0 || b.To > indicator.Max || b.From > b.To)) Add($"/indicators/{j}/bands", "sheet.band", $"指标“{indicator.Name}”的评分档应在 0 至满分之间，最低分不大于最高分。");
                else if (bands.Zip(bands.Skip(1)).Any(p => p.Second.From <= p.First.To)) Add($"/indicators/{j}/bands", "sheet.band", $"指标“{indicator.Name}”的评分档有重叠。");
            }

            if (SheetTotal.Problem(sheet) is { } formula) Add("/formula", "sheet.formula", formula);
            if (sheet.PassMark is { } pass && (pass < 0 || pass > sheet.MaxTotal)) Add("/passMark", "sheet.passMark", "合格分不能小于 0，也不能大于总分。");
            if (sheet.MinCommentLength < 0 || sheet.MinCommentLength > sheet.MaxCommentLength) Add("/minCommentLength", "sheet.comment", "意见的最少字数大于最多字数。");
        }
    }

    private static void CheckTables(Programme programme, List<ProgrammeProblem> problems)
    {
        for (var i = 0; i < programme.Tables.Count; i++)
        {
            var table = programme.Tables[i];
            if (programme.Tables.Take(i).Any(t => t.Id == table.Id)) problems.Add(new($"/tables/{i}/id", "table.repeatedId", $"决策表编号“{table.Id}”重复。", Field: table.Id));
            // A table reads the form; not other tables, so that none can wait for itself.
            foreach (var p in TableCheck.Check(table, name => FormTypes.Of(programme.Form, name)))
            {
                var place = (p.Row, p.Column) switch
                {
                    ({ } row, { } column) when table.Inputs.ToList().FindIndex(x => x.Id == column) is >= 0 and var at => $"/rules/{row - 1}/when/{at}",
                    ({ } row, { } column) when table.Outputs.ToList().FindIndex(x => x.Id == column) is >= 0 and var at => $"/rules/{row - 1}/then/{at}",
                    ({ } row, _) => $"/rules/{row - 1}",
                    (_, { } column) when table.Inputs.ToList().FindIndex(x => x.Id == column) is >= 0 and var at => $"/inputs/{at}",
                    (_, { } column) when table.Outputs.ToList().FindIndex(x => x.Id == column) is >= 0 and var at => $"/outputs/{at}",
                    _ => p.Test is { } test ? $"/tests/{test - 1}" : "",
                };
                problems.Add(new($"/tables/{i}{place}", p.Code, $"决策表“{table.Name}”：{p.Message}", Field: p.Column ?? table.Id, IsWarning: p.IsWarning));
            }
        }
    }

    private static void CheckStages(Programme programme, Pointers pointers, List<ProgrammeProblem> problems)
    {
        foreach (var stage in All(programme.Process.Stages))
        {
            void Refuse(string code, string field, string message) => problems.Add(new(pointers.Of(stage.Id, field), code, $"环节“{stage.Name}”：{message}", stage.Id, field));
            void Document(string? id, string field, DocumentPlace place)
            {
                if (id is null) return;
                if (!programme.Documents.TryGetValue(id, out var rule)) Refuse("document.unknown", field, $"文书“{id}”不存在，请先添加或改正。");
                else if (DocumentTemplates.PlaceOf(id, rule) is not { } own) Refuse("document.noTemplate", field, $"文书“{id}”没有模板，请写正文和发出环节；系统自带的模板：{string.Join("、", DocumentTemplates.Shipped.Select(t => t.Id))}。");
                else if (own != place) Refuse("document.noSource", field, $"文书“{id}”里的内容在这里没有来源，它只能用在{DocumentTemplates.Word(own)}。");
            }

            foreach (var outcome in stage.Outcomes)
            {
                foreach (var document in outcome.Documents) Document(document, $"outcomes.{outcome.Id}.documents", DocumentPlace.Outcome);
                if (outcome is { RequiresComment: false, Automatic: false } && outcome.Documents.Any(d => d == DocumentTemplates.RejectionNotice || programme.Documents.TryGetValue(d, out var text) && Placeholders.Names(text.Text).Contains("理由")))
                    Refuse("document.noSource", $"outcomes.{outcome.Id}.requiresComment", $"结论“{outcome.Name}”发出的文书要写理由，须要求填写意见。");
            }

            switch (stage)
            {
                case SubmissionStage submission when submission.Form != "application" && submission.Form != programme.Form.Id: Refuse("form.unknown", "form", $"表单“{submission.Form}”不存在。"); break;
                case ReviewStage { Supplement: { } supplement }: Document(supplement.Document, "supplement.document", DocumentPlace.Supplement); break;
                case ExpertReviewStage expert when expert.Sheet.Length > 0 && programme.FindSheet(expert.Sheet) is null: Refuse("sheet.unknown", "sheet", $"评分表“{expert.Sheet}”不存在。"); break;
                case PublicNoticeStage notice: Document(notice.Document ?? DocumentTemplates.PublicNotice, "document", DocumentPlace.PublicNotice); break;
                case DecisionStage decision:
                    Document(decision.Document ?? DocumentTemplates.AccreditationNotice, "document", DocumentPlace.Decision);
                    Document(decision.Certificate, "certificate", DocumentPlace.Certificate);
                    if (decision is { Certificate: not null, ValidYears: null }) Refuse("document.noSource", "validYears", "证书上要印有效期，请填写有效年数。");
                    if (decision.Certificate is not null && programme.Certificate is null) Refuse("certificate.missing", "certificate", "要发证书，但没有写证书的编号和字段。");
                    break;
            }

            if (stage.Step is { } step && !programme.Steps.Contains(step)) Refuse("step.unknown", "step", $"进度步骤“{step}”不在步骤列表里。");
        }
    }

    private static void CheckPermissions(Programme programme, List<ProgrammeProblem> problems)
    {
        var stages = All(programme.Process.Stages).Select(s => s.Id).ToHashSet();
        var known = programme.Form.Sections.Select(s => s.Id).Concat(programme.Form.Sections.SelectMany(s => s.Fields).Select(f => f.Id)).Append("*").ToHashSet();
        foreach (var (stage, fields) in programme.Permissions.Stages)
        {
            var pointer = $"/permissions/stages/{JsonPointer.Escape(stage)}";
            if (!stages.Contains(stage)) problems.Add(new(pointer, "permission.unknownStage", $"字段权限里的环节“{stage}”不存在。", stage));
            foreach (var field in fields.Keys.Where(f => !known.Contains(f)))
                problems.Add(new($"{pointer}/{JsonPointer.Escape(field)}", "permission.unknownField", $"环节“{stage}”的字段权限里，“{field}”在表单里不存在。", stage, field));
        }
    }

    /// <summary>All stages in reading order.</summary>
    internal static IEnumerable<Stage> All(IEnumerable<Stage> stages) => stages.SelectMany(s => s.Branches.SelectMany(b => All(b.Stages)).Prepend(s));
}
