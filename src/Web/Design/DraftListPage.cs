using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Design;

/// <summary>A page for a list of a draft whose items have an id: score sheets, decision tables. One item is open; each save is one revision of it.</summary>
public abstract class DraftListPage(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    /// <summary>Position of the open item, from 0.</summary>
    [BindProperty(SupportsGet = true)]
    public int At { get; set; }

    /// <summary>Id of the item as the person saw it.</summary>
    [BindProperty]
    public string? Id { get; set; }

    /// <summary>How many empty lines are shown for new entries.</summary>
    [BindProperty(SupportsGet = true)]
    public int Blank { get; set; } = 1;

    /// <summary>Whether deleting the open item is being asked.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Delete { get; set; }

    public override string Place => $"?at={At}";

    /// <summary>Member of the document that holds the list.</summary>
    public abstract string Member { get; }

    /// <summary>What one item is called, e.g. 评分表.</summary>
    public abstract string What { get; }

    /// <summary>Member of an item that holds its name.</summary>
    public abstract string NameMember { get; }

    /// <summary>Most items of a programme.</summary>
    protected virtual int Most => 30;

    public IReadOnlyList<JsonObject> Items => DraftTree.Objects(Document[Member]);

    public JsonObject? Selected => At >= 0 && At < Items.Count ? Items[At] : null;

    /// <summary>What the controls show: what was typed when it was refused, else what stands in the draft.</summary>
    public IReadOnlyDictionary<string, string> Values { get; private set; } = new Dictionary<string, string>();

    public string Value(string name) => Values.GetValueOrDefault(name, "");

    public string NameOf(JsonObject item) => DraftTree.Text(item[NameMember]) is { Length: > 0 } name ? name : DraftTree.Text(item["id"]);

    /// <summary>Who would miss the item, as Chinese sentences.</summary>
    public abstract IReadOnlyList<string> Uses(string id);

    /// <summary>The controls of an item.</summary>
    protected abstract Dictionary<string, string> Show(JsonObject item);

    /// <summary>The item as typed, laid over the old one.</summary>
    protected abstract JsonObject Read(JsonObject old, TypedForm typed);

    /// <summary>A new item with this id and name.</summary>
    protected abstract JsonObject Fresh(string id, string name);

    /// <summary>Moves, adds or takes away a part of the item as its button says.</summary>
    protected abstract void Act(JsonObject item, string act);

    protected override void Loaded()
    {
        Blank = Math.Clamp(Blank, 1, 20);
        if (!string.IsNullOrEmpty(Id) && Items.ToList().FindIndex(i => DraftTree.Text(i["id"]) == Id) is >= 0 and var here) At = here;
        if (Values.Count == 0 && Selected is { } item) Values = Show(item);
    }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(string? name)
    {
        if (!await LoadAsync()) return NotFound();
        var wish = name?.Trim() ?? "";
        if (wish.Length is 0 or > 100) return Refuse(new("draft.name", "name", $"请填写{What}的名称，1 至 100 字。"));
        return await AppendAsync(Fresh(FreeId(), wish), $"新增{What}“{wish}”");
    }

    public async Task<IActionResult> OnPostCopyAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (Open() is not { } item) return await GoneAsync();
        var copy = item.DeepClone().AsObject();
        copy["id"] = FreeId();
        copy[NameMember] = NameOf(item) + "（副本）";
        return await AppendAsync(copy, $"复制{What}“{NameOf(item)}”");
    }

    public async Task<IActionResult> OnPostMoveAsync(int steps)
    {
        if (!await LoadAsync()) return NotFound();
        if (Open() is not { } item) return await GoneAsync();
        var list = Document[Member]!.DeepClone().AsArray();
        var from = Items.ToList().IndexOf(item);
        if (steps is not (1 or -1) || from + steps < 0 || from + steps >= list.Count) return Refuse(new("draft.end", null, $"“{NameOf(item)}”已经在头上，不能再移。"));
        var moved = list[from];
        list.RemoveAt(from);
        list.Insert(from + steps, moved);
        At = from + steps;
        return await SetAsync("/" + Member, list, $"移动{What}“{NameOf(item)}”");
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        var seen = At;
        if (!await LoadAsync()) return NotFound();
        if (Open() is not { } item) return await GoneAsync();
        var answer = await SetAsync($"/{Member}/{seen}", null, $"删去{What}“{NameOf(item)}”");
        return answer is RedirectResult ? Redirect(DesignTabs.Address(DraftId, Tab)) : answer;
    }

    public async Task<IActionResult> OnPostSaveAsync(string? act)
    {
        var seen = At;
        if (!await LoadAsync()) return NotFound();
        if (Open() is not { } old) return await GoneAsync();
        var typed = new TypedForm(Request.Form);
        Values = typed.Values;
        var item = Read(old, typed);
        if (typed.Refusals.Count > 0) return RefuseAll(typed.Refusals);
        Act(item, act ?? "");
        var answer = await SetAsync($"/{Member}/{seen}", item, $"改{What}“{NameOf(item)}”");
        return answer is RedirectResult && act == "more" ? Redirect(Address + "&blank=6") : answer;
    }

    /// <summary>The item that the person saw, wherever it stands now.</summary>
    protected JsonObject? Open() => Items.FirstOrDefault(i => DraftTree.Text(i["id"]) == Id) ?? (string.IsNullOrEmpty(Id) ? Selected : null);

    protected Task<IActionResult> GoneAsync() => AgainAsync(new Refusal("draft.stale", null, $"这张{What}已被他人删去，请看过新的内容再改。"));

    private async Task<IActionResult> AppendAsync(JsonObject item, string words)
    {
        if (Items.Count >= Most) return Refuse(new("draft.tooMany", "name", $"一个项目类型最多 {Most} 张{What}。"));
        At = Items.Count;
        return Document[Member] is JsonArray ? await SetAsync($"/{Member}/-", item, words) : await SetAsync("/" + Member, new JsonArray(item), words);
    }

    private string FreeId() => DraftTree.FreeId(Member.TrimEnd('s') + "1", Items.Select(i => DraftTree.Text(i["id"])).ToHashSet());

    /// <summary>A part of the document as the program reads it; null while it is not complete.</summary>
    public static T? Part<T>(JsonNode? node) where T : class
    {
        try
        {
            return node?.Deserialize<T>(Programme.Json);
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
