using System.Net.Mail;
using System.Text.Json.Serialization;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages.Templates;

namespace Innovation.Workflows.Messages.Channels;

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>加密连接（SSL/TLS）: from the first byte, usually port 465.</summary>
    Tls,

    /// <summary>先连接后加密（STARTTLS）: usually port 587 or 25; without encryption nothing is sent.</summary>
    StartTls,

    /// <summary>不加密: for a relay inside the office's own network; a password is never sent over it.</summary>
    None,
}

/// <summary>电子邮件: a mail server, or by default a folder of .eml files.</summary>
public sealed record MailSettings
{
    /// <summary>Whether a mail server is used; otherwise messages are kept as files in the data folder.</summary>
    public bool UseServer { get; init; }

    public string Host { get; init; } = "";

    public int Port { get; init; } = 465;

    public MailSecurity Security { get; init; } = MailSecurity.Tls;

    /// <summary>Empty: the server asks for no sign-in.</summary>
    public string UserName { get; init; } = "";

    /// <summary>发件地址</summary>
    public string Sender { get; init; } = "noreply@localhost";

    /// <summary>发件人名称</summary>
    public string SenderName { get; init; } = "科技创新项目申报评审系统";

    /// <summary>Everything that is wrong, by field.</summary>
    /// <param name="rule">Which addresses may be connected to.</param>
    public IReadOnlyList<Refusal> Check(OutboundRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var problems = new List<Refusal>();
        if (!MailAddresses.IsValid(Sender) && !(Sender == new MailSettings().Sender && !UseServer)) problems.Add(new("mail.sender", "Sender", "请填写发件地址，例如 kjj@example.gov.cn。"));
        if (SenderName.Length is 0 or > 50 || SenderName.Any(char.IsControl)) problems.Add(new("mail.senderName", "SenderName", "请填写发件人名称，最多 50 字。"));
        if (!UseServer) return problems;
        if (Host.Length is 0 or > 200 || Uri.CheckHostName(Host) == UriHostNameType.Unknown) problems.Add(new("mail.host", "Host", "请填写邮件服务器的域名或者 IP 地址，不带 http:// 和端口。"));
        else if (rule.HostProblem(Host) is { } local) problems.Add(new("mail.host", "Host", local));
        if (Port is < 1 or > 65535) problems.Add(new("mail.port", "Port", "端口是 1 至 65535 的整数，通常是 465、587 或 25。"));
        if (UserName.Length > 200 || UserName.Any(char.IsControl)) problems.Add(new("mail.userName", "UserName", "用户名最多 200 个字符。"));
        if (Security == MailSecurity.None && UserName.Length > 0) problems.Add(new("mail.security", "Security", "不加密的连接会泄露密码，请改用加密连接，或者清空用户名。"));
        return problems;
    }
}

/// <summary>短信 or 接口推送: one HTTP request per message.</summary>
public sealed record HttpSettings
{
    /// <summary>启用</summary>
    public bool Enabled { get; init; }

    /// <summary>Also for people who have chosen nothing themselves, for the events that are loud.</summary>
    public bool ByDefault { get; init; }

    public string Url { get; init; } = "";

    /// <summary><c>POST</c> or <c>PUT</c>.</summary>
    public string Method { get; init; } = "POST";

    public string ContentType { get; init; } = "application/json";

    /// <summary>One header a line, <c>Name: value</c>; {{密钥}} stands for the secret.</summary>
    public string Headers { get; init; } = "";

    /// <summary>Body with placeholders of <see cref="HttpFields"/>.</summary>
    public string Body { get; init; } = "{\"id\":\"{{编号}}\",\"to\":\"{{地址}}\",\"title\":\"{{标题}}\",\"text\":\"{{正文}}\"}";

    /// <summary>Whether requests carry a signature made with the secret.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>How long an answer may take, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 15;

    /// <summary>Text that a good answer contains; empty: a status of 2xx is enough.</summary>
    public string SuccessText { get; init; } = "";

    /// <summary>The receiver takes a message with a known Idempotency-Key only once, so it may be repeated when nobody knows whether it arrived.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Placeholders of body and headers.</summary>
    [JsonIgnore]
    public static IReadOnlyList<string> HttpFields { get; } = ["编号", "地址", "姓名", "用户名", "事项", "标题", "正文", "案件", "时间"];

    /// <summary>{{密钥}}, in headers only.</summary>
    public const string SecretField = "密钥";

