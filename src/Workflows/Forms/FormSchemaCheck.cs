using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Forms;

/// <summary>What publishing refuses in a schema.</summary>
public static class FormSchemaCheck
{
    /// <summary>Problems with field path and Chinese sentence; empty when the schema can be published.</summary>
    public static IReadOnlyList<FormProblem> Check(FormSchema schema)
    {
        var problems = new List<FormProblem>();
        void Add(string path, string section, string message) => problems.Add(new("form.schema", path, section, message));

        var fields = schema.Sections.SelectMany(section => section.Fields.Select(field => (section, field))).ToArray();
        foreach (var repeated in fields.GroupBy(pair => pair.field.Id).Where(group => group.Count() > 1))
            Add(repeated.Key, repeated.First().section.Title, $"字段编号“{repeated.Key}”重复，请改名。");
        foreach (var repeated in schema.Sections.GroupBy(section => section.Id).Where(group => group.Count() > 1))
            Add("", repeated.First().Title, $"分节编号“{repeated.Key}”重复，请改名。");
        foreach (var section in schema.Sections.Where(section => section.Source is not null and not FormSection.FromOrganization))
            Add("", section.Title, $"分节“{section.Title}”的来源“{section.Source}”不存在，请改正。");
        foreach (var (section, field) in fields)
        {
            if (section.IsReadOnly && OrganizationFacts.Find(field.Id) is null)
                Add(field.Id, section.Title, $"单位资料里没有“{field.Label}”（{field.Id}），请从列表里选。");
            if (field.Type is FieldType.Choice or FieldType.MultiChoice && field.Options.Count == 0)
                Add(field.Id, section.Title, $"“{field.Label}”没有选项，请添加。");
            if (field.Type == FieldType.Rows && field.Columns.Count == 0)
                Add(field.Id, section.Title, $"“{field.Label}”没有栏目，请添加。");
            if (field.Columns.Any(column => column.Type is FieldType.Rows or FieldType.Attachment))
                Add(field.Id, section.Title, $"“{field.Label}”的栏目不能再是表格或附件，请改用其他类型。");
            if (field.UniqueColumn is { } unique && field.Columns.All(column => column.Id != unique))
                Add(field.Id, section.Title, $"“{field.Label}”的不重复栏目“{unique}”不存在，请改正。");
            if (field.Min > field.Max || field.MinLength > field.MaxLength || field.MinRows > field.MaxRows)
                Add(field.Id, section.Title, $"“{field.Label}”的下限大于上限，请改正。");
        }
        CheckComputed(schema, fields, Add);
        foreach (var (text, path, section) in Expressions(schema)) Expression(text, message => Add(path, section, message));
        foreach (var section in schema.Sections)
        {
            if (IsNeverShown(section.VisibleWhen)) problems.Add(new("form.neverShown", "", section.Title, $"分节“{section.Title}”的出现条件“{section.VisibleWhen}”永远不会满足，请改正。"));
            foreach (var field in section.Fields.Where(f => IsNeverShown(f.VisibleWhen)))
                problems.Add(new("form.neverShown", field.Id, section.Title, $"“{field.Label}”的出现条件“{field.VisibleWhen}”永远不会满足，请改正。"));
        }
        foreach (var rule in schema.Rules.Where(rule => schema.Find(rule.Field) is null))
            Add(rule.Field, "", $"规则指向的字段“{rule.Field}”不存在，请改正。");
        return problems;

        bool IsNeverShown(string? text) => text is not null && Workflows.Expressions.Expression.TryParse(text, out var parsed, out _)
            && parsed.Check(name => FormTypes.Of(schema, name), FeelKind.Boolean).Count == 0 && NeverTrue.Is(parsed, schema);

        void Expression(string text, Action<string> add)
        {
            if (!Workflows.Expressions.Expression.TryParse(text, out var parsed, out var error))
                add($"条件“{text}”第 {error.Position + 1} 个字符：{error.Message}");
            else
                foreach (var wrong in parsed.Check(name => FormTypes.Of(schema, name), FeelKind.Boolean))
                    add(wrong.UnknownName is { } name ? $"条件“{text}”用到不存在的“{name}”，请改正。" : $"条件“{text}”第 {wrong.Position + 1} 个字符：{wrong.Message}");
        }
    }

    private static void CheckComputed(FormSchema schema, (FormSection section, FormField field)[] fields, Action<string, string, string> add)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var (section, field) = fields[i];
            if (field.Computed is not { } text) continue;
            void Refuse(string message) => add(field.Id, section.Title, $"“{field.Label}”的计算公式{message}");
            if (FormComputation.Wanted(field.Type) is not { } wanted || section.IsReadOnly) Refuse("用不上：这种字段不能计算，请删去公式或改类型。");
            else if (!Workflows.Expressions.Expression.TryParse(text, out var parsed, out var error)) Refuse($"第 {error.Position + 1} 个字符：{error.Message}");
            else
            {
                foreach (var wrong in parsed.Check(name => FormTypes.Of(schema, name), wanted))
                    Refuse(wrong.UnknownName is { } name ? $"用到不存在的“{name}”，请改正。" : $"第 {wrong.Position + 1} 个字符：{wrong.Message}");
                // Read from the top, so that no field can wait for itself.
                foreach (var later in fields.Skip(i).Where(f => f.field.Computed is not null && parsed.Names.Any(n => n == "form." + f.field.Id)))
                    Refuse(later.field.Id == field.Id ? "用到了它自己，请改正。" : $"用到排在后面的计算字段“{later.field.Label}”，请调整先后。");
            }
        }

        foreach (var (section, field) in fields)
            if (field.Columns.Any(column => column.Computed is not null)) add(field.Id, section.Title, $"“{field.Label}”的栏目不能写计算公式，请改用表外的计算字段。");
    }

    private static IEnumerable<(string Text, string Path, string Section)> Expressions(FormSchema schema)
    {
        foreach (var section in schema.Sections)
        {
            if (section.VisibleWhen is { } shown) yield return (shown, "", section.Title);
            foreach (var field in section.Fields)
                if (field.VisibleWhen is { } condition) yield return (condition, field.Id, section.Title);
        }
        foreach (var rule in schema.Rules)
        {
            if (rule.When is { } when) yield return (when, rule.Field, "");
            yield return (rule.Assert, rule.Field, "");
        }
    }
}
