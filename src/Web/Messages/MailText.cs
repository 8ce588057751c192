using System.Security.Cryptography;
using System.Text;
using Innovation.Workflows.Messages.Channels;

namespace Innovation.Web.Messages;

/// <summary>A message as Internet mail (RFC 5322): the same bytes for every attempt, so that its Message-ID tells a repetition.</summary>
internal static class MailText
{
    private const string Crlf = "\r\n";

    /// <summary>Bytes of UTF-8 in one encoded word, so that a line stays under 76 characters.</summary>
    private const int MostInWord = 30;

    /// <summary>Stable over attempts and processes: made from the key alone.</summary>
    public static string MessageId(string key, string sender) => $"<{Hash(key)}@{sender[(sender.LastIndexOf('@') + 1)..]}>";

    /// <summary>32 hexadecimal digits of a key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];

    /// <param name="footer">Line below the text, e.g. where to sign in.</param>
    public static string Write(Outgoing message, MailSettings settings, string footer)
    {
        var text = new StringBuilder();
        text.Append("From: ").Append(Words(settings.SenderName)).Append(Crlf).Append(" <").Append(settings.Sender).Append('>').Append(Crlf);
        text.Append("To: ").Append(Words(message.Name)).Append(Crlf).Append(" <").Append(message.Address).Append('>').Append(Crlf);
        text.Append("Subject: ").Append(Words(message.Title)).Append(Crlf);
        text.Append("Date: ").Append(message.CreatedAt.ToOffset(TimeSpan.FromHours(8)).ToString("ddd, dd MMM yyyy HH:mm:ss ", System.Globalization.CultureInfo.InvariantCulture)).Append("+0800").Append(Crlf);
        text.Append("Message-ID: ").Append(MessageId(message.Key, settings.Sender)).Append(Crlf);
        text.Append("Auto-Submitted: auto-generated").Append(Crlf).Append("MIME-Version: 1.0").Append(Crlf);
        text.Append("Content-Type: text/plain; charset=utf-8").Append(Crlf).Append("Content-Transfer-Encoding: base64").Append(Crlf).Append(Crlf);
        var body = $"{message.Name}：\n\n{message.Body}\n\n{footer}\n".ReplaceLineEndings(Crlf);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(body));
        for (var i = 0; i < encoded.Length; i += 76) text.Append(encoded.AsSpan(i, Math.Min(76, encoded.Length - i))).Append(Crlf);
        return text.ToString();
    }

    /// <summary>Encoded words (RFC 2047): no header can be broken out of, whatever the text holds.</summary>
    private static string Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune)) continue;
            if (bytes + rune.Utf8SequenceLength > MostInWord) Flush();
            word.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        Flush();
        return string.Join(Crlf + " ", words);

        void Flush()
        {
            if (bytes == 0) return;
            words.Add($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?=");
            word.Clear();
            bytes = 0;
        }
    }
}
