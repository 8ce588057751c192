namespace Innovation.Workflows.Forms;

/// <summary>The types of fields as people pick them, and which settings each has beyond those of every field.</summary>
public static class FieldTypes
{
    private static readonly Dictionary<FieldType, string[]> Own = new()
    {
        [FieldType.Text] = ["minLength", "maxLength", "format"],
        [FieldType.LongText] = ["minLength", "maxLength"],
        [FieldType.Integer] = ["unit", "min", "minExclusive", "max"],
        [FieldType.Decimal] = ["unit", "min", "minExclusive", "max", "precision"],
        [FieldType.Money] = ["min", "minExclusive", "max", "precision"],
        [FieldType.Choice] = ["options"],
        [FieldType.MultiChoice] = ["options"],
        [FieldType.Rows] = ["columns", "uniqueColumn", "minRows", "maxRows"],
        [FieldType.Attachment] = ["accept", "multiple", "maxFiles", "template"],
        [FieldType.Organization] = ["multiple", "maxFiles"],
        [FieldType.YesNo] = ["mustAccept"],
    };

    /// <summary>All types with their Chinese names, in the order of the list.</summary>
    public static IReadOnlyDictionary<FieldType, string> Names { get; } = new Dictionary<FieldType, string>
    {
        [FieldType.Text] = "文字",
        [FieldType.LongText] = "多行文字",
        [FieldType.Integer] = "整数",
        [FieldType.Decimal] = "小数",
        [FieldType.Money] = "金额（万元）",
        [FieldType.Date] = "日期",
        [FieldType.Choice] = "单选",
        [FieldType.MultiChoice] = "多选",
        [FieldType.YesNo] = "是否",
        [FieldType.Rows] = "表格",
        [FieldType.Attachment] = "附件",
        [FieldType.Organization] = "单位",
        [FieldType.Person] = "人员",
    };

    /// <summary>The types that a column of a table may have.</summary>
    public static IReadOnlyList<FieldType> Columns { get; } = [.. Names.Keys.Where(t => t is FieldType.Text or FieldType.Integer or FieldType.Decimal or FieldType.Money or FieldType.Date or FieldType.Choice)];

    /// <summary>Whether a type has a setting, named as its JSON member.</summary>
    public static bool Has(FieldType type, string member) => Own.TryGetValue(type, out var members) && members.Contains(member);

    /// <summary>The type of a JSON name such as <c>longText</c>; null when there is none.</summary>
    public static FieldType? Parse(string? name) => Names.Keys.Where(t => Name(t) == name).Select(t => (FieldType?)t).FirstOrDefault();

    /// <summary>The JSON name of a type.</summary>
    public static string Name(FieldType type) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(type.ToString());
}
