using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Innovation.Workflows.Reviews.BlindCopies;

namespace Innovation.Workflows.Tests.Reviews;

public sealed class BlindCopyTests
{
    private const string Pdf = "application/pdf";
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Fact]
    public void APdfKeepsItsPagesAndLosesItsInformation()
    {
        var original = File("page.pdf");
        Assert.Contains("Secret Company", Encoding.Latin1.GetString(original));
        var copy = BlindCopy.Make(Pdf, original)!;
        var text = Encoding.Latin1.GetString(copy);
        Assert.DoesNotContain("Secret", text);
        Assert.DoesNotContain("/Info", text);
        Assert.DoesNotContain("/Metadata", text);
        Assert.Contains("/Count 2", text);
        // A copy is a whole file again: copied once more it is the same.
        Assert.Equal(copy, BlindCopy.Make(Pdf, copy));
    }

    [Fact]
    public void APdfWithPackedObjectsIsReadThroughItsCrossReferenceStream()
    {
        var copy = BlindCopy.Make(Pdf, Packed())!;
        var text = Encoding.Latin1.GetString(copy);
        Assert.Contains("BT (visible) Tj ET", text);
        Assert.Contains("/MediaBox [0 0 200 100 ]", text);
        Assert.DoesNotContain("Hidden Author", text);
        Assert.DoesNotContain("xmpmeta", text);
        Assert.DoesNotContain("/Names", text);
    }

    [Fact]
    public void BrokenEncryptedAndOldFilesHaveNoCopy()
    {
        var whole = File("page.pdf");
        Assert.Null(BlindCopy.Make(Pdf, "%PDF-1.4\n%%EOF\n"u8.ToArray()));
        Assert.Null(BlindCopy.Make(Pdf, whole[..(whole.Length / 2)]));
        Assert.Null(BlindCopy.Make(Pdf, Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(whole).Replace("/Root ", "/Encrypt 1 0 R /Root ", StringComparison.Ordinal))));
        Assert.Null(BlindCopy.Make("image/jpeg", File("photo.jpg")[..200]));
        Assert.Null(BlindCopy.Make("image/png", File("picture.png")[..60]));
        Assert.Null(BlindCopy.Make(Docx, [0x50, 0x4B, 3, 4, 0, 0]));
        Assert.Null(BlindCopy.Make("application/msword", [0xD0, 0xCF, 0x11, 0xE0]));
    }

    [Fact]
    public void NoDamageMakesItFailInAnotherWay()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        foreach (var (type, file) in ((string, byte[])[])[(Pdf, File("page.pdf")), (Pdf, Packed()), ("image/jpeg", File("photo.jpg")), ("image/png", File("picture.png")), (Docx, Letter())])
        {
            for (var run = 0; run < 300; run++)
            {
                var damaged = file[..random.Next(file.Length / 2, file.Length)];
                for (var i = 0; i < 5; i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                if (run % 2 == 0) damaged = [.. damaged, .. file[damaged.Length..]];
                var error = Record.Exception(() => BlindCopy.Make(type, damaged));
                Assert.True(error is null, $"seed {seed}, {type}: {error}");
            }
        }
    }

    [Fact]
    public void APhotoLosesExifAndCommentsAndStaysTurned()
    {
        var plain = File("photo.jpg");
        byte[] exif = [.. "Exif\0\0"u8, (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. "GPS Secret Company"u8];
        byte[] comment = [.. "made by Secret Company"u8];
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. plain[2..], .. "Secret trailer"u8];
        var copy = BlindCopy.Make("image/jpeg", photo)!;
        Assert.DoesNotContain("Secret", Encoding.Latin1.GetString(copy));
        Assert.Equal(6, copy[2 + 29]);
        Assert.Equal(plain[2..], copy[(2 + 36)..]);
        Assert.Equal(plain, BlindCopy.Make("image/jpeg", plain));
    }

    [Fact]
    public void APictureLosesItsTexts()
    {
        var plain = File("picture.png");
        byte[] text = [0, 0, 0, 21, .. "tEXtAuthor\0Secret Company"u8, 1, 2, 3, 4];
        byte[] picture = [.. plain[..33], .. text, .. plain[33..], .. "Secret"u8];
        Assert.Equal(plain, BlindCopy.Make("image/png", picture));
    }

    [Fact]
    public void AnOfficeFileLosesPropertiesAndAuthorsAndKeepsItsText()
    {
        var copy = BlindCopy.Make(Docx, Letter())!;
        using var archive = new ZipArchive(new MemoryStream(copy));
        Assert.Equal(6, archive.Entries.Count);
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
            var text = reader.ReadToEnd();
            Assert.DoesNotContain("Secret", text);
            if (entry.FullName == "word/document.xml") Assert.Contains("visible text", text);
        }
    }

    [Fact]
    public void NamesAreReplacedInTextsHoweverDeep()
    {
        var values = new JsonObject
        {
            ["organization"] = new JsonObject { ["uscc"] = "91420281000000107N", ["legal_rep"] = "钟某某", ["contact_name"] = "周某" },
            ["partners"] = new JsonArray(new JsonObject { ["name"] = "武汉示例大学", ["uscc"] = "1210000000000006XF" }),
            ["plan"] = "大冶示例食品科技有限公司（91420281000000107n）由钟某某任董事长，示例食品科技与武汉示例大学共建。",
            ["rows"] = new JsonArray(new JsonObject { ["text"] = "大冶示例食品科技的专利", ["count"] = 3 }),
        };
        var hidden = new BlindNames("大冶示例食品科技有限公司", "大冶湖高新区", values).Hide(values)!;
        Assert.Equal("申报单位（申报单位）由申报单位法定代表人任董事长，申报单位与已隐去共建。", (string)hidden["plan"]!);
        Assert.Equal("申报单位的专利", (string)hidden["rows"]![0]!["text"]!);
        Assert.Equal(3, (int)hidden["rows"]![0]!["count"]!);
    }

    private static byte[] File(string name)
    {
        using var stream = typeof(BlindCopyTests).Assembly.GetManifestResourceStream("Files." + name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Letter()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, byte[] content)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }

            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"u8.ToArray());
            Add("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>Secret Person</dc:creator></cp:coreProperties>"u8.ToArray());
            Add("docProps/app.xml", "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Company>Secret Company</Company></Properties>"u8.ToArray());
            Add("word/document.xml", "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:ins w:author=\"Secret Person\"><w:t>visible text</w:t></w:ins></w:document>"u8.ToArray());
            Add("word/comments.xml", "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:author=\"Secret Person\" w:initials=\"Secret\"/></w:comments>"u8.ToArray());
            Add("word/media/image1.jpg", [.. File("photo.jpg"), .. "Secret"u8]);
        }

        return file.ToArray();
    }

    /// <summary>A PDF 1.5 file whose catalogue, pages and information stand in an object stream.</summary>
    private static byte[] Packed()
    {
        string[] inside = ["<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/Names<</EmbeddedFiles 3 0 R>>>>", "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 200 100]>>", "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<<>>/PieceInfo<</x(Hidden Author)>>>>", "<</Author(Hidden Author)>>"];
        var heads = "";
        var bodies = "";
        for (var i = 0; i < inside.Length; i++)
        {
            heads += $"{i + 1} {bodies.Length} ";
            bodies += inside[i] + " ";
        }

        using var file = new MemoryStream();
        var offsets = new Dictionary<int, int>();
        void Put(string text) => file.Write(Encoding.ASCII.GetBytes(text));
        void Stream(int number, string head, byte[] body)
        {
            offsets[number] = (int)file.Position;
            Put($"{number} 0 obj\n<<{head}/Length {body.Length}>>\nstream\n");
            file.Write(body);
            Put("\nendstream\nendobj\n");
        }

        Put("%PDF-1.5\n");
        Stream(5, "", "BT (visible) Tj ET"u8.ToArray());
        Stream(6, "/Type/Metadata/Subtype/XML", "<x:xmpmeta>Hidden Author</x:xmpmeta>"u8.ToArray());
        Stream(7, $"/Type/ObjStm/N {inside.Length}/First {heads.Length}/Filter/FlateDecode", Deflate(Encoding.ASCII.GetBytes(heads + bodies)));
        var table = new List<byte> { 0, 0, 0, 0 };
        for (var i = 1; i <= 4; i++) table.AddRange([2, 0, 7, (byte)(i - 1)]);
        foreach (var number in (int[])[5, 6, 7]) table.AddRange([1, (byte)(offsets[number] >> 8), (byte)offsets[number], 0]);
        var at = (int)file.Position;
        // PNG predictor "up", as most writers use it.
        var predicted = new List<byte>();
        for (var row = 0; row < table.Count / 4; row++)
        {
            predicted.Add(2);
            for (var i = 0; i < 4; i++) predicted.Add((byte)(table[(row * 4) + i] - (row > 0 ? table[((row - 1) * 4) + i] : 0)));
        }

        Stream(8, "/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Info 4 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>", Deflate([.. predicted]));
        Put($"startxref\n{at}\n%%EOF\n");
        return file.ToArray();
    }

    private static byte[] Deflate(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true)) stream.Write(plain);
        return packed.ToArray();
    }
}
