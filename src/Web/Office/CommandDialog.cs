using Innovation.Web.Components;
using Innovation.Workflows.Cases;

namespace Innovation.Web.Office;

/// <summary>The dialog of one command that is never drawn: 转办, 委派, 加签, 减签, 取回, 抄送, 退回, 催办, 中止, 恢复.</summary>
/// <param name="Type">Command type, also the id of the dialog.</param>
/// <param name="Consequence">What happens when it is confirmed.</param>
public sealed record CommandDialog(string Type, string Title, string Consequence, string Do)
{
    public string Action { get; init; } = "";

    public string CommandId { get; init; } = "";

    /// <summary>Revision of the task; null for a command of the case.</summary>
    public int? Revision { get; init; }

    /// <summary>For 退回: where to.</summary>
    public string? ToStage { get; init; }

    /// <summary>People to choose from; empty: nobody is chosen.</summary>
    public IReadOnlyList<Receiver> People { get; init; } = [];

    /// <summary>Several may be chosen.</summary>
    public bool Several { get; init; }

    /// <summary>Ways to choose from, with a line that explains each: place of a signer, way of a return.</summary>
    public IReadOnlyList<(string Value, string Name, string Help)> Ways { get; init; } = [];

    /// <summary>None of <see cref="Ways"/> is chosen in advance: it decides.</summary>
    public bool NothingChosen { get; init; }

    /// <summary>For 退回: the fields at which remarks may stand, by section; empty: none.</summary>
    public IReadOnlyList<(string Section, IReadOnlyList<OptionView> Fields)> Fields { get; init; } = [];

    /// <summary>常用意见</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>For 退回: files can go with the reason.</summary>
    public bool TakesFiles { get; init; }

    /// <summary>意见附件 that were uploaded before and wait.</summary>
    public IReadOnlyList<AttachmentRow> Pending { get; init; } = [];

    public string ReasonLabel { get; init; } = "理由";

    public bool ReasonRequired { get; init; } = true;

    public CommandInput Typed { get; init; } = new();

    /// <summary>What was refused, at its field: <c>to</c>, <c>way</c>, <c>reason</c>, or null for the whole.</summary>
    public (string? Field, string Message)? Wrong { get; init; }

    public string Id => Type == "return" ? $"return-{ToStage}" : Type;

    public string? ErrorAt(string field) => Wrong is { } wrong && wrong.Field == field ? wrong.Message : null;

    /// <summary>The control of the dialog to which a refused field belongs.</summary>
    public static string? ControlOf(string? field) => field switch
    {
        "comment" => "reason",
        "to" or "users" or "user" => "to",
        "place" or "back" or "outcome" => "way",
        "file" or "files" => "file",
        _ when field?.StartsWith("items", StringComparison.Ordinal) == true => "remarks",
        _ => null,
    };
}

/// <summary>What was typed into such a dialog.</summary>
public sealed record CommandInput
{
    public IReadOnlyList<string> To { get; init; } = [];

    public string? Way { get; init; }

    public string? Reason { get; init; }

    /// <summary>逐项批注</summary>
    public IReadOnlyList<Workflows.Engine.SupplementRequestItem> Remarks { get; init; } = [];

    /// <summary>意见附件</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public static CommandInput From(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new CommandInput
        {
            To = [.. form["to"].Where(t => t is { Length: > 0 and <= 36 }).Select(t => t!).Distinct().Take(60)],
            Way = form["way"].ToString() is { Length: > 0 and <= 20 } way ? way : null,
            Reason = form["reason"].ToString().ReplaceLineEndings("\n").Trim() is { Length: > 0 } reason ? reason : null,
            Remarks = TaskInput.Rows(form, "remark"),
            Files = TaskInput.FilesOf(form),
        };
    }

    /// <summary>The command, of a task or of the whole case.</summary>
    public CaseRequest Request(string type, string commandId, string caseId, int? item, int? revision, string? toStage) => new()
    {
        CommandId = commandId,
        CaseId = caseId,
        Item = item,
        Revision = revision,
        Type = type,
        Comment = Reason,
        Outcome = type == "decideReconsideration" ? Way : null,
        Items = type == "return" ? [.. Remarks] : [],
        Files = type == "return" ? [.. Files] : [],
        ToStage = toStage,
        Back = type == "return" && Way == "back",
        To = To.Count > 0 ? To[0] : null,
        Users = [.. To],
        Place = type == "addSigner" ? Way : null,
    };
}

/// <summary>Which dialogs a task or a case has.</summary>
public static class CommandDialogs
{
    private static readonly string[] OfTask = ["transfer", "delegate", "addSigner", "removeSigner", "copy", "takeBack", "reassign", "extendObjection"];
    private static readonly string[] OfCase = ["takeBack", "urge", "suspend", "resume", "requestReconsideration", "decideReconsideration"];

