namespace Innovation.Web.Components;

/// <summary>历程, newest first; partial Components/_Timeline.</summary>
public sealed record TimelineView(IReadOnlyList<TimelineEntry> Entries);

/// <summary>One line of history.</summary>
/// <param name="When">9月15日 15:12.</param>
/// <param name="What">What happened.</param>
/// <param name="Who">Person, or A 代 B.</param>
/// <param name="Opinion">意见.</param>
/// <param name="Links">Papers made by it.</param>
public sealed record TimelineEntry(string When, string What, string? Who = null, string? Opinion = null, IReadOnlyList<LinkView>? Links = null);

/// <summary>A link.</summary>
public sealed record LinkView(string Text, string Href);

/// <summary>流程位置; partial Components/_Stages.</summary>
public sealed record StageListView(IReadOnlyList<StageView> Stages);

/// <summary>Where a stage stands.</summary>
public enum StageState
{
    /// <summary>Not yet.</summary>
    Next,

    /// <summary>可能的下一步: may come straight after what is being handled.</summary>
    Ahead,

    /// <summary>Being handled.</summary>
    Now,

    /// <summary>Finished.</summary>
    Done,

    /// <summary>没有走: a branch that was not taken, or what lies behind the end.</summary>
    Skipped,
}

/// <summary>One branch of a block.</summary>
/// <param name="Title">Its condition or name; null: it needs none.</param>
/// <param name="Skipped">The case did not go this way.</param>
public sealed record StageBranch(string? Title, IReadOnlyList<StageView> Stages, bool Skipped = false);

/// <summary>One stage.</summary>
/// <param name="Name">环节.</param>
/// <param name="State">State.</param>
/// <param name="Outcome">结果.</param>
/// <param name="Detail">Who and when, or how long.</param>
/// <param name="Branches">What runs inside a block.</param>
/// <param name="Href">Where the stage leads, or null.</param>
/// <param name="Heat">How many cases stand here, from 0 (none) to 3 (most); only on a map of all cases.</param>
public sealed record StageView(string Name, StageState State, string? Outcome = null, string? Detail = null, IReadOnlyList<StageBranch>? Branches = null, string? Href = null, int Heat = 0)
{
    /// <summary>Stages that are far from where the case stands, behind one line; null: this is a stage.</summary>
    public IReadOnlyList<StageView>? Folded { get; init; }
}

/// <summary>附件; partial Components/_Attachments.</summary>
public sealed record AttachmentListView(IReadOnlyList<FileView> Files, string Empty = "没有附件。");

/// <summary>An uploaded file.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Name">File name.</param>
/// <param name="Href">Download.</param>
/// <param name="Size">1.1 MB.</param>
/// <param name="When">9月15日上传.</param>
/// <param name="Old">旧版, kept but replaced.</param>
/// <param name="State">Words instead of 已上传, such as 正在查毒.</param>
public sealed record FileView(string Id, string Name, string Href, string Size, string When, bool Old = false, string? State = null)
{
    /// <summary>Which material it is, where files of several stand together.</summary>
    public string? Material { get; init; }

    /// <summary>Icon by file type.</summary>
    public string Icon => Path.GetExtension(Name).ToUpperInvariant() switch
    {
        ".PDF" => "file-type-pdf",
        ".DOC" or ".DOCX" or ".WPS" => "file-type-doc",
        ".XLS" or ".XLSX" or ".ET" => "file-type-xls",
        ".PNG" or ".JPG" or ".JPEG" => "photo",
        _ => "file",
    };
}

/// <summary>One outcome of a task.</summary>
/// <param name="Value">Posted as <c>outcome</c>.</param>
/// <param name="Text">受理.</param>
/// <param name="Help">When to choose it.</param>
/// <param name="Then">What will happen.</param>
public sealed record OutcomeView(string Value, string Text, string? Help = null, IReadOnlyList<string>? Then = null)
{
    /// <summary>The opinion must be written.</summary>
    public bool NeedsOpinion { get; init; }

    /// <summary>It cannot be taken back: the page asks once and says what follows.</summary>
    public bool Final { get; init; }
}

/// <summary>Values of a <c>kc-due</c>.</summary>
public sealed record DueView(DateOnly? LastDay, DateTimeOffset Now, int WorkingDaysLeft, string? SilentEffect = null, string? Held = null, bool Provisional = false);

/// <summary>确认; partial Components/_Confirm. A button with data-dialog="#Id" opens it.</summary>
/// <param name="Id">Element id of the dialog.</param>
/// <param name="Action">Where the form is posted.</param>
/// <param name="Question">撤回这次申报？</param>
/// <param name="Consequence">One sentence.</param>
/// <param name="Do">Words of the acting button: 撤回申报.</param>
/// <param name="Refuse">Words of the refusing button: 不撤回.</param>
/// <param name="Fields">Hidden values.</param>
/// <param name="ReasonLabel">Label of the reason field; null: no reason asked.</param>
/// <param name="Destructive">Red button.</param>
public sealed record ConfirmView(
    string Id, string Action, string Question, string Consequence, string Do, string Refuse, IReadOnlyDictionary<string, string>? Fields = null,
    string? ReasonLabel = null, bool Destructive = true)
{
    /// <summary>The reason as typed.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong with the reason: the dialog opens by itself and says it.</summary>
    public string? Error { get; init; }
}