    /// <summary>Header lines as name and value.</summary>
    public IEnumerable<(string Name, string Value)> HeaderLines() =>
        Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries)).Where(p => p.Length == 2).Select(p => (p[0], p[1]));

    /// <summary>Everything that is wrong, by field.</summary>
    /// <param name="rule">Which addresses may be called.</param>
    public IReadOnlyList<Refusal> Check(OutboundRule rule)
    {
        var problems = new List<Refusal>();
        if ((Enabled || Url.Length > 0) && rule.Problem(Url) is { } wrong) problems.Add(new("http.url", "Url", wrong));
        if (Method is not ("POST" or "PUT")) problems.Add(new("http.method", "Method", "请求方法请选 POST 或者 PUT。"));
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(ContentType, out _)) problems.Add(new("http.contentType", "ContentType", "内容类型读不懂，通常是 application/json 或 application/x-www-form-urlencoded。"));
        if (Headers.Length > 2000 || HeaderProblem() is not null) problems.Add(new("http.headers", "Headers", HeaderProblem() ?? "请求头最多 2000 字。"));
        if (Body.Length is 0 or > 4000) problems.Add(new("http.body", "Body", "请填写请求内容，最多 4000 字。"));
        else if (MessageText.Problem(Body, HttpFields) is { } body) problems.Add(new("http.body", "Body", "请求内容里" + body));
        if (TimeoutSeconds is < 1 or > 60) problems.Add(new("http.timeout", "TimeoutSeconds", "超时是 1 至 60 秒的整数。"));
        if (SuccessText.Length > 200) problems.Add(new("http.success", "SuccessText", "成功标志最多 200 字。"));
        return problems;
    }

    private string? HeaderProblem()
    {
        foreach (var line in Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || parts[0].Length == 0 || !parts[0].All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || parts[1].Any(c => char.IsControl(c))) return $"请求头“{line}”读不懂，一行一个，写成 名称: 值。";
            if (parts[0].ToUpperInvariant() is "HOST" or "CONTENT-LENGTH" or "CONTENT-TYPE" or "TRANSFER-ENCODING" or "CONNECTION" or "IDEMPOTENCY-KEY" or "X-TIMESTAMP" or "X-SIGNATURE") return $"请求头 {parts[0]} 由系统填写，请删去这一行。";
            if (MessageText.Problem(parts[1], [.. HttpFields, SecretField]) is { } wrong) return $"请求头里{wrong}";
        }

        return null;
    }
}

/// <summary>Which addresses may be called from here.</summary>
/// <param name="Hosts">When not empty, only these hosts.</param>
/// <param name="PlainHosts">Hosts inside the own network: they may have private addresses, and be called without https.</param>
public sealed record OutboundRule(IReadOnlyCollection<string> Hosts, IReadOnlyCollection<string> PlainHosts)
{
    /// <summary>Why an address may not be called, in words; null when it may.</summary>
    public string? Problem(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) return "请填写完整的网址，以 https:// 开头。";
        if (address.UserInfo.Length > 0) return "网址里不能写用户名和密码，请写在请求头里。";
        var plain = PlainHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase);
        if (address.Scheme != "https" && !plain) return "网址要以 https:// 开头；内网没有证书的服务器，请先由运维人员把它的主机名写进系统设置 Messages:PlainHosts。";
        if (HostProblem(address.Host) is { } local) return local;
        if (Hosts.Count > 0 && !plain && !Hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)) return $"主机 {address.Host} 不在系统设置 Messages:Hosts 允许的范围里。";
        return null;
    }

    /// <summary>Why a host may not be connected to, as far as it is known before its name is resolved.</summary>
    public string? HostProblem(string host) => PrivateAddresses.IsWritten(host) && !MayBeLocal(host) ? $"{host} 是内网地址；确需使用的，请先由运维人员写进系统设置 Messages:PlainHosts。" : null;

    /// <summary>Whether this host may have a private address.</summary>
    public bool MayBeLocal(string host) => PlainHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}

/// <summary>E-mail addresses.</summary>
public static class MailAddresses
{
    /// <summary>Whether the text is one address that mail servers take: ASCII, with a domain, nothing beside it.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 3 and <= 200 } && text.All(c => char.IsAscii(c) && !char.IsControl(c) && c is not (' ' or '<' or '>' or ',' or ';' or '"' or '(' or ')'))
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(address.Host) == UriHostNameType.Dns;
}