    /// <summary>Words of every command, in the order of the buttons.</summary>
    private static CommandDialog Words(string type) => type switch
    {
        "transfer" => new(type, "转办给谁？", "转办后由对方办理，不再回到您这里；期限不变。", "转办"),
        "delegate" => new(type, "委派给谁？", "对方办好后回到您这里，由您确认；期限不变。", "委派"),
        "addSigner" => new(type, "请谁会签？", "加签人员的意见记入历程。", "加签")
        {
            Several = true,
            Ways = [("before", "前加签", "对方先提意见，都答复后由您办理"), ("beside", "并加签", "与您一起办理，都同意才通过"), ("after", "后加签", "您同意后再请对方审签，以对方意见为准")],
        },
        "removeSigner" => new(type, "不再请谁会签？", "还没有答复的加签人员可以减去，并通知对方。", "减签"),
        "copy" => new(type, "抄送给谁？", "对方可以在“抄送我的”里看到这一件，不需要办理。", "抄送") { Several = true, ReasonLabel = "附言", ReasonRequired = false },
        "takeBack" => new(type, "取回这一步？", "取回后由您重新办理；取回的理由记入历程。", "取回"),
        "reassign" => new(type, "改派给谁？", "原办理人不再办理；期限不变。", "改派"),
        "urge" => new(type, "催办？", "向现在的办理人发送催办消息，24 小时内只能催一次。", "催办") { ReasonLabel = "附言", ReasonRequired = false },
        "suspend" => new(type, "中止计时？", "整件停办，各项期限停止计算，并告知申报单位。恢复后次日起继续计算。", "中止计时"),
        "resume" => new(type, "恢复计时？", "次日起继续计算各项期限，并告知申报单位。", "恢复计时"),
        "extendObjection" => new(type, "延长核查期限？", "只能延长一次，从原期限届满起再加 15 个工作日，并告知申报单位。", "延长期限") { ReasonLabel = "延长的理由" },
        "requestReconsideration" => new(type, "申请复核？", "每件只能申请一次，由没有参与原决定的人员在 20 个工作日内决定，决定通过消息告知。", "申请复核") { ReasonLabel = "事实和理由（至少 10 字）" },
        "decideReconsideration" => new(type, "作出复核决定", "决定记入历程并告知申报单位，不能再改。", "作出决定")
        {
            ReasonLabel = "事实、依据和理由",
            NothingChosen = true,
            Ways = [("upheld", "维持原决定", "原决定事实清楚、依据充分、程序合规"), ("changed", "撤销原决定，重新办理", "写明怎样重新办理，由谁办理")],
        },
        "return" => new(type, "退回这一件？", "由前面的环节重新办理。", "退回") { ReasonLabel = "退回理由" },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The dialogs of a task for what is allowed.</summary>
    /// <param name="post">Address of the handler.</param>
    /// <param name="asked">The dialog that was refused, what was typed, and what is wrong.</param>
    public static IReadOnlyList<CommandDialog> Of(TaskView task, IReadOnlyList<Receiver> people, IReadOnlyList<Receiver> removable, string post, (string Dialog, CommandInput Typed, string? Field, string Message)? asked)
    {
        ArgumentNullException.ThrowIfNull(task);
        var dialogs = new List<CommandDialog>();
        foreach (var action in task.Actions.Where(a => a.Type == "return"))
        {
            dialogs.Add(Words("return") with
            {
                Title = $"退回到“{DefinitionNames.StageName(task.Programme, action.ToStage!)}”？",
                ToStage = action.ToStage,
                Fields = TaskPanel.FieldsOf(task),
                Ways = action.MayComeBack ? [("forward", "重新逐级办理", "后面的环节都重新办，期限重新计算"), ("back", "办好后直接回到本环节", "本环节已有的意见保留，退回期间暂停计时")] : [],
            });
        }

        foreach (var type in OfTask.Where(t => task.Actions.Any(a => a.Type == t)))
        {
            dialogs.Add(Words(type) with { People = type switch { "removeSigner" => removable, "takeBack" or "extendObjection" => [], _ => people } });
        }

        return [.. dialogs.Select(d => Ready(d, post, task.Line.Revision, asked))];
    }

    /// <summary>The dialogs of a case as a whole.</summary>
    public static IReadOnlyList<CommandDialog> Of(CaseView view, string post, (string Dialog, CommandInput Typed, string? Field, string Message)? asked)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. OfCase.Where(t => view.Actions.Any(a => a.Type == t)).Select(t => Ready(Words(t), post, null, asked))];
    }

    private static CommandDialog Ready(CommandDialog dialog, string action, int? revision, (string Dialog, CommandInput Typed, string? Field, string Message)? asked)
    {
        var mine = asked is { } a && a.Dialog == dialog.Id ? asked : null;
        return dialog with
        {
            Action = action,
            CommandId = Identifiers.Opaque(),
            Revision = revision,
            Typed = mine?.Typed ?? new(),
            Wrong = mine is { } wrong ? (CommandDialog.ControlOf(wrong.Field), wrong.Message) : null,
        };
    }
}

/// <summary>Names out of a definition.</summary>
internal static class DefinitionNames
{
    public static string StageName(Workflows.Programs.Programme programme, string stageId) => Workflows.Definitions.DefinitionIndex.Of(programme.Process).Find(stageId)?.Stage.Name ?? stageId;
}
