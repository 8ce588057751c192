using System.Text.RegularExpressions;

namespace Innovation.Acceptance;

/// <summary>Every class of the style sheets has one owner: one file says what it is, the others only how it stands among theirs.</summary>
public sealed partial class StyleTests
{
    private static readonly string Folder = Path.Combine(Site.Root, "src/Web/Assets/styles");

    [Fact]
    public void No_class_is_defined_in_two_files()
    {
        var owners = Directory.EnumerateFiles(Folder, "*.css").SelectMany(file => Defined(File.ReadAllText(file)).Select(name => (Name: name, File: Path.GetFileName(file))))
            .Distinct().ToLookup(d => d.Name, d => d.File);
        Assert.True(owners.Count > 100);
        Assert.Empty(owners.Where(o => o.Count() > 1).Select(o => $"{o.Key}: {string.Join(", ", o)}"));
    }

    [Fact]
    public void Two_meanings_of_one_name_are_found() =>
        Assert.Equal(["kc-bar", "kc-other"], Defined("""
            /* .kc-comment { } */
            .kc-bar { height: 12px; } .kc-panel > .kc-in, .kc .kc-x, :is(.kc-a, .kc-b) > * { color: red; } @media (max-width: 10px) { .kc-narrow { top: 0; } }
            .kc-bar, .kc-other { color: red; }
            """).Distinct());

    /// <summary>The classes that stand alone before a block outside of media rules.</summary>
    private static IEnumerable<string> Defined(string css)
    {
        var text = Comment().Replace(css, "");
        for (var (at, depth, start) = (0, 0, 0); at < text.Length; at++)
        {
            if (text[at] == '{')
            {
                if (depth++ == 0)
                    foreach (var selector in Arguments().Replace(text[start..at], "").Split(',', StringSplitOptions.TrimEntries))
                        if (Alone().Match(selector) is { Success: true } match) yield return match.Groups[1].Value;
            }
            else if (text[at] == '}' && --depth == 0)
            {
                start = at + 1;
            }
            else if (text[at] == ';' && depth == 0)
            {
                start = at + 1;
            }
        }
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Arguments();

    [GeneratedRegex(@"^\.(kc-[\w-]+)$")]
    private static partial Regex Alone();
}
