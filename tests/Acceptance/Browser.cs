using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Innovation.Acceptance;

/// <summary>A person at the pages, without a screen: keeps cookies, posts forms as they stand on the page.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(Site site) => http = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(site.Address) };

    /// <summary>The page that was answered last.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    public int Status { get; private set; }

    /// <summary>Where redirects have led.</summary>
    public string Path { get; private set; } = "";

    public string Text => Page.QuerySelector("main")!.TextContent;

    /// <summary>The messages of the error summary and where each leads; every one must lead to a field of the page.</summary>
    public IReadOnlyList<string> Errors => [.. Page.QuerySelectorAll(".kc-errors li").Select(item =>
    {
        var link = item.QuerySelector("a") ?? throw new InvalidOperationException($"“{item.TextContent}” leads to no field");
        if (Page.QuerySelector(link.GetAttribute("href")!) is null) throw new InvalidOperationException($"{link.GetAttribute("href")} is not on the page");
        return item.TextContent;
    })];

    public static async Task<Browser> SignInAsync(Site site, string user, string? password = null)
    {
        var browser = new Browser(site);
        await browser.GoAsync("/login");
        await browser.SendAsync(browser.Page.QuerySelector<IHtmlFormElement>("main form")!, ("UserName", user), ("Password", password ?? site.Get<Web.Demo.DemoAccounts>().Password()));
        return browser;
    }

    public async Task GoAsync(string path) => await ReadAsync(await http.GetAsync(path));

    /// <summary>The bytes of a file; the page stays.</summary>
    public Task<byte[]> DownloadAsync(string path) => http.GetByteArrayAsync(path);

    /// <summary>A file with the name under which it is kept.</summary>
    public async Task<(string Name, byte[] Bytes)> FileAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {(int)answer.StatusCode}");
        var disposition = answer.Content.Headers.ContentDisposition;
        return (disposition?.FileNameStar ?? disposition?.FileName?.Trim('"') ?? "", await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends the form that holds the element, its fields as they stand but for those given.</summary>
    public Task SubmitAsync(string selector, params (string Name, string? Value)[] values)
    {
        var element = Page.QuerySelector(selector) ?? throw new InvalidOperationException($"{selector} is not on {Path}");
        return SendAsync(element as IHtmlFormElement ?? element.Closest("form") as IHtmlFormElement ?? throw new InvalidOperationException($"{selector} is in no form"), values);
    }

    /// <summary>Sends a form with a file chosen in it.</summary>
    public Task SubmitFileAsync(string selector, string field, string fileName, string content) => SubmitFileAsync(selector, field, fileName, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>The same with any bytes, and with what else is filled in.</summary>
    public async Task SubmitFileAsync(string selector, string field, string fileName, byte[] content, params (string Name, string Value)[] values)
    {
        var form = (IHtmlFormElement)Page.QuerySelector(selector)!;
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in values) parts.Add(new StringContent(value), name);
        foreach (var input in form.Elements.OfType<IHtmlInputElement>().Where(i => i.Type == "hidden")) parts.Add(new StringContent(input.Value), input.Name!);
        parts.Add(new ByteArrayContent(content), field, fileName);
        await ReadAsync(await http.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : Path, parts));
    }

    private async Task SendAsync(IHtmlFormElement form, params (string Name, string? Value)[] values)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || values.Any(v => v.Name == name)) continue;
            if (element is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlButtonElement) continue;
            fields.Add(new(name, element switch { IHtmlInputElement i => i.Value, IHtmlTextAreaElement t => t.Value, IHtmlSelectElement s => s.Value ?? "", _ => "" }));
        }

        fields.AddRange(values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value!)));
        var action = form.GetAttribute("action");
        await ReadAsync(await http.PostAsync(string.IsNullOrEmpty(action) ? Path : action, new FormUrlEncodedContent(fields)));
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Status = (int)answer.StatusCode;
            Path = answer.RequestMessage!.RequestUri!.PathAndQuery;
            Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        }
    }

    public void Dispose() => http.Dispose();
}
