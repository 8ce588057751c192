using System.Globalization;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Messages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Admin;

/// <summary>What the settings pages of all channels share: the secret that is never shown, and the test message.</summary>
public abstract class ChannelPage(SenderFactory senders, ChannelStore store, TestMessage test) : AdminPage(senders)
{
    public bool HasSecret { get; private set; }

    public bool IsSecretFixed { get; private set; }

    /// <summary>How the test message fared; null: none was sent.</summary>
    public (string Address, string? Problem)? Tested { get; private set; }

    public string? TestAddress { get; private set; }

    /// <summary>What is stored now.</summary>
    public Seen Seen { get; protected set; } = new();

    protected override string ControlOf(string field) => new InputView(field == "address" ? field : "Form." + field, "", null).ElementId;

    protected async Task LoadSecretAsync(string channel) => (HasSecret, IsSecretFixed) = (await store.HasSecretAsync(channel, HttpContext.RequestAborted), store.IsSecretFixed(channel));

    /// <summary>What saving does with the secret: a typed one replaces, clear removes, an empty field keeps.</summary>
    protected string? NewSecret(string? typed, bool clear) => IsSecretFixed ? null : !string.IsNullOrEmpty(typed) ? typed : clear ? "" : null;

    protected async Task<IActionResult> TestAsync(string channel, string? address)
    {
        var sender = await SenderAsync();
        TestAddress = address?.Trim() ?? "";
        var refusal = channel switch
        {
            Channel.Email when !MailAddresses.IsValid(TestAddress) => new Refusal("test.address", "address", "请填写收件邮箱，例如 zhang@example.com。"),
            Channel.Sms when !PhoneNumber.IsMobile(TestAddress) => new Refusal("test.address", "address", "请填写手机号码，11 位数字。"),
            _ when TestAddress.Length is 0 or > 200 => new Refusal("test.address", "address", "请填写收件人。"),
            _ => null,
        };
        if (refusal is not null) return Refuse(refusal);
        Tested = (TestAddress, await test.SendAsync(channel, TestAddress, sender, HttpContext.RequestAborted));
        return Page();
    }

