using AngleSharp.Html.Parser;
using Innovation.Web.PublicPages;

namespace Innovation.Acceptance;

/// <summary>What one person writes in Markdown and everybody reads.</summary>
public sealed class GuideTextTests
{
    [Theory]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<JaVaScRiPt:alert(1)>")]
    [InlineData("<vbscript:msgbox(1)>")]
    [InlineData("<data:text/html;base64,PHNjcmlwdD4=>")]
    [InlineData("<file:///etc/passwd>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](  javascript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](javascript&colon;alert(1))")]
    [InlineData("[x](\\javascript:alert(1))")]
    [InlineData("[x][a]\n\n[a]: javascript:alert(1)")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](//evil.example/a)")]
    [InlineData("[x](/\\evil.example/a)")]
    [InlineData("[x](\\\\evil.example/a)")]
    [InlineData("[x](blob:https://a/b)")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("<iframe src=javascript:alert(1)></iframe>")]
    [InlineData("<a href=\"javascript:alert(1)\" onclick=\"alert(1)\">x</a>")]
    [InlineData("<style>*{background:url(//evil.example)}</style>")]
    [InlineData("`<script>alert(1)</script>`")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("[x](https://a.example \"\\\" onmouseover=alert(1)\")")]
    [InlineData("| a |\n|--:|\n| <b onclick=alert(1)>x</b> |")]
    [InlineData("www.evil.example\" onmouseover=\"alert(1)")]
    public void No_vector_lives(string markdown)
    {
        var html = GuideText.Render(markdown).ToString()!;
        var page = new HtmlParser().ParseDocument("<body>" + html + "</body>");
        Assert.Empty(page.QuerySelectorAll("script, img, svg, iframe, style, object, embed, form, base, meta, link"));
        foreach (var attribute in page.Body!.QuerySelectorAll("*").SelectMany(e => e.Attributes))
        {
            Assert.Contains(attribute.Name, (string[])["href", "title", "class", "start"]);
            if (attribute.Name == "href") Assert.Matches(@"^(https?://[a-z]|mailto:|#|/(?![/\\]))", attribute.Value);
        }
    }

    [Fact]
    public void What_an_officer_writes_stays()
    {
        var html = GuideText.Render("""
            # 申报条件

            1. 在大冶市**注册**，见[通知](https://kjj.example.gov.cn/a?b=1&c=2)和[本站](/calls)；邮箱 <kjj@example.gov.cn>。
            2. 截至 2026 年

            | 类别 | 金额 |
            |---|--:|
            | 一类 | 20 |

            ## 材料
            """).ToString()!;
        foreach (var kept in (string[])["<h3>申报条件</h3>", "<strong>注册</strong>", "href=\"https://kjj.example.gov.cn/a?b=1&amp;c=2\"", "href=\"/calls\"", "href=\"mailto:kjj@example.gov.cn\"", "<td class=\"text-end\">20</td>", "<h4>材料</h4>", "<ol>"])
            Assert.Contains(kept, html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }
}
