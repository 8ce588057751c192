using System.Globalization;
using System.Text;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>Reads PDF values (ISO 32000-1, 7.3) from a place in the bytes.</summary>
/// <param name="lengthOf">Resolves the length of a stream that is given by reference.</param>
internal sealed class PdfParser(byte[] content, int start, Func<object, int>? lengthOf = null)
{
    private const int MaxDepth = 100;
    private int depth;

    public int At { get; private set; } = start;

    public bool AtEnd => At >= content.Length;

    /// <summary>The next value; a keyword such as <c>obj</c> comes as it stands.</summary>
    public object Read()
    {
        if (++depth > MaxDepth) throw new InvalidDataException("nested too deep");
        try
        {
            SkipSpace();
            switch ((char)content[At])
            {
                case '/': return ReadName();
                case '(': return ReadText();
                case '[': return ReadArray();
                case '<' when content[At + 1] == '<': return ReadDictionary();
                case '<': return ReadHex();
                default: return ReadWord();
            }
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>The object <c>N G obj … endobj</c> that starts here.</summary>
    public (int Number, object Value) ReadObject()
    {
        var number = Integer(ReadPlain());
        Integer(ReadPlain());
        Expect("obj");
        var value = Read();
        if (value is not PdfDictionary head) return (number, value);
        SkipSpace();
        if (!content.AsSpan(At).StartsWith("stream"u8)) return (number, value);
        At += 6;
        if (content[At] == '\r') At++;
        if (content[At] == '\n') At++;
        var length = lengthOf?.Invoke(head["Length"]) ?? throw new InvalidDataException("no stream expected");
        if (length < 0 || !EndsAt(At + length)) length = content.AsSpan(At).IndexOf("endstream"u8);
        if (length < 0) throw new InvalidDataException("stream without end");
        var body = content[At..(At + length)];
        At += length;
        return (number, new PdfStream(head, body));
    }

    public void Expect(string word)
    {
        if (!Is(ReadPlain(), word)) throw new InvalidDataException($"{word} expected");
    }

    public static bool Is(object value, string word) => value is PdfRaw raw && raw.Text.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(word));

    public static int Integer(object value) => int.Parse(Encoding.ASCII.GetString(((PdfRaw)value).Text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A word that is not joined to a reference.</summary>
    public object ReadPlain()
    {
        SkipSpace();
        return Word();
    }

    public void SkipSpace()
    {
        while (At < content.Length)
        {
            if (IsSpace(content[At])) At++;
            else if (content[At] == '%') while (At < content.Length && content[At] is not ((byte)'\n' or (byte)'\r')) At++;
            else return;
        }
    }

    private bool EndsAt(int place)
    {
        if (place > content.Length) return false;
        var rest = content.AsSpan(place);
        while (rest.Length > 0 && IsSpace(rest[0])) rest = rest[1..];
        return rest.StartsWith("endstream"u8);
    }

    // "12 0 R" is one value; "12" and "0" alone are two.
    private object ReadWord()
    {
        var word = Word();
        if (!word.Text.All(c => c is >= (byte)'0' and <= (byte)'9')) return word;
        var after = At;
        SkipSpace();
        if (At < content.Length && char.IsAsciiDigit((char)content[At]) && Word().Text.All(c => c is >= (byte)'0' and <= (byte)'9'))
        {
            SkipSpace();
            if (At < content.Length && content[At] == 'R' && (At + 1 == content.Length || !IsRegular(content[At + 1])))
            {
                At++;
                return new PdfReference(Integer(word));
            }
        }

        At = after;
        return word;
    }

    private PdfRaw Word()
    {
        var from = At;
        while (At < content.Length && IsRegular(content[At])) At++;
        return At > from ? new PdfRaw(content[from..At]) : throw new InvalidDataException($"no value at {from}");
    }

    private PdfName ReadName()
    {
        var name = new StringBuilder();
        At++;
        while (At < content.Length && IsRegular(content[At]))
        {
            if (content[At] == '#')
            {
                name.Append((char)byte.Parse(Encoding.ASCII.GetString(content, At + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                At += 3;
            }
            else
            {
                name.Append((char)content[At++]);
            }
        }

        return new PdfName(name.ToString());
    }

    private PdfRaw ReadText()
    {
        var from = At;
        var open = 0;
        do
        {
            switch ((char)content[At])
            {
                case '\\': At++; break;
                case '(': open++; break;
                case ')': open--; break;
            }

            At++;
        }
        while (open > 0);
        return new PdfRaw(content[from..At]);
    }

    private PdfRaw ReadHex()
    {
        var from = At;
        while (content[At] != '>') At++;
        return new PdfRaw(content[from..++At]);
    }

    private List<object> ReadArray()
    {
        var list = new List<object>();
        for (At++; ; list.Add(Read()))
        {
            SkipSpace();
            if (content[At] == ']') break;
        }

        At++;
        return list;
    }

    private PdfDictionary ReadDictionary()
    {
        var entries = new PdfDictionary();
        for (At += 2; ;)
        {
            SkipSpace();
            if (content[At] == '>' && content[At + 1] == '>')
            {
                At += 2;
                return entries;
            }

            if (content[At] != '/') throw new InvalidDataException("a key is a name");
            entries[ReadName().Text] = Read();
        }
    }

    private static bool IsSpace(byte c) => c is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte c) => !IsSpace(c) && c is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%');
}
