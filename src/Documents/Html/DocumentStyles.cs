using System.Globalization;

namespace Innovation.Documents.Html;

/// <summary>Style sheets of the printed page.</summary>
internal static class DocumentStyles
{
    private const string Faces = """
        :root{--xbs:"FZXiaoBiaoSong-B05S","方正小标宋简体","Noto Serif SC","Source Han Serif SC","SimSun",serif;
        --fs:"FangSong_GB2312","仿宋_GB2312","Noto Serif SC","Source Han Serif SC","SimSun",serif;
        --song:"Noto Serif SC","Source Han Serif SC","SimSun",serif;--hei:"Noto Sans SC","SimHei",sans-serif;
        --kai:"LXGW WenKai","KaiTi_GB2312","KaiTi","Noto Serif SC",serif;--red:#d7000f}
        *{box-sizing:border-box}html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        body{margin:0;color:#000;font-family:var(--fs);text-spacing-trim:normal;line-break:strict;overflow-wrap:anywhere}
        p,h1,h2,h3,h4,table,ol,dl,dd,figure{margin:0;padding:0;font-weight:400}
        .body p,.keep p{text-indent:2em;text-align:justify}
        table{width:100%;border-collapse:collapse}
        thead{display:table-header-group}tr{break-inside:avoid}
        th,td{border:.5pt solid #000;padding:3pt 5pt;text-align:left;vertical-align:middle}
        th{font-family:var(--hei);text-align:center}
        .c{text-align:center}.e{text-align:right;font-variant-numeric:tabular-nums}
        .facts th{width:27%;font-family:var(--hei);background:none;text-align:left}
        .sig{break-inside:avoid;margin-top:14mm}.sig div{display:flex;justify-content:flex-end;gap:3mm;margin-top:7mm}
        .sig i{display:inline-block;width:52mm;border-bottom:.5pt solid #000}
        .nb{white-space:nowrap}
        """;

    // GB/T 9704-2012: text area 156 x 225 mm, 22 lines of 28 characters, 3号 = 16 pt.
    private const string Official = """
        @page{size:A4;margin:37mm 26mm 35mm 28mm;
        @bottom-right{content:"—　" counter(page) "　—";font:14pt "Noto Serif SC","SimSun",serif;vertical-align:top;padding-top:7mm;padding-right:14pt;white-space:nowrap}}
        @page :left{@bottom-right{content:none}
        @bottom-left{content:"—　" counter(page) "　—";font:14pt "Noto Serif SC","SimSun",serif;vertical-align:top;padding-top:7mm;padding-left:14pt;white-space:nowrap}}
        body{font-size:16pt;line-height:28.95pt;letter-spacing:-.21pt}
        .sheet{position:relative}
        .sheet.red{padding-top:30mm}.sheet.slip .no{margin-top:22pt}.sheet.slip .title{margin:32pt 0 20pt}
        .mark{color:var(--red);font-family:var(--xbs);font-weight:700;text-align:center;letter-spacing:.04em;line-height:1.15;white-space:nowrap}
        .no{text-align:center;margin-top:57.9pt}
        .line{border:0;border-top:1.6pt solid var(--red);margin:4mm 0 0}
        .title{font-family:var(--xbs);font-weight:700;font-size:22pt;line-height:31pt;text-align:center;letter-spacing:0;text-wrap:balance;margin:57.9pt 0 28.95pt;break-after:avoid}
        .to{text-align:left}
        h2{font-family:var(--hei);font-size:16pt;line-height:28.95pt;text-indent:2em;break-after:avoid}
        h3{font-family:var(--kai);font-size:16pt;line-height:28.95pt;text-indent:2em;break-after:avoid}
        h4{font-size:16pt;line-height:28.95pt;text-indent:2em;break-after:avoid}
        p{orphans:2;widows:2}
        table{font-size:12pt;line-height:18pt;letter-spacing:0;margin:6pt 0 8pt}
        th,td{padding:3.5pt 6pt}
        .attnote{margin-top:28.95pt;padding-left:2em}.attnote span{display:block;padding-left:3em;text-indent:-3em}
        .keep{break-inside:avoid}.end{break-before:avoid;break-inside:avoid}
        .sign{display:flex;justify-content:flex-end;align-items:flex-end;position:relative;padding-top:57.9pt;min-height:50mm}
        .sign .who{position:relative;text-align:center;margin-right:4em;min-width:9em}
        .sign .who p{text-indent:0;text-align:center;white-space:nowrap}
        .seal{position:absolute;width:42mm;height:42mm;left:50%;top:50%;transform:translate(-50%,-50%);mix-blend-mode:multiply;opacity:.92;font-family:var(--song);font-weight:700;letter-spacing:0}
        .verify{position:absolute;left:0;bottom:0;display:flex;gap:3mm;align-items:flex-end;font-size:9pt;line-height:12pt;letter-spacing:0}
        .verify .qr{width:21mm;height:21mm;display:block}
        .verify p{text-indent:0;text-align:left;max-width:64mm;overflow-wrap:normal}
        .att{break-before:page}.att .label{font-family:var(--hei);text-align:left}
        .att .title{margin:28.95pt 0 20pt;font-size:18pt}
        .colophon{break-inside:avoid;font-size:14pt;line-height:24pt;letter-spacing:0;margin-top:28.95pt}
        .colophon div{padding:1pt 1em;border-top:.5pt solid #000}.colophon div:first-child{border-top-width:1pt}.colophon div:last-child{border-bottom:1pt solid #000}
        .colophon .by{display:flex;justify-content:space-between}
        """;

