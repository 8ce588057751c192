using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Innovation.Documents.Pdf;

/// <summary>
/// A fontconfig file that adds one folder to the installed fonts. The browser maps the files into memory; sending
/// 40 MB of fonts through the automation protocol for each document costs more than printing it.
/// </summary>
internal static class FontConfiguration
{
    public static string Write(string fontDirectory)
    {
        var directory = Path.GetFullPath(fontDirectory);
        var text = $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{SecurityElement.Escape(directory)}</dir>
              <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
            </fontconfig>
            """;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var file = Path.Combine(Path.GetTempPath(), $"innovation-fonts-{Environment.UserName}-{name}.conf");
        if (!File.Exists(file) || File.ReadAllText(file) != text) File.WriteAllText(file, text);
        return file;
    }
}
