using Innovation.Workflows.Programs.Exchange;

namespace Innovation.Web.Design;

/// <summary>The tabs of a draft, and which of them a problem belongs to.</summary>
public static class DesignTabs
{
    public const string Process = "";
    public const string Form = "form";
    public const string Permissions = "permissions";
    public const string Sheets = "sheets";
    public const string Tables = "tables";
    public const string Documents = "documents";
    public const string Settings = "settings";
    public const string Trial = "try";
    public const string Walk = "walk";

    /// <summary>Last part of the address, and the words on the tab.</summary>
    public static IReadOnlyList<(string Tab, string Title)> All { get; } =
    [
        (Process, "流程"), (Form, "表单"), (Permissions, "字段权限"), (Sheets, "评分表"), (Tables, "决策表"), (Documents, "文书"), (Settings, "基本信息"), (Trial, "试运行"), (Walk, "随机模拟"),
    ];

    public static string Address(string draftId, string tab) => $"/design/{draftId}{(tab.Length > 0 ? "/" + tab : "")}";

    /// <summary>The tab on which a problem is mended.</summary>
    public static string Of(ProgrammeProblem problem) => problem.Pointer.Split('/').ElementAtOrDefault(1) switch
    {
        "form" => Form,
        "permissions" => Permissions,
        "sheets" => Sheets,
        "tables" => Tables,
        "documents" => Documents,
        "process" when problem.StageId is not null || problem.Pointer.StartsWith("/process/stages", StringComparison.Ordinal) => Process,
        _ => Settings,
    };

    /// <summary>The address of the place to mend: the stage with its option, the field, the sheet or the document.</summary>
    public static string Link(string draftId, ProgrammeProblem problem)
    {
        var tab = Of(problem);
        var address = Address(draftId, tab);
        return tab switch
        {
            Process when problem.StageId is { } stage => $"{address}?stage={Uri.EscapeDataString(stage)}{(PanelPart.Of(problem.Field) is var part and not PanelPart.Handling ? "&part=" + part : "")}{(problem.Field is { } option ? "#o-" + PanelPart.Anchor(option) : "")}",
            Form when problem.Field is { } field => $"{address}?field={Uri.EscapeDataString(field)}",
            Form when problem.Pointer.StartsWith("/form/sections/", StringComparison.Ordinal) => $"{address}?pointer={Uri.EscapeDataString(problem.Pointer)}",
            Settings => address + problem.Pointer.Split('/') switch
            {
                [_, "steps" or "titleField" or "openOnceFields", ..] or [_, "process", "fields" or "entitlement" or "factOnly", ..] => "#applying",
                [_, "process", "results", ..] => "#results",
                [_, "certificate", ..] => "#certificate",
                [_, "guide"] => "#guiding",
                _ => "#basic",
            },
            Permissions when problem.StageId is { } stage => $"{address}?stage={Uri.EscapeDataString(stage)}",
            Documents when problem.Pointer.StartsWith("/certificate", StringComparison.Ordinal) => $"{address}#certificate",
            Sheets or Tables or Documents when problem.Pointer.Split('/').ElementAtOrDefault(2) is { Length: > 0 } item => $"{address}?at={item}",
            _ => address,
        };
    }
}