    private const string Plain = """
        @page{size:SIZE;margin:22mm 20mm 20mm;@bottom-center{content:FOOT "第 " counter(page) " 页，共 " counter(pages) " 页";font:9pt "Noto Serif SC","SimSun",serif;vertical-align:top;padding-top:5mm;white-space:nowrap}}
        body{font-size:12pt;line-height:20pt}
        .title{font-family:var(--xbs);font-weight:700;font-size:20pt;line-height:30pt;text-align:center;text-wrap:balance}
        .sub{text-align:center;margin-top:3mm}
        .body{margin-top:7mm}
        h2{font-family:var(--hei);font-size:13pt;line-height:22pt;margin-top:5mm;break-after:avoid}
        h3{font-family:var(--kai);font-size:13pt;line-height:22pt;margin-top:4mm;break-after:avoid}
        h4{font-family:var(--hei);font-size:12pt;line-height:20pt;margin-top:4mm;break-after:avoid}
        table{font-size:11pt;line-height:16pt;margin:3mm 0}
        .break{break-before:page}
        """;

    private const string ApplicationForm = """
        .cover{height:250mm;display:flex;flex-direction:column;justify-content:center}
        .cover .title{font-size:28pt;line-height:42pt}.cover .sub{font-size:15pt;margin-top:6mm}
        .cover .facts{margin:38mm auto 0;width:132mm;font-size:14pt;line-height:22pt}
        .cover .facts th,.cover .facts td{border:0;border-bottom:.5pt solid #000;padding:8pt 4pt 3pt}.cover .facts th{width:38%;border-bottom:0}
        .marks{position:fixed;inset:0;overflow:hidden;z-index:-1;display:grid;grid-template-columns:repeat(2,1fr);align-content:space-around;justify-items:center;color:#e4e4e4;font:13pt var(--hei)}
        .marks span{transform:rotate(-28deg);white-space:nowrap;padding:15mm 0}
        """;

    private const string Certificate = """
        @page{size:297mm 210mm;margin:0}
        html,body{width:297mm;height:208mm;overflow:hidden}
        body{padding:11mm 11mm 9mm}
        .frame{height:100%;border:1.6mm double #8f1d1d;padding:2.2mm}
        .inner{height:100%;border:.35mm solid #b98a4a;padding:13mm 24mm 10mm;position:relative;display:flex;flex-direction:column}
        .agency{text-align:center;font:15pt/1.4 var(--song);letter-spacing:.22em;padding-left:.22em}
        .title{font-family:var(--xbs);font-weight:700;font-size:34pt;line-height:1.3;text-align:center;letter-spacing:.12em;padding-left:.12em;color:#8f1d1d;margin-top:3mm}
        .serial{text-align:center;font:13pt/1.5 var(--song);margin-top:2.5mm}
        .facts{width:auto;margin:7mm auto 0;font:14.5pt/1.35 var(--song);min-width:150mm}
        .facts th,.facts td{border:0;padding:2.05mm 3mm;vertical-align:top}
        .facts th{font-family:var(--song);width:46mm;color:#4a3a2a;white-space:nowrap;text-align:left}
        .facts td{font-weight:700;max-width:125mm}
        .foot{margin-top:auto;display:flex;justify-content:space-between;align-items:flex-end}
        .verify{display:flex;gap:4mm;align-items:flex-end;font:9.5pt/1.55 var(--song)}.verify .qr{width:25mm;height:25mm;display:block}
        .who{position:relative;text-align:center;font:15pt/1.7 var(--song);margin-right:12mm;min-width:60mm}
        .seal{position:absolute;width:42mm;height:42mm;left:50%;top:50%;transform:translate(-50%,-45%);mix-blend-mode:multiply;opacity:.92;font-family:var(--song);font-weight:700}
        """;

    // Read on a screen, a paper keeps its width and gets the margins that @page gives it in print.
    private const string Screen = """

        @media screen{body{max-width:210mm;margin:0 auto;padding:12mm min(24mm,5vw) 20mm}.cover{height:auto;min-height:0;padding:20mm 0}}
        """;

    /// <param name="watermark">At the foot of each page of an application form.</param>
    public static string For(DocumentKind kind, string? watermark) => (Faces + "\n" + Layout(kind, watermark) + (kind == DocumentKind.Certificate ? "" : Screen)).ReplaceLineEndings("\n");

    /// <summary>The class that sets the size of the mark: it never outgrows the 156 mm line, about 440 pt for all glyphs together.</summary>
    public static string MarkClass(int length) => $"n{Math.Clamp(length, ShortestMark, LongestMark)}";

    private const int ShortestMark = 8;
    private const int LongestMark = 24;

    private static string Marks { get; } = string.Concat(Enumerable.Range(ShortestMark, LongestMark - ShortestMark + 1)
        .Select(n => string.Create(CultureInfo.InvariantCulture, $".mark.n{n}{{font-size:{Math.Clamp(430.0 / n / 1.04, 18, 46):0.#}pt}}")));

    private static string Layout(DocumentKind kind, string? watermark) => kind switch
    {
        DocumentKind.Certificate => Certificate,
        DocumentKind.ApplicationForm => Page("A4", watermark) + ApplicationForm,
        DocumentKind.RecommendationSummary or DocumentKind.FundStatement => Page("A4 landscape", null),
        DocumentKind.ScoreSheet or DocumentKind.SiteVisitRecord or DocumentKind.MeetingMinutes => Page("A4", null),
        _ => Official + Marks,
    };

    private static string Page(string size, string? foot) =>
        Plain.Replace("SIZE", size, StringComparison.Ordinal)
            .Replace("FOOT", foot is null ? "\"\"" : $"\"{CssString(foot)}　　\"", StringComparison.Ordinal);

    // Everything but letters, digits and common ideographs is written as a CSS escape.
    private static string CssString(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => System.Text.Rune.IsLetterOrDigit(r) || r.Value == ' ' ? r.ToString() : $"\\{r.Value:x} "));
}
