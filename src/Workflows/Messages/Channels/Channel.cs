namespace Innovation.Workflows.Messages.Channels;

/// <summary>The ways out of the system. 站内消息 is not one of them: it is always there.</summary>
public static class Channel
{
    /// <summary>电子邮件</summary>
    public const string Email = "email";

    /// <summary>短信</summary>
    public const string Sms = "sms";

    /// <summary>其他系统, told by an HTTP request</summary>
    public const string Webhook = "webhook";

    /// <summary>In the order of the pages.</summary>
    public static IReadOnlyList<string> All { get; } = [Email, Sms, Webhook];

    public static string NameOf(string channel) => channel switch
    {
        Email => "电子邮件",
        Sms => "短信",
        Webhook => "接口推送",
        _ => channel,
    };
}