    /// <summary>A whole number as typed; what cannot be read is out of every range.</summary>
    protected static int Whole(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <summary>发送设置: the mail server, and the way to the other channels.</summary>
[Authorize(Policy = Policies.Administrator), ResponseCache(NoStore = true)]
public sealed class MessageSettingsModel(SenderFactory senders, ChannelStore store, TestMessage test, EmailChannel email) : ChannelPage(senders, store, test)
{
    private readonly ChannelStore store = store;

    [BindProperty]
    public MailForm Form { get; set; } = new();

    public string Folder => email.Folder;

    public IReadOnlyList<(string Channel, bool Enabled)> Others { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        await FillAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var sender = await SenderAsync();
        await LoadAsync();
        var settings = new MailSettings
        {
            UseServer = Form.UseServer, Host = Form.Host?.Trim() ?? "", Port = Whole(Form.Port), UserName = Form.UserName?.Trim() ?? "",
            Security = Enum.TryParse<MailSecurity>(Form.Security, out var security) && Enum.IsDefined(security) ? security : MailSecurity.Tls,
            Sender = Form.Sender?.Trim() ?? "", SenderName = Form.SenderName?.Trim() ?? "",
        };
        if (!settings.UseServer && settings.Port < 0) settings = settings with { Port = new MailSettings().Port };
        if (await ChangedAsync(Seen, Channel.Email, "message.channel") is { } changed) return changed;
        var problems = await store.SaveMailAsync(settings, NewSecret(Form.Secret, Form.ClearSecret), sender, HttpContext.RequestAborted);
        if (problems.Count > 0) return RefuseAll(problems);
        Done = settings.UseServer ? "邮件服务器已保存，下一封邮件就用它发。可以在下面发一封测试邮件。" : "已保存。邮件不往外发，写成文件保存在服务器上。";
        return Redirect("/admin/messages/settings");
    }

    public async Task<IActionResult> OnPostTestAsync(string? address)
    {
        await LoadAsync();
        await FillAsync();
        ModelState.Clear();
        return await TestAsync(Channel.Email, address);
    }

    private async Task FillAsync()
    {
        var settings = await store.MailAsync(HttpContext.RequestAborted);
        Form = new MailForm { UseServer = settings.UseServer, Host = settings.Host, Port = $"{settings.Port}", Security = $"{settings.Security}", UserName = settings.UserName, Sender = settings.Sender, SenderName = settings.SenderName };
    }

    private async Task LoadAsync()
    {
        await LoadSecretAsync(Channel.Email);
        var s = await store.MailAsync(HttpContext.RequestAborted);
        Seen = new(("怎样发", s.UseServer ? "用邮件服务器发" : "写成文件"), ("服务器", s.Host), ("端口", s.Port), ("加密方式", s.Security), ("用户名", s.UserName), ("发件地址", s.Sender), ("发件人名称", s.SenderName), ("密码", HasSecret ? "已保存" : ""));
        Others = [(Channel.Sms, (await store.HttpAsync(Channel.Sms)).Enabled), (Channel.Webhook, (await store.HttpAsync(Channel.Webhook)).Enabled)];
    }

    /// <summary>The form as typed.</summary>
    public sealed class MailForm
    {
        public bool UseServer { get; set; }

        public string? Host { get; set; }

        public string? Port { get; set; }

        public string? Security { get; set; }

        public string? UserName { get; set; }

        public string? Secret { get; set; }

        public bool ClearSecret { get; set; }

        public string? Sender { get; set; }

        public string? SenderName { get; set; }
    }
}

/// <summary>发送设置 of 短信 or 接口推送.</summary>
[Authorize(Policy = Policies.Administrator), ResponseCache(NoStore = true)]
public sealed class HttpSenderModel(SenderFactory senders, ChannelStore store, TestMessage test) : ChannelPage(senders, store, test)
{
    private readonly ChannelStore store = store;

    public string ChannelName { get; private set; } = "";

    [BindProperty]
    public HttpForm Form { get; set; } = new();

    public async Task OnGetAsync(string channel)
    {
        await LoadAsync(channel);
        await FillAsync();
    }

    public async Task<IActionResult> OnPostAsync(string channel)
    {
        var sender = await SenderAsync();
        await LoadAsync(channel);
        var settings = new HttpSettings
        {
            Enabled = Form.Enabled, ByDefault = Form.ByDefault, Url = Form.Url?.Trim() ?? "", Method = Form.Method ?? "", ContentType = Form.ContentType?.Trim() ?? "",
            Headers = Form.Headers?.ReplaceLineEndings("\n").Trim() ?? "", Body = Form.Body?.ReplaceLineEndings("\n").Trim() ?? "", Signed = Form.Signed,
            TimeoutSeconds = Whole(Form.TimeoutSeconds), SuccessText = Form.SuccessText?.Trim() ?? "", Repeatable = Form.Repeatable,
        };
        if (await ChangedAsync(Seen, channel, "message.channel") is { } changed) return changed;
        var problems = await store.SaveHttpAsync(channel, settings, NewSecret(Form.Secret, Form.ClearSecret), sender, HttpContext.RequestAborted);
        if (problems.Count > 0) return RefuseAll(problems);
        Done = settings.Enabled ? $"{Channel.NameOf(channel)}已保存并启用。可以在下面发一条测试消息。" : $"{Channel.NameOf(channel)}已保存，没有启用。";
        return Redirect("/admin/messages/settings/" + channel);
    }

    public async Task<IActionResult> OnPostTestAsync(string channel, string? address)
    {
        await LoadAsync(channel);
        await FillAsync();
        ModelState.Clear();
        return await TestAsync(channel, address);
    }

    private async Task LoadAsync(string channel)
    {
        ChannelName = channel;
        await LoadSecretAsync(channel);
        var s = await store.HttpAsync(channel, HttpContext.RequestAborted);
        Seen = new(("启用", s.Enabled ? "是" : "否"), ("没有设置过的人也发", s.ByDefault ? "是" : "否"), ("网址", s.Url), ("请求方法", s.Method), ("内容类型", s.ContentType), ("请求头", s.Headers), ("请求内容", s.Body),
            ("签名", s.Signed ? "是" : "否"), ("超时", s.TimeoutSeconds), ("成功标志", s.SuccessText), ("自动重发", s.Repeatable ? "是" : "否"), ("密钥", HasSecret ? "已保存" : ""));
    }

    private async Task FillAsync()
    {
        var s = await store.HttpAsync(ChannelName, HttpContext.RequestAborted);
        Form = new HttpForm
        {
            Enabled = s.Enabled, ByDefault = s.ByDefault, Url = s.Url, Method = s.Method, ContentType = s.ContentType, Headers = s.Headers, Body = s.Body,
            Signed = s.Signed, TimeoutSeconds = $"{s.TimeoutSeconds}", SuccessText = s.SuccessText, Repeatable = s.Repeatable,
        };
    }

    /// <summary>The form as typed.</summary>
    public sealed class HttpForm
    {
        public bool Enabled { get; set; }

        public bool ByDefault { get; set; }

        public string? Url { get; set; }

        public string? Method { get; set; }

        public string? ContentType { get; set; }

        public string? Headers { get; set; }

        public string? Body { get; set; }

        public bool Signed { get; set; }

        public string? Secret { get; set; }

        public bool ClearSecret { get; set; }

        public string? TimeoutSeconds { get; set; }

        public string? SuccessText { get; set; }

        public bool Repeatable { get; set; }
    }
}
