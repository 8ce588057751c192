namespace Innovation.Web.Access;

/// <summary>A browser as its owner knows it, from what it sends of itself.</summary>
public static class BrowserWords
{
    // In this order: Edge and WeChat also call themselves Chrome, Chrome also Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg", "Edge"), ("360SE", "360 浏览器"), ("QQBrowser", "QQ 浏览器"), ("Firefox", "Firefox"), ("HeadlessChrome", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"), ("Kylin", "麒麟"), ("UOS", "统信"), ("Linux", "Linux")];

    /// <summary>Such as Chrome（Windows）.</summary>
    public static string Of(string userAgent)
    {
        ArgumentNullException.ThrowIfNull(userAgent);
        string? Find((string Mark, string Name)[] known) => known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.OrdinalIgnoreCase)).Name;
        var browser = Find(Browsers) ?? (userAgent.Length == 0 ? "没有说明的程序" : "其他浏览器或程序");
        return Find(Systems) is { } system ? $"{browser}（{system}）" : browser;
    }
}
