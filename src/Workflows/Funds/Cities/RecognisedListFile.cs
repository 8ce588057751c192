using System.Globalization;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>互认名录 as a file: one line per service of a provider.</summary>
public static class RecognisedListFile
{
    private static readonly string[] Heads = ["机构名称", "统一社会信用代码", "法定代表人", "资质", "认可起", "认可止", "服务编号", "服务名称", "服务类别", "服务说明", "价格（元）", "计价单位", "法定检测"];
    private static readonly string[] Needed = ["机构名称", "统一社会信用代码", "认可起", "服务名称", "服务类别", "价格（元）"];
    private static readonly TableShape Shape = new([.. Heads.Select(h => new TableColumn(h, Needed.Contains(h)))], 20_000);

    public static byte[] Write(IEnumerable<RecognisedService> services) => TableFile.Write(Heads, services.Select(s => (IReadOnlyList<string>)
        [s.Name, s.Uscc, s.LegalRepresentative, s.Qualifications, Day(s.From), s.Until is { } until ? Day(until) : "", s.ServiceId, s.ServiceName, VoucherWords.Of(s.Type), s.Description, Fen.ToYuan(s.Price).ToString("0.00", CultureInfo.InvariantCulture), s.Unit, s.Statutory ? "是" : "否"]));

    public static (IReadOnlyList<RecognisedService> Services, IReadOnlyList<string> Problems) Read(byte[] content)
    {
        var (lines, unreadable) = TableFile.Read(content, Shape);
        var (services, problems) = (new List<RecognisedService>(), unreadable.ToList());
        var first = new Dictionary<(string, string), int>();
        foreach (var line in lines)
        {
            var (service, problem) = Line(line);
            if (problem is not null) problems.Add(line.Says(problem));
            else if (!first.TryAdd((service!.Uscc, RecognisedLists.Key(service.ServiceId, service.ServiceName)), line.Number)) problems.Add(line.Says($"{service.Name}的“{service.ServiceName}”在第 {first[(service.Uscc, RecognisedLists.Key(service.ServiceId, service.ServiceName))]} 行已经有了。"));
            else services.Add(service);
        }

        if (services.Count + problems.Count == 0) problems.Add("文件里没有服务。");
        return (services, problems);
    }

    /// <summary>What is wrong with a service, wherever it came from; null: nothing.</summary>
    public static string? Check(RecognisedService s) =>
        s.Name.Length is 0 or > 200 ? "机构名称应是 1 至 200 字。"
        : UnifiedSocialCreditCode.Validate(s.Uscc) is { } wrong ? wrong
        : s.LegalRepresentative.Length > 50 ? "法定代表人最多 50 字。"
        : s.Qualifications.Length > 1000 ? "资质最多 1000 字。"
        : s.Until < s.From ? "认可止早于认可起。"
        : s.ServiceId.Length > 32 ? "服务编号最多 32 个字符。"
        : s.ServiceName.Length is 0 or > 100 ? "服务名称应是 1 至 100 字。"
        : !Enum.IsDefined(s.Type) ? "服务类别不在列表中。"
        : s.Description.Length > 1000 ? "服务说明最多 1000 字。"
        : s.Price is <= 0 or > Fen.Most ? "价格应大于 0。"
        : s.Unit.Length is 0 or > 10 ? "计价单位应是 1 至 10 字。"
        : null;

    private static (RecognisedService? Service, string? Problem) Line(TableLine line)
    {
        if (line.Day("认可起") is not { } from) return (null, $"认可起“{line["认可起"]}”读不懂，应如 2026-01-01。");
        if (line["认可止"].Length > 0 && line.Day("认可止") is null) return (null, $"认可止“{line["认可止"]}”读不懂，应如 2026-12-31，长期的不填。");
        if (Fen.Parse(line["价格（元）"]) is not { } price) return (null, $"价格“{line["价格（元）"]}”读不懂，应大于 0，最多两位小数。");
        if (Enum.GetValues<ServiceType>().Where(t => VoucherWords.Of(t) == line["服务类别"]).Select(t => (ServiceType?)t).FirstOrDefault() is not { } type)
            return (null, $"服务类别“{line["服务类别"]}”应是{string.Join("、", Enum.GetValues<ServiceType>().Select(VoucherWords.Of))}之一。");
        if (line["法定检测"] is not ("" or "是" or "否")) return (null, "法定检测应填“是”或“否”。");
        var service = new RecognisedService(line["机构名称"], UnifiedSocialCreditCode.Normalize(line["统一社会信用代码"]), line["法定代表人"], line["资质"], from, line.Day("认可止"), line.Code("服务编号"), line["服务名称"], type, line["服务说明"], price, line["计价单位"] is { Length: > 0 } unit ? unit : "次", line["法定检测"] == "是");
        return Check(service) is { } wrong ? (null, wrong) : (service, null);
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
