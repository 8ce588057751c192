using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages;

/// <summary>Says what happened, what is safe and what to do.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    /// <summary>Heading.</summary>
    public string Heading { get; private set; } = "";

    /// <summary>Paragraphs.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>Trace number for the operator's log; only for failures of ours.</summary>
    public string? Reference { get; private set; }

    /// <summary>Any method: a failed post is shown here as well.</summary>
    public void OnGet(int? code) => Show(code);

    /// <summary>Same as GET.</summary>
    public void OnPost(int? code) => Show(code);

    private void Show(int? code)
    {
        var status = code ?? 500;
        if (Response.StatusCode == StatusCodes.Status200OK) Response.StatusCode = status is >= 400 and < 600 ? status : 500;
        (string, string[]) words = status switch
        {
            401 => ("请先登录", ["这一页要登录以后才能看。"]),
            403 => ("您没有办理这一件的权限", ["这一页由其他岗位办理，或者不在您的管辖范围内。", "如果工作需要，请联系本单位管理员或者页面下方的咨询单位。"]),
            404 => ("没有找到这一页", ["地址可能写错了，或者这一件已经不在您能看到的范围内。", "请从首页重新进入。"]),
            400 => ("这次提交没有生效", ["页面停留太久，登录信息已经更新。", "请返回上一页，刷新后重新提交；自动保存过的内容不会丢失。"]),
            413 => ("内容太大", ["提交的内容超过了这一页能接收的大小，没有保存。请减少文字，或者压缩文件、分几次上传；单个文件最大 50 MB。"]),
            429 => ("操作太频繁", ["为防止误操作，请过一分钟再试。已保存的内容不受影响。"]),
            _ => ("这一步没有办成", ["出现了没有预料到的情况，我们已经记录下来。", "已经保存和提交成功的内容不受影响。请返回上一页重新办理；如果仍然不行，请联系页面下方的咨询单位。"]),
        };
        (Heading, Lines) = words;
        Reference = status >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
    }
}
