using System.Text;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>The objects of a PDF file, found through its cross-reference tables and streams; nothing is guessed.</summary>
internal sealed class PdfFile
{
    // Deeper chains are made to overflow the stack, not to be read.
    private const int MaxChain = 50;

    private readonly byte[] content;
    private long left = BlindCopy.MaxUnpacked;
    private readonly Dictionary<int, (bool Packed, int Place, int Index)> places = [];
    private readonly Dictionary<int, object> loaded = [];
    private readonly Dictionary<int, List<(int Number, object Value)>> packs = [];
    private readonly HashSet<int> loading = [];

    /// <exception cref="InvalidDataException">Encrypted or broken.</exception>
    public PdfFile(byte[] content)
    {
        this.content = content;
        var mark = content.AsSpan().LastIndexOf("startxref"u8);
        if (mark < 0) throw new InvalidDataException("no cross-references");
        var seen = new HashSet<int>();
        var next = new Queue<int>([PdfParser.Integer(new PdfParser(content, mark + 9).ReadPlain())]);
        while (next.TryDequeue(out var place))
        {
            if (!seen.Add(place)) continue;
            var trailer = ReadSection(place);
            if (trailer.ContainsKey("Encrypt")) throw new InvalidDataException("encrypted");
            Root ??= trailer.GetValueOrDefault("Root");
            // The hidden stream of a hybrid file counts before the older sections.
            if (trailer.TryGetValue("XRefStm", out var hybrid)) next.Enqueue(PdfParser.Integer(hybrid));
            if (trailer.TryGetValue("Prev", out var previous)) next.Enqueue(PdfParser.Integer(previous));
        }
    }

    public object? Root { get; }

    /// <summary>The value itself, whether it stands here or is referred to; null for an object that does not exist.</summary>
    public object? Resolve(object? value)
    {
        for (var hops = 0; value is PdfReference reference; hops++)
        {
            if (hops > 20) throw new InvalidDataException("references in a circle");
            value = Load(reference.Number);
        }

        return value is not null && PdfParser.Is(value, "null") ? null : value;
    }

    private object? Load(int number)
    {
        if (loaded.TryGetValue(number, out var known)) return known;
        if (!places.TryGetValue(number, out var place)) return null;
        if (!loading.Add(number) || loading.Count > MaxChain) throw new InvalidDataException("an object contains itself");
        object value;
        if (place.Packed)
        {
            var (found, packed) = Pack(place.Place)[place.Index];
            if (found != number) throw new InvalidDataException("another object stands there");
            value = packed;
        }
        else
        {
            (var found, value) = new PdfParser(content, place.Place, LengthOf).ReadObject();
            if (found != number) throw new InvalidDataException("another object stands there");
        }

        loading.Remove(number);
        return loaded[number] = value;
    }

    private int LengthOf(object value) => PdfParser.Integer(Resolve(value) ?? throw new InvalidDataException("no length"));

    private List<(int, object)> Pack(int number)
    {
        if (packs.TryGetValue(number, out var known)) return known;
        var stream = (PdfStream)(Load(number) ?? throw new InvalidDataException("no object stream"));
        var body = Unpack(stream);
        var count = LengthOf(stream.Head["N"]);
        var first = LengthOf(stream.Head["First"]);
        var heads = new PdfParser(body, 0);
        var list = new List<(int, object)>();
        for (var i = 0; i < count; i++)
        {
            var inside = PdfParser.Integer(heads.ReadPlain());
            list.Add((inside, new PdfParser(body, first + PdfParser.Integer(heads.ReadPlain())).Read()));
        }

        return packs[number] = list;
    }

    private PdfDictionary ReadSection(int place)
    {
        var parser = new PdfParser(content, place, LengthOf);
        parser.SkipSpace();
        if (!content.AsSpan(parser.At).StartsWith("xref"u8)) return ReadStream((PdfStream)parser.ReadObject().Value);
        parser.Expect("xref");
        while (true)
        {
            var word = parser.ReadPlain();
            if (PdfParser.Is(word, "trailer")) return (PdfDictionary)parser.Read();
            var (start, count) = (PdfParser.Integer(word), PdfParser.Integer(parser.ReadPlain()));
            for (var i = 0; i < count; i++)
            {
                var offset = PdfParser.Integer(parser.ReadPlain());
                parser.ReadPlain();
                if (PdfParser.Is(parser.ReadPlain(), "n")) places.TryAdd(start + i, (false, offset, 0));
                else places.TryAdd(start + i, (false, content.Length, 0));
            }
        }
    }

    private PdfDictionary ReadStream(PdfStream stream)
    {
        var body = Unpack(stream);
        var widths = ((List<object>)stream.Head["W"]).ConvertAll(PdfParser.Integer);
        var ranges = stream.Head.TryGetValue("Index", out var given) ? ((List<object>)given).ConvertAll(PdfParser.Integer) : [0, PdfParser.Integer(stream.Head["Size"])];
        var at = 0;
        int Field(int width, int otherwise)
        {
            if (width == 0) return otherwise;
            var value = 0;
            for (var i = 0; i < width; i++) value = checked((value << 8) | body[at++]);
            return value;
        }

        for (var range = 0; range + 1 < ranges.Count; range += 2)
        {
            for (var i = 0; i < ranges[range + 1]; i++)
            {
                var (kind, second, third) = (Field(widths[0], 1), Field(widths[1], 0), Field(widths[2], 0));
                if (kind is 1 or 2) places.TryAdd(ranges[range] + i, (kind == 2, second, third));
            }
        }

        return stream.Head;
    }

    private byte[] Unpack(PdfStream stream)
    {
        var filter = Resolve(stream.Head.GetValueOrDefault("Filter"));
        var options = Resolve(stream.Head.GetValueOrDefault("DecodeParms"));
        if (filter is List<object> filters) (filter, options) = filters.Count switch { 0 => (null, null), 1 => (Resolve(filters[0]), Resolve((options as List<object>)?.FirstOrDefault())), _ => throw new InvalidDataException("several filters") };
        if (filter is null) return stream.Body;
        if (filter is not PdfName { Text: "FlateDecode" }) throw new InvalidDataException("another filter");
        var body = Unpacking.Inflate(stream.Body, ref left);
        if (options is not PdfDictionary how || !how.TryGetValue("Predictor", out var predictor) || PdfParser.Integer(predictor) < 10) return body;
        return Unpredict(body, how.TryGetValue("Columns", out var columns) ? PdfParser.Integer(columns) : 1);
    }

    // PNG predictors on rows of bytes, as cross-reference streams use them.
    private static byte[] Unpredict(byte[] body, int columns)
    {
        var rows = body.Length / (columns + 1);
        var plain = new byte[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var kind = body[row * (columns + 1)];
            for (var i = 0; i < columns; i++)
            {
                var left = i > 0 ? plain[(row * columns) + i - 1] : 0;
                var up = row > 0 ? plain[((row - 1) * columns) + i] : 0;
                var corner = row > 0 && i > 0 ? plain[((row - 1) * columns) + i - 1] : 0;
                var guess = kind switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Nearest(left, up, corner), _ => throw new InvalidDataException("no such predictor") };
                plain[(row * columns) + i] = (byte)(body[(row * (columns + 1)) + 1 + i] + guess);
            }
        }

        return plain;
    }

    private static int Nearest(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
