using System.Text.RegularExpressions;
using Innovation.Documents;

namespace Innovation.Documents_Tests;

/// <summary>Reads a paper as somebody would read it aloud, and says where one stumbles.</summary>
internal static partial class ReadAloud
{
    private const string ListNote = "（名单见附件）";

    /// <summary>What no listener takes for a sentence of its own: the grounds and the steps before the main clause.</summary>
    private static readonly string[] Openers = ["根据", "依据", "按照", "经", "为"];

    /// <summary>Verbs that carry a main clause of an official paper.</summary>
    private static readonly string[] Verbs =
    [
        "决定", "予以", "收悉", "通知如下", "告知如下", "公示", "视为", "受理", "提交", "提出", "查询", "登录", "报送", "印发", "兑付", "退回", "暂停", "不计入", "见附件",
        "请", "可以", "应当", "不得", "不影响", "是", "有", "为", "至", "符合", "不予", "准予", "完成", "整改", "划拨", "处理", "一致", "建议", "承诺", "联系", "理由：", "依据：", "方式：", "时间：", "同意", "听取", "支付", "收到", "共", "未", "名单：", "回避：", "表决：",
        "审议", "需要", "没有", "作", "只", "补充", "合格", "开户银行：", "金额：", "编号：",
    ];

    /// <summary>All paragraphs of a paper, with its attachments.</summary>
    public static IReadOnlyList<string> Paragraphs(DocumentModel model) =>
        [model.Title.Replace("\n", "", StringComparison.Ordinal), .. model.Blocks.Concat(model.Attachments.SelectMany(a => a.Blocks)).SelectMany(Words)];

    /// <summary>What is wrong with the words, each with the sentence that it is in.</summary>
    public static IReadOnlyList<string> Stumbles(IReadOnlyList<string> paragraphs)
    {
        List<string> found = [];
        var whole = string.Join('\n', paragraphs);
        if (Regex.Count(whole, ListNote) > 1) found.Add($"{ListNote} more than once");
        foreach (var text in paragraphs)
        {
            foreach (Match doubled in Doubled().Matches(text)) found.Add($"doubled “{doubled.Value}”: {text}");
            foreach (Match mark in Marks().Matches(text)) found.Add($"marks “{mark.Value}”: {text}");
            if (Edition().IsMatch(text)) found.Add($"a version of the process as edition of the rules: {text}");
        }

        foreach (var sentence in paragraphs.Skip(1).SelectMany(p => p.Split(['。', '\n'], StringSplitOptions.RemoveEmptyEntries)))
        {
            if (Regex.Count(sentence, "决定") - Regex.Count(sentence, "的决定") > 1) found.Add($"决定 twice: {sentence}");
            if (Regex.Count(sentence, "根据") > 1) found.Add($"根据 twice: {sentence}");
            var clauses = Titles().Replace(sentence, "《》").Split('，');
            if (!clauses.Where(c => !Openers.Any(o => c.StartsWith(o, StringComparison.Ordinal) && !c.StartsWith(o + "：", StringComparison.Ordinal))).Any(c => Verbs.Any(v => c.Contains(v, StringComparison.Ordinal))))
                found.Add($"no main clause: {sentence}");
        }

        return found;
    }

    private static IEnumerable<string> Words(Block block) => block switch
    {
        Paragraph p => p.Text.Split('\n'),
        ItemList l => l.Items.Select(i => i.TrimEnd('。')),
        _ => [],
    };

    [GeneratedRegex(@"(\p{IsCJKUnifiedIdeographs}{2,8})\1")]
    private static partial Regex Doubled();

    [GeneratedRegex(@"（\s*）|《\s*》|“\s*”|〔\s*〕|《《|》》|（（|））|[，。；：、！]\s*[，。；：、！]|^[，。；：、]|[，、（《]$|\{\{|\}\}|、?和、|、和[，。]|\s{3,}")]
    private static partial Regex Marks();

    [GeneratedRegex(@"（第\s*\d+\s*版）")]
    private static partial Regex Edition();

    [GeneratedRegex("《[^》]*》")]
    private static partial Regex Titles();
}
